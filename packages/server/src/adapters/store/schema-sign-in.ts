/** The columns of the tables about signing in, as Kysely and `pg` see them. */

import type { Generated, GeneratedAlways } from 'kysely';

export interface AppTableRow {
  id: GeneratedAlways<number>;
  connector: string;
  settings: unknown;
  network: unknown;
  app_id: string;
  slug: string;
  name: string;
  web_url: string;
  sealed_private_key: string | null;
  sealed_client_secret: string | null;
  sealed_webhook_secret: string | null;
  added_at: Generated<Date>;
}

export interface OAuthClientTableRow {
  id: GeneratedAlways<number>;
  connector: string;
  authorize_url: string;
  settings: unknown;
  client_id: string;
  sealed_client_secret: string;
  added_at: Generated<Date>;
}

export interface SignInTableRow {
  id: string;
  state_digest: string | null;
  browser_digest: string;
  connector: string;
  settings: unknown;
  network: unknown;
  purpose: unknown;
  sealed_verifier: string | null;
  app_id: number | null;
  sealed_credential: string | null;
  account: unknown;
  credential_expires_at: Date | null;
  missing_rights: Generated<unknown>;
  outcome: Generated<unknown>;
  expires_at: Date;
}

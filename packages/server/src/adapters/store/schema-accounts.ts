/** The columns of the tables about accounts, as Kysely and `pg` see them. */

import type { Generated, GeneratedAlways } from 'kysely';

export interface AccountTables {
  readonly accounts: AccountTableRow;
  readonly account_subjects: { issuer: string; subject: string; account_id: number };
  readonly recovery_codes: { account_id: number; digest: string };
  readonly sessions: SessionTableRow;
  readonly api_tokens: ApiTokenTableRow;
  readonly one_time_links: { digest: string; kind: string; account_id: number | null; ends_at: Date };
  readonly identity_providers: IdentityProviderTableRow;
  readonly sign_in_attempts: { digest: string; failures: number; last_at: Date };
}

export interface AccountTableRow {
  id: GeneratedAlways<number>;
  login: string;
  name: string;
  role: string;
  password_hash: string | null;
  sealed_second_factor: string | null;
  second_factor_confirmed: Generated<boolean>;
  last_step: Generated<number>;
  disabled_at: Date | null;
  added_at: Generated<Date>;
  signed_in_at: Date | null;
}

export interface IdentityProviderTableRow {
  id: GeneratedAlways<number>;
  name: string;
  issuer: string;
  client_id: string;
  sealed_client_secret: string | null;
  more_scopes: unknown;
  groups_claim: string;
  roles: unknown;
  joins_by_email: boolean;
  added_at: Generated<Date>;
}

export interface SessionTableRow {
  digest: string;
  account_id: number;
  started_at: Date;
  used_at: Date;
  ends_at: Date;
  browser: string;
  address: string;
}

export interface ApiTokenTableRow {
  id: GeneratedAlways<number>;
  account_id: number;
  name: string;
  scope: string;
  digest: string;
  ending: string;
  added_at: Date;
  expires_at: Date | null;
  used_at: Date | null;
}

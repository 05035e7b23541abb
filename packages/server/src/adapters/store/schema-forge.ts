/** The columns of the tables about Forge, as Kysely and `pg` see them. */

import type { Generated } from 'kysely';

export interface ForgeAppRow {
  jira_site_id: number;
  app_id: string;
  sink: Generated<string>;
  sink_to_empty: string | null;
  resend_due: Generated<boolean>;
  emptying_trouble: string | null;
  registered_at: Date;
}

export interface ForgeInstallationRow {
  jira_site_id: number;
  installation_id: string;
  environment: string;
  bound_at: Date;
  last_seen_at: Date;
  sealed_app_token: string | null;
  app_token_expires_at: Date | null;
  silent_since: Date | null;
  silent_because: string | null;
  greeting: string | null;
  replaced_at: Date | null;
}

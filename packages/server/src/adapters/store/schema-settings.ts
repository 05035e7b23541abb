/** The columns of the tables of settings, as Kysely and `pg` see them. */

import type { Generated } from 'kysely';

export interface SettingsTables {
  readonly installation_settings: { single: Generated<boolean>; settings: unknown };
  readonly project_settings: {
    jira_site_id: number;
    project_key: string;
    settings: unknown;
    applied_sources_off: Generated<readonly string[]>;
  };
  readonly hidden_link_sources: { project_key: string; kind: string; found_in: string };
}

/** The columns of the tables about people, as Kysely and `pg` see them. */

import type { Generated, GeneratedAlways } from 'kysely';

export interface PeopleTables {
  readonly people: PersonTableRow;
  readonly identities: IdentityTableRow;
  readonly identity_links: IdentityLinkTableRow;
  readonly erased_identities: { digest: Buffer; erased_at: Generated<Date> };
  readonly jira_email_questions: { jira_site_id: number; identity_id: number; asked_at: Date };
  readonly jira_people_settings: { jira_site_id: number; trusts_email: boolean };
  readonly personal_connections: PersonalConnectionTableRow;
  readonly jira_codes: JiraCodeTableRow;
  readonly people_cursors: { repository_id: number; sequence: number };
}

export interface PersonTableRow {
  id: GeneratedAlways<number>;
  conflict: string | null;
  added_at: Generated<Date>;
}

export interface IdentityTableRow {
  id: GeneratedAlways<number>;
  person_id: number;
  kind: string;
  place: string;
  subject: string;
  jira_site_id: number | null;
  own_account_id: number | null;
  login: string | null;
  name: string | null;
  shown_email: string | null;
  added_at: Date;
  seen_at: Date;
  report_at: Date | null;
}

export interface IdentityLinkTableRow {
  id: GeneratedAlways<number>;
  one_id: number;
  other_id: number;
  proof: string;
  state: string;
  told_by: string;
  told_at: Date;
  checked_at: Date | null;
}

export interface JiraCodeTableRow {
  digest: string;
  jira_site_id: number;
  jira_account_id: string;
  ends_at: Date;
}

export interface PersonalConnectionTableRow {
  identity_id: number;
  integration_id: number;
  credential_kind: string;
  sealed_credential: string;
  account: unknown;
  missing_rights: unknown;
  expires_at: Date | null;
  checked_at: Date;
  last_problem: string | null;
  connected_at: Date | null;
}

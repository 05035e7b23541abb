/** The columns of the tables about links in issues, as Kysely and `pg` see them. */

export interface RemoteLinkTables {
  readonly linked_repositories: {
    site_url: string;
    jira_repository_id: string;
    name: string;
    issues_url: string;
    properties: unknown;
  };
  readonly remote_links: {
    site_url: string;
    jira_repository_id: string;
    kind: string;
    name: string;
    key: string;
    sequence: number;
    is_leaving: boolean;
  };
}

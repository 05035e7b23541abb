/** The columns of the table of links made by hand, as Kysely and `pg` see them. */

export interface ManualLinkTables {
  readonly manual_links: {
    repository_id: number;
    kind: string;
    name: string;
    key: string;
    state: string;
    by_whom: string;
    at: Date;
  };
}

/** The columns of what people chose when they acted, as Kysely and `pg` see them. */

export interface ActingTables {
  readonly action_choices: {
    identity_id: number;
    project_key: string;
    repository_id: number;
    source_branch: string | null;
    target_branch: string | null;
    changed_at: Date;
  };
}

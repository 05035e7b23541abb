/** The columns of a commit as statements read them, and the commit they mean. */

import type { Commit, CommitHash } from '@branchline/domain';
import { sql } from 'kysely';

/** What `commitColumns` selects. */
export interface CommitColumns {
  readonly hash: CommitHash;
  readonly parents: readonly CommitHash[];
  readonly author_name: string;
  readonly author_email: string;
  readonly authored_at: Date;
  readonly committer_name: string;
  readonly committer_email: string;
  readonly committed_at: Date;
  readonly message: string;
  readonly notes: string;
}

/** For a `select` from `commits`. */
export const commitColumns = sql`
  encode(commits.hash, 'hex') as hash,
  array(select encode(parent, 'hex') from unnest(commits.parents) as parent) as parents,
  author_name, author_email, authored_at, committer_name, committer_email, committed_at, message, notes`;

export function commitFromColumns(columns: CommitColumns): Commit {
  return {
    hash: columns.hash,
    parents: columns.parents,
    author: { name: columns.author_name, email: columns.author_email, at: columns.authored_at },
    committer: { name: columns.committer_name, email: columns.committer_email, at: columns.committed_at },
    message: columns.message,
    notes: columns.notes,
  };
}

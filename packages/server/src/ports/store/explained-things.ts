/** The port to what explains why something shows in Jira or does not: rows by what people know of them. */

import type { JiraSiteId, KeyLink, RepositoryId } from '@branchline/domain';
import type { PushedEntity, PushStream } from './pushes.ts';

/** How somebody names a thing: by the beginning of a hash, a branch by its name, a pull request by its address. */
export type ThingName =
  | { readonly kind: 'commit'; readonly prefix: string }
  | { readonly kind: 'branch'; readonly name: string }
  | { readonly kind: 'pull-request'; readonly webUrl: string };

/** A row, with what its issue keys were looked for in. */
export interface ExplainedThing {
  readonly repositoryId: RepositoryId;
  readonly repositoryName: string;
  readonly kind: PushedEntity['kind'];
  /** Commit hash, branch name, or remote id of a pull request. */
  readonly name: string;
  /** Of a commit its message, of a pull request its title. */
  readonly title: string;
  /** Of a commit its git notes, of a pull request its description; empty for a branch. */
  readonly more: string;
  /** Of a pull request. */
  readonly sourceBranch: string | undefined;
  readonly links: readonly KeyLink[];
  readonly removed: boolean;
  readonly sequence: number;
  readonly stream: PushStream;
  /** A commit is sent only once its files were read; true for all others. */
  readonly isReady: boolean;
}

/** What was sent of a thing to one Jira site. */
export interface SentThing {
  readonly jiraSiteId: JiraSiteId;
  /** The number up to which rows of its stream were pushed. */
  readonly pushedUpTo: number;
  /** Undefined when the site was never sent it. */
  readonly entity: Pick<PushedEntity, 'state' | 'message'> | undefined;
}

/** Reads only. */
export interface ExplainedThingTable {
  /** In every repository, at most `limit`. */
  find(name: ThingName, limit: number): Promise<readonly ExplainedThing[]>;
  /** One line for each Jira site. */
  sent(thing: ExplainedThing): Promise<readonly SentThing[]>;
}

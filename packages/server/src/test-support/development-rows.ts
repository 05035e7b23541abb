/** Commits, branches and pull requests as rows, for tests that send them somewhere. */

import type {
  Branch,
  Commit,
  CommitFiles,
  CommitHash,
  DescribedBranch,
  DescribedCommit,
  DescribedPullRequest,
  DevelopmentBatch,
  FileChange,
  IntegrationId,
  IssueKey,
  Linked,
  PullRequest,
  RepositoryId,
} from '@branchline/domain';
import type { PushTarget } from '../ports/jira-site.ts';
import { pullRequestOf } from './example-rows.ts';

/** The hash with this number. */
export function hashOf(number: number): CommitHash {
  return number.toString(16).padStart(40, '0') as CommitHash;
}

export function makeCommit(number: number, changes: Partial<Commit> = {}): Commit {
  const signature = { name: 'Ada', email: 'ada@example.com', at: new Date(Date.UTC(2026, 0, 1) + number * 60_000) };
  return {
    hash: hashOf(number),
    parents: [],
    author: signature,
    committer: signature,
    message: `DEMO-${number} change`,
    notes: '',
    ...changes,
  };
}

export function makeFile(path: string, changes: Partial<FileChange> = {}): FileChange {
  return { path, previousPath: undefined, change: 'modified', linesAdded: 2, linesRemoved: 1, ...changes };
}

export interface RowChanges {
  readonly keys?: readonly string[];
  readonly sequence?: number;
  readonly removed?: boolean;
  readonly live?: boolean;
}

/** A commit row whose sequence is 1000 + its number and whose only key is `DEMO-<number>`, unless told otherwise. */
export function commitRow(
  number: number,
  changes: RowChanges & { readonly commit?: Partial<Commit>; readonly files?: readonly FileChange[] } = {},
): Linked<DescribedCommit> {
  const commit = makeCommit(number, changes.commit);
  const files = changes.files ?? [makeFile('src/main.ts')];
  const described: CommitFiles = {
    hash: commit.hash,
    files,
    fileCount: files.length,
    linesAdded: 0,
    linesRemoved: 0,
    unreadable: false,
  };
  return rowOf({ commit, files: described, live: changes.live ?? true }, number, changes);
}

/** The same for a branch. */
export function branchRow(
  number: number,
  changes: RowChanges & { readonly branch?: Partial<Branch> } = {},
): Linked<DescribedBranch> {
  const branch: Branch = {
    name: `feature/DEMO-${number}`,
    head: makeCommit(number),
    isDefault: false,
    ahead: 1,
    behind: 0,
    merged: false,
    ...changes.branch,
  };
  return rowOf({ branch, live: changes.live ?? true }, number, changes);
}

/** The same for a pull request. */
export function pullRequestRow(
  number: number,
  changes: RowChanges & { readonly pullRequest?: Partial<PullRequest> } = {},
): Linked<DescribedPullRequest> {
  const pullRequest = pullRequestOf(number, { title: `DEMO-${number} change`, ...changes.pullRequest });
  return rowOf({ pullRequest, live: changes.live ?? true }, number, changes);
}

function rowOf<Thing>(thing: Thing, number: number, changes: RowChanges): Linked<Thing> {
  return {
    thing,
    keys: (changes.keys ?? [`DEMO-${number}`]) as readonly IssueKey[],
    sequence: changes.sequence ?? 1000 + number,
    removed: changes.removed ?? false,
  };
}

export function batchOf(
  commits: readonly Linked<DescribedCommit>[],
  branches: readonly Linked<DescribedBranch>[] = [],
  pullRequests: readonly Linked<DescribedPullRequest>[] = [],
): DevelopmentBatch {
  const sequences = [...commits, ...branches, ...pullRequests].map((row) => row.sequence);
  return { commits, branches, pullRequests, upTo: Math.max(0, ...sequences), more: false };
}

/** A repository whose service has pages for everything. */
export function makeTarget(changes: Partial<PushTarget> = {}): PushTarget {
  const site = 'https://git.example.com/team/repository';
  return {
    repository: {
      id: 7 as RepositoryId,
      integrationId: 3 as IntegrationId,
      remoteId: 'team/repository',
      name: 'team/repository',
      cloneUrl: `${site}.git`,
      webUrl: site,
      defaultBranch: 'main',
    },
    jiraRepositoryId: 'i1-7',
    links: {
      repository: () => site,
      commit: (_repository, hash) => `${site}/commit/${hash}`,
      branch: (_repository, name) => `${site}/branch/${encodeURIComponent(name.toWellFormed())}`,
      tag: () => undefined,
      compare: () => undefined,
      file: (_repository, hash, path) => `${site}/file/${hash}/${encodeURIComponent(path.toWellFormed())}`,
    },
    fallbackUrl: 'http://127.0.0.1:8080/repositories/7',
    properties: { integrationId: 'i1-3' },
    ...changes,
  };
}

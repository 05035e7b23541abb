/** Small commits, branches, pull requests and files for tests of what keeps and sends them. */

import type {
  Branch,
  Commit,
  CommitFiles,
  CommitHash,
  IssueKey,
  KeyLink,
  LinkedCommit,
  PullRequest,
  RepositoryId,
  ServicePerson,
} from '@branchline/domain';
import type { Store } from '../ports/store.ts';

let repositories = 0;

/** A new repository in an integration of its own. */
export async function addExampleRepository(store: Store): Promise<RepositoryId> {
  const integration = await store.integrations.add({ connector: 'git', name: 'Git', settings: {} });
  repositories += 1;
  const url = `https://git.example/${repositories}.git`;
  const remote = { remoteId: url, name: `r${repositories}`, cloneUrl: url, webUrl: undefined };
  return (await store.repositories.save(integration.id, remote)).id;
}

export function hashOf(number: number): CommitHash {
  return number.toString(16).padStart(40, '0') as CommitHash;
}

export function commitOf(number: number, overrides: Partial<Commit> = {}): Commit {
  const somebody = { name: 'Ada', email: 'ada@example.org', at: new Date(Date.UTC(2026, 0, 1) + number * 60_000) };
  const commit = { hash: hashOf(number), parents: [hashOf(number - 1)], author: somebody, committer: somebody };
  return { ...commit, message: `Change ${number}`, notes: '', ...overrides };
}

export function linksTo(...keys: readonly string[]): readonly KeyLink[] {
  return keys.map((key) => ({ key: key as IssueKey, foundIn: 'title' }));
}

export function linked(number: number, ...keys: readonly string[]): LinkedCommit {
  return { commit: commitOf(number), links: linksTo(...keys) };
}

export function filesOf(number: number, count = 1): CommitFiles {
  const files = Array.from({ length: count }, (_, index) => ({
    path: `src/${index}.ts`,
    previousPath: index === 0 ? 'old.ts' : undefined,
    change: index === 0 ? ('renamed' as const) : ('modified' as const),
    linesAdded: index === 1 ? undefined : 2,
    linesRemoved: index === 1 ? undefined : 1,
  }));
  return { hash: hashOf(number), files, fileCount: count, linesAdded: 2, linesRemoved: 1, unreadable: false };
}

export function branchOf(name: string, head: number, overrides: Partial<Branch> = {}): Branch {
  return { name, head: commitOf(head), isDefault: false, ahead: 1, behind: 0, merged: false, ...overrides };
}

/** Told completely, updated that many minutes after the beginning of the year. */
export function pullRequestOf(number: number, overrides: Partial<PullRequest> = {}): PullRequest {
  const at = new Date(Date.UTC(2026, 0, 1) + number * 60_000);
  return {
    remoteId: String(number),
    title: `Pull request ${number}`,
    description: 'Why it is needed.',
    state: 'open',
    isDraft: false,
    author: personOf('ada'),
    source: { branch: `topic${number}`, head: hashOf(number), repositoryName: 'acme/shop', isFork: false },
    targetBranch: 'main',
    mergeCommit: undefined,
    reviewers: [],
    commentCount: 0,
    createdAt: at,
    updatedAt: at,
    closedAt: undefined,
    webUrl: `https://git.example/acme/shop/pull/${number}`,
    isComplete: true,
    ...overrides,
  };
}

export function personOf(login: string): ServicePerson {
  const webUrl = `https://git.example/${login}`;
  return { remoteId: `id-${login}`, login, name: undefined, email: undefined, webUrl, avatarUrl: undefined };
}

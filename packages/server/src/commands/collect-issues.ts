/** Finds the issues of a repository in memory: for `branchline index`, which needs no database. */

import {
  branchNameOfRef,
  isNotesRef,
  keyDetector,
  linksOfBranch,
  linksOfCommit,
  type CommitHash,
  type IssueKey,
  type KeyRule,
} from '@branchline/domain';
import type { TemporaryMirror } from './temporary-mirror.ts';
import type { TerminalProgress } from './terminal-progress.ts';

/** An issue with everything in the repository that speaks of it. */
export interface FoundIssue {
  readonly key: IssueKey;
  /** Full hashes, newest first. */
  readonly commits: readonly CommitHash[];
  /** Names of branches that name the issue, in order. */
  readonly branches: readonly string[];
  /** Names of the tags that contain at least one of the commits, oldest first. */
  readonly tags: readonly string[];
}

interface Gathered {
  readonly commits: CommitHash[];
  readonly branches: Set<string>;
  readonly tags: Set<string>;
}

type Issues = Map<IssueKey, Gathered>;

function issueOf(issues: Issues, key: IssueKey): Gathered {
  const known = issues.get(key);
  if (known !== undefined) return known;
  const fresh: Gathered = { commits: [], branches: new Set(), tags: new Set() };
  issues.set(key, fresh);
  return fresh;
}

function addAll(names: Set<string>, more: readonly string[]): void {
  for (const name of more) names.add(name);
}

async function gatherCommits(
  { mirror, repository }: TemporaryMirror,
  tips: readonly CommitHash[],
  rule: KeyRule,
  issues: Issues,
  progress: TerminalProgress,
  stopping: AbortSignal,
): Promise<void> {
  const range = { from: tips, not: [], skip: 0 };
  const total = await mirror.count(repository, range);
  let walked = 0;
  for await (const chunk of mirror.commits(repository, range, keyDetector(rule, 'text'), stopping)) {
    walked += chunk.walked;
    progress.report('Reading history', walked, total);
    for (const commit of chunk.commits) {
      for (const { key } of linksOfCommit(commit, rule)) issueOf(issues, key).commits.push(commit.hash);
    }
  }
}

async function gatherTags(
  { mirror, repository }: TemporaryMirror,
  issues: Issues,
  stopping: AbortSignal,
): Promise<void> {
  const keysByCommit = new Map<string, IssueKey[]>();
  for (const [key, { commits }] of issues) {
    for (const hash of commits) keysByCommit.set(hash, [...(keysByCommit.get(hash) ?? []), key]);
  }
  const tags = await mirror.tags(repository);
  const order = new Map(
    [...tags].sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ name }, place) => [name, place]),
  );
  const groups = await mirror.containments(repository, new Set(keysByCommit.keys()), stopping);
  for (const { commits, tags: containing } of groups) {
    const keys = new Set(commits.flatMap((hash) => keysByCommit.get(hash) ?? []));
    for (const key of keys) addAll(issueOf(issues, key).tags, containing);
  }
  for (const gathered of issues.values()) {
    const sorted = [...gathered.tags].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    gathered.tags.clear();
    addAll(gathered.tags, sorted);
  }
}

/** Every issue, sorted by key in byte order. @throws Failure from git, or when it is stopped */
export async function collectIssues(
  source: TemporaryMirror,
  rule: KeyRule,
  progress: TerminalProgress,
  stopping: AbortSignal,
): Promise<readonly FoundIssue[]> {
  const { mirror, repository, access } = source;
  await mirror.update(repository, access, {
    onProgress: ({ done, total }) => progress.report('Cloning', done, total),
    stopping,
  });
  const heads = await mirror.heads(repository);
  const tips = [...new Set(heads.filter(({ ref }) => !isNotesRef(ref)).map(({ hash }) => hash))];
  const issues: Issues = new Map();
  await gatherCommits(source, tips, rule, issues, progress, stopping);
  for (const { ref } of heads) {
    const name = branchNameOfRef(ref);
    if (name === undefined) continue;
    for (const { key } of linksOfBranch(name, rule)) issueOf(issues, key).branches.add(name);
  }
  await gatherTags(source, issues, stopping);
  return [...issues]
    .map(([key, { commits, branches, tags }]) => ({ key, commits, branches: [...branches].sort(), tags: [...tags] }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

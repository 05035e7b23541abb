/** Adds to commits of git what we know of them: whose they are, and which issues they are linked with for these eyes. */

import type { Commit, KeyLink, RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Tables } from '../../ports/store.ts';

export interface ShownCommitsDeps {
  readonly issueGate: Pick<IssueGate, 'seenAmong'>;
  readonly store: Pick<Tables, 'linkedHistory' | 'people'>;
}

/** A commit as pages show it. */
export interface CommitToShow {
  readonly commit: Commit;
  /** What the person is called whom the author's address belongs to, as far as that was proven. */
  readonly person: string | undefined;
  /** With issues that whoever asks may see. */
  readonly links: readonly KeyLink[];
}

/**
 * In their order: one question each to Jira, to the links and to the people, however many commits there are.
 * @throws Failure when nobody could tell which issues they may see
 */
export async function commitsToShow(
  { issueGate, store }: ShownCommitsDeps,
  caller: Caller,
  repository: RepositoryId,
  commits: readonly Commit[],
): Promise<readonly CommitToShow[]> {
  const hashes = commits.map(({ hash }) => hash);
  const linked = await store.linkedHistory.linksOf(repository, hashes);
  const keys = [...new Set([...linked.values()].flatMap((links) => links.map(({ key }) => key)))];
  const seen = await issueGate.seenAmong(caller, keys);
  const people = await store.people.behind(commits.map(({ author }) => author.email));
  return commits.map((commit) => ({
    commit,
    person: people.get(commit.author.email)?.name,
    links: (linked.get(commit.hash) ?? []).filter(({ key }) => seen.has(key)),
  }));
}

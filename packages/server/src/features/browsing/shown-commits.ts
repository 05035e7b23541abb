/** Adds to commits of git what we know of them: whose they are, and which issues they are linked with for these eyes. */

import type { Commit, KeyLink, RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Tables } from '../../ports/store.ts';
import { visibleLinks, type VisibleLinksDeps } from './visible-links.ts';

export interface ShownCommitsDeps {
  readonly issueGate: VisibleLinksDeps['issueGate'];
  readonly store: VisibleLinksDeps['store'] & Pick<Tables, 'linkedHistory' | 'people'>;
}

/** A commit as pages show it. */
export interface CommitToShow {
  readonly commit: Commit;
  /** What the person is called whom the author's address belongs to, as far as that was proven. */
  readonly person: string | undefined;
  /** With issues that whoever asks may see there, under the keys of today. */
  readonly links: readonly KeyLink[];
}

/**
 * In their order: one question each to Jira, to the links and to the people, however many commits there are.
 * @throws Failure when nobody could tell which issues they may see
 */
export async function commitsToShow(
  deps: ShownCommitsDeps,
  caller: Caller,
  repository: RepositoryId,
  commits: readonly Commit[],
): Promise<readonly CommitToShow[]> {
  const { store } = deps;
  const linked = await store.linkedHistory.linksOf(
    repository,
    commits.map(({ hash }) => hash),
  );
  const things = commits.map(({ hash }) => ({ repositoryId: repository, links: linked.get(hash) ?? [] }));
  const visible = await visibleLinks(deps, caller, things);
  const people = await store.people.behind(commits.map(({ author }) => author.email));
  return commits.map((commit, index) => ({
    commit,
    person: people.get(commit.author.email)?.name,
    links: visible[index] ?? [],
  }));
}

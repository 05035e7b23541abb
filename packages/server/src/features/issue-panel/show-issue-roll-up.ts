/** An issue's commits added up: how much, by whom, and what came of each file. */

import {
  authorIdentity,
  authorShares,
  rollUpFiles,
  shownName,
  type AuthorShare,
  type IssueKey,
  type PeopleByEmail,
  type RepositoryId,
  type RolledUpFile,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { ChangedCommit } from '../../ports/store/issue-commits.ts';
import { openIssueScope, type IssueScope, type IssueScopeDeps } from './issue-scope.ts';
import { servicesOf, type ServedRepository, type ServicesDeps } from './services-of.ts';

export interface ShowIssueRollUpDeps extends IssueScopeDeps, ServicesDeps {
  readonly store: IssueScopeDeps['store'];
}

/** A file with where it is and by whom. */
export interface FileOfIssue extends Omit<RolledUpFile, 'authors'> {
  readonly repositoryId: RepositoryId;
  /** Names, as in `people`. */
  readonly people: readonly string[];
}

export interface IssueRollUpView extends Pick<IssueScope, 'key' | 'children' | 'withheld'> {
  readonly commitCount: number;
  readonly fileCount: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
  /** By name. */
  readonly repositories: readonly (ServedRepository & { readonly commitCount: number })[];
  readonly people: readonly AuthorShare[];
  /** By repository and path, at most `rolledUpFilesLimit`. */
  readonly files: readonly FileOfIssue[];
  readonly unreadCommits: number;
}

/** Files that are told by name; more are counted. */
export const rolledUpFilesLimit = 5000;

/** Undefined for an issue that is not for their eyes. @throws Failure when nobody could tell */
export async function showIssueRollUp(
  deps: ShowIssueRollUpDeps,
  caller: Caller,
  asked: IssueKey,
  include: 'issue' | 'children',
): Promise<IssueRollUpView | undefined> {
  const { store } = deps;
  const scope = await openIssueScope(deps, caller, asked, include);
  if (scope === undefined) return undefined;
  const { commits, counts } = await store.issueCommits.changed(scope.groups);
  const [people, standings] = await Promise.all([
    store.people.behind(commits.map(({ authorEmail }) => authorEmail)),
    store.repositories.named([...counts.keys()]),
  ]);
  const services = await servicesOf(deps, standings);
  const shares = authorShares(commits.map(authoredBy), people);
  const files = standings.flatMap(({ id }) => filesOf(id, commits, people, shares));
  const read = commits.flatMap((commit) => commit.files ?? []);
  const commitCount = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    key: scope.key,
    children: scope.children,
    withheld: scope.withheld,
    commitCount,
    fileCount: files.length,
    linesAdded: read.reduce((sum, { linesAdded }) => sum + linesAdded, 0),
    linesRemoved: read.reduce((sum, { linesRemoved }) => sum + linesRemoved, 0),
    repositories: [...services.values()]
      .map((service) => ({ ...service, commitCount: counts.get(service.repository.id) ?? 0 }))
      .toSorted((a, b) => shownName(a.repository).localeCompare(shownName(b.repository), 'en')),
    people: [...shares.values()],
    files: files.slice(0, rolledUpFilesLimit),
    unreadCommits: commitCount - read.length,
  };
}

function authoredBy({ authorName: name, authorEmail: email, files }: ChangedCommit) {
  return { name, email, linesAdded: files?.linesAdded ?? 0, linesRemoved: files?.linesRemoved ?? 0 };
}

function filesOf(
  repositoryId: RepositoryId,
  commits: readonly ChangedCommit[],
  people: PeopleByEmail,
  shares: ReadonlyMap<string, AuthorShare>,
): readonly FileOfIssue[] {
  const changes = commits
    .filter((commit) => commit.repositoryId === repositoryId)
    .flatMap(({ hash, parents, committedAt: at, files, authorName: name, authorEmail: email }) =>
      files === undefined
        ? []
        : [{ hash, parents, at, author: authorIdentity({ name, email }, people), files: files.files }],
    );
  return rollUpFiles(changes).map(({ authors, ...file }) => ({
    ...file,
    repositoryId,
    people: authors.map((identity) => shares.get(identity)?.name ?? ''),
  }));
}

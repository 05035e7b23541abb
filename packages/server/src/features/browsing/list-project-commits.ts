/** Lists the commits of a project's issues across repositories, for somebody who sees those issues. */

import { presentProject, projectOf, type JiraSiteId, type ProjectKey, type RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { WithheldService } from '../../ports/issue-gate.ts';
import type { PlacedCommit, ProjectNames } from '../../ports/store/linked-history.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import type { HistoryDeps } from './history-deps.ts';
import { isBy, placeFrom, takeRows } from './list-commits.ts';
import { placesOf, type RepositoryPlace } from './open-repository.ts';
import type { CommitToShow } from './shown-commits.ts';
import { visibleLinks } from './visible-links.ts';

/** Which commits of a project. */
export interface ProjectCommitsAsked {
  /** Of today, or a former one. */
  readonly project: ProjectKey;
  readonly repositoryId: RepositoryId | undefined;
  /** Part of an author's name or address, in any case. */
  readonly author: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** A commit, and where it is. */
export interface ProjectCommit extends CommitToShow {
  readonly place: RepositoryPlace;
}

/** A page of a project's commits. */
export interface ProjectCommitsShown {
  /** The key of today; as it was asked for where nothing of it may be seen. */
  readonly project: ProjectKey;
  readonly commits: readonly ProjectCommit[];
  readonly next: string | undefined;
  /** With commits of the project, in order of their names; none where no commit may be seen. */
  readonly repositories: readonly Pick<RepositoryStanding, 'id' | 'name'>[];
  /** Services with commits that they show only to those whose own token can read them. */
  readonly withheld: readonly WithheldService[];
}

/** Repositories to choose from. */
export const repositoriesToChoose = 200;
/** Rows that are looked through at once where only some are wanted. */
const rowsAtOnce = 500;

/**
 * Newest first. Somebody who sees no issue of the project is answered as about a project of which there is nothing.
 * @throws Failure when nobody could tell what they may see
 */
export async function listProjectCommits(
  deps: Pick<HistoryDeps, 'store' | 'issueGate' | 'connectors'>,
  caller: Caller,
  asked: ProjectCommitsAsked,
): Promise<ProjectCommitsShown> {
  const { store, issueGate } = deps;
  const { present, names } = await namesOf(deps, await issueGate.sitesOf(caller), asked.project);
  const inSight = new Set((await issueGate.repositoriesInSight(caller)).of(present));
  const having = (await store.linkedHistory.repositoriesOf(names)).filter((id) => inSight.has(id));
  const among = asked.repositoryId === undefined ? having : having.filter((id) => id === asked.repositoryId);
  const { limit, author } = asked;
  const withheld = new Map<number, WithheldService>();
  const { rows, next } = await takeRows(
    { limit, after: placeFrom(asked.cursor), rows: author === undefined ? limit + 1 : Math.max(rowsAtOnce, limit + 1) },
    (stretch) => store.linkedHistory.ofProject(names, among, stretch),
    async (found) => {
      const theirs = found.filter(({ commit }) => isBy(author, commit.author));
      const seen = await ofProject(deps, caller, present, theirs);
      const readable = await issueGate.readableAmong(caller, [...new Set(seen.map((row) => row.repositoryId))]);
      for (const each of readable.withheld) withheld.set(each.integrationId, each);
      return seen.filter((row) => readable.ids.includes(row.repositoryId));
    },
  );
  return {
    project: rows.length === 0 && withheld.size === 0 ? asked.project : present,
    commits: await described(deps, rows),
    next,
    repositories: rows.length === 0 ? [] : await toChoose(deps, caller, names, having),
    withheld: [...withheld.values()],
  };
}

/** What the project is called today, and all that its issues were ever called, at the sites they look from. */
async function namesOf(
  { store: { issueAliases } }: Pick<HistoryDeps, 'store'>,
  sites: readonly JiraSiteId[],
  asked: ProjectKey,
): Promise<{ readonly present: ProjectKey; readonly names: ProjectNames }> {
  const renamed = await Promise.all(sites.map((site) => issueAliases.projects(site)));
  const present = renamed.map((projects) => presentProject(asked, projects)).find((key) => key !== asked) ?? asked;
  const former = renamed.flatMap((projects) =>
    [...projects.keys()].filter((key) => presentProject(key, projects) === present),
  );
  const moved = await Promise.all(sites.map((site) => issueAliases.movedInto(site, [present])));
  return { present, names: { projects: [...new Set([present, ...former])], moved: [...new Set(moved.flat())] } };
}

/** Those that are linked with an issue of the project that they see; with no other links. */
async function ofProject(
  deps: Pick<HistoryDeps, 'store' | 'issueGate'>,
  caller: Caller,
  project: ProjectKey,
  rows: readonly PlacedCommit[],
): Promise<readonly PlacedCommit[]> {
  const visible = await visibleLinks(deps, caller, rows);
  return rows.flatMap((row, index) => {
    const links = (visible[index] ?? []).filter(({ key }) => projectOf(key) === project);
    return links.length === 0 ? [] : [{ ...row, links }];
  });
}

async function described(
  deps: Pick<HistoryDeps, 'store' | 'connectors'>,
  rows: readonly PlacedCommit[],
): Promise<readonly ProjectCommit[]> {
  const ids = [...new Set(rows.map(({ repositoryId }) => repositoryId))];
  const repositories = await Promise.all(ids.map((id) => deps.store.repositories.get(id)));
  const places = await placesOf(
    deps,
    repositories.filter((each) => each !== undefined),
  );
  const placeOf = new Map(places.map((place) => [place.repository.id, place]));
  const people = await deps.store.people.behind(rows.map(({ commit }) => commit.author.email));
  return rows.flatMap(({ repositoryId, commit, links }) => {
    const place = placeOf.get(repositoryId);
    return place === undefined ? [] : [{ place, commit, links, person: people.get(commit.author.email)?.name }];
  });
}

async function toChoose(
  { store, issueGate }: Pick<HistoryDeps, 'store' | 'issueGate'>,
  caller: Caller,
  names: ProjectNames,
  ids: readonly RepositoryId[],
): Promise<ProjectCommitsShown['repositories']> {
  const named = [...(await store.repositories.names(ids))].map(([id, name]) => ({ id, name }));
  const first = named.toSorted((one, other) => byName.compare(one.name, other.name)).slice(0, repositoriesToChoose);
  const having = await store.linkedHistory.repositoriesOf(
    names,
    first.map(({ id }) => id),
  );
  const { ids: readable } = await issueGate.readableAmong(caller, having);
  return first.filter(({ id }) => readable.includes(id));
}

/** One for all: to make it for each of thousands of names takes long. */
const byName = new Intl.Collator('en');

/** Says what saving an association would bring to Jira and take away, before anybody saves it. */

import {
  isSameGrant,
  type AssociatedPlace,
  type GrantedProjects,
  type ProjectGrants,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { SightCount } from '../../ports/store/development.ts';
import { grantsAt, isPlace } from './save-association.ts';

export interface PreviewAssociationDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Entities of each kind that come to a project's issues, or go from there. */
export interface ProjectEffect {
  readonly project: ProjectKey;
  readonly appear: KindCounts;
  readonly vanish: KindCounts;
}

export interface KindCounts {
  readonly commits: number;
  readonly branches: number;
  readonly pullRequests: number;
}

/** What saving would do. */
export interface AssociationPreview {
  readonly before: ProjectGrants;
  readonly after: ProjectGrants;
  /** Those with most to come or go, at most fifty. */
  readonly projects: readonly ProjectEffect[];
  /** More projects that something comes to or goes from. */
  readonly otherProjects: number;
  /** An entity with keys of several projects counts once. */
  readonly total: { readonly appear: KindCounts; readonly vanish: KindCounts; readonly change: KindCounts };
  /** Repositories that were counted before the time was up, of those concerned. */
  readonly repositories: { readonly counted: number; readonly of: number };
  /** Chosen projects that the site does not have; undefined while nobody knows which it has. */
  readonly unknownProjects: readonly ProjectKey[] | undefined;
}

/** Shown by name; a list that nobody reads to the end helps nobody. */
const projectsShown = 50;
const repositoriesAtOnce = 500;
/** A person waits for the answer. What could not be counted by then is said. */
const patienceMilliseconds = 5000;

/** Undefined when there is no such place. @param wanted undefined: the place inherits again */
export async function previewAssociation(
  { store, clock }: PreviewAssociationDeps,
  place: AssociatedPlace,
  wanted: ProjectGrants | undefined,
): Promise<AssociationPreview | undefined> {
  const site = await store.jiraSites.get(place.jiraSiteId);
  if (site === undefined || !(await isPlace(store, place))) return undefined;
  const before = await grantsAt(store, place);
  const after = wanted ?? (await inheritedBy(store, place));
  const concerned = isSameGrant(before.see, after.see) ? [] : await concernedRepositories(store, place);
  const until = clock.now().getTime() + patienceMilliseconds;
  const counts: SightCount[] = [];
  let counted = 0;
  while (counted < concerned.length && clock.now().getTime() < until) {
    const some = concerned.slice(counted, counted + repositoriesAtOnce);
    counts.push(...(await store.development.countSightChange(some, { before: before.see, after: after.see })));
    counted += some.length;
  }
  const projects = projectsOf(counts);
  return {
    before,
    after,
    projects: projects.slice(0, projectsShown),
    otherProjects: Math.max(0, projects.length - projectsShown),
    total: totalOf(counts),
    repositories: { counted, of: concerned.length },
    unknownProjects: site.projectKeys && unknownIn(after, site.projectKeys),
  };
}

async function inheritedBy(tables: Tables, place: AssociatedPlace): Promise<ProjectGrants> {
  const nothing = { see: [], 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] };
  return place.repositoryId === undefined ? nothing : grantsAt(tables, { ...place, repositoryId: undefined });
}

/** Repositories with an association of their own do not follow their integration. */
async function concernedRepositories(tables: Tables, place: AssociatedPlace): Promise<readonly RepositoryId[]> {
  if (place.repositoryId !== undefined) return [place.repositoryId];
  const associations = await tables.associations.list(place.jiraSiteId);
  const own = new Set(associations.map(({ repositoryId }) => repositoryId));
  const all = await tables.repositories.listByIntegration(place.integrationId);
  return all.filter(({ id }) => !own.has(id)).map(({ id }) => id);
}

function unknownIn(grants: ProjectGrants, known: readonly ProjectKey[]): readonly ProjectKey[] {
  const chosen = Object.values(grants).flatMap((projects: GrantedProjects) => (projects === 'all' ? [] : projects));
  const there = new Set(known);
  return [...new Set(chosen)].filter((project) => !there.has(project)).toSorted();
}

function projectsOf(counts: readonly SightCount[]): readonly ProjectEffect[] {
  const byProject = Map.groupBy(
    counts.filter(({ project }) => project !== undefined),
    ({ project }) => project,
  );
  const effects = [...byProject].flatMap(([project, of]): readonly ProjectEffect[] =>
    project === undefined ? [] : [{ project, appear: sumOf(of, 'appear'), vanish: sumOf(of, 'vanish') }],
  );
  const size = ({ appear, vanish }: ProjectEffect) => countOf(appear) + countOf(vanish);
  return effects.toSorted((a, b) => size(b) - size(a) || (a.project < b.project ? -1 : 1));
}

function totalOf(counts: readonly SightCount[]): AssociationPreview['total'] {
  const all = counts.filter(({ project }) => project === undefined);
  return { appear: sumOf(all, 'appear'), vanish: sumOf(all, 'vanish'), change: sumOf(all, 'change') };
}

function sumOf(counts: readonly SightCount[], what: 'appear' | 'vanish' | 'change'): KindCounts {
  const sum = (kind: SightCount['kind']) =>
    counts.filter((each) => each.kind === kind).reduce((total, each) => total + each[what], 0);
  return { commits: sum('commit'), branches: sum('branch'), pullRequests: sum('pull-request') };
}

function countOf({ commits, branches, pullRequests }: KindCounts): number {
  return commits + branches + pullRequests;
}

/** What belongs to an issue for whoever asks: its keys and those of its children, and where each may be looked for. */

import {
  formerKeysOf,
  presentKey,
  projectOf,
  type FormerKeys,
  type IssueKey,
  type JiraSiteId,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { IssueGate, WithheldService } from '../../ports/issue-gate.ts';
import type { ProjectRights, ProjectRightsOf } from '../../ports/project-rights.ts';
import type { Tables } from '../../ports/store.ts';
import type { KeyGroup } from '../../ports/store/issues.ts';

/** Children of an issue that somebody may see, by their keys of today. */
export interface IssueChildren {
  readonly keys: readonly IssueKey[];
  /** Why there may be others, as a whole sentence; undefined when these are all that they may see. */
  readonly because: string | undefined;
}

/** Asks Jira for the sub-tasks of an issue, and for the issues of an epic. */
export type FindChildren = (caller: Caller, sites: readonly JiraSiteId[], key: IssueKey) => Promise<IssueChildren>;

export interface IssueScopeDeps {
  readonly store: Tables;
  readonly issueGate: IssueGate;
  readonly projectRights: ProjectRightsOf;
  readonly findChildren: FindChildren;
}

/** An issue as somebody may look at it. */
export interface IssueScope {
  /** The one it has today, which may differ from the one asked for. */
  readonly key: IssueKey;
  /** Keys it had before, in alphabetical order; what was linked by them belongs to it, too. */
  readonly formerKeys: readonly IssueKey[];
  readonly sites: readonly JiraSiteId[];
  /** Undefined when they were not asked for. */
  readonly children: IssueChildren | undefined;
  /** The key of today of every key that is looked for. */
  readonly presentOf: ReadonlyMap<IssueKey, IssueKey>;
  /** Keys with the repositories that name them and may be looked into. */
  readonly groups: readonly KeyGroup[];
  /** All of those repositories. */
  readonly repositories: readonly RepositoryId[];
  /** Of the issue's own project. */
  readonly rights: ProjectRights;
  readonly withheld: readonly WithheldService[];
}

/**
 * Undefined for an issue that is not for their eyes, and just so for one that is not there. Each key is looked for only
 * where its own project may see the repository.
 * @throws Failure when nobody could tell whether they may see it
 */
export async function openIssueScope(
  deps: IssueScopeDeps,
  caller: Caller,
  asked: IssueKey,
  include: 'issue' | 'children',
): Promise<IssueScope | undefined> {
  const { store, issueGate } = deps;
  const sites = await issueGate.sitesOf(caller);
  const former = await formerKeysNear(store, sites, [asked]);
  const key = presentKey(asked, former);
  if (!(await issueGate.maySee(caller, key))) return undefined;
  const children = include === 'issue' ? undefined : await deps.findChildren(caller, sites, key);
  const formerKeys = formerKeysOf(key, former);
  const presentOf = new Map([key, ...formerKeys].map((each) => [each, key]));
  for (const [name, present] of await namesOf(store, sites, children?.keys ?? [])) {
    if (!presentOf.has(name)) presentOf.set(name, present);
  }
  const rightsOf = await deps.projectRights(caller, sites);
  const found = await lookedInto(deps, caller, presentOf, rightsOf);
  return { key, formerKeys, sites, children, presentOf, rights: rightsOf(projectOf(key)), ...found };
}

async function formerKeysNear(
  store: Tables,
  sites: readonly JiraSiteId[],
  keys: readonly IssueKey[],
): Promise<FormerKeys> {
  const near = await Promise.all(sites.map((site) => store.issueAliases.near(site, keys)));
  return {
    issues: new Map(near.flatMap(({ issues }) => [...issues])),
    projects: new Map(near.flatMap(({ projects }) => [...projects])),
  };
}

/** Every name of these issues, with the one of today. */
async function namesOf(
  store: Tables,
  sites: readonly JiraSiteId[],
  keys: readonly IssueKey[],
): Promise<readonly (readonly [IssueKey, IssueKey])[]> {
  if (keys.length === 0) return [];
  const former = await formerKeysNear(store, sites, keys);
  return keys.flatMap((key) => [key, ...formerKeysOf(key, former)].map((name) => [name, key] as const));
}

/** A question of their own rights at a Git service is put only about repositories that have something. */
async function lookedInto(
  { store, issueGate }: IssueScopeDeps,
  caller: Caller,
  presentOf: ReadonlyMap<IssueKey, IssueKey>,
  rightsOf: Awaited<ReturnType<ProjectRightsOf>>,
): Promise<Pick<IssueScope, 'groups' | 'repositories' | 'withheld'>> {
  const projectOfName = (name: IssueKey) => projectOf(presentOf.get(name) ?? name);
  const namings = await store.issues.namings([...presentOf.keys()]);
  const seen = [...Map.groupBy(namings, ({ key }) => projectOfName(key))].map(([project, named]) => {
    const rights = rightsOf(project);
    return { project, named: named.filter((each) => rights.may('see', each)) };
  });
  const inSight = [...new Set(seen.flatMap(({ named }) => named.map(({ id }) => id)))];
  const { ids, withheld } = await issueGate.readableAmong(caller, inSight);
  const isReadable = new Set(ids);
  const groups = seen.map(({ named }) => {
    const readable = named.filter(({ id }) => isReadable.has(id));
    return {
      keys: [...new Set(readable.map(({ key }) => key))],
      repositories: [...new Set(readable.map(({ id }) => id))],
    };
  });
  return { groups: groups.filter(({ keys }) => keys.length > 0), repositories: ids, withheld };
}

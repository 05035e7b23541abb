/** Keys that issues had before they were moved or their project was renamed: which key each of them has today. */

import { projectOf } from './ids.ts';
import type { IssueKey, ProjectKey } from './ids.ts';
import type { ProjectAssociation } from './project-association.ts';

/** What is known of one Jira site's former keys, or the part of it that concerns certain keys. */
export interface FormerKeys {
  /** Of issues that were moved, with the key each got. One may lead to another former key. */
  readonly issues: ReadonlyMap<IssueKey, IssueKey>;
  /** Of projects that were renamed, with the key each has today. */
  readonly projects: ReadonlyMap<ProjectKey, ProjectKey>;
}

/** Nothing was ever moved or renamed, as far as anybody knows. */
export const noFormerKeys: FormerKeys = { issues: new Map(), projects: new Map() };

/**
 * The key that the issue has today; itself for one that nothing is known of. Chains are followed to their end. A loop,
 * which only outdated knowledge makes, ends at its one key of a project that still has its name; where that does not
 * decide, at the key where it began: better the key as it was written than a guess.
 */
export function presentKey(key: IssueKey, former: FormerKeys): IssueKey {
  const path: IssueKey[] = [];
  let next: IssueKey | undefined = key;
  while (next !== undefined && !path.includes(next)) {
    path.push(next);
    next = stepFrom(next, former);
  }
  if (next === undefined) return path.at(-1) ?? key;
  const ofTodaysProjects = path.slice(path.indexOf(next)).filter((each) => !former.projects.has(projectOf(each)));
  return (ofTodaysProjects.length === 1 ? ofTodaysProjects[0] : undefined) ?? next;
}

/** The keys as they are today, each once, in the order given. */
export function presentKeys(keys: readonly IssueKey[], former: FormerKeys): readonly IssueKey[] {
  return [...new Set(keys.map((key) => presentKey(key, former)))];
}

/** Every former key that leads to the issue with this present key, in alphabetical order; the key itself is not among them. */
export function formerKeysOf(present: IssueKey, former: FormerKeys): readonly IssueKey[] {
  const found = new Set<IssueKey>([present]);
  // Grows while it is walked: whatever leads to a key that was found leads here, too.
  for (const key of found) for (const earlier of stepsInto(key, former)) found.add(earlier);
  return [...found].filter((key) => key !== present && presentKey(key, former) === present).toSorted();
}

/** Associations with the projects' keys of today, so that renaming a project neither opens nor closes anything. */
export function presentAssociations(
  associations: readonly ProjectAssociation[],
  { projects }: FormerKeys,
): readonly ProjectAssociation[] {
  if (projects.size === 0) return associations;
  return associations.map((each) => ({
    ...each,
    projects: each.projects === 'all' ? 'all' : [...new Set(each.projects.map((key) => presentProject(key, projects)))],
  }));
}

/** The key that the project has today; itself for one that was not renamed. */
export function presentProject(key: ProjectKey, projects: FormerKeys['projects']): ProjectKey {
  const path: ProjectKey[] = [];
  let next: ProjectKey | undefined = key;
  while (next !== undefined && !path.includes(next)) {
    path.push(next);
    next = projects.get(next);
  }
  return next ?? path.at(-1) ?? key;
}

/** One step towards today: where the issue was moved, else what its project is called. */
function stepFrom(key: IssueKey, { issues, projects }: FormerKeys): IssueKey | undefined {
  const moved = issues.get(key);
  if (moved !== undefined) return moved === key ? undefined : moved;
  const renamed = projects.get(projectOf(key));
  return renamed === undefined || renamed === projectOf(key) ? undefined : inProject(key, renamed);
}

/** The keys from which one step leads here. */
function stepsInto(key: IssueKey, former: FormerKeys): readonly IssueKey[] {
  const moved = [...former.issues].filter(([, to]) => to === key).map(([from]) => from);
  const renamed = [...former.projects]
    .filter(([, to]) => to === projectOf(key))
    .map(([from]) => inProject(key, from))
    .filter((each) => !former.issues.has(each));
  return [...moved, ...renamed];
}

/** The issue's number in another project. */
export function inProject(key: IssueKey, project: ProjectKey): IssueKey {
  return `${project}${key.slice(key.lastIndexOf('-'))}` as IssueKey;
}

/** Where issue keys may stand, so that each such place can be switched off for a project. */

import type { KeyLink } from './development.ts';
import type { IssueKey, ProjectKey } from './ids.ts';
import type { FoundIn } from './issue-key.ts';

/** A place in which a key links a commit, branch or pull request. A link made by hand has no such place. */
export type LinkSource =
  | 'commit-title'
  | 'commit-body'
  | 'commit-trailer'
  | 'commit-notes'
  | 'branch-name'
  | 'pull-request-title'
  | 'pull-request-description'
  | 'pull-request-branch';

/** What carries keys. */
export type LinkedKind = 'commit' | 'branch' | 'pull-request';

/** What a source is in a row: its kind, and where in it the key was found. */
export interface SourcePlace {
  readonly kind: LinkedKind;
  readonly foundIn: FoundIn;
}

/** Every source with its place, in the order in which people are shown them. */
export const sourcePlaces: Readonly<Record<LinkSource, SourcePlace>> = {
  'commit-title': { kind: 'commit', foundIn: 'title' },
  'commit-body': { kind: 'commit', foundIn: 'body' },
  'commit-trailer': { kind: 'commit', foundIn: 'trailer' },
  'commit-notes': { kind: 'commit', foundIn: 'notes' },
  'branch-name': { kind: 'branch', foundIn: 'branch-name' },
  'pull-request-title': { kind: 'pull-request', foundIn: 'title' },
  'pull-request-description': { kind: 'pull-request', foundIn: 'description' },
  'pull-request-branch': { kind: 'pull-request', foundIn: 'branch-name' },
};

/** All there are. */
export const linkSources = Object.keys(sourcePlaces) as readonly LinkSource[];

/** The source of a link; undefined for one made by hand, which nobody can switch off. */
export function linkSourceOf(kind: LinkedKind, foundIn: FoundIn): LinkSource | undefined {
  return linkSources.find((source) => sourcePlaces[source].kind === kind && sourcePlaces[source].foundIn === foundIn);
}

/**
 * The keys that still link when some sources are switched off, in order of appearance: a key counts as long as one of
 * the places where it was found does.
 * @param offIn the sources that are off for the project of a key
 */
export function keysThatCount(
  kind: LinkedKind,
  links: readonly KeyLink[],
  offIn: (key: IssueKey) => ReadonlySet<LinkSource> | undefined,
): readonly IssueKey[] {
  const counting = links.filter(({ key, foundIn }) => {
    const source = linkSourceOf(kind, foundIn);
    return source === undefined || offIn(key)?.has(source) !== true;
  });
  return [...new Set(counting.map(({ key }) => key))];
}

/** What one Jira site says about the sources of its projects. */
export interface SiteSources {
  /** Projects the site is known to have; undefined while nobody could ask it. */
  readonly projects: readonly ProjectKey[] | undefined;
  /** Of projects that were set. */
  readonly off: ReadonlyMap<ProjectKey, readonly LinkSource[]>;
}

/**
 * The sources of a project that count for nobody. Where several Jira sites have a project of the same key, one of them
 * keeps a source alive for all.
 */
export function sourcesOffEverywhere(sites: readonly SiteSources[], project: ProjectKey): readonly LinkSource[] {
  const asked = sites.filter(({ projects, off }) => off.has(project) || projects?.includes(project) === true);
  return linkSources.filter(
    (source) => asked.length > 0 && asked.every(({ off }) => off.get(project)?.includes(source) === true),
  );
}

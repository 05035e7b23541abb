/** The associations of a site by place: what each integration and each repository with its own says. */

import type { Association, Grants } from '@branchline/contract';
import { projectActions, type ProjectAction } from '@branchline/domain';
import { noGrants } from '../../components/association-draft.ts';

/** One place and everything that is said there. */
export interface AssociatedPlace {
  readonly integrationId: number;
  readonly repositoryId: number | null;
  readonly integrationName: string;
  readonly repositoryName: string | null;
  readonly grants: Grants;
}

/** In the address: `integration-7`, or `integration-7-repository-17`. */
export function wordOfPlace(integrationId: number, repositoryId: number | null): string {
  const integration = `integration-${integrationId}`;
  return repositoryId === null ? integration : `${integration}-repository-${repositoryId}`;
}

/** Undefined for what names no place. */
export function placeOfWord(word: string) {
  const [, integration, repository] = /^integration-(\d{1,10})(?:-repository-(\d{1,10}))?$/u.exec(word) ?? [];
  if (integration === undefined) return undefined;
  return {
    integrationId: Number(integration),
    ...(repository === undefined ? {} : { repositoryId: Number(repository) }),
  };
}

function joined(a: Grants[ProjectAction], b: Grants[ProjectAction]): Grants[ProjectAction] {
  return a === 'all' || b === 'all' ? 'all' : [...new Set([...a, ...b])].sort();
}

/** Associations of one place add up. */
export function placesOf(associations: readonly Association[]): readonly AssociatedPlace[] {
  const places = new Map<string, AssociatedPlace>();
  for (const { integrationId, repositoryId, integrationName, repositoryName, projects, actions } of associations) {
    const word = wordOfPlace(integrationId, repositoryId);
    const place = places.get(word) ?? {
      integrationId,
      repositoryId,
      integrationName,
      repositoryName,
      grants: noGrants,
    };
    const granted = actions.map((action) => [action, joined(place.grants[action], projects)] as const);
    places.set(word, { ...place, grants: { ...place.grants, ...Object.fromEntries(granted) } });
  }
  return [...places.values()];
}

/** What may be done beside seeing, by anybody. */
export function actsOf(grants: Grants): readonly Exclude<ProjectAction, 'see'>[] {
  return projectActions.filter(
    (action): action is Exclude<ProjectAction, 'see'> => action !== 'see' && grants[action].length > 0,
  );
}

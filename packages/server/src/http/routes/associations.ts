/** Project associations at the door: list, show what is in force, try out, save, inherit again. */

import {
  grantsFor,
  grantsOf,
  type AssociatedPlace,
  type IntegrationId,
  type JiraSiteId,
  type ProjectGrants,
  type RepositoryId,
} from '@branchline/domain';
import {
  previewAssociation,
  type AssociationPreview,
  type PreviewAssociationDeps,
} from '../../features/associations/preview-association.ts';
import { inheritGrants, saveGrants } from '../../features/associations/save-association.ts';
import type { Handlers } from '../mount-routes.ts';
import { placeNames } from '../present/place-names.ts';
import { notFound } from '../problems.ts';

export type AssociationHandlersDeps = PreviewAssociationDeps;

type Names =
  | 'listAssociations'
  | 'showPlaceAssociation'
  | 'saveAssociation'
  | 'inheritAssociation'
  | 'showEffectiveAssociation'
  | 'previewAssociation';

type Granted = Parameters<Handlers['saveAssociation']>[0]['body'];

const placeWords = 'Jira site, integration or repository';

function placeOf(
  jiraSiteId: JiraSiteId,
  {
    integrationId,
    repositoryId,
  }: { readonly integrationId: IntegrationId; readonly repositoryId?: RepositoryId | null | undefined },
): AssociatedPlace {
  return { jiraSiteId, integrationId, repositoryId: repositoryId ?? undefined };
}

/** Whichever way they were written. */
function grantsIn(
  place: AssociatedPlace,
  { projects, actions, grants }: Pick<Granted, 'projects' | 'actions' | 'grants'>,
): ProjectGrants {
  if (projects !== undefined && actions !== undefined) return grantsOf([{ ...place, projects, actions }]);
  return {
    see: grants?.see ?? [],
    'create-branch': grants?.['create-branch'] ?? [],
    'create-pull-request': grants?.['create-pull-request'] ?? [],
    'smart-commit': grants?.['smart-commit'] ?? [],
  };
}

function presentGrants(grants: ProjectGrants) {
  const shown = (action: keyof ProjectGrants) => (grants[action] === 'all' ? ('all' as const) : [...grants[action]]);
  return {
    see: shown('see'),
    'create-branch': shown('create-branch'),
    'create-pull-request': shown('create-pull-request'),
    'smart-commit': shown('smart-commit'),
  };
}

function presentPreview({ before, after, projects, unknownProjects, ...rest }: AssociationPreview) {
  return {
    ...rest,
    before: presentGrants(before),
    after: presentGrants(after),
    projects: [...projects],
    unknownProjects: unknownProjects === undefined ? null : [...unknownProjects],
  };
}

async function listOf({ store }: AssociationHandlersDeps, id: JiraSiteId) {
  if ((await store.jiraSites.get(id)) === undefined) throw notFound('Jira site');
  const associations = await store.associations.list(id);
  const namesOf = await placeNames(store, associations);
  return {
    associations: associations.map(({ projects, actions, ...place }) => {
      const { integrationName, repositoryName } = namesOf(place);
      return {
        integrationId: place.integrationId,
        repositoryId: place.repositoryId ?? null,
        integrationName: integrationName ?? '',
        repositoryName,
        projects: projects === 'all' ? projects : [...projects],
        actions: [...actions],
      };
    }),
  };
}

async function saidAt({ store }: AssociationHandlersDeps, place: AssociatedPlace) {
  const { jiraSiteId, integrationId, repositoryId } = place;
  const repository = repositoryId === undefined ? undefined : await store.repositories.get(repositoryId);
  const isThere =
    (await store.jiraSites.get(jiraSiteId)) !== undefined &&
    (await store.integrations.get(integrationId)) !== undefined &&
    (repositoryId === undefined || repository?.integrationId === integrationId);
  if (!isThere) throw notFound(placeWords);
  const said = (await store.associations.list(jiraSiteId)).filter(
    (each) => each.integrationId === integrationId && each.repositoryId === repositoryId,
  );
  const grants = said.length === 0 ? null : presentGrants(grantsOf(said));
  return { integrationId, repositoryId: repositoryId ?? null, grants };
}

async function effectiveOf({ store }: AssociationHandlersDeps, jiraSiteId: JiraSiteId, repositoryId: RepositoryId) {
  const repository = await store.repositories.get(repositoryId);
  const site = await store.jiraSites.get(jiraSiteId);
  if (repository === undefined || site === undefined) throw notFound('Jira site or repository');
  const where = { jiraSiteId, integrationId: repository.integrationId, repositoryId };
  const associations = await store.associations.about(where);
  const isOwn = associations.some((each) => each.repositoryId === repositoryId);
  const source = isOwn ? 'repository' : associations.length > 0 ? 'integration' : 'none';
  return { source, grants: presentGrants(grantsFor(where, associations)) } as const;
}

export function associationHandlers(deps: AssociationHandlersDeps): Pick<Handlers, Names> {
  return {
    listAssociations: ({ params }) => listOf(deps, params.id),
    showPlaceAssociation: ({ params, query }) => saidAt(deps, placeOf(params.id, query)),
    saveAssociation: async ({ params, body }) => {
      const place = placeOf(params.id, body);
      const { outcome } = await saveGrants(deps, place, grantsIn(place, body));
      if (outcome === 'unknown-place') throw notFound(placeWords);
      return listOf(deps, params.id);
    },
    inheritAssociation: async ({ params, query }) => {
      const { outcome } = await inheritGrants(deps, placeOf(params.id, query));
      if (outcome === 'unknown-place') throw notFound(placeWords);
      return listOf(deps, params.id);
    },
    showEffectiveAssociation: ({ params, query }) => effectiveOf(deps, params.id, query.repositoryId),
    previewAssociation: async ({ params, body }) => {
      const place = placeOf(params.id, body);
      const wanted = body.inherit === true ? undefined : grantsIn(place, body);
      const preview = await previewAssociation(deps, place, wanted);
      if (preview === undefined) throw notFound(placeWords);
      return presentPreview(preview);
    },
  };
}

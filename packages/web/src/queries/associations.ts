/** What pages ask about which projects see and act on what. */

import type { RequestOf } from '@branchline/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** A place at a Jira site: an integration, or one repository of it. */
export interface PlaceAtSite {
  readonly jiraSiteId: number;
  readonly integrationId: number;
  /** Undefined: the integration. */
  readonly repositoryId?: number | undefined;
}

export type AssociationWish = Omit<RequestOf<'previewAssociation'>['body'], 'integrationId' | 'repositoryId'>;

function placeQuery({ integrationId, repositoryId }: PlaceAtSite) {
  return { integrationId, ...(repositoryId === undefined ? {} : { repositoryId }) };
}

/** What is said at the place itself. */
export function placeAssociationQuery(place: PlaceAtSite) {
  const { jiraSiteId, integrationId, repositoryId } = place;
  return queryOptions({
    queryKey: ['jira-sites', jiraSiteId, 'associations', integrationId, repositoryId ?? 'all'],
    queryFn: ({ signal }) => api.showPlaceAssociation({ params: { id: jiraSiteId }, query: placeQuery(place) }, signal),
  });
}

/** All associations of a site. */
export function associationsQuery(jiraSiteId: number) {
  return queryOptions({
    queryKey: ['jira-sites', jiraSiteId, 'associations'],
    queryFn: ({ signal }) => api.listAssociations({ params: { id: jiraSiteId } }, signal),
  });
}

/** What is in force for a repository, and whose it is. */
export function effectiveAssociationQuery(jiraSiteId: number, repositoryId: number) {
  return queryOptions({
    queryKey: ['jira-sites', jiraSiteId, 'associations', 'effective', repositoryId],
    queryFn: ({ signal }) =>
      api.showEffectiveAssociation({ params: { id: jiraSiteId }, query: { repositoryId } }, signal),
  });
}

/** What saving would do. */
export function associationPreviewQuery(place: PlaceAtSite, wish: AssociationWish) {
  const { jiraSiteId, integrationId, repositoryId = null } = place;
  return queryOptions({
    queryKey: ['jira-sites', jiraSiteId, 'associations', 'preview', integrationId, repositoryId, wish],
    queryFn: ({ signal }) =>
      api.previewAssociation({ params: { id: jiraSiteId }, body: { integrationId, repositoryId, ...wish } }, signal),
  });
}

/** Saves what is wished, and returns what is then said at the place. */
export async function saveAssociation(place: PlaceAtSite, wish: AssociationWish, ifMatch: string | undefined) {
  const { jiraSiteId, integrationId, repositoryId = null } = place;
  const params = { id: jiraSiteId };
  const condition = ifMatch === undefined ? {} : { ifMatch };
  if (wish.inherit === true) await api.inheritAssociation({ params, query: placeQuery(place), ...condition });
  else await api.saveAssociation({ params, body: { integrationId, repositoryId, ...wish }, ...condition });
  return api.showPlaceAssociation({ params, query: placeQuery(place) });
}

/** @param search the beginning of a key or part of a name; empty for all */
export function jiraProjectsQuery(jiraSiteId: number, search: string) {
  return infiniteQueryOptions({
    queryKey: ['jira-sites', jiraSiteId, 'projects', search],
    queryFn: ({ pageParam, signal }) =>
      api.listJiraProjects(
        {
          params: { id: jiraSiteId },
          query: { ...(search === '' ? {} : { search }), ...(pageParam === '' ? {} : { after: pageParam }) },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 60_000,
  });
}

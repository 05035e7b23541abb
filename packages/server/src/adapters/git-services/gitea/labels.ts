/** The labels that a repository's pull requests may bear: its own, and those of its organisation. */

import { Failure, type RemoteRepository } from '@branchline/domain';
import { z } from 'zod';
import type { FamilyApi } from './api.ts';
import { repositoryPath } from './repositories.ts';

const Label = z.object({ id: z.number(), name: z.string() });

/** Ids by name, of at most so many labels. */
export async function labelsOf(
  api: FamilyApi,
  repository: RemoteRepository,
  most: number,
): Promise<ReadonlyMap<string, number>> {
  const own = await api.list(`${repositoryPath(repository)}/labels`, Label, most);
  const shared = own.length >= most ? [] : await labelsOfOwner(api, repository, most - own.length);
  // The repository's own goes before one of the same name.
  return new Map([...shared, ...own].map(({ id, name }) => [name, id]));
}

/** None for a person's repositories, and where the token may not look at organisations. */
async function labelsOfOwner(api: FamilyApi, { name }: RemoteRepository, most: number) {
  const owner = encodeURIComponent(name.split('/', 1)[0] ?? '');
  try {
    return await api.list(`/orgs/${owner}/labels`, Label, most);
  } catch (error) {
    if (error instanceof Failure && (error.kind === 'not-found' || error.kind === 'forbidden')) return [];
    throw error;
  }
}

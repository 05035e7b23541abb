/** The repository that the address names, or else the one that comes first. */

import type { RepositoryForAction, RepositoriesForAction } from '@branchline/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { actionRepositoriesQuery, type RepositoryUse } from '../../queries/acting.ts';

export interface ChosenRepository {
  readonly found: UseQueryResult<RepositoriesForAction>;
  readonly repository: RepositoryForAction | undefined;
  readonly choose: (repository: RepositoryForAction) => void;
}

/** @param named by its id, in the address; empty for none */
export function useChosenRepository(key: string, use: RepositoryUse, named: string): ChosenRepository {
  const found = useQuery(actionRepositoriesQuery(key, use, ''));
  const [chosen, choose] = useState<RepositoryForAction>();
  const offered = found.data?.repositories ?? [];
  const repository = chosen ?? offered.find(({ id }) => String(id) === named) ?? offered[0];
  return { found, repository, choose };
}

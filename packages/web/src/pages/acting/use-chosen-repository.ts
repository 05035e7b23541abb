/** The repository that somebody chose, or the address names, or else the one that comes first. */

import type { RepositoryForAction, RepositoriesForAction } from '@branchline/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { actionRepositoriesQuery, actionRepositoryQuery, type RepositoryUse } from '../../queries/acting.ts';

export interface ChosenRepository {
  readonly found: UseQueryResult<RepositoriesForAction>;
  readonly repository: RepositoryForAction | undefined;
  /** Why the one that the address names will not do, a whole sentence. */
  readonly refused: string | undefined;
  readonly choose: (repository: RepositoryForAction) => void;
}

const anId = /^[1-9]\d{0,14}$/u;

/** @param named by its id, in the address; empty for none. One that is not among the first is asked for by itself. */
export function useChosenRepository(key: string, use: RepositoryUse, named: string): ChosenRepository {
  const found = useQuery(actionRepositoriesQuery(key, use, ''));
  const [chosen, choose] = useState<RepositoryForAction>();
  const offered = found.data?.repositories ?? [];
  const wanted = chosen?.id ?? (anId.test(named) ? Number(named) : undefined);
  const listed = offered.find(({ id }) => id === wanted);
  const isElsewhere = offered.length > 0 && wanted !== undefined && listed === undefined;
  const alone = useQuery({ ...actionRepositoryQuery(key, use, wanted ?? 0), enabled: isElsewhere });
  // As whom it would be done changes when somebody connects an account, so the newest answer counts.
  const repository = isElsewhere
    ? alone.data === undefined
      ? chosen
      : alone.data.repositories[0]
    : (listed ?? offered[0]);
  return { found, repository, refused: isElsewhere ? (alone.data?.because ?? undefined) : undefined, choose };
}

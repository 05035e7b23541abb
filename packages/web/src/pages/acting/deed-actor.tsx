/** In a dialog about something of a repository: in whose name it would be done there. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { actionRepositoryQuery, type RepositoryUse } from '../../queries/acting.ts';
import * as texts from '../../texts.ts';
import { ActorLine } from './actor-line.tsx';

export interface DeedActorProps {
  readonly issueKey: string;
  readonly repositoryId: number;
  /** What the project must be allowed to do there. */
  readonly use: RepositoryUse;
  /** The service account does it for nobody. */
  readonly isOwnOnly?: boolean;
}

/** Says nothing until it is known, and nothing where it may not be done: then the answer will say why. */
export function DeedActor({ issueKey, repositoryId, use, isOwnOnly = false }: DeedActorProps): ReactElement | null {
  const found = useQuery(actionRepositoryQuery(issueKey, use, repositoryId));
  const [repository] = found.data?.repositories ?? [];
  if (repository === undefined) return null;
  const because = texts.acting.actor.ownOnly(repository.integrationName);
  const isStandIn = isOwnOnly && repository.actor.kind === 'service-account';
  return (
    <ActorLine repository={isStandIn ? { ...repository, actor: { kind: 'token-needed', because } } : repository} />
  );
}

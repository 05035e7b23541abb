/** In whose name something would be done at the Git service. */

import type { RepositoryForAction } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

const words = texts.acting.actor;

export function ActorLine({ repository }: { readonly repository: RepositoryForAction }): ReactElement {
  return (
    <p className="quiet actor-line">
      <Icon name="person" /> <span>{sentenceOf(repository)}</span>
    </p>
  );
}

function sentenceOf({ actor, integrationName }: RepositoryForAction): string {
  if (actor.kind === 'person') return words.person(actor.login, integrationName);
  if (actor.kind === 'service-account') return words.service(actor.login, integrationName);
  return `${words.token} ${actor.because}`;
}

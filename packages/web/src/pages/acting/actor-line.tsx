/** In whose name something would be done at the Git service, and the way to do it in one's own. */

import type { RepositoryForAction } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { useMe } from '../../components/use-me.ts';
import * as texts from '../../texts.ts';

const words = texts.acting.actor;

export interface ActorLineProps {
  readonly repository: RepositoryForAction;
  /** Asks for an account right now; left out where that is done when it is needed. */
  readonly onConnect?: () => void;
}

export function ActorLine({ repository, onConnect }: ActorLineProps): ReactElement {
  const isNobodys = useMe()?.kind === 'access-token';
  const isAsked = repository.actor.kind === 'token-needed' && !isNobodys;
  return (
    <div className="quiet actor-line">
      <Icon name="person" />
      <div>
        <p>
          {sentenceOf(repository)} {isAsked && words.token}
        </p>
        {isAsked && onConnect !== undefined && (
          <button type="button" className="text-button" onClick={onConnect}>
            {words.connect}
          </button>
        )}
      </div>
    </div>
  );
}

function sentenceOf({ actor, integrationName }: RepositoryForAction): string {
  if (actor.kind === 'person') return words.person(actor.login, integrationName);
  if (actor.kind === 'service-account') return words.service(actor.login, integrationName);
  return actor.because;
}

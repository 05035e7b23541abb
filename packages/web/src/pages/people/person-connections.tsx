/** That somebody has connections of their own with Git services; never their value. */

import type { PersonalConnection } from '@branchline/contract';
import { Badge, RelativeTime } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { useNow } from '../../components/use-now.ts';
import * as texts from '../../texts.ts';

const words = texts.people.person;

export function PersonConnections(props: { readonly connections: readonly PersonalConnection[] }): ReactElement {
  const now = useNow();
  const { connections } = props;
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.connections}</h2>
      </header>
      <p className="quiet">{connections.length === 0 ? words.noConnections : words.connectionsHint}</p>
      <ul className="lines">
        {connections.map(({ integrationId, account, problem, checkedAt }) => (
          <li key={integrationId} className="line">
            <div className="line-text">
              <span>
                <Badge tone={problem === null ? 'success' : 'danger'}>{words.as(account.login)}</Badge>{' '}
                <span className="quiet">
                  {words.checked} <RelativeTime at={checkedAt} now={now} />
                </span>
              </span>
              {problem !== null && <p className="reason">{problem}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

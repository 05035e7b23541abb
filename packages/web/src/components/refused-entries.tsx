/** What Jira refused, with its words. */

import { counted } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from './answer.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { refusedQuery } from '../queries/jira-sites.ts';

export interface RefusedEntriesProps {
  readonly siteId: number;
  readonly count: number;
}

export function RefusedEntries({ siteId, count }: RefusedEntriesProps): ReactElement {
  const refused = useQuery(refusedQuery(siteId));
  return (
    <section className="card">
      <header className="card-header">
        <h2>Jira refused {counted(count, 'entry', 'entries')}</h2>
      </header>
      <Answer query={refused} skeleton={<SkeletonRows label="Loading what Jira refused" />}>
        {(data) => (
          <ul className="lines">
            {data.refused.map((entry) => (
              <li key={`${entry.repositoryId} ${entry.kind} ${entry.name}`} className="line">
                <div className="line-text">
                  <code className="break" dir="auto">
                    {entry.kind === 'commit' ? entry.name.slice(0, 10) : entry.name}
                  </code>
                  <span className="quiet break">
                    {entry.kind.replace('-', ' ')} in {entry.repositoryName}
                  </span>
                  <p className="reason">{entry.message ?? 'Jira gave no reason.'}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
}

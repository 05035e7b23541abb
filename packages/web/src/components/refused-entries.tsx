/** What Jira refused, with its words. */

import { visibleText } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from './answer.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { refusedQuery } from '../queries/jira-sites.ts';
import * as texts from '../texts.ts';

const words = texts.progress.refused;

export interface RefusedEntriesProps {
  readonly siteId: number;
  readonly count: number;
}

export function RefusedEntries({ siteId, count }: RefusedEntriesProps): ReactElement {
  const refused = useQuery(refusedQuery(siteId));
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.title(count)}</h2>
      </header>
      <Answer query={refused} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => (
          <ul className="lines">
            {data.refused.map((entry) => (
              <li key={`${entry.repositoryId} ${entry.kind} ${entry.name}`} className="line">
                <div className="line-text">
                  <code className="break" dir="auto">
                    {visibleText(entry.kind === 'commit' ? entry.name.slice(0, 10) : entry.name)}
                  </code>
                  <span className="quiet break">{words.in(words.kinds[entry.kind], entry.repositoryName)}</span>
                  <p className="reason">{entry.message ?? words.noReason}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
}

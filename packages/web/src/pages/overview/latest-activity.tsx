/** What indexing found or ran into last. */

import type { Overview } from '@branchline/contract';
import { RelativeTime } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

export interface LatestActivityProps {
  readonly latest: Overview['latest'];
  readonly now: Date;
}

const words = texts.overview;

export function LatestActivity({ latest, now }: LatestActivityProps): ReactElement {
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.latest}</h2>
      </header>
      {latest.length === 0 ? (
        <p className="quiet">{words.latestNone}</p>
      ) : (
        <ul className="lines">
          {latest.map((run) => (
            <li key={run.id} className="line">
              <div className="line-text">
                <Link to="/repositories/$id" params={{ id: String(run.repositoryId) }} className="name">
                  {run.repositoryName}
                </Link>
                <RelativeTime at={run.at} now={now} />
                <span>{whatOf(run)}</span>
                <span className="quiet">{words.triggers[run.trigger]}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function whatOf(run: Overview['latest'][number]): string {
  const { outcome, failure, about, commitsWalked, commitsLinked, pullRequestsRead } = run;
  if (outcome === 'failed') return `${words.failed} ${failure ?? ''}`;
  return about === 'git' ? words.found(commitsWalked, commitsLinked) : words.readPullRequests(pullRequestsRead);
}

/** A repository with its state and, while it is indexed, its progress. */

import type { RepositorySummary } from '@branchline/contract';
import { RelativeTime } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { IndexProgress } from './index-progress.tsx';
import { PullRequestReading } from './pull-request-reading.tsx';
import { StateBadge } from './state-badge.tsx';

export interface RepositoryLineProps {
  readonly repository: RepositorySummary;
  readonly now: Date;
}

export function RepositoryLine({ repository, now }: RepositoryLineProps): ReactElement {
  const { id, name, state, stateReason, progress, indexedAt, commitsWalked, commitsLinked } = repository;
  return (
    <li className="line">
      <div className="line-text">
        <Link to="/repositories/$id" params={{ id: String(id) }} className="name">
          {name}
        </Link>
        <StateBadge state={state} />
        {state === 'up-to-date' && indexedAt !== null && <RelativeTime at={indexedAt} now={now} />}
        {state === 'indexing' && commitsLinked > 0 && (
          <span className="quiet">{texts.overview.linkedOf(commitsLinked, commitsWalked)}</span>
        )}
        {stateReason !== null && state !== 'failed' && state !== 'paused' && <p className="reason">{stateReason}</p>}
        {progress !== null && <IndexProgress progress={progress} repositoryName={name} />}
        <PullRequestReading repository={repository} now={now} />
      </div>
    </li>
  );
}

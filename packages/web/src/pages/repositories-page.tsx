/** All repositories with their state. */

import type { RepositorySummary } from '@branchline/contract';
import { RelativeTime, numbered } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { repositoriesQuery } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { IndexProgress } from '../components/index-progress.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { useNow } from '../components/use-now.ts';

export function RepositoriesPage(): ReactElement {
  const now = useNow();
  const repositories = useQuery(repositoriesQuery);
  return (
    <>
      <div className="page-header">
        <h1>Repositories</h1>
        <Link to="/repositories/connect" className="bl-button button-primary">
          Connect a repository
        </Link>
      </div>
      <Answer query={repositories} skeleton={<SkeletonRows label="Loading repositories" />}>
        {(data) =>
          data.repositories.length === 0 ? (
            <div className="empty">
              <h2>No repository is connected yet</h2>
              <p>Connected repositories are listed here with their state and what was found in them.</p>
            </div>
          ) : (
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Repository</th>
                  <th scope="col">State</th>
                  <th scope="col" className="number">
                    Linked commits
                  </th>
                  <th scope="col">Last change</th>
                </tr>
              </thead>
              <tbody>
                {data.repositories.map((repository) => (
                  <RepositoryRow key={repository.id} repository={repository} now={now} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </>
  );
}

function RepositoryRow({
  repository,
  now,
}: {
  readonly repository: RepositorySummary;
  readonly now: Date;
}): ReactElement {
  const { id, name, integrationName, state, stateReason, progress, indexedAt, changedAt, commitsLinked } = repository;
  return (
    <tr>
      <th scope="row" className="wide">
        <Link to="/repositories/$id" params={{ id: String(id) }} className="row-link break">
          {name}
        </Link>
        {integrationName !== name && <span className="quiet break">{integrationName}</span>}
      </th>
      <td className="wide">
        <StateBadge state={state} />{' '}
        {state === 'up-to-date' && indexedAt !== null && <RelativeTime at={indexedAt} now={now} />}
        {stateReason !== null && <p className="reason">{stateReason}</p>}
        {progress !== null && <IndexProgress progress={progress} repositoryName={name} />}
      </td>
      <td className="number" data-label="Linked commits">
        {numbered(commitsLinked)}
      </td>
      <td className="nowrap" data-label="Changed">
        {changedAt !== null && <RelativeTime at={changedAt} now={now} />}
      </td>
    </tr>
  );
}

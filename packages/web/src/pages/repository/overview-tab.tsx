/** How a repository stands: what is being read, what was found, and the latest indexings. */

import type { RepositoryDetails } from '@branchline/contract';
import { RelativeTime, WebLink, numbered, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { IndexLog } from '../../components/index-log.tsx';
import { IndexProgress } from '../../components/index-progress.tsx';
import { PullRequestReading } from '../../components/pull-request-reading.tsx';
import { useNow } from '../../components/use-now.ts';
import * as texts from '../../texts.ts';

const words = texts.repository;
const facts = words.facts;
/** Lines of the log that are shown here; the others are in its own tab. */
const latestShown = 5;

export function OverviewTab({ repository }: { readonly repository: RepositoryDetails }): ReactElement {
  const now = useNow();
  const { name, progress, runs } = repository;
  return (
    <>
      {progress !== null && <IndexProgress progress={progress} repositoryName={name} />}
      <PullRequestReading repository={repository} now={now} />
      <div className="columns">
        <section className="card">
          <header className="card-header">
            <h2>{words.latest}</h2>
            <Link to="." search={{ tab: 'log' }}>
              {words.wholeLog}
            </Link>
          </header>
          <IndexLog runs={runs.slice(0, latestShown)} now={now} />
        </section>
        <section className="card" aria-label={facts.title}>
          <RepositoryFacts repository={repository} now={now} />
        </section>
      </div>
    </>
  );
}

interface RepositoryFactsProps {
  readonly repository: RepositoryDetails;
  readonly now: Date;
}

function RepositoryFacts({ repository, now }: RepositoryFactsProps): ReactElement {
  const { counts, pullRequests, defaultBranch, remoteState } = repository;
  const moment = (at: string | null, never: string = facts.never) =>
    at === null ? <span className="quiet">{never}</span> : <RelativeTime at={at} now={now} />;
  return (
    <Facts>
      <Fact name={facts.issues}>{numbered(counts.issues)}</Fact>
      <Fact name={facts.linkedCommits}>
        {facts.ofCommits(numbered(counts.linkedCommits), numbered(counts.commits))}
      </Fact>
      <Fact name={facts.linkedBranches}>{numbered(counts.linkedBranches)}</Fact>
      {pullRequests !== null && <Fact name={facts.linkedPullRequests}>{numbered(counts.linkedPullRequests)}</Fact>}
      <Fact name={facts.defaultBranch}>
        {defaultBranch === null ? (
          <span className="quiet">{facts.never}</span>
        ) : (
          <code dir="auto" className="break">
            {visibleText(defaultBranch)}
          </code>
        )}
      </Fact>
      {remoteState !== 'there' && <Fact name={facts.remote}>{texts.repositories.remoteStates[remoteState]}</Fact>}
      <Fact name={facts.indexed}>{moment(repository.indexedAt)}</Fact>
      <Fact name={facts.changed}>{moment(repository.changedAt)}</Fact>
      <Fact name={facts.nextLook}>{moment(repository.nextLookAt, facts.noLook)}</Fact>
      {pullRequests !== null && <Fact name={facts.pullRequestsRead}>{moment(pullRequests.readAt)}</Fact>}
      <Addresses repository={repository} />
    </Facts>
  );
}

function Addresses({ repository }: { readonly repository: RepositoryDetails }): ReactElement {
  const { cloneUrl, webUrl, pinnedHostKey } = repository;
  return (
    <>
      <Fact name={facts.cloneAddress}>
        <CopyField what={facts.cloneAddress.toLowerCase()} text={cloneUrl} />
      </Fact>
      {webUrl !== null && (
        <Fact name={facts.webPage}>
          <WebLink url={webUrl}>
            <span className="break">{webUrl}</span>
          </WebLink>
        </Fact>
      )}
      {pinnedHostKey !== null && (
        <Fact name={facts.hostKey}>
          <code className="break">{pinnedHostKey}</code>
        </Fact>
      )}
    </>
  );
}

/** One repository: its state and progress, what can be done, its facts and the log of its indexings. */

import type { RepositoryDetails } from '@branchline/contract';
import { CopyButton, RelativeTime, WebLink, numbered } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { ActionButton } from '../components/action-button.tsx';
import { Answer } from '../components/answer.tsx';
import { copyText } from '../components/copy-text.ts';
import { DisconnectDialog } from '../components/disconnect-dialog.tsx';
import { IndexLog } from '../components/index-log.tsx';
import { IndexProgress } from '../components/index-progress.tsx';
import { PullRequestReading } from '../components/pull-request-reading.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { useNow } from '../components/use-now.ts';
import { repositoryQuery } from '../queries/repositories.ts';

export function RepositoryPage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const repository = useQuery(repositoryQuery(Number(id)));
  return (
    <>
      <p className="crumbs">
        <Link to="/repositories">Repositories</Link>
      </p>
      <Answer query={repository} skeleton={<SkeletonRows label="Loading the repository" />}>
        {(data) => <Repository repository={data} />}
      </Answer>
    </>
  );
}

function Repository({ repository }: { readonly repository: RepositoryDetails }): ReactElement {
  const now = useNow();
  return (
    <>
      <div className="page-header">
        <h1 className="break">
          {repository.name} <StateBadge state={repository.state} />
        </h1>
        <Actions repository={repository} />
      </div>
      {repository.stateReason !== null && <p className="reason">{repository.stateReason}</p>}
      {repository.progress !== null && (
        <IndexProgress progress={repository.progress} repositoryName={repository.name} />
      )}
      <PullRequestReading repository={repository} now={now} />
      <div className="columns">
        <section className="card">
          <header className="card-header">
            <h2>Indexings</h2>
          </header>
          <IndexLog runs={repository.runs} now={now} />
        </section>
        <Facts repository={repository} now={now} />
      </div>
    </>
  );
}

function Actions({ repository }: { readonly repository: RepositoryDetails }): ReactElement {
  const [disconnecting, setDisconnecting] = useState(false);
  const { id, state } = repository;
  return (
    <div className="actions">
      {state === 'paused' ? (
        <ActionButton label="Resume" icon="play" primary run={() => api.resumeRepository({ params: { id } })} />
      ) : (
        <ActionButton label="Pause" icon="pause" run={() => api.pauseRepository({ params: { id } })} />
      )}
      <ActionButton label="Reindex" icon="refresh" run={() => api.reindexRepository({ params: { id } })} />
      <button type="button" className="bl-button" onClick={() => setDisconnecting(true)}>
        Disconnect
      </button>
      {disconnecting && <DisconnectDialog repository={repository} onClose={() => setDisconnecting(false)} />}
    </div>
  );
}

function Facts({ repository, now }: { readonly repository: RepositoryDetails; readonly now: Date }): ReactElement {
  const { counts, indexedAt, nextLookAt, changedAt, cloneUrl, pinnedHostKey } = repository;
  const never = <span className="quiet">not yet</span>;
  return (
    <dl className="facts card">
      <Fact name="Issues">{numbered(counts.issues)}</Fact>
      <Fact name="Linked commits">
        {numbered(counts.linkedCommits)} of {numbered(counts.commits)}
      </Fact>
      <Fact name="Linked branches">{numbered(counts.linkedBranches)}</Fact>
      {repository.pullRequests !== null && (
        <Fact name="Linked pull requests">{numbered(counts.linkedPullRequests)}</Fact>
      )}
      <Fact name="Default branch">
        {repository.defaultBranch === null ? never : <code dir="auto">{repository.defaultBranch}</code>}
      </Fact>
      <Fact name="Last indexed">{indexedAt === null ? never : <RelativeTime at={indexedAt} now={now} />}</Fact>
      <Fact name="Last change">{changedAt === null ? never : <RelativeTime at={changedAt} now={now} />}</Fact>
      <Fact name="Next look">
        {nextLookAt === null ? <span className="quiet">none planned</span> : <RelativeTime at={nextLookAt} now={now} />}
      </Fact>
      <Fact name="Clone address">
        <code className="break">{cloneUrl}</code>
        <CopyButton text={cloneUrl} what="clone address" onCopy={copyText} />
      </Fact>
      {repository.webUrl !== null && (
        <Fact name="Web page">
          <WebLink url={repository.webUrl}>
            <span className="break">{repository.webUrl}</span>
          </WebLink>
        </Fact>
      )}
      {pinnedHostKey !== null && (
        <Fact name="Pinned host key">
          <code className="break">{pinnedHostKey}</code>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

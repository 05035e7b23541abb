/** The columns of the queue: the job in words, its state with the reason, tries, and what can be done. */

import { jobInWords, jobWords, type Job } from '@branchline/contract';
import { Badge, RelativeTime, numbered } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import type { Column } from '../../components/table.tsx';
import * as texts from '../../texts.ts';

const words = texts.queue;
const tones = { waiting: 'neutral', running: 'information', failed: 'danger' } as const;

/** `Index: team/code`. */
export function nameOfJob(job: Job): string {
  return jobInWords(job);
}

/** What is asked about before it is done. */
export interface JobQuestions {
  readonly onCancel: (job: Job) => void;
  /** About its integration. */
  readonly onPause: (job: Job) => void;
}

export function jobColumns(now: Date, { onCancel, onPause }: JobQuestions): readonly Column<Job>[] {
  const { columns } = words;
  return [
    { key: 'job', header: columns.job, cell: (job) => <Name job={job} /> },
    { key: 'state', header: columns.state, kind: 'wide', cell: (job) => <State job={job} now={now} /> },
    {
      key: 'tries',
      header: columns.tries,
      kind: 'number',
      cell: ({ attempts }) => (attempts === 0 ? '' : numbered(attempts)),
    },
    {
      key: 'since',
      header: columns.since,
      kind: 'nowrap',
      cell: ({ startedAt, addedAt }) => <RelativeTime at={startedAt ?? addedAt} now={now} />,
    },
    {
      key: 'actions',
      header: columns.actions,
      kind: 'actions',
      cell: (job) => <Actions job={job} onCancel={() => onCancel(job)} onPause={() => onPause(job)} />,
    },
  ];
}

function Name({ job }: { readonly job: Job }): ReactElement {
  const { name, repository, integration, jiraSite } = job;
  return (
    <>
      <span className="name">{jobWords[name] ?? name.replaceAll('-', ' ')}</span>
      <span className="quiet break about">
        {repository !== null && (
          <Link to="/repositories/$id" params={{ id: String(repository.id) }}>
            {repository.name}
          </Link>
        )}
        {integration !== null && integration.name !== repository?.name && (
          <Link to="/integrations/$id" params={{ id: String(integration.id) }}>
            {integration.name}
          </Link>
        )}
        {jiraSite !== null && (
          <Link to="/jira-sites/$id" params={{ id: String(jiraSite.id) }}>
            {jiraSite.name}
          </Link>
        )}
        <span>{words.urgencies[job.for]}</span>
      </span>
    </>
  );
}

function State({ job, now }: { readonly job: Job; readonly now: Date }): ReactElement {
  const { state, isEnding, lastError } = job;
  return (
    <>
      <Badge tone={tones[state]}>{isEnding ? words.ending : words.states[state]}</Badge> <Wait job={job} now={now} />
      {lastError !== null && <p className="reason">{lastError}</p>}
    </>
  );
}

function Wait({ job, now }: { readonly job: Job; readonly now: Date }): ReactElement | null {
  const { waitsFor, pausedBecause, requestsWaitUntil, runAt } = job;
  if (waitsFor === null) return null;
  if (waitsFor === 'integration-paused') {
    return (
      <span className="quiet">
        {words.waits[waitsFor]} {pausedBecause}
      </span>
    );
  }
  if (waitsFor !== 'everything-paused' && requestsWaitUntil !== null) {
    return (
      <span className="quiet">
        {words.waits.service} <RelativeTime at={requestsWaitUntil} now={now} />
      </span>
    );
  }
  return (
    <span className="quiet">
      {words.waits[waitsFor]} {waitsFor === 'moment' && <RelativeTime at={runAt} now={now} />}
    </span>
  );
}

interface ActionsProps {
  readonly job: Job;
  readonly onCancel: () => void;
  readonly onPause: () => void;
}

function Actions({ job, onCancel, onPause }: ActionsProps): ReactElement {
  const { id, state, keptBecause, waitsFor, integration } = job;
  const { actions } = words;
  const params = { id };
  return (
    <div className="actions">
      {state === 'failed' && <ActionButton label={actions.retry} icon="refresh" run={() => api.retryJob({ params })} />}
      {state === 'waiting' && waitsFor === 'moment' && (
        <ActionButton label={actions.now} icon="play" run={() => api.retryJob({ params })} />
      )}
      {state === 'waiting' && waitsFor !== 'moment' && (
        <ActionButton label={actions.first} icon="first" run={() => api.moveJobFirst({ params })} />
      )}
      {integration !== null && waitsFor === 'integration-paused' && (
        <ActionButton
          label={actions.resume}
          icon="play"
          run={() => api.resumeIntegration({ params: { id: integration.id } })}
        />
      )}
      {integration !== null && waitsFor !== 'integration-paused' && (
        <button type="button" className="bl-button" onClick={onPause}>
          {actions.pause}
        </button>
      )}
      <button
        type="button"
        className="bl-button"
        disabled={keptBecause !== null}
        title={keptBecause === null ? undefined : `${actions.keptTitle} ${keptBecause}`}
        onClick={onCancel}
      >
        {actions.cancel}
      </button>
    </div>
  );
}

/** The latest indexings of a repository. */

import type { IndexRun } from '@branchline/contract';
import { Badge, RelativeTime, counted, duration } from '@branchline/issue-panel';
import type { BadgeProps } from '@branchline/issue-panel';
import type { ReactElement } from 'react';

type Outcome = NonNullable<IndexRun['outcome']>;

const outcomes: Readonly<Record<Outcome, { readonly word: string; readonly tone: BadgeProps['tone'] }>> = {
  done: { word: 'Done', tone: 'success' },
  'nothing-new': { word: 'Nothing new', tone: 'neutral' },
  failed: { word: 'Failed', tone: 'danger' },
  interrupted: { word: 'Interrupted', tone: 'warning' },
};

const triggers: Readonly<Record<IndexRun['trigger'], string>> = {
  webhook: 'asked for by a trigger',
  schedule: 'on schedule',
  reindex: 'reindex',
  person: 'asked for by a person',
};

export function IndexLog(props: { readonly runs: readonly IndexRun[]; readonly now: Date }): ReactElement {
  if (props.runs.length === 0) return <p className="quiet">It has not been indexed yet; it waits for its turn.</p>;
  return (
    <ul className="lines">
      {props.runs.map((run) => (
        <RunLine key={run.id} run={run} now={props.now} />
      ))}
    </ul>
  );
}

function RunLine({ run, now }: { readonly run: IndexRun; readonly now: Date }): ReactElement {
  const outcome = run.outcome === null ? { word: 'Running', tone: 'information' as const } : outcomes[run.outcome];
  const end = run.endedAt === null ? now : new Date(run.endedAt);
  const took = (end.getTime() - Date.parse(run.startedAt)) / 1000;
  return (
    <li className="line">
      <div className="line-text">
        <Badge tone={outcome.tone}>{outcome.word}</Badge>
        <RelativeTime at={run.startedAt} now={now} />
        <span className="quiet">
          {run.about === 'pull-requests' && 'pull requests · '}
          {triggers[run.trigger]} · {duration(took)}
        </span>
        {run.commitsWalked > 0 && (
          <span className="quiet">
            {counted(run.commitsWalked, 'commit', 'commits')} read, {counted(run.commitsLinked, 'commit', 'commits')}{' '}
            linked
          </span>
        )}
        {run.pullRequestsRead > 0 && (
          <span className="quiet">{counted(run.pullRequestsRead, 'pull request', 'pull requests')} read</span>
        )}
        {run.failure !== null && <p className="reason">{run.failure}</p>}
      </div>
    </li>
  );
}

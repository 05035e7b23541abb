/** Indexings of a repository, each with its phases where they were kept. */

import type { IndexRun, IndexRunPhase } from '@branchline/contract';
import { Badge, RelativeTime, duration, numbered, size } from '@branchline/issue-panel';
import type { BadgeProps } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

type Outcome = NonNullable<IndexRun['outcome']>;

const words = texts.repository.log;

const tones: Readonly<Record<Outcome, BadgeProps['tone']>> = {
  done: 'success',
  'nothing-new': 'neutral',
  failed: 'danger',
  interrupted: 'warning',
};

export interface IndexLogProps {
  readonly runs: readonly IndexRun[];
  readonly now: Date;
}

export function IndexLog({ runs, now }: IndexLogProps): ReactElement {
  if (runs.length === 0) return <p className="quiet">{words.none}</p>;
  return (
    <ul className="lines">
      {runs.map((run) => (
        <RunLine key={run.id} run={run} now={now} />
      ))}
    </ul>
  );
}

/** Milliseconds make no difference to people. */
function secondsBetween(from: string, to: string | null, now: Date): string {
  const end = to === null ? now.getTime() : Date.parse(to);
  return duration(Math.max(0, end - Date.parse(from)) / 1000);
}

function RunLine({ run, now }: { readonly run: IndexRun; readonly now: Date }): ReactElement {
  const { outcome, startedAt, endedAt, about, trigger, failure, phases } = run;
  const how = [
    ...(about === 'pull-requests' ? [words.pullRequests] : []),
    words.triggers[trigger],
    secondsBetween(startedAt, endedAt, now),
  ];
  return (
    <li className="line">
      <div className="line-text">
        <Badge tone={outcome === null ? 'information' : tones[outcome]}>
          {outcome === null ? words.running : words.outcomes[outcome]}
        </Badge>
        <RelativeTime at={startedAt} now={now} />
        <span className="quiet">{how.join(' · ')}</span>
        {run.commitsWalked > 0 && <span className="quiet">{words.commits(run.commitsWalked, run.commitsLinked)}</span>}
        {run.pullRequestsRead > 0 && <span className="quiet">{words.pullRequestsRead(run.pullRequestsRead)}</span>}
        {failure !== null && <p className="reason">{failure}</p>}
        {phases.length > 0 && <Phases phases={phases} now={now} />}
      </div>
    </li>
  );
}

function amountOf({ phase, done, total, bytes }: IndexRunPhase): string {
  const amount = total === null ? numbered(done) : words.of(numbered(done), numbered(total));
  if (phase !== 'cloning' || bytes === null) return done === 0 && total === null ? '–' : amount;
  return `${amount} · ${size(bytes)}`;
}

function Phases({ phases, now }: { readonly phases: readonly IndexRunPhase[]; readonly now: Date }): ReactElement {
  return (
    <details className="phases">
      <summary>{words.phases(phases.length)}</summary>
      <table className="table compact">
        <thead>
          <tr>
            <th scope="col">{words.phase}</th>
            <th scope="col" className="number">
              {words.amount}
            </th>
            <th scope="col" className="number">
              {words.took}
            </th>
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => (
            <tr key={`${phase.phase} ${phase.startedAt}`}>
              <th scope="row">{words.phaseNames[phase.phase]}</th>
              <td className="number" data-label={words.amount}>
                {amountOf(phase)}
              </td>
              <td className="number" data-label={words.took}>
                {secondsBetween(phase.startedAt, phase.endedAt, now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

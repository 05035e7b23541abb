/** A Jira site and how sending to it stands. */

import type { JiraSiteSummary } from '@branchline/contract';
import { Badge, RelativeTime } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { ProgressBar } from './progress-bar.tsx';
import { StateBadge } from './state-badge.tsx';

const words = texts.progress.sending;

export interface SendingLineProps {
  readonly site: JiraSiteSummary;
  readonly now: Date;
}

export function SendingLine({ site, now }: SendingLineProps): ReactElement {
  return (
    <li className="line">
      <div className="line-text">
        <Link to="/jira-sites/$id" params={{ id: String(site.id) }} className="name">
          {site.name}
        </Link>
        <Sending site={site} now={now} />
      </div>
    </li>
  );
}

/** Sent, waiting and refused entries, with a bar while there is something to send. */
export function Sending({ site, now }: SendingLineProps): ReactElement {
  const { sent, waiting, refused, pausedBecause, lastFailure } = site.sending;
  const handled = sent + refused;
  return (
    <>
      {pausedBecause !== null && <StateBadge state="paused" />}
      {pausedBecause === null && waiting === 0 && <Badge tone="success">{words.everythingSent}</Badge>}
      {pausedBecause === null && waiting > 0 && <Badge tone="information">{words.sending}</Badge>}
      {refused > 0 && <Badge tone="warning">{words.refused(refused)}</Badge>}
      {waiting > 0 ? (
        <ProgressBar label={words.to(site.name)} done={handled} total={handled + waiting}>
          {words.how(handled, handled + waiting, pausedBecause !== null)}
        </ProgressBar>
      ) : (
        <span className="quiet">{words.inJira(sent)}</span>
      )}
      {lastFailure !== null && pausedBecause === null && waiting > 0 && (
        <p className="reason">
          <RelativeTime at={lastFailure.at} now={now} />: {lastFailure.message}
        </p>
      )}
    </>
  );
}

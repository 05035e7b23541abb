/** What of an integration somebody should see to: why it is paused, what its credential lacks, and where that is put right. */

import type { Overview } from '@branchline/contract';
import { WebLink } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import * as texts from '../texts.ts';
import { ActionButton } from './action-button.tsx';
import { StateBadge } from './state-badge.tsx';

const words = texts.overview.attention;

export function IntegrationAttention({
  integration: { id, name, attention, pausedBecause },
}: {
  readonly integration: Overview['integrations'][number];
}): ReactElement {
  const link = (
    <Link to="/integrations/$id" params={{ id: String(id) }} className="name">
      {name}
    </Link>
  );
  return (
    <>
      {pausedBecause !== null && (
        <li className="line">
          <div className="line-text">
            {link} <StateBadge state="paused" />
            <p className="reason">{pausedBecause}</p>
          </div>
          <ActionButton label={words.resume} icon="play" run={() => api.resumeIntegration({ params: { id } })} />
        </li>
      )}
      {attention.map(({ text, url }) => (
        <li key={text} className="line">
          <div className="line-text">
            {link}
            <p className="reason">{text}</p>
          </div>
          {url === null ? (
            <Link to="/integrations/$id" params={{ id: String(id) }} search={{ tab: 'settings' }}>
              {words.putRight}
            </Link>
          ) : (
            <WebLink url={url}>{words.putRight}</WebLink>
          )}
        </li>
      ))}
    </>
  );
}

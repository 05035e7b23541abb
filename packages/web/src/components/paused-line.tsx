/** The quiet line on every page while everything is paused: by whom, why, and the way to go on. */

import { Icon, RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { queueQuery } from '../queries/jobs.ts';
import * as texts from '../texts.ts';
import { mayGo, useMe } from './use-me.ts';
import { useNow } from './use-now.ts';

const words = texts.queue;

/** Members are not asked for: they can do nothing about it. */
export function PausedLine(): ReactElement | null {
  const me = useMe();
  const now = useNow();
  const queue = useQuery({ ...queueQuery(false), enabled: mayGo(me, 'managers') });
  const paused = queue.data?.paused;
  if (paused === undefined || paused === null) return null;
  const { who, because, since } = paused;
  return (
    <output className="paused-line">
      <Icon name="pause" /> {words.pausedLine} {who !== null && words.pausedBy(who)}{' '}
      <RelativeTime at={since} now={now} />
      {because !== '' && `: ${because}`} · <Link to="/queue">{words.title}</Link>
    </output>
  );
}

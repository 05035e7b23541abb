/** How one's account is kept from others: the second factor, and where one is signed in. */

import type { AccountView, ResponseOf } from '@branchline/contract';
import { Badge, RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import { mySessionsQuery } from '../../queries/me.ts';
import * as texts from '../../texts.ts';
import { SecondFactor } from './second-factor.tsx';

const words = texts.profile.sessions;

type Session = ResponseOf<'listOwnSessions'>['sessions'][number];

export function SecurityTab({ account }: { readonly account: AccountView }): ReactElement {
  const sessions = useQuery(mySessionsQuery);
  return (
    <>
      <SecondFactor account={account} />
      <section className="card">
        <header className="card-header">
          <h2>{words.title}</h2>
          {(sessions.data?.sessions.length ?? 0) > 1 && (
            <ActionButton label={words.endOthers} run={() => api.endOtherSessions({})} />
          )}
        </header>
        <Answer query={sessions} skeleton={<SkeletonRows label={words.loading} />}>
          {(data) => <SessionTable sessions={data.sessions} />}
        </Answer>
      </section>
    </>
  );
}

function SessionTable({ sessions }: { readonly sessions: readonly Session[] }): ReactElement {
  const now = useNow();
  const columns = sessionColumns(now);
  return <Table label={words.title} rows={sessions} rowKey={({ id }) => id} columns={columns} />;
}

function sessionColumns(now: Date): readonly Column<Session>[] {
  return [
    {
      key: 'browser',
      header: words.browser,
      cell: ({ browser, isThisOne }) => (
        <span className="break">
          {browser === '' ? words.unknown : browser} {isThisOne && <Badge tone="information">{words.here}</Badge>}
        </span>
      ),
    },
    { key: 'address', header: words.address, kind: 'nowrap', cell: ({ address }) => address },
    {
      key: 'used',
      header: words.used,
      kind: 'nowrap',
      cell: ({ usedAt }) => <RelativeTime at={usedAt} now={now} />,
    },
    {
      key: 'started',
      header: words.started,
      kind: 'nowrap',
      cell: ({ startedAt }) => <RelativeTime at={startedAt} now={now} />,
    },
    {
      key: 'end',
      header: words.end,
      kind: 'actions',
      cell: ({ id, isThisOne }) =>
        !isThisOne && <ActionButton label={words.end} run={() => api.endOwnSession({ params: { session: id } })} />,
    },
  ];
}

/** The API tokens of everybody, to be taken back. */

import type { ApiTokenView, VersionedAccount } from '@branchline/contract';
import { Badge, RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RevokeDialog } from '../../components/revoke-dialog.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import { accountsQuery, allTokensQuery } from '../../queries/accounts.ts';
import * as texts from '../../texts.ts';

const words = texts.access.tokens;

export function AllTokensTab(): ReactElement {
  const tokens = useQuery(allTokensQuery);
  const accounts = useQuery(accountsQuery);
  return (
    <Answer query={tokens} skeleton={<SkeletonRows label={words.loading} />}>
      {(data) =>
        data.tokens.length === 0 ? (
          <EmptyState title={words.none}>{words.noneText}</EmptyState>
        ) : (
          <TokenTable tokens={data.tokens} accounts={accounts.data?.accounts ?? []} />
        )
      }
    </Answer>
  );
}

interface TokenTableProps {
  readonly tokens: readonly ApiTokenView[];
  readonly accounts: readonly VersionedAccount[];
}

function TokenTable({ tokens, accounts }: TokenTableProps): ReactElement {
  const now = useNow();
  const [revoking, setRevoking] = useState<ApiTokenView>();
  const nameOf = ({ accountId }: ApiTokenView) => accounts.find(({ id }) => id === accountId)?.name ?? '';
  const columns = tokenColumns(now, nameOf, setRevoking);
  return (
    <>
      <Table label={texts.access.tabs.tokens} rows={tokens} rowKey={({ id }) => String(id)} columns={columns} />
      {revoking !== undefined && <RevokeDialog token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function tokenColumns(
  now: Date,
  nameOf: (token: ApiTokenView) => string,
  onRevoke: (token: ApiTokenView) => void,
): readonly Column<ApiTokenView>[] {
  return [
    {
      key: 'name',
      header: words.columns.name,
      cell: ({ name, ending }) => (
        <span className="break">
          {name} <code className="quiet">…{ending}</code>
        </span>
      ),
    },
    {
      key: 'of',
      header: words.columns.of,
      kind: 'nowrap',
      cell: (token) => <span className="break">{nameOf(token)}</span>,
    },
    { key: 'scope', header: words.columns.scope, kind: 'nowrap', cell: ({ scope }) => scope },
    {
      key: 'added',
      header: words.columns.added,
      kind: 'nowrap',
      cell: ({ addedAt }) => <RelativeTime at={addedAt} now={now} />,
    },
    { key: 'until', header: words.columns.until, kind: 'nowrap', cell: (token) => <Until token={token} now={now} /> },
    {
      key: 'used',
      header: words.columns.used,
      kind: 'nowrap',
      cell: ({ usedAt }) => (usedAt === null ? words.never : <RelativeTime at={usedAt} now={now} />),
    },
    {
      key: 'revoke',
      header: words.columns.actions,
      kind: 'actions',
      cell: (token) => (
        <button
          type="button"
          className="bl-button"
          aria-label={`${texts.shared.revoke.action}: ${token.name}`}
          onClick={() => onRevoke(token)}
        >
          {texts.shared.revoke.action}
        </button>
      ),
    },
  ];
}

function Until({ token, now }: { readonly token: ApiTokenView; readonly now: Date }): ReactElement {
  const { expiresAt } = token;
  if (expiresAt === null) return <>{words.endless}</>;
  if (new Date(expiresAt) <= now) return <Badge tone="neutral">{words.over}</Badge>;
  return <RelativeTime at={expiresAt} now={now} />;
}

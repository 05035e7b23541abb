/** The accounts: who may sign in, as what, and how they are let in and out. */

import type { VersionedAccount } from '@branchline/contract';
import { Badge, Icon, RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import { accountsQuery } from '../../queries/accounts.ts';
import * as texts from '../../texts.ts';
import { AccountDialogs, type AccountQuestion } from './account-dialogs.tsx';
import { ShownLink, type MadeLink } from './shown-link.tsx';

const words = texts.access.accounts;

export function AccountsTab(): ReactElement {
  const accounts = useQuery(accountsQuery);
  const [question, setQuestion] = useState<AccountQuestion>();
  const [link, setLink] = useState<MadeLink>();
  const all = accounts.data?.accounts ?? [];
  const administrators = all.filter(({ role, disabledAt }) => role === 'administrator' && disabledAt === null);
  return (
    <>
      <div className="card-header">
        {all.length > 0 && <p className="quiet">{words.lead(all.length, administrators.length)}</p>}
        <button type="button" className="bl-button button-primary" onClick={() => setQuestion({ kind: 'add' })}>
          <Icon name="plus" /> {words.add}
        </button>
      </div>
      {link !== undefined && <ShownLink link={link} />}
      <Answer query={accounts} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) =>
          data.accounts.length === 0 ? (
            <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
          ) : (
            <AccountTable accounts={data.accounts} onAsk={setQuestion} />
          )
        }
      </Answer>
      <AccountDialogs question={question} onLink={setLink} onClose={() => setQuestion(undefined)} />
    </>
  );
}

interface AccountTableProps {
  readonly accounts: readonly VersionedAccount[];
  readonly onAsk: (question: AccountQuestion) => void;
}

function AccountTable({ accounts, onAsk }: AccountTableProps): ReactElement {
  const now = useNow();
  const columns = accountColumns(now, onAsk);
  return <Table label={texts.access.tabs.accounts} rows={accounts} rowKey={({ id }) => String(id)} columns={columns} />;
}

function accountColumns(now: Date, onAsk: (question: AccountQuestion) => void): readonly Column<VersionedAccount>[] {
  return [
    { key: 'account', header: words.columns.account, cell: (account) => <AccountName account={account} /> },
    { key: 'role', header: words.columns.role, kind: 'nowrap', cell: ({ role }) => texts.access.roleNames[role] },
    {
      key: 'factor',
      header: words.columns.factor,
      kind: 'nowrap',
      cell: ({ hasSecondFactor }) => (hasSecondFactor ? words.on : words.off),
    },
    {
      key: 'seen',
      header: words.columns.seen,
      kind: 'nowrap',
      cell: ({ signedInAt }) => (signedInAt === null ? words.never : <RelativeTime at={signedInAt} now={now} />),
    },
    { key: 'state', header: words.columns.state, kind: 'nowrap', cell: (account) => <State account={account} /> },
    {
      key: 'person',
      header: words.columns.person,
      kind: 'nowrap',
      cell: ({ personId }) =>
        personId !== null && (
          <Link to="/people/$id" params={{ id: String(personId) }}>
            {words.showPerson}
          </Link>
        ),
    },
    {
      key: 'actions',
      header: words.columns.actions,
      kind: 'actions',
      cell: (account) => <AccountActions account={account} onAsk={onAsk} />,
    },
  ];
}

function AccountName({ account }: { readonly account: VersionedAccount }): ReactElement {
  return (
    <span className="line-text">
      <span className="break">{account.name}</span>
      <span className="quiet break">{account.login}</span>
    </span>
  );
}

function State({ account }: { readonly account: VersionedAccount }): ReactElement {
  const { disabledAt, hasPassword, signedInAt } = account;
  if (disabledAt !== null) return <Badge tone="danger">{words.disabled}</Badge>;
  if (!hasPassword && signedInAt === null) return <Badge tone="neutral">{words.invited}</Badge>;
  return <Badge tone="success">{words.enabled}</Badge>;
}

interface AccountActionsProps {
  readonly account: VersionedAccount;
  readonly onAsk: (question: AccountQuestion) => void;
}

function AccountActions({ account, onAsk }: AccountActionsProps): ReactElement {
  const questions: readonly (readonly [AccountQuestion['kind'] & ('edit' | 'link' | 'factor' | 'remove'), string])[] = [
    ['edit', words.editAction],
    ['link', words.newLink],
    ...(account.hasSecondFactor ? ([['factor', words.removeFactor]] as const) : []),
    ['remove', words.remove],
  ];
  return (
    <div className="actions">
      {questions.map(([kind, label]) => (
        <button
          key={kind}
          type="button"
          className="bl-button"
          aria-label={`${label}: ${account.name}`}
          onClick={() => onAsk({ kind, account })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

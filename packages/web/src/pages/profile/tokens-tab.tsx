/** One's tokens for programs. */

import type { AccountView, ApiTokenView } from '@branchline/contract';
import { tokenScopes, type TokenScope } from '@branchline/domain';
import { RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { Form } from '../../components/form.tsx';
import { formText } from '../../components/form-text.ts';
import { SelectField } from '../../components/select-field.tsx';
import { RevokeDialog } from '../../components/revoke-dialog.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAction } from '../../components/use-action.ts';
import { useNow } from '../../components/use-now.ts';
import { myTokensQuery } from '../../queries/me.ts';
import * as texts from '../../texts.ts';

const words = texts.profile.tokens;

/** What a role could use: only administrators decide about people. */
function scopesOf({ role }: AccountView): readonly TokenScope[] {
  return role === 'administrator' ? tokenScopes : tokenScopes.filter((scope) => scope !== 'administer');
}

export function TokensTab({ account }: { readonly account: AccountView }): ReactElement {
  const tokens = useQuery(myTokensQuery);
  return (
    <>
      <section className="card">
        <header className="card-header">
          <h2>{words.title}</h2>
        </header>
        <p className="quiet">{words.what}</p>
        <NewToken account={account} />
      </section>
      <Answer query={tokens} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) =>
          data.tokens.length === 0 ? <p className="quiet">{words.none}</p> : <TokenTable tokens={data.tokens} />
        }
      </Answer>
    </>
  );
}

interface TokenWish {
  readonly name: string;
  readonly scope: TokenScope;
  readonly days: number;
}

function NewToken({ account }: { readonly account: AccountView }): ReactElement {
  const [made, setMade] = useState<{ readonly token: string; readonly count: number }>();
  const add = useAction(
    (wish: TokenWish) => api.addApiToken({ body: wish }),
    ({ token }) => setMade({ token, count: (made?.count ?? 0) + 1 }),
  );
  function send(form: FormData): void {
    const scope = tokenScopes.find((each) => each === formText(form, 'scope')) ?? 'read';
    add.mutate({ name: formText(form, 'name').trim(), scope, days: Number(formText(form, 'days')) });
  }
  return (
    <>
      {made !== undefined && (
        <output className="shown-once">
          <span>{words.made}</span>
          <CopyField what={words.token} text={made.token} />
        </output>
      )}
      <Form key={made?.count} action={words.add} busy={add.isPending} error={add.error} onSend={send}>
        <TextField
          label={words.name}
          name="name"
          hint={words.nameHint}
          input={{ maxLength: 100, autoComplete: 'off' }}
        />
        <SelectField
          label={words.scope}
          name="scope"
          options={scopesOf(account).map((value) => ({ value, label: words.scopes[value] }))}
        />
        <SelectField
          label={words.days}
          name="days"
          defaultValue="90"
          options={Object.entries(words.choices).map(([value, label]) => ({ value, label }))}
        />
      </Form>
    </>
  );
}

function TokenTable({ tokens }: { readonly tokens: readonly ApiTokenView[] }): ReactElement {
  const now = useNow();
  const [revoking, setRevoking] = useState<ApiTokenView>();
  const columns = tokenColumns(now, setRevoking);
  return (
    <>
      <Table label={words.title} rows={tokens} rowKey={({ id }) => String(id)} columns={columns} />
      {revoking !== undefined && <RevokeDialog token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function tokenColumns(now: Date, onRevoke: (token: ApiTokenView) => void): readonly Column<ApiTokenView>[] {
  return [
    { key: 'name', header: words.name, cell: ({ name }) => <span className="break">{name}</span> },
    { key: 'scope', header: words.scope, kind: 'nowrap', cell: ({ scope }) => scope },
    { key: 'ending', header: words.ending, kind: 'nowrap', cell: ({ ending }) => <code>…{ending}</code> },
    {
      key: 'expires',
      header: words.expires,
      kind: 'nowrap',
      cell: ({ expiresAt }) => expiresAt !== null && <RelativeTime at={expiresAt} now={now} />,
    },
    {
      key: 'used',
      header: words.used,
      kind: 'nowrap',
      cell: ({ usedAt }) => (usedAt === null ? words.unused : <RelativeTime at={usedAt} now={now} />),
    },
    {
      key: 'revoke',
      header: texts.shared.revoke.action,
      kind: 'actions',
      cell: (token) => (
        <button type="button" className="bl-button" onClick={() => onRevoke(token)}>
          {texts.shared.revoke.action}
        </button>
      ),
    },
  ];
}

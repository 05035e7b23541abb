/** The identity providers at which people sign in, and which role follows from which group. */

import type { IdentityProviderView, ResponseOf } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { Answer } from '../../components/answer.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { providersQuery } from '../../queries/accounts.ts';
import * as texts from '../../texts.ts';
import { ProviderDialog } from './provider-dialog.tsx';

const words = texts.access.providers;

type Provider = ResponseOf<'listIdentityProviders'>['identityProviders'][number];
type Question = { readonly kind: 'add' } | { readonly kind: 'edit' | 'remove'; readonly provider: Provider };

/** Where every provider sends people back to: the same for all. */
const redirectUrl = () => `${window.location.origin}/openid/callback`;

export function ProvidersTab(): ReactElement {
  const providers = useQuery(providersQuery);
  const [question, setQuestion] = useState<Question>();
  const close = () => setQuestion(undefined);
  const known = providers.data?.identityProviders ?? [];
  return (
    <>
      <div className="card-header">
        <p className="quiet">{words.what}</p>
        <button type="button" className="bl-button button-primary" onClick={() => setQuestion({ kind: 'add' })}>
          <Icon name="plus" /> {words.add}
        </button>
      </div>
      <p>
        {words.redirect}: <CopyField what={words.redirect} text={known[0]?.redirectUrl ?? redirectUrl()} />{' '}
        <span className="quiet">{words.redirectHint}</span>
      </p>
      <Answer query={providers} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) =>
          data.identityProviders.length === 0 ? (
            <EmptyState title={words.none}>{words.noneText}</EmptyState>
          ) : (
            <ProviderTable providers={data.identityProviders} onAsk={setQuestion} />
          )
        }
      </Answer>
      {question?.kind === 'add' && <ProviderDialog onClose={close} />}
      {question?.kind === 'edit' && <ProviderDialog provider={question.provider} onClose={close} />}
      {question?.kind === 'remove' && <RemovalDialog provider={question.provider} onClose={close} />}
    </>
  );
}

interface ProviderTableProps {
  readonly providers: readonly Provider[];
  readonly onAsk: (question: Question) => void;
}

function ProviderTable({ providers, onAsk }: ProviderTableProps): ReactElement {
  const columns = providerColumns(onAsk);
  return (
    <Table label={texts.access.tabs.providers} rows={providers} rowKey={({ id }) => String(id)} columns={columns} />
  );
}

function providerColumns(onAsk: (question: Question) => void): readonly Column<Provider>[] {
  return [
    {
      key: 'name',
      header: words.columns.name,
      cell: ({ name, issuer }) => (
        <span className="line-text">
          <span className="break">{name}</span>
          <span className="quiet break">{issuer}</span>
        </span>
      ),
    },
    {
      key: 'client',
      header: words.columns.client,
      kind: 'nowrap',
      cell: ({ clientId }) => <code className="break">{clientId}</code>,
    },
    {
      key: 'groups',
      header: words.columns.groups,
      kind: 'nowrap',
      cell: ({ groupsClaim }) => <code>{groupsClaim}</code>,
    },
    {
      key: 'email',
      header: words.columns.email,
      kind: 'nowrap',
      cell: ({ joinsByEmail }) => (joinsByEmail ? words.trusted : words.untrusted),
    },
    {
      key: 'actions',
      header: words.columns.actions,
      kind: 'actions',
      cell: (provider) => (
        <div className="actions">
          <button
            type="button"
            className="bl-button"
            aria-label={words.edit(provider.name)}
            onClick={() => onAsk({ kind: 'edit', provider })}
          >
            {words.editAction}
          </button>
          <button
            type="button"
            className="bl-button"
            aria-label={`${words.remove}: ${provider.name}`}
            onClick={() => onAsk({ kind: 'remove', provider })}
          >
            {words.remove}
          </button>
        </div>
      ),
    },
  ];
}

function RemovalDialog(props: { readonly provider: IdentityProviderView; readonly onClose: () => void }): ReactElement {
  const { provider, onClose } = props;
  return (
    <ActionDialog
      title={words.removeTitle(provider.name)}
      action={words.remove}
      run={() => api.removeIdentityProvider({ params: { id: provider.id } })}
      onClose={onClose}
    >
      <p>{words.removeText}</p>
    </ActionDialog>
  );
}

/** The fields of an identity provider, which is asked to describe itself before it is saved. */

import type { ResponseOf } from '@branchline/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { CheckField } from '../../components/check-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { EditConflictView } from '../../components/edit-conflict-view.tsx';
import { Form } from '../../components/form.tsx';
import { formText } from '../../components/form-text.ts';
import { TextField } from '../../components/text-field.tsx';
import { useEdit } from '../../components/use-edit.ts';
import * as texts from '../../texts.ts';
import { linesOf } from './lines-of.ts';
import { RolePreview } from './role-preview.tsx';

const words = texts.access.providers;

type Provider = ResponseOf<'showIdentityProvider'>;

interface Wish {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly moreScopes: string[];
  readonly groupsClaim: string;
  readonly roles: { readonly administrators: string[]; readonly managers: string[]; readonly members: string[] };
  readonly joinsByEmail: boolean;
}

function wishFrom(form: FormData): Wish {
  const text = (name: string) => formText(form, name).trim();
  const lines = (name: string) => linesOf(formText(form, name));
  return {
    name: text('name'),
    issuer: text('issuer'),
    clientId: text('clientId'),
    clientSecret: text('clientSecret'),
    moreScopes: lines('moreScopes'),
    groupsClaim: text('groupsClaim'),
    roles: { administrators: lines('administrators'), managers: lines('managers'), members: lines('members') },
    joinsByEmail: form.get('joinsByEmail') !== null,
  };
}

export interface ProviderDialogProps {
  /** Left out: a new one. */
  readonly provider?: Provider;
  readonly onClose: () => void;
}

export function ProviderDialog({ provider, onClose }: ProviderDialogProps): ReactElement {
  const queries = useQueryClient();
  const [shown, setShown] = useState(provider);
  const edit = useEdit({
    version: provider?.version ?? '',
    send: (wish: Wish, ifMatch) => save(provider?.id, wish, ifMatch),
    load: () =>
      queries.fetchQuery({
        queryKey: ['accounts', 'identity-providers', provider?.id],
        queryFn: () => api.showIdentityProvider({ params: { id: provider?.id ?? 0 } }),
        staleTime: 0,
      }),
    onLoaded: setShown,
    onSaved: onClose,
  });
  return (
    <Dialog title={provider === undefined ? words.add : words.edit(provider.name)} onClose={onClose}>
      <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      <Form
        key={shown?.version}
        action={provider === undefined ? words.addAction : words.saveAction}
        busy={edit.isBusy}
        error={edit.error}
        onSend={(form) => edit.save(wishFrom(form))}
      >
        <ProviderFields provider={shown} />
      </Form>
    </Dialog>
  );
}

async function save(id: number | undefined, wish: Wish, ifMatch: string | undefined): Promise<Provider | void> {
  if (id === undefined) {
    await api.addIdentityProvider({ body: wish });
    return;
  }
  const { clientSecret, ...rest } = wish;
  const body = clientSecret === '' ? rest : wish;
  await api.changeIdentityProvider({ params: { id }, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
}

function ProviderFields({ provider }: { readonly provider: Provider | undefined }): ReactElement {
  return (
    <>
      <TextField
        label={words.name}
        name="name"
        hint={words.nameHint}
        defaultValue={provider?.name ?? ''}
        input={{ maxLength: 100 }}
      />
      <TextField
        label={words.issuer}
        name="issuer"
        hint={words.issuerHint}
        defaultValue={provider?.issuer ?? ''}
        input={{ type: 'url' }}
      />
      <TextField
        label={words.clientId}
        name="clientId"
        defaultValue={provider?.clientId ?? ''}
        input={{ autoComplete: 'off' }}
      />
      <TextField
        label={words.clientSecret}
        name="clientSecret"
        isOptional={provider !== undefined}
        {...(provider === undefined ? {} : { hint: words.secretKept })}
        input={{ type: 'password', autoComplete: 'off' }}
      />
      <TextField
        label={words.groupsClaim}
        name="groupsClaim"
        hint={words.groupsClaimHint}
        defaultValue={provider?.groupsClaim ?? 'groups'}
      />
      <TextField
        label={words.scopes}
        name="moreScopes"
        isOptional
        rows={2}
        hint={words.scopesHint}
        defaultValue={(provider?.moreScopes ?? []).join('\n')}
      />
      <RolePreview roles={provider?.roles} />
      <CheckField
        label={words.joins}
        name="joinsByEmail"
        hint={words.joinsHint}
        defaultChecked={provider?.joinsByEmail ?? false}
      />
    </>
  );
}

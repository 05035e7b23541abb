/** Where somebody enters a token or a password of their own for a Git service, with what it must allow and where to make one. */

import type { ConnectablePlace } from '@branchline/contract';
import { WebLink } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import * as texts from '../texts.ts';
import { formText } from './form-text.ts';
import { Form } from './form.tsx';
import { TextField } from './text-field.tsx';
import { useAction } from './use-action.ts';

const words = texts.profile.connections;

export interface CredentialFormProps {
  readonly place: ConnectablePlace;
  readonly onDone: () => void;
}

export function CredentialForm({ place, onDone }: CredentialFormProps): ReactElement {
  const { integrationId, name, credentialKinds, tokenPage, rights, serviceTitle } = place;
  const isToken = credentialKinds.includes('token');
  const save = useAction((form: FormData) => {
    const credential = isToken
      ? ({ kind: 'token', token: formText(form, 'token').trim() } as const)
      : ({
          kind: 'user-and-password',
          user: formText(form, 'user').trim(),
          password: formText(form, 'password'),
        } as const);
    return api.saveMyConnection({ params: { integration: integrationId }, body: { credential } });
  }, onDone);
  const hint = (
    <>
      {rights} {tokenPage !== null && <WebLink url={tokenPage}>{words.make(serviceTitle)}</WebLink>}
    </>
  );
  return (
    <section className="card" aria-label={words.dialog(name)}>
      <Form action={words.save} busy={save.isPending} error={save.error} onSend={(form) => save.mutate(form)}>
        {isToken ? (
          <TextField label={words.token} name="token" hint={hint} input={{ type: 'password', autoComplete: 'off' }} />
        ) : (
          <>
            <TextField label={words.user} name="user" input={{ autoComplete: 'off' }} />
            <TextField
              label={words.password}
              name="password"
              hint={hint}
              input={{ type: 'password', autoComplete: 'off' }}
            />
          </>
        )}
      </Form>
      {save.data?.warnings.map((warning) => (
        <p key={warning} className="reason">
          {warning}
        </p>
      ))}
    </section>
  );
}

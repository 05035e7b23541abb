/** The fields of a credential that is typed in. What is secret stays in the field and is kept nowhere. */

import type { RequestOf } from '@branchline/contract';
import type { CredentialKind } from '@branchline/domain';
import type { ReactElement } from 'react';
import { formText } from '../components/form-text.ts';
import { TextField } from '../components/text-field.tsx';
import * as texts from '../texts.ts';
import { SshKeyFields } from './ssh-key-fields.tsx';
import type { TypedWords, Wizard } from './use-wizard.ts';

const words = texts.wizard.signIn;
const secret = { type: 'password', autoComplete: 'off' } as const;

export interface CredentialFieldsProps {
  readonly wizard: Wizard;
  readonly kind: CredentialKind;
}

export function CredentialFields({ wizard, kind }: CredentialFieldsProps): ReactElement | null {
  const { typed, type } = wizard;
  switch (kind) {
    case 'token':
      return <TextField label={words.token} name="token" input={secret} />;
    case 'user-and-password':
      return (
        <>
          <TextField
            label={words.user}
            name="user"
            value={typed.user}
            onChange={(user) => type({ user })}
            input={{ autoComplete: 'off' }}
          />
          <TextField label={words.password} name="password" input={secret} />
        </>
      );
    case 'ssh-key':
      return <SshKeyFields wizard={wizard} />;
    case 'none':
      return typed.mode === 'webhook-only' ? <p>{words.silent}</p> : null;
    case 'oauth':
    case 'app':
      return null;
  }
}

type Credential = Exclude<
  Extract<RequestOf<'beginIntegrationDraft'>['body'], { readonly connector: string }>['credential'],
  undefined
>;

/** As the server takes it; undefined while something is missing, or where it comes through the browser. */
export function credentialFrom(kind: CredentialKind, typed: TypedWords, form: FormData): Credential | undefined {
  const text = (name: string) => formText(form, name);
  switch (kind) {
    case 'none':
      return { kind };
    case 'token':
      return { kind, token: text('token').trim() };
    case 'user-and-password':
      return { kind, user: typed.user.trim(), password: text('password') };
    case 'ssh-key': {
      if (typed.usesMadeKey) return typed.madeKey && { kind: 'made-ssh-key', id: typed.madeKey.id };
      const passphrase = text('passphrase');
      return { kind, privateKey: text('privateKey'), ...(passphrase === '' ? {} : { passphrase }) };
    }
    case 'app': {
      const [app = '', installationId = ''] = text('installation').split(' ');
      return app === '' ? undefined : { kind, app: Number(app), installationId };
    }
    case 'oauth':
      return undefined;
  }
}

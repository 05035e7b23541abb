/** The fields in which a new credential is typed, and what is sent of them. */

import type { RequestOf } from '@branchline/contract';
import type { ReactElement } from 'react';
import { formText } from '../../components/form-text.ts';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';

/** What is typed in or chosen here; OAuth's comes through the browser. */
export type TypedKind = 'none' | 'token' | 'user-and-password' | 'ssh-key' | 'app';

type Credential = NonNullable<RequestOf<'editIntegration'>['body']['credential']>;

const words = texts.integrationSettings.credential;
const secret = { type: 'password', autoComplete: 'off' } as const;

export function SecretFields({ kind }: { readonly kind: Exclude<TypedKind, 'app'> }): ReactElement | null {
  if (kind === 'none') return null;
  if (kind === 'token') return <TextField label={words.token} name="token" input={secret} />;
  if (kind === 'user-and-password') {
    return (
      <>
        <TextField label={words.user} name="user" input={{ autoComplete: 'off' }} />
        <TextField label={words.password} name="password" input={secret} />
      </>
    );
  }
  return (
    <>
      <TextField label={words.key} name="privateKey" hint={words.keyHint} rows={6} />
      <TextField label={words.passphrase} name="passphrase" isOptional input={secret} />
    </>
  );
}

/** As the server takes it. */
export function secretFrom(kind: TypedKind, form: FormData): Credential {
  const text = (name: string) => formText(form, name);
  switch (kind) {
    case 'none':
      return { kind };
    case 'token':
      return { kind, token: text('token').trim() };
    case 'user-and-password':
      return { kind, user: text('user').trim(), password: text('password') };
    case 'ssh-key': {
      const passphrase = text('passphrase');
      return { kind, privateKey: text('privateKey'), ...(passphrase === '' ? {} : { passphrase }) };
    }
    case 'app': {
      const [app = '', installationId = ''] = text('installation').split(' ');
      return { kind, app: Number(app), installationId };
    }
  }
}

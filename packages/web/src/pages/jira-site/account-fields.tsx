/** Asks for an account of Jira by the kind of its token. */

import type { JiraAccountInput } from '@branchline/contract';
import type { ReactElement } from 'react';
import { formText } from '../../components/form-text.ts';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';

export type AccountKind = JiraAccountInput['kind'];

const words = texts.jiraCredentials.account;

/** The best first. */
export const cloudKinds: readonly AccountKind[] = ['scoped-api-token', 'service-account', 'api-token'];

/** What the fields hold. */
export function accountFrom(form: FormData, kind: AccountKind): JiraAccountInput {
  const [email, token] = [formText(form, 'email').trim(), formText(form, 'token')];
  if (kind === 'service-account') {
    return { kind, clientId: formText(form, 'accountClientId'), clientSecret: formText(form, 'accountClientSecret') };
  }
  if (kind === 'personal-access-token') return { kind, token };
  if (kind === 'api-token') return { kind, email, token };
  return { kind, token, ...(email === '' ? {} : { email }) };
}

export interface AccountFieldsProps {
  readonly kinds: readonly AccountKind[];
  readonly kind: AccountKind;
  readonly onKind: (kind: AccountKind) => void;
}

const secret = { type: 'password', autoComplete: 'off' } as const;

export function AccountFields({ kinds, kind, onKind }: AccountFieldsProps): ReactElement {
  return (
    <>
      {kinds.length > 1 && (
        <SelectField
          label={words.kind}
          name="kind"
          hint={words.kindHints[kind]}
          options={kinds.map((each) => ({ value: each, label: words.kinds[each] }))}
          value={kind}
          onChange={onKind}
        />
      )}
      {(kind === 'api-token' || kind === 'scoped-api-token') && (
        <TextField
          key={kind}
          label={words.email}
          name="email"
          isOptional={kind === 'scoped-api-token'}
          hint={kind === 'scoped-api-token' ? words.emailHint : words.emailNeeded}
          input={{ type: 'email', autoComplete: 'off', maxLength: 254 }}
        />
      )}
      {kind === 'service-account' ? (
        <>
          <TextField label={words.clientId} name="accountClientId" input={{ autoComplete: 'off', maxLength: 500 }} />
          <TextField label={words.clientSecret} name="accountClientSecret" input={secret} />
        </>
      ) : (
        <TextField
          label={words.token}
          name="token"
          hint={kinds.length > 1 ? undefined : words.kindHints[kind]}
          input={secret}
        />
      )}
    </>
  );
}

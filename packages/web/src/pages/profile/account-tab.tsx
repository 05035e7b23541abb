/** One's name and password. */

import type { AccountView } from '@branchline/contract';
import { shortestPassword } from '@branchline/domain';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Form } from '../../components/form.tsx';
import { formText } from '../../components/form-text.ts';
import { TextField } from '../../components/text-field.tsx';
import { useAction } from '../../components/use-action.ts';
import * as texts from '../../texts.ts';

const words = texts.profile;

export function AccountTab({ account }: { readonly account: AccountView }): ReactElement {
  return (
    <>
      <NameForm account={account} />
      <section className="card">
        <header className="card-header">
          <h2>{words.password.title}</h2>
        </header>
        {account.hasPassword ? <PasswordForm login={account.login} /> : <p className="quiet">{words.password.none}</p>}
      </section>
    </>
  );
}

function NameForm({ account }: { readonly account: AccountView }): ReactElement {
  const rename = useAction((name: string) => api.changeMe({ body: { name } }));
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.name.title}</h2>
      </header>
      <Form
        action={words.name.action}
        busy={rename.isPending}
        error={rename.error}
        onSend={(form) => rename.mutate(formText(form, 'name').trim())}
      >
        <TextField
          label={words.name.label}
          name="name"
          hint={words.name.hint}
          defaultValue={account.name}
          input={{ autoComplete: 'name', maxLength: 200 }}
        />
      </Form>
    </section>
  );
}

function PasswordForm({ login }: { readonly login: string }): ReactElement {
  const [done, setDone] = useState(0);
  const change = useAction(
    (wish: { readonly before: string; readonly after: string }) => api.changeOwnPassword({ body: wish }),
    () => setDone(done + 1),
  );
  return (
    // A new form after each change: the fields are empty again.
    <Form
      key={done}
      action={words.password.action}
      busy={change.isPending}
      error={change.error}
      onSend={(form) => change.mutate({ before: formText(form, 'before'), after: formText(form, 'after') })}
    >
      {/* Password managers keep the login with the password. */}
      <input type="hidden" name="username" autoComplete="username" value={login} readOnly />
      <TextField
        label={words.password.before}
        name="before"
        input={{ type: 'password', autoComplete: 'current-password' }}
      />
      <TextField
        label={words.password.after}
        name="after"
        hint={words.password.hint(shortestPassword)}
        input={{ type: 'password', autoComplete: 'new-password', minLength: shortestPassword }}
      />
      {done > 0 && !change.isPending && change.error === null && <output>{words.password.done}</output>}
    </Form>
  );
}

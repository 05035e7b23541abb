/** Connects a repository by its clone address. */

import type { DirectIntegrationInput } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { copyText } from '../components/copy-text.ts';
import { formText } from '../components/form-text.ts';

type Connection = DirectIntegrationInput;
type Kind = 'none' | 'user-and-password' | 'ssh-key';

const kinds: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: 'none', label: 'Nothing: it is public, or a folder of the server' },
  { kind: 'user-and-password', label: 'User name and token' },
  { kind: 'ssh-key', label: 'SSH key' },
];

export function ConnectPage(): ReactElement {
  const [kind, setKind] = useState<Kind>('none');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const connect = useMutation({
    mutationFn: (body: Connection) => api.addIntegration({ body }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      await navigate({ to: '/' });
    },
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    connect.mutate(connectionFrom(new FormData(event.currentTarget), kind));
  }
  return (
    <>
      <p className="crumbs">
        <Link to="/repositories">Repositories</Link>
      </p>
      <h1>Connect a repository</h1>
      {connect.error !== null && <ProblemView problem={problemOf(connect.error)} onCopy={copyText} />}
      <form className="form" onSubmit={submit}>
        <label>
          Clone address
          <input name="cloneUrl" required placeholder="https://git.example.com/team/code.git" spellCheck={false} />
        </label>
        <fieldset className="choices">
          <legend>The server proves itself with</legend>
          {kinds.map((each) => (
            <label key={each.kind}>
              <input type="radio" name="kind" checked={kind === each.kind} onChange={() => setKind(each.kind)} />
              {each.label}
            </label>
          ))}
        </fieldset>
        <CredentialFields kind={kind} />
        <button type="submit" className="bl-button button-primary" disabled={connect.isPending}>
          Connect this repository
        </button>
      </form>
    </>
  );
}

function CredentialFields({ kind }: { readonly kind: Kind }): ReactElement | null {
  if (kind === 'user-and-password') {
    return (
      <>
        <label>
          User name
          <input name="user" required autoComplete="off" spellCheck={false} />
        </label>
        <label>
          Token or password
          <input name="password" type="password" required autoComplete="off" />
        </label>
      </>
    );
  }
  if (kind === 'ssh-key') {
    return (
      <>
        <label>
          Private key
          <textarea
            name="privateKey"
            rows={6}
            required
            spellCheck={false}
            placeholder="-----BEGIN OPENSSH PRIVATE KEY-----"
          />
        </label>
        <label>
          Passphrase, if it has one
          <input name="passphrase" type="password" autoComplete="off" />
        </label>
      </>
    );
  }
  return null;
}

function connectionFrom(form: FormData, kind: Kind): Connection {
  const text = (name: string) => formText(form, name);
  const passphrase = text('passphrase');
  const credentials = {
    none: { kind: 'none' },
    'user-and-password': { kind: 'user-and-password', user: text('user'), password: text('password') },
    'ssh-key': { kind: 'ssh-key', privateKey: text('privateKey'), ...(passphrase === '' ? {} : { passphrase }) },
  } as const;
  return { connector: 'git', settings: { cloneUrl: text('cloneUrl').trim() }, credential: credentials[kind] };
}

/** Where a link leads by which somebody chooses a password; the first such link makes the first administrator. */

import { isProblemError, type ResponseOf } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { shortestPassword } from '@branchline/domain';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { copyText } from '../components/copy-text.ts';
import { formText } from '../components/form-text.ts';
import { SignInFrame } from '../components/sign-in-frame.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { passwordLinkQuery } from '../queries/sign-in.ts';
import * as texts from '../texts.ts';

const words = texts.signIn.link;

interface Chosen {
  readonly login: string;
  readonly name: string;
  readonly password: string;
}

export function LinkPage(): ReactElement {
  const [token] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    // It must stay neither in the address bar nor in the history.
    window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  const link = useQuery(passwordLinkQuery(token));
  const isFirst = link.data?.isFirst === true;
  return (
    <SignInFrame title={isFirst ? words.first : words.title}>
      {isOver(link.error) ? (
        <LinkOver />
      ) : (
        <Answer query={link} skeleton={<SkeletonRows label={words.loading} />}>
          {(shown) => <Choice token={token} shown={shown} />}
        </Answer>
      )}
    </SignInFrame>
  );
}

/** Used, too old, or cut off on its way: the server does not say which, and the remedy is the same. */
function isOver(error: unknown): boolean {
  return isProblemError(error) && error.problem.status === 404;
}

function LinkOver(): ReactElement {
  return (
    <div role="alert">
      <h2>{words.over}</h2>
      <p>{words.overText}</p>
      <Link to="/sign-in" className="bl-button">
        {words.toSignIn}
      </Link>
    </div>
  );
}

function Choice({
  token,
  shown,
}: {
  readonly token: string;
  readonly shown: ResponseOf<'showPasswordLink'>;
}): ReactElement {
  const navigate = useNavigate();
  const choose = useMutation({
    mutationFn: async ({ login, name, password }: Chosen) => {
      const { login: chosen } = await api.choosePassword({
        params: { token },
        body: shown.isFirst ? { login, name, password } : { password },
      });
      return api.signInWithPassword({ body: { login: chosen, password } });
    },
    onSuccess: ({ state }) => navigate({ to: state === 'signed-in' ? '/' : '/sign-in' }),
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [login, name] = [formText(form, 'login').trim(), formText(form, 'name').trim()];
    choose.mutate({ login, name: name === '' ? login : name, password: formText(form, 'password') });
  }
  return (
    <>
      {choose.error !== null && <ProblemView problem={problemOf(choose.error)} onCopy={copyText} />}
      <form className="form" onSubmit={submit}>
        {shown.isFirst ? <NameFields /> : <p>{words.for(shown.name ?? shown.login ?? '')}</p>}
        {/* Password managers keep the login with the password. */}
        {!shown.isFirst && (
          <input type="hidden" name="username" autoComplete="username" value={shown.login ?? ''} readOnly />
        )}
        <label>
          {texts.signIn.password}
          <input name="password" type="password" autoComplete="new-password" minLength={shortestPassword} required />
        </label>
        <p className="quiet">{words.hint(shortestPassword)}</p>
        <button type="submit" className="bl-button button-primary" disabled={choose.isPending}>
          {shown.isFirst ? words.makeFirst : words.save}
        </button>
      </form>
    </>
  );
}

function NameFields(): ReactElement {
  return (
    <>
      <label>
        {texts.signIn.login}
        <input name="login" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      </label>
      <p className="quiet">{words.loginHint}</p>
      <label>
        {words.name}
        <input name="name" autoComplete="name" />
      </label>
    </>
  );
}

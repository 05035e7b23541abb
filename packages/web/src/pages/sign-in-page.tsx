/** Signing in with the access token; an address that carries it after `#token=` signs in at once. */

import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import mark from '../branchline.svg';
import { api, problemOf } from '../api.ts';
import { copyText } from '../components/copy-text.ts';
import { formText } from '../components/form-text.ts';
import { placeAfterSignIn } from './place-after-sign-in.ts';

export function SignInPage(): ReactElement {
  const { next } = useSearch({ strict: false });
  const router = useRouter();
  const queries = useQueryClient();
  const [carried] = useState(tokenInAddress);
  const signIn = useMutation({
    mutationFn: (token: string) => api.signIn({ body: { token } }),
    onSuccess: () => {
      queries.clear();
      router.history.replace(placeAfterSignIn(next));
    },
  });
  const { mutate } = signIn;
  useEffect(() => {
    if (carried === undefined) return;
    // The token must stay neither in the address bar nor in the history.
    window.history.replaceState(window.history.state, '', `${window.location.pathname}${window.location.search}`);
    mutate(carried);
  }, [carried, mutate]);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    mutate(formText(new FormData(event.currentTarget), 'token').trim());
  }
  return (
    <main className="sign-in">
      <p className="brand">
        <img src={mark} alt="" width="32" height="32" /> Branchline
      </p>
      <h1>Sign in</h1>
      {signIn.error !== null && <ProblemView problem={problemOf(signIn.error)} onCopy={copyText} />}
      <form className="form" onSubmit={submit}>
        <label>
          Access token
          <input name="token" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit" className="bl-button button-primary" disabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in' : 'Sign in'}
        </button>
      </form>
      <p className="quiet">
        The server printed the token when it started for the first time. Whoever runs it can make a new one.
      </p>
    </main>
  );
}

function tokenInAddress(): string | undefined {
  return new URLSearchParams(window.location.hash.slice(1)).get('token') ?? undefined;
}

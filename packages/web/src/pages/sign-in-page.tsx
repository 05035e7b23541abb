/** Signing in: with an account, its second factor when it has one, or with the installation's access token. */

import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { copyText } from '../components/copy-text.ts';
import { formText } from '../components/form-text.ts';
import { SignInFrame } from '../components/sign-in-frame.tsx';
import { placeAfterSignIn } from './place-after-sign-in.ts';
import { WaitUntil } from '../components/wait-until.tsx';
import { signInWaysQuery } from '../queries/sign-in.ts';
import * as texts from '../texts.ts';

const words = texts.signIn;

interface Entered {
  readonly login: string;
  readonly password: string;
}

/** What goes to the server, one way or the other; the name of what still waits, when something does. */
type Proof =
  | { readonly kind: 'password'; readonly entered: Entered }
  | { readonly kind: 'code'; readonly pending: string; readonly code: string }
  | { readonly kind: 'token'; readonly token: string };

async function prove(proof: Proof): Promise<string | undefined> {
  if (proof.kind === 'token') {
    await api.signIn({ body: { token: proof.token } });
    return undefined;
  }
  const state =
    proof.kind === 'password'
      ? await api.signInWithPassword({ body: proof.entered })
      : await api.signInWithCode({ body: { pending: proof.pending, code: proof.code } });
  return state.state === 'signed-in' ? undefined : state.pending;
}

export function SignInPage(): ReactElement {
  const { next } = useSearch({ strict: false });
  const router = useRouter();
  const queries = useQueryClient();
  const [carried] = useState(tokenInAddress);
  const [pending, setPending] = useState<string>();
  const signIn = useMutation({
    mutationFn: prove,
    onSuccess: (waiting) => {
      setPending(waiting);
      if (waiting !== undefined) return;
      queries.clear();
      router.history.replace(placeAfterSignIn(next));
    },
  });
  const { mutate } = signIn;
  useEffect(() => {
    if (carried === undefined) return;
    // The token must stay neither in the address bar nor in the history.
    window.history.replaceState(window.history.state, '', `${window.location.pathname}${window.location.search}`);
    mutate({ kind: 'token', token: carried });
  }, [carried, mutate]);
  const problem = signIn.error === null ? undefined : problemOf(signIn.error);
  return (
    <SignInFrame title={pending === undefined ? words.title : words.code.title}>
      {next !== undefined && problem === undefined && <p className="quiet">{words.again}</p>}
      {problem?.status === 429 && <WaitUntil key={signIn.submittedAt} problem={problem} />}
      {problem !== undefined && problem.status !== 429 && <ProblemView problem={problem} onCopy={copyText} />}
      {pending === undefined ? (
        <>
          <OtherAccounts next={placeAfterSignIn(next)} />
          <PasswordForm busy={signIn.isPending} onEnter={(entered) => mutate({ kind: 'password', entered })} />
          <TokenForm busy={signIn.isPending} onEnter={(token) => mutate({ kind: 'token', token })} />
        </>
      ) : (
        <CodeForm
          busy={signIn.isPending}
          onEnter={(code) => mutate({ kind: 'code', pending, code })}
          onBack={() => setPending(undefined)}
        />
      )}
    </SignInFrame>
  );
}

/** Buttons of the identity providers; nothing while there are none, or nobody can tell. */
function OtherAccounts({ next }: { readonly next: string }): ReactElement | null {
  const { data } = useQuery(signInWaysQuery);
  if (data === undefined || data.providers.length === 0) return null;
  return (
    <ul className="other-accounts">
      {data.providers.map(({ name, url }) => (
        <li key={url}>
          <a className="bl-button" href={`${url}?next=${encodeURIComponent(next)}`}>
            {words.with(name)}
          </a>
        </li>
      ))}
    </ul>
  );
}

interface FormProps<Value> {
  readonly busy: boolean;
  readonly onEnter: (value: Value) => void;
}

function PasswordForm({ busy, onEnter }: FormProps<Entered>): ReactElement {
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onEnter({ login: formText(form, 'login').trim(), password: formText(form, 'password') });
  }
  return (
    <form className="form" onSubmit={submit}>
      <label>
        {words.login}
        <input name="login" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      </label>
      <label>
        {words.password}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <SubmitButton busy={busy} />
    </form>
  );
}

function TokenForm({ busy, onEnter }: FormProps<string>): ReactElement {
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onEnter(formText(new FormData(event.currentTarget), 'token').trim());
  }
  return (
    <details className="other-way">
      <summary>{words.token.title}</summary>
      <form className="form" onSubmit={submit}>
        <label>
          {words.token.label}
          <input name="token" type="password" autoComplete="off" required />
        </label>
        <SubmitButton busy={busy} label={words.token.action} />
      </form>
      <p className="quiet">{words.token.where}</p>
    </details>
  );
}

function CodeForm({ busy, onEnter, onBack }: FormProps<string> & { readonly onBack: () => void }): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  // It takes the place of the form that had the focus.
  useEffect(() => field.current?.focus(), []);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onEnter(formText(new FormData(event.currentTarget), 'code').trim());
  }
  return (
    <form className="form" onSubmit={submit}>
      <label>
        {words.code.label}
        <input name="code" autoComplete="one-time-code" spellCheck={false} required ref={field} />
      </label>
      <p className="quiet">{words.code.hint}</p>
      <div className="actions">
        <SubmitButton busy={busy} />
        <button type="button" className="text-button" onClick={onBack}>
          {words.code.back}
        </button>
      </div>
    </form>
  );
}

function SubmitButton({
  busy,
  label = words.signIn,
}: {
  readonly busy: boolean;
  readonly label?: string;
}): ReactElement {
  return (
    <button type="submit" className="bl-button button-primary" disabled={busy}>
      {busy ? words.signingIn : label}
    </button>
  );
}

function tokenInAddress(): string | undefined {
  return new URLSearchParams(window.location.hash.slice(1)).get('token') ?? undefined;
}

/** Where a Git service sends people back to after they agreed, or did not, to connect their account. */

import { isProblemError, type OwnSignIn } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { SignInFrame } from '../components/sign-in-frame.tsx';
import { tellSignInEnded } from '../components/sign-in-news.ts';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { ownSignInQuery } from '../queries/me.ts';
import * as texts from '../texts.ts';
import { placeAfterSignIn } from './place-after-sign-in.ts';

const words = texts.profile.connections.ended;

export function ConnectedPage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const way = useQuery(ownSignInQuery(id));
  useLeaving(id, way.data);
  const isOver = isProblemError(way.error) && way.error.problem.status === 404;
  return (
    <SignInFrame title={way.data?.state === 'refused' ? words.refused : words.title}>
      {isOver ? (
        <p>
          {words.over} <ToProfile />
        </p>
      ) : (
        <Answer query={way} skeleton={<SkeletonRows label={words.loading} />}>
          {(data) => <Ended way={data} />}
        </Answer>
      )}
    </SignInFrame>
  );
}

/** A window of its own closes, where the browser lets it; any other goes on to where somebody wanted to be. */
function useLeaving(id: string, way: OwnSignIn | undefined): void {
  const router = useRouter();
  const state = way?.state;
  const next = way?.next;
  useEffect(() => {
    if (state === undefined || state === 'under-way') return;
    tellSignInEnded(id);
    if (state !== 'connected' || next === undefined) return;
    if (next === null) window.close();
    else router.history.replace(placeAfterSignIn(next));
  }, [id, state, next, router]);
}

function Ended({ way }: { readonly way: OwnSignIn }): ReactElement {
  const { state, because, connection, integrationName: name, next } = way;
  if (state === 'connected') {
    const login = connection?.account.login;
    return (
      <>
        <output className="stack">
          <span>{login === undefined ? words.connectedPlain(name) : words.connected(login, name)}</span>
          <span className="quiet">{words.close}</span>
        </output>
        <ToProfile />
      </>
    );
  }
  const text = because ?? words.underWay;
  return (
    <>
      {state === 'refused' ? <p role="alert">{text}</p> : <output>{text}</output>}
      {next === null ? <ToProfile /> : <Back next={next} />}
    </>
  );
}

function Back({ next }: { readonly next: string }): ReactElement {
  const router = useRouter();
  return (
    <button type="button" className="bl-button" onClick={() => router.history.push(placeAfterSignIn(next))}>
      {words.back}
    </button>
  );
}

function ToProfile(): ReactElement {
  return (
    <Link to="/profile" search={{ tab: 'connections' }} className="bl-button">
      {words.profile}
    </Link>
  );
}

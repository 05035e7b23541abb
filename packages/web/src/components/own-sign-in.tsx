/** Where somebody connects their own account: by signing in at the service where that can be, else by a token. */

import type { ConnectablePlace } from '@branchline/contract';
import { listed, ProblemView, WebLink } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { problemOf } from '../api.ts';
import * as texts from '../texts.ts';
import { copyText } from './copy-text.ts';
import { CredentialForm } from './credential-form.tsx';
import { useOwnSignIn, type OwnSigningIn } from './use-own-sign-in.ts';

const words = texts.profile.connections.signIn;

export interface OwnSignInProps {
  readonly place: ConnectablePlace;
  readonly onConnected: () => void;
}

export function OwnSignIn({ place, onConnected }: OwnSignInProps): ReactElement {
  if (place.oauth === null) return <CredentialForm place={place} onDone={onConnected} />;
  return (
    <>
      <SignInCard place={place} oauth={place.oauth} onConnected={onConnected} />
      <details className="other-way">
        <summary>{words.byToken}</summary>
        <CredentialForm place={place} onDone={onConnected} />
      </details>
    </>
  );
}

interface SignInCardProps extends OwnSignInProps {
  readonly oauth: NonNullable<ConnectablePlace['oauth']>;
}

function SignInCard({ place, oauth, onConnected }: SignInCardProps): ReactElement {
  const signingIn = useOwnSignIn(place.integrationId, onConnected);
  const { begin, isPending, error, begun } = signingIn;
  const { scopes, mayChooseAccount } = oauth;
  const { serviceTitle: service } = place;
  return (
    <section className="card" aria-label={words.action(service)}>
      <p>{words.what(service)}</p>
      <p className="quiet">
        {scopes.length === 0 ? words.asApp : words.asks(listed(scopes))} {!mayChooseAccount && words.goesOn(service)}
      </p>
      {error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} />}
      <div className="actions">
        <button type="button" className="bl-button button-primary" disabled={isPending} onClick={() => begin(false)}>
          {begun === undefined ? words.action(service) : words.again}
        </button>
        {mayChooseAccount && (
          <button type="button" className="bl-button" disabled={isPending} onClick={() => begin(true)}>
            {words.another}
          </button>
        )}
      </div>
      <Progress service={service} signingIn={signingIn} />
    </section>
  );
}

/** Says how far it is, to those who cannot see the other window, too. */
function Progress({
  service,
  signingIn,
}: {
  readonly service: string;
  readonly signingIn: OwnSigningIn;
}): ReactElement {
  const { begun, way, isOver } = signingIn;
  const isWaiting = begun !== undefined && !isOver && (way === undefined || way.state === 'under-way');
  return (
    <output className="stack">
      {isWaiting && <span className="quiet">{words.waiting(service)}</span>}
      {isWaiting && (
        <span>
          <WebLink url={begun.address}>{begun.isBlocked ? words.blocked(service) : words.open(service)}</WebLink>
        </span>
      )}
      {isOver && <span className="reason">{words.over}</span>}
      {way?.state === 'refused' && <span className="reason">{way.because}</span>}
    </output>
  );
}

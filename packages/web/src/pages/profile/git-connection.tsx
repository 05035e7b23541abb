/** One Git service, and one's own connection with it: made, tried, replaced, removed. */

import type { ConnectablePlace, PersonalConnection } from '@branchline/contract';
import { Badge, listed, RelativeTime } from '@branchline/issue-panel';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { ConnectionCare } from '../../components/connection-care.tsx';
import { OwnSignIn } from '../../components/own-sign-in.tsx';
import { useNow } from '../../components/use-now.ts';
import * as texts from '../../texts.ts';

const words = texts.profile.connections;

interface PlaceProps {
  readonly place: ConnectablePlace;
}

interface GitConnectionProps extends PlaceProps {
  /** Somebody came to connect here. */
  readonly isAsked?: boolean;
  readonly onConnected?: () => void;
}

export function GitConnection({ place, isAsked = false, onConnected }: GitConnectionProps): ReactElement {
  const [open, setOpen] = useState<'form' | 'removal' | undefined>(isAsked ? 'form' : undefined);
  const { integrationId, name, serviceTitle, address, connection } = place;
  const params = { integration: integrationId };
  return (
    <li className="line">
      <div className="line-text">
        <span className="name break">
          {name} <span className="quiet">{`${serviceTitle} · ${address}`}</span>
        </span>
        {connection === null ? <span className="quiet">{words.notYet}</span> : <Standing place={place} />}
      </div>
      <div className="actions">
        {connection !== null && <ActionButton label={words.test} run={() => api.checkMyConnection({ params })} />}
        <button
          type="button"
          className="bl-button"
          aria-expanded={open === 'form'}
          onClick={() => setOpen(open === 'form' ? undefined : 'form')}
        >
          {connection === null ? words.connect : connection.problem === null ? words.replace : words.reconnect}
        </button>
        {connection !== null && (
          <button type="button" className="bl-button" onClick={() => setOpen('removal')}>
            {words.remove}
          </button>
        )}
      </div>
      {open === 'form' && (
        <OwnSignIn
          place={place}
          onConnected={() => {
            setOpen(undefined);
            onConnected?.();
          }}
        />
      )}
      {open === 'removal' && <RemovalDialog place={place} onClose={() => setOpen(undefined)} />}
    </li>
  );
}

function Standing({ place: { connection } }: PlaceProps): ReactElement | null {
  const now = useNow();
  if (connection === null) return null;
  const { account, problem, missingRights, checkedAt, connectedAt, credentialKind } = connection;
  return (
    <>
      <span>
        <Badge tone={problem === null ? 'success' : 'danger'}>{words.as(account.login)}</Badge>{' '}
        <span className="quiet">
          {words.how[credentialKind]}
          {connectedAt !== null && (
            <>
              {' '}
              {words.since} <RelativeTime at={connectedAt} now={now} />
            </>
          )}
          {' · '}
          {words.checked} <RelativeTime at={checkedAt} now={now} />
          <End connection={connection} now={now} />
        </span>
      </span>
      <ConnectionCare connection={connection} />
      {missingRights.length > 0 && (
        <p className="reason">{words.missing(listed(missingRights.map(({ name }) => name)))}</p>
      )}
    </>
  );
}

function End({
  connection,
  now,
}: {
  readonly connection: PersonalConnection;
  readonly now: Date;
}): ReactElement | null {
  const { credentialKind, expiresAt } = connection;
  if (expiresAt === null) return credentialKind === 'oauth' ? <>{` · ${words.renews}`}</> : null;
  return (
    <>
      {' · '}
      {words.ends} <RelativeTime at={expiresAt} now={now} />
    </>
  );
}

function RemovalDialog({ place, onClose }: PlaceProps & { readonly onClose: () => void }): ReactElement {
  return (
    <ActionDialog
      title={words.removeTitle(place.name)}
      action={words.remove}
      run={() => api.removeMyConnection({ params: { integration: place.integrationId } })}
      onClose={onClose}
    >
      <p>{words.removeText}</p>
    </ActionDialog>
  );
}

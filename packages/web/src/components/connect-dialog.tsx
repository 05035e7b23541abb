/** Asks for an account of one's own at a Git service, in place: what waits for it goes on afterwards. */

import type { ConnectablePlace, Problem } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { myConnectionsQuery } from '../queries/me.ts';
import * as texts from '../texts.ts';
import { Answer } from './answer.tsx';
import { ConnectionCare } from './connection-care.tsx';
import { Dialog } from './dialog.tsx';
import { OwnSignIn } from './own-sign-in.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';

const words = texts.acting.connect;

export interface ConnectDialogProps {
  readonly integration: NonNullable<Problem['integration']>;
  /** Why it is asked for, a whole sentence. */
  readonly because: string;
  /** What becomes of what was entered; left out: it is sent again. */
  readonly keeps?: string;
  /** It is connected: send the same again. */
  readonly onConnected: () => void;
  readonly onClose: () => void;
}

export function ConnectDialog(props: ConnectDialogProps): ReactElement {
  const { integration, because, keeps = words.keeps, onConnected, onClose } = props;
  const places = useQuery(myConnectionsQuery);
  return (
    <Dialog title={words.title(integration.name)} onClose={onClose}>
      <p>{because}</p>
      <p className="quiet">{keeps}</p>
      <Answer query={places} skeleton={<SkeletonRows label={texts.profile.connections.loading} />}>
        {(data) => <Place place={data.places.find(isOf(integration.id))} because={because} onConnected={onConnected} />}
      </Answer>
    </Dialog>
  );
}

function isOf(integration: number) {
  return ({ integrationId }: ConnectablePlace) => integrationId === integration;
}

interface PlaceProps {
  readonly place: ConnectablePlace | undefined;
  readonly because: string;
  readonly onConnected: () => void;
}

function Place({ place, because, onConnected }: PlaceProps): ReactElement {
  if (place === undefined) return <p className="reason">{words.none}</p>;
  const { connection } = place;
  const isSaid = connection?.problem !== null && because.includes(connection?.problem ?? '');
  return (
    <>
      {connection !== null && !isSaid && <ConnectionCare connection={connection} />}
      <OwnSignIn place={place} onConnected={onConnected} />
    </>
  );
}

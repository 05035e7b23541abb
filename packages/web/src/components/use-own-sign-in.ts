/** Signing in at a Git service in a window of its own, while this page stays as it is and learns how that ends. */

import { isProblemError, type OwnSignIn } from '@branchline/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api.ts';
import { ownSignInQuery } from '../queries/me.ts';
import { hearSignInEnded } from './sign-in-news.ts';

/** A way that was begun here. */
interface Begun {
  readonly id: string;
  /** At the service. */
  readonly address: string;
  /** The browser opened no window for it. */
  readonly isBlocked: boolean;
}

export interface OwnSigningIn {
  /** Call it while somebody clicks: only then do browsers open windows. */
  readonly begin: (switchesAccount: boolean) => void;
  readonly isPending: boolean;
  /** Undefined while nothing was begun. */
  readonly begun: Begun | undefined;
  /** How far it is; undefined until that is known. */
  readonly way: OwnSignIn | undefined;
  /** It is not known any more: it took too long. */
  readonly isOver: boolean;
  /** What beginning ran into, or null. */
  readonly error: Error | null;
}

const windowName = 'branchline-sign-in';
const windowFeatures = 'popup,width=760,height=840';

/** @param onConnected once, when it led to a connection and pages are up to date */
export function useOwnSignIn(integration: number, onConnected: () => void): OwnSigningIn {
  const [begun, setBegun] = useState<Begun>();
  const start = useMutation({ mutationFn: (wish: Wish) => startIn(integration, wish), onSuccess: setBegun });
  const query = useQuery({ ...ownSignInQuery(begun?.id ?? ''), enabled: begun !== undefined });
  useEnd(begun?.id, query.data?.state === 'connected', onConnected);
  return {
    begin: (switchesAccount) => start.mutate({ switchesAccount, opened: openWindow() }),
    isPending: start.isPending,
    begun,
    way: begun === undefined ? undefined : query.data,
    isOver: isProblemError(query.error) && query.error.problem.status === 404,
    error: start.error,
  };
}

interface Wish {
  readonly switchesAccount: boolean;
  readonly opened: Window | null;
}

/** Empty until it is known where to go: asking first would take longer than a click lasts. */
function openWindow(): Window | null {
  return window.open('', windowName, windowFeatures);
}

async function startIn(integration: number, { switchesAccount, opened }: Wish): Promise<Begun> {
  try {
    const { id, authorizationUrl, browserUrl } = await api.startMyOAuth({
      params: { integration },
      body: { switchesAccount },
    });
    const address = authorizationUrl ?? browserUrl;
    const isBlocked = opened === null || opened.closed;
    if (!isBlocked) opened.location.href = address;
    return { id, address, isBlocked };
  } catch (error) {
    opened?.close();
    throw error;
  }
}

/** Looks at once when another window says that it ended, and goes on once it led to a connection. */
function useEnd(id: string | undefined, isConnected: boolean, onConnected: () => void): void {
  const queries = useQueryClient();
  const toldOf = useRef<string>(undefined);
  useEffect(() => {
    if (id === undefined) return undefined;
    return hearSignInEnded(id, () => void queries.invalidateQueries({ queryKey: ['me', 'oauth', id] }));
  }, [id, queries]);
  useEffect(() => {
    if (!isConnected || id === undefined || toldOf.current === id) return;
    toldOf.current = id;
    onConnected();
    void queries.invalidateQueries();
  }, [isConnected, id, onConnected, queries]);
}

/** Says at pages that are not for somebody what they lack, and who can give it, in place of a page full of refusals. */

import { useQuery } from '@tanstack/react-query';
import { Navigate, useRouterState } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { meQuery } from '../queries/me.ts';
import * as texts from '../texts.ts';
import { EmptyState } from './empty-state.tsx';
import { allPlaces, type Place } from './places.ts';
import { mayGo } from './use-me.ts';

const words = texts.signIn.role;

/** The place that an address belongs to; undefined for those that are for everybody. */
function placeOf(path: string): Place | undefined {
  return allPlaces
    .filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
}

export function RoleGate({ children }: { readonly children: ReactNode }): ReactElement | null {
  // Of the page that is there, not of the one that is still on its way.
  const path = useRouterState({ select: ({ resolvedLocation, location }) => (resolvedLocation ?? location).pathname });
  const { data: me, isPending } = useQuery(meQuery);
  const place = placeOf(path);
  if (place === undefined || place.for === 'everybody') return <>{children}</>;
  // Asking for what somebody may not see, only to be refused, is worse than a moment of nothing.
  if (isPending) return null;
  // Nobody knows who they are: the page tells what the server says to that.
  if (me === undefined || mayGo(me, place.for)) return <>{children}</>;
  // Where everybody arrives; the issues are what members come for.
  if (place.to === '/') return <Navigate to="/issues" replace />;
  return (
    <EmptyState title={words.title(words.needed[place.for])}>
      {me.kind === 'jira' ? words.fromJira : words.text(words.roles[me.role], words.needed[place.for])}
    </EmptyState>
  );
}

/** Says at pages that are not for somebody what they lack, and who can give it, in place of a page full of refusals. */

import { useRouterState } from '@tanstack/react-router';
import { Navigate } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { texts } from '../texts.ts';
import { EmptyState } from './empty-state.tsx';
import { allPlaces, type Place } from './places.ts';
import { mayGo, useMe } from './use-me.ts';

const words = texts.signIn.role;

/** The place that an address belongs to; undefined for those that are for everybody. */
function placeOf(path: string): Place | undefined {
  return allPlaces
    .filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
}

export function RoleGate({ children }: { readonly children: ReactNode }): ReactElement | null {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const me = useMe();
  const place = placeOf(path);
  if (place === undefined || me === undefined || mayGo(me, place.for)) return <>{children}</>;
  // Where everybody arrives; the issues are what members come for.
  if (place.to === '/') return <Navigate to="/issues" replace />;
  return (
    <EmptyState title={words.title(words.needed[place.for])}>
      {me.kind === 'jira' ? words.fromJira : words.text(words.roles[me.role], words.needed[place.for])}
    </EmptyState>
  );
}

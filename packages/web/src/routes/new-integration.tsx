/** The wizard's address, and those that led to its parts before. */

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordOf, wordsOf, type Search } from './search-words.ts';

/** A number, so that the address shows it without quotes. */
function draftOf(search: Search): { draft?: number } {
  const draft = Number(wordOf(search, 'draft'));
  return Number.isInteger(draft) && draft > 0 ? { draft } : {};
}

export const newIntegrationRoutes = [
  createRoute({
    ...inFrame,
    path: '/integrations/new',
    component: lazyRouteComponent(() => import('../pages/new-integration-page.tsx'), 'NewIntegrationPage'),
    validateSearch: (search: Search): { step?: string; pending?: string; draft?: number } => ({
      ...wordsOf(search, ['step', 'pending']),
      ...draftOf(search),
    }),
  }),
  createRoute({
    ...inFrame,
    path: '/repositories/connect',
    beforeLoad: () => {
      throw redirect({ to: '/integrations/new', replace: true });
    },
  }),
  createRoute({
    ...inFrame,
    path: '/connect/pending/$id',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/integrations/new', search: { step: 'sign-in', pending: params.id }, replace: true });
    },
  }),
] as const;

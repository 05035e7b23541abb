/** Connecting one's own account with a Git service through a browser: setting out, and what became of it. */

import type { IntegrationId } from '@branchline/domain';
import { z } from 'zod';
import { Id, Moment, idOf } from './fields.ts';
import { PersonalConnection } from './people.ts';
import { view, type Route } from './route.ts';

/** A place among our own pages: an address may be anybody's. */
const OwnPage = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])/u, 'is no page of Branchline: write its path');

export const OwnSignInStart = z.object({
  /** The page on which the way ends; left out: it was begun in a window of its own, which has nowhere to go. */
  next: OwnPage.optional(),
  /** They want to choose with which account, where the service lets them. */
  switchesAccount: z.boolean().default(false),
});

export const StartedOwnSignIn = z.object({
  /** Unguessable; names the way. */
  id: z.string(),
  /**
   * Where this browser goes; the answer's cookie must come back with it. Null inside Jira, where no cookie of ours can
   * be: there the address is `browserUrl`.
   */
  authorizationUrl: z.string().nullable(),
  /** The same for any browser in which the same person is signed in to Branchline, or that was opened from inside Jira. */
  browserUrl: z.string(),
});
export type StartedOwnSignIn = z.infer<typeof StartedOwnSignIn>;

/** How far somebody is on the way to a connection of their own. */
export const OwnSignIn = z.object({
  id: z.string(),
  integrationId: Id,
  integrationName: z.string(),
  /** `code-needed`: the browser shows a code, which is typed where the way was begun. */
  state: z.enum(['under-way', 'code-needed', 'connected', 'refused']),
  /** Why nothing was connected, as whole sentences; null otherwise. */
  because: z.string().nullable(),
  /** The page on which it ends; null for a window of its own. */
  next: z.string().nullable(),
  /** What it led to; null until then. */
  connection: PersonalConnection.nullable(),
  /** It is forgotten then. */
  endsAt: Moment,
});
export type OwnSignIn = z.infer<typeof OwnSignIn>;

const own = { access: 'viewer', method: 'POST' } as const;
const place = z.object({ integration: idOf<IntegrationId>() });
/** Unguessable. */
const way = z.object({ id: z.string().min(1).max(100) });

export const ownSignInRoutes = {
  /** 422 where people cannot sign in by OAuth: they connect by a token. */
  startMyOAuth: {
    ...own,
    path: '/api/v1/me/connections/:integration/oauth',
    params: place,
    request: OwnSignInStart,
    status: 201,
    response: StartedOwnSignIn,
  },
  showMyOAuth: { ...view, path: '/api/v1/me/oauth/:id', params: way, response: OwnSignIn },
  /** For ways that were begun inside Jira. A wrong code ends the way. */
  confirmMyOAuth: {
    ...own,
    path: '/api/v1/me/oauth/:id/code',
    params: way,
    request: z.object({ code: z.string().trim().min(1).max(60) }),
    status: 200,
    response: OwnSignIn,
  },
} as const satisfies Readonly<Record<string, Route>>;

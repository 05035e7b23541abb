/** The trigger, and signing in. */

import { problemError } from '@branchline/contract';
import { receiveTrigger } from '../../features/indexing/receive-trigger.ts';
import type { Store } from '../../ports/store.ts';
import { openSession, sessionCookieFor, sessionSeconds, type AuthenticateDeps } from '../authenticate.ts';
import type { Handlers } from '../mount-routes.ts';

export interface OperationHandlersDeps extends AuthenticateDeps {
  readonly store: Store;
  /** Cookies are for https only. */
  readonly secure: boolean;
}

type Names = 'triggerIndexing' | 'signIn' | 'signOut';

export function operationHandlers(deps: OperationHandlersDeps): Pick<Handlers, Names> {
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure } as const;
  return {
    triggerIndexing: async ({ body }) => {
      const { queued, note } = await receiveTrigger(deps, body.cloneUrl);
      return { queued: [...queued], note };
    },
    signIn: async ({ body, reply }) => {
      const session = await openSession(deps, body.token.reveal());
      if (session === undefined) {
        throw problemError({
          type: 'not-signed-in',
          title: 'This access token is not the one of this installation',
          status: 401,
          remedy: 'Take the token that was printed at the first start, or set a new one by BRANCHLINE_ACCESS_TOKEN.',
        });
      }
      reply.setCookie(sessionCookieFor(deps), session, { ...cookieOptions, maxAge: sessionSeconds });
    },
    signOut: async ({ reply }) => {
      reply.clearCookie(sessionCookieFor(deps), cookieOptions);
    },
  };
}

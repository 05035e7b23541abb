/** Signing in with an account, and what belongs to whoever is signed in. */

import { problemError, type Me } from '@branchline/contract';
import { roleOf } from '@branchline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { makeApiToken, removeApiToken, type ApiTokenDeps } from '../../features/accounts/api-tokens.ts';
import { changeAccount } from '../../features/accounts/manage-accounts.ts';
import { changeOwnPassword, type PasswordLinkDeps } from '../../features/accounts/password-links.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  type SecondFactorDeps,
} from '../../features/accounts/second-factor.ts';
import { endOwnSession, longestSessionSeconds } from '../../features/accounts/sessions.ts';
import {
  signInWithCode,
  signInWithPassword,
  type SignInDeps,
  type SignInResult,
} from '../../features/accounts/sign-in.ts';
import type { Caller } from '../../ports/caller.ts';
import type { Store } from '../../ports/store.ts';
import { sessionCookieFor } from '../authenticate.ts';
import type { Handlers } from '../mount-routes.ts';
import { ownAccountOf, ownIdOf } from '../own-account.ts';
import { presentAccounts, presentApiToken } from '../present/account.ts';
import { invalidRequest, notFound } from '../problems.ts';
import { whoAsks } from './accounts.ts';

export interface SessionHandlersDeps extends SignInDeps, SecondFactorDeps, PasswordLinkDeps, ApiTokenDeps {
  readonly store: Store;
  /** Cookies are for https only. */
  readonly secure: boolean;
}

type Names =
  | 'signInWithPassword'
  | 'signInWithCode'
  | 'showMe'
  | 'changeMe'
  | 'changeOwnPassword'
  | 'listOwnSessions'
  | 'endOwnSession'
  | 'endOtherSessions'
  | 'beginSecondFactor'
  | 'confirmSecondFactor'
  | 'renewRecoveryCodes'
  | 'removeSecondFactor'
  | 'listApiTokens'
  | 'addApiToken'
  | 'removeApiToken';

const day = 24 * 3600 * 1000;

function placeOf({ headers, ip }: FastifyRequest) {
  return { browser: headers['user-agent'] ?? '', address: ip };
}

function refused() {
  return problemError({
    type: 'not-signed-in',
    title: 'This did not sign you in',
    status: 401,
    detail: 'The login, the password or the code is not right, or the account may not sign in.',
    remedy: 'Try again, or ask an administrator for a link to choose a new password.',
  });
}

function slowDown(retryAt: Date, now: Date) {
  const seconds = Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000));
  return problemError({
    type: 'rate-limited',
    title: 'Too many wrong tries',
    status: 429,
    remedy: `Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
    retryAt: retryAt.toISOString(),
  });
}

function answer(deps: SessionHandlersDeps, result: SignInResult, reply: FastifyReply) {
  switch (result.outcome) {
    case 'signed-in': {
      const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure } as const;
      reply.setCookie(sessionCookieFor(deps), result.session.token.reveal(), {
        ...options,
        maxAge: longestSessionSeconds,
      });
      return { state: 'signed-in' } as const;
    }
    case 'second-factor-needed':
      return { state: 'second-factor-needed', pending: result.pending, endsAt: result.endsAt.toISOString() } as const;
    case 'slow-down':
      throw slowDown(result.retryAt, deps.clock.now());
    case 'refused':
      throw refused();
  }
}

/** Whoever asks, as they are now. */
async function meOf(deps: SessionHandlersDeps, caller: Caller): Promise<Me> {
  const { principal } = caller;
  const kinds = { administrator: 'access-token', account: 'account', person: 'jira', 'jira-user': 'jira' } as const;
  const [account] =
    principal.kind === 'account' ? await presentAccounts(deps.store, [await ownAccountOf(deps.store, caller)]) : [];
  return { kind: kinds[principal.kind], role: roleOf(principal), account: account ?? null };
}

export function sessionHandlers(deps: SessionHandlersDeps): Pick<Handlers, Names> {
  return {
    signInWithPassword: async ({ body, reply }) =>
      answer(deps, await signInWithPassword(deps, body, placeOf(reply.request)), reply),
    signInWithCode: async ({ body, reply }) =>
      answer(deps, await signInWithCode(deps, body, placeOf(reply.request)), reply),
    showMe: ({ caller }) => meOf(deps, caller),
    changeMe: async ({ body, caller }) => {
      const changed = await changeAccount(deps, whoAsks(caller), ownIdOf(caller), body);
      if (changed.outcome !== 'changed') throw notFound('account');
      return meOf(deps, caller);
    },
    changeOwnPassword: async ({ body, caller }) => {
      const change = { ...body, keeps: caller.sessionDigest };
      const changed = await changeOwnPassword(deps, await ownAccountOf(deps.store, caller), change);
      if (changed === 'wrong-password') throw invalidRequest('The password you have now is another one.');
      if (changed !== 'changed') throw invalidRequest(changed.because);
    },
    listOwnSessions: async ({ caller }) => {
      const sessions = await deps.store.sessions.list(ownIdOf(caller));
      return {
        sessions: sessions.map(({ digest, startedAt, usedAt, endsAt, browser, address }) => ({
          id: digest,
          isThisOne: digest === caller.sessionDigest,
          startedAt: startedAt.toISOString(),
          usedAt: usedAt.toISOString(),
          endsAt: endsAt.toISOString(),
          browser,
          address,
        })),
      };
    },
    endOtherSessions: async ({ caller }) => {
      const accountId = ownIdOf(caller);
      await deps.store.sessions.removeAll(accountId, caller.sessionDigest);
      const entry = { what: 'session/end-others', about: `account/${accountId}`, result: 'done', note: '' } as const;
      await deps.store.auditLog.add({ ...whoAsks(caller), ...entry });
    },
    endOwnSession: async ({ params, caller }) => {
      if (!(await endOwnSession(deps, ownIdOf(caller), params.session))) throw notFound('session');
    },
    ...secondFactorHandlers(deps),
    ...apiTokenHandlers(deps),
  };
}

type SecondFactorNames = 'beginSecondFactor' | 'confirmSecondFactor' | 'renewRecoveryCodes' | 'removeSecondFactor';

function secondFactorHandlers(deps: SessionHandlersDeps): Pick<Handlers, SecondFactorNames> {
  return {
    beginSecondFactor: async ({ caller }) => {
      const made = await beginSecondFactor(deps, ownIdOf(caller));
      if (made === undefined) throw notFound('account');
      return { secret: made.secret.reveal(), address: made.address.reveal() };
    },
    confirmSecondFactor: async ({ body, caller }) => {
      const recoveryCodes = await confirmSecondFactor(deps, ownIdOf(caller), body.code);
      if (recoveryCodes === undefined) throw invalidRequest('The code is not right. Take the one the app shows now.');
      return { recoveryCodes: [...recoveryCodes] };
    },
    renewRecoveryCodes: async ({ body, caller }) => {
      const recoveryCodes = await renewRecoveryCodes(deps, ownIdOf(caller), body.code);
      if (recoveryCodes === undefined) throw invalidRequest('The code is not right. Take the one the app shows now.');
      return { recoveryCodes: [...recoveryCodes] };
    },
    removeSecondFactor: async ({ caller }) => {
      await removeSecondFactor(deps, ownIdOf(caller));
    },
  };
}

function apiTokenHandlers(
  deps: SessionHandlersDeps,
): Pick<Handlers, 'listApiTokens' | 'addApiToken' | 'removeApiToken'> {
  return {
    listApiTokens: async ({ caller }) => ({
      tokens: (await deps.store.apiTokens.list(ownIdOf(caller))).map(presentApiToken),
    }),
    addApiToken: async ({ body, caller }) => {
      const { name, scope, days } = body;
      const expiresAt = new Date(deps.clock.now().getTime() + days * day);
      const made = await makeApiToken(deps, whoAsks(caller), ownIdOf(caller), { name, scope, expiresAt });
      return { ...presentApiToken(made.row), token: made.token.reveal() };
    },
    removeApiToken: async ({ params, caller }) => {
      // Administrators take back anybody's.
      const owner = roleOf(caller.principal) === 'administrator' ? undefined : ownIdOf(caller);
      if (!(await removeApiToken(deps, whoAsks(caller), params.id, owner))) throw notFound('token');
    },
  };
}

/** Who is asking: whoever holds the access token or a session made from it, or somebody with an account. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { roleThroughToken } from '@branchline/domain';
import { apiTokenStart, holderOfApiToken } from '../features/accounts/api-tokens.ts';
import { liveSession } from '../features/accounts/sessions.ts';
import { administratorCaller, type Caller } from '../ports/caller.ts';
import type { Clock } from '../ports/clock.ts';
import type { Tables } from '../ports/store.ts';

export interface AuthenticateDeps {
  readonly store: Tables;
  readonly clock: Clock;
  /** People reach us over https. */
  readonly secure: boolean;
  /** Opens the generic trigger; undefined: it is closed. */
  readonly triggerSecret: string | undefined;
}

export const sessionCookie = 'branchline_session';

/** Where everything goes over https, browsers take it from this very address only, not from a neighbour's. */
export function sessionCookieFor({ secure }: { readonly secure: boolean }): string {
  return secure ? `__Host-${sessionCookie}` : sessionCookie;
}

/** A session ends this long after signing in. */
export const sessionSeconds = 14 * 24 * 3600;

/** The form in which a token is kept: it cannot be turned back. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares in constant time, whatever the lengths. */
function same(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

function bearerOf(authorization: string | undefined): string | undefined {
  const match = /^Bearer +(\S+)$/i.exec(authorization ?? '');
  return match?.[1];
}

/** Sessions are signed with the token's digest: a new access token ends them all. */
function signatureOf(expires: string, digest: string): string {
  return createHmac('sha256', digest).update(`session ${expires}`).digest('base64url');
}

/** The value of a session cookie, or undefined when the token is wrong. */
export async function openSession(deps: AuthenticateDeps, token: string): Promise<string | undefined> {
  const digest = await deps.store.installation.accessTokenDigest();
  if (digest === undefined || !same(digestOf(token), digest)) return undefined;
  const expires = String(Math.floor(deps.clock.now().getTime() / 1000) + sessionSeconds);
  return `${expires}.${signatureOf(expires, digest)}`;
}

async function holdsSession(deps: AuthenticateDeps, cookie: string | undefined): Promise<boolean> {
  const [expires = '', signature = ''] = (cookie ?? '').split('.');
  if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 < deps.clock.now().getTime()) return false;
  const digest = await deps.store.installation.accessTokenDigest();
  return digest !== undefined && same(signature, signatureOf(expires, digest));
}

async function isSignedIn(
  deps: AuthenticateDeps,
  authorization: string | undefined,
  cookie: string | undefined,
): Promise<boolean> {
  const bearer = bearerOf(authorization);
  if (bearer === undefined) return holdsSession(deps, cookie);
  const digest = await deps.store.installation.accessTokenDigest();
  return digest !== undefined && same(digestOf(bearer), digest);
}

/** By a token for programs. */
async function holder(deps: AuthenticateDeps, bearer: string): Promise<Caller | undefined> {
  const held = await holderOfApiToken(deps, bearer);
  if (held === undefined) return undefined;
  const { id: accountId, role } = held.account;
  const principal = { kind: 'account', accountId, role: roleThroughToken(role, held.token.scope) } as const;
  return { principal, jiraViewer: undefined, isReader: held.token.scope === 'read' };
}

/** By an account's session. */
async function inhabitant(deps: AuthenticateDeps, cookie: string): Promise<Caller | undefined> {
  const live = await liveSession(deps, cookie);
  if (live === undefined) return undefined;
  const principal = { kind: 'account', accountId: live.account.id, role: live.account.role } as const;
  return { principal, jiraViewer: undefined, sessionDigest: live.session.digest };
}

/**
 * The administrator for the access token as bearer, or for a session made from it; whoever an account's session or token
 * belongs to; undefined for anybody else. A bearer that is wrong is not saved by a cookie.
 */
export async function callerOf(
  deps: AuthenticateDeps,
  authorization: string | undefined,
  cookie: string | undefined,
): Promise<Caller | undefined> {
  const bearer = bearerOf(authorization);
  if (bearer?.startsWith(apiTokenStart)) return holder(deps, bearer);
  if (await isSignedIn(deps, authorization, cookie)) return administratorCaller;
  return bearer === undefined && cookie !== undefined ? inhabitant(deps, cookie) : undefined;
}

/** True for the token that is for metrics alone. @param token undefined: there is none */
export function mayReadMetrics(token: string | undefined, authorization: string | undefined): boolean {
  const bearer = bearerOf(authorization);
  return bearer !== undefined && token !== undefined && same(bearer, token);
}

/** True for the trigger's own secret as bearer. */
export function mayTrigger(deps: AuthenticateDeps, authorization: string | undefined): boolean {
  const bearer = bearerOf(authorization);
  return bearer !== undefined && deps.triggerSecret !== undefined && same(bearer, deps.triggerSecret);
}

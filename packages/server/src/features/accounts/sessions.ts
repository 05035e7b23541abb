/** Sessions: what a browser holds after signing in, how long it is good, and how it ends. */

import { createHash } from 'node:crypto';
import { Secret, type AccountId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { Tables } from '../../ports/store.ts';
import type { AccountRow, SessionRow } from '../../ports/store/accounts.ts';

export interface SessionDeps {
  readonly store: Tables;
  readonly clock: Clock;
  /** 32 random bytes as text that fits into an address. */
  readonly randomToken: () => string;
}

/** From where somebody signs in. */
export interface SignInPlace {
  /** As the browser calls itself. */
  readonly browser: string;
  readonly address: string;
}

/** What the browser gets. */
export interface OpenedSession {
  readonly account: AccountRow;
  readonly token: Secret;
  readonly endsAt: Date;
}

/** Somebody who is signed in. */
export interface LiveSession {
  readonly account: AccountRow;
  readonly session: SessionRow;
}

/** However often it is used. */
export const longestSessionSeconds = 30 * 24 * 3600;
/** Without being used. */
export const idleSessionSeconds = 7 * 24 * 3600;
/** Uses closer together than this are not written down. */
const noteEverySeconds = 60;
const longestBrowserName = 200;

/** The form in which tokens and links are kept. */
export function digestOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export async function startSession(
  { store, clock, randomToken }: SessionDeps,
  account: AccountRow,
  { browser, address }: SignInPlace,
): Promise<OpenedSession> {
  const token = randomToken();
  const now = clock.now();
  const endsAt = new Date(now.getTime() + longestSessionSeconds * 1000);
  await store.sessions.removeEnded(now);
  await store.sessions.add({
    digest: digestOfToken(token),
    accountId: account.id,
    startedAt: now,
    usedAt: now,
    endsAt,
    browser: browser.slice(0, longestBrowserName),
    address,
  });
  await store.accounts.noteSignedIn(account.id, now);
  return { account, token: new Secret(token), endsAt };
}

/** Whose session it is; undefined when it has ended, or its account may not sign in any more. */
export async function liveSession(
  { store, clock }: Pick<SessionDeps, 'store' | 'clock'>,
  token: string,
): Promise<LiveSession | undefined> {
  const session = await store.sessions.find(digestOfToken(token));
  const now = clock.now();
  if (session === undefined || session.endsAt <= now) return undefined;
  const idle = now.getTime() - session.usedAt.getTime();
  if (idle > idleSessionSeconds * 1000) return undefined;
  const account = await store.accounts.get(session.accountId);
  if (account === undefined || account.disabledAt !== undefined) return undefined;
  if (idle > noteEverySeconds * 1000) await store.sessions.noteUsed(session.digest, now);
  return { account, session };
}

/** By the token itself, or by what a list shows of it. */
export async function endSession({ store }: Pick<SessionDeps, 'store'>, digest: string): Promise<void> {
  await store.sessions.remove(digest);
}

/** Whether there was such a session of this account. */
export async function endOwnSession(
  { store }: Pick<SessionDeps, 'store'>,
  account: AccountId,
  digest: string,
): Promise<boolean> {
  const session = await store.sessions.find(digest);
  if (session?.accountId !== account) return false;
  await store.sessions.remove(digest);
  return true;
}

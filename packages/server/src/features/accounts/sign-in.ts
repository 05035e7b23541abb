/** Signing in with a password, and with the second factor where there is one. Wrong guesses cost time. */

import { guessingLimits, guessingMemorySeconds, nextGuessAt, type AccountId, type Secret } from '@branchline/domain';
import type { OneTimeCodes } from '../../ports/one-time-codes.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { AccountRow } from '../../ports/store/accounts.ts';
import { isSecondFactor } from './second-factor.ts';
import { digestOfToken, startSession, type OpenedSession, type SessionDeps, type SignInPlace } from './sessions.ts';

export interface SignInDeps extends SessionDeps {
  readonly passwords: Passwords;
  readonly oneTimeCodes: OneTimeCodes;
  readonly secretBox: SecretBox;
}

export type SignInResult =
  | { readonly outcome: 'signed-in'; readonly session: OpenedSession }
  /** The password was right; `pending` goes with the code. */
  | { readonly outcome: 'second-factor-needed'; readonly pending: string; readonly endsAt: Date }
  /** Nothing is said about what was wrong. */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'slow-down'; readonly retryAt: Date };

/** How long somebody may look for their telephone. */
const secondFactorMinutes = 10;

function namesOf(login: string, address: string): readonly string[] {
  const name = login.toLowerCase();
  return [`pair ${name} ${address}`, `login ${name}`, `address ${address}`];
}

const limits = [guessingLimits.pair, guessingLimits.login, guessingLimits.address];

/** The latest moment that any of the counts asks for; undefined: now. */
async function waitFor({ store, clock }: SessionDeps, names: readonly string[]): Promise<Date | undefined> {
  const now = clock.now();
  const failures = await store.signInAttempts.failures(names);
  const moments = limits.flatMap((limit, place) => nextGuessAt(failures[place], limit, now) ?? []);
  return moments.toSorted((a, b) => b.getTime() - a.getTime())[0];
}

async function noteFailure({ store, clock }: SessionDeps, names: readonly string[]): Promise<void> {
  const now = clock.now();
  await store.signInAttempts.noteFailure(names, now, new Date(now.getTime() - guessingMemorySeconds * 1000));
}

async function passwordFits({ store, passwords }: SignInDeps, account: AccountRow | undefined, password: Secret) {
  const hash = account && (await store.accounts.passwordHash(account.id));
  if (hash === undefined) {
    await passwords.pretend(password);
    return false;
  }
  return (await passwords.verify(password, hash)) && account?.disabledAt === undefined;
}

export async function signInWithPassword(
  deps: SignInDeps,
  { login, password }: { readonly login: string; readonly password: Secret },
  place: SignInPlace,
): Promise<SignInResult> {
  const names = namesOf(login, place.address);
  const retryAt = await waitFor(deps, names);
  if (retryAt !== undefined) return { outcome: 'slow-down', retryAt };
  const account = await deps.store.accounts.byLogin(login);
  if (!(await passwordFits(deps, account, password)) || account === undefined) {
    await noteFailure(deps, names);
    await audit(deps, account?.id, place, 'refused');
    return { outcome: 'refused' };
  }
  if (account.hasSecondFactor) return halfSignedIn(deps, account);
  return signedIn(deps, account, names, place);
}

async function halfSignedIn(deps: SignInDeps, account: AccountRow): Promise<SignInResult> {
  const pending = deps.randomToken();
  const endsAt = new Date(deps.clock.now().getTime() + secondFactorMinutes * 60_000);
  const purpose = { kind: 'second-factor', accountId: account.id } as const;
  await deps.store.oneTimeLinks.add({ digest: digestOfToken(pending), purpose, endsAt });
  return { outcome: 'second-factor-needed', pending, endsAt };
}

/** @param code of the app, or one of the recovery codes */
export async function signInWithCode(
  deps: SignInDeps,
  { pending, code }: { readonly pending: string; readonly code: string },
  place: SignInPlace,
): Promise<SignInResult> {
  const digest = digestOfToken(pending);
  const purpose = await deps.store.oneTimeLinks.find(digest, deps.clock.now());
  if (purpose?.kind !== 'second-factor') return { outcome: 'refused' };
  const account = await deps.store.accounts.get(purpose.accountId);
  if (account === undefined || account.disabledAt !== undefined) return { outcome: 'refused' };
  const names = namesOf(account.login, place.address);
  const retryAt = await waitFor(deps, names);
  if (retryAt !== undefined) return { outcome: 'slow-down', retryAt };
  if (!(await isSecondFactor(deps, account.id, code))) {
    await noteFailure(deps, names);
    await audit(deps, account.id, place, 'refused');
    return { outcome: 'refused' };
  }
  // Of two that bring the same, one has been faster.
  if ((await deps.store.oneTimeLinks.use(digest, deps.clock.now())) === undefined) return { outcome: 'refused' };
  return signedIn(deps, account, names, place);
}

async function signedIn(
  deps: SignInDeps,
  account: AccountRow,
  names: readonly string[],
  place: SignInPlace,
): Promise<SignInResult> {
  const [pair = ''] = names;
  await deps.store.signInAttempts.forget([pair]);
  const session = await startSession(deps, account, place);
  await audit(deps, account.id, place, 'done');
  return { outcome: 'signed-in', session };
}

async function audit(
  { store }: SessionDeps,
  account: AccountId | undefined,
  { address }: SignInPlace,
  result: 'done' | 'refused',
): Promise<void> {
  const who = account === undefined ? 'nobody' : `account/${account}`;
  await store.auditLog.add({ who, what: 'session/start', about: who, origin: address, result, note: '' });
}

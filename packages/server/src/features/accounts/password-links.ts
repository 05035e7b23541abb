/** Links by which somebody chooses a password: the first administrator, somebody new, somebody who forgot theirs. */

import { passwordProblem, type AccountId, type Secret } from '@branchline/domain';
import type { Passwords } from '../../ports/passwords.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { AccountRow } from '../../ports/store/accounts.ts';
import { digestOfToken, type SessionDeps } from './sessions.ts';

export interface PasswordLink {
  /** The last part of the address, and the only one that is secret. */
  readonly token: string;
  readonly endsAt: Date;
}

export interface PasswordLinkDeps extends SessionDeps {
  readonly store: Store;
  readonly passwords: Passwords;
}

/** Time enough for somebody on holiday. */
const passwordLinkDays = 7;
/** The first link is printed where only an operator reads it. */
const firstLinkDays = 1;
const day = 24 * 3600 * 1000;

/** Any link before it is void. */
export async function makePasswordLink(
  { store, clock, randomToken }: SessionDeps,
  accountId: AccountId,
): Promise<PasswordLink> {
  const token = randomToken();
  const endsAt = new Date(clock.now().getTime() + passwordLinkDays * day);
  await store.oneTimeLinks.removeAll('password', accountId);
  await store.oneTimeLinks.add({ digest: digestOfToken(token), purpose: { kind: 'password', accountId }, endsAt });
  return { token, endsAt };
}

/** For whoever makes the first administrator; undefined once somebody can sign in as one. */
export async function makeFirstLink({
  store,
  clock,
  randomToken,
}: Pick<PasswordLinkDeps, 'store' | 'clock' | 'randomToken'>): Promise<PasswordLink | undefined> {
  return store.transaction(async (tables) => {
    if (await hasAdministrator(tables)) return undefined;
    const token = randomToken();
    const endsAt = new Date(clock.now().getTime() + firstLinkDays * day);
    await tables.oneTimeLinks.removeAll('first-administrator');
    const purpose = { kind: 'first-administrator' } as const;
    await tables.oneTimeLinks.add({ digest: digestOfToken(token), purpose, endsAt });
    return { token, endsAt };
  });
}

/** One who could never choose a password is none. */
async function hasAdministrator({ accounts }: Tables): Promise<boolean> {
  const all = await accounts.list();
  return all.some(
    (each) => each.role === 'administrator' && each.disabledAt === undefined && each.signedInAt !== undefined,
  );
}

export type UsedLink =
  | { readonly outcome: 'done'; readonly account: AccountRow }
  /** Used, over, or never made. */
  | { readonly outcome: 'unknown-link' }
  /** A whole sentence; the link can be used again. */
  | { readonly outcome: 'password-refused'; readonly because: string }
  | { readonly outcome: 'login-taken' };

/** For whom a link is, so that its page can say so; undefined for one that is over. */
export async function showPasswordLink(
  { store, clock }: Pick<PasswordLinkDeps, 'store' | 'clock'>,
  token: string,
): Promise<{ readonly isFirst: boolean; readonly account: AccountRow | undefined } | undefined> {
  const purpose = await store.oneTimeLinks.find(digestOfToken(token), clock.now());
  if (purpose === undefined || purpose.kind === 'second-factor') return undefined;
  const account = purpose.kind === 'password' ? await store.accounts.get(purpose.accountId) : undefined;
  return { isFirst: purpose.kind === 'first-administrator', account };
}

/** Makes the first administrator. */
export async function makeFirstAdministrator(
  deps: PasswordLinkDeps,
  token: string,
  { login, name, password }: { readonly login: string; readonly name: string; readonly password: Secret },
): Promise<UsedLink> {
  const because = passwordProblem(password.reveal(), login);
  if (because !== undefined) return { outcome: 'password-refused', because };
  const passwordHash = await deps.passwords.hash(password);
  return deps.store.transaction(async (tables) => {
    const purpose = await tables.oneTimeLinks.find(digestOfToken(token), deps.clock.now());
    if (purpose?.kind !== 'first-administrator') return { outcome: 'unknown-link' };
    const account = await tables.accounts.add({ login, name, role: 'administrator', passwordHash });
    if (account === undefined) return { outcome: 'login-taken' };
    if ((await tables.oneTimeLinks.use(digestOfToken(token), deps.clock.now())) === undefined) {
      throw new Error('a link was used twice in one moment');
    }
    await noteChosen(tables, account, 'account/first-administrator');
    return { outcome: 'done', account };
  });
}

/** Everybody who is signed in to the account is signed out. */
export async function choosePassword(deps: PasswordLinkDeps, token: string, password: Secret): Promise<UsedLink> {
  const shown = await showPasswordLink(deps, token);
  if (shown?.account === undefined) return { outcome: 'unknown-link' };
  const because = passwordProblem(password.reveal(), shown.account.login);
  if (because !== undefined) return { outcome: 'password-refused', because };
  const hash = await deps.passwords.hash(password);
  return deps.store.transaction(async (tables) => {
    const purpose = await tables.oneTimeLinks.use(digestOfToken(token), deps.clock.now());
    const account = purpose?.kind === 'password' ? await tables.accounts.get(purpose.accountId) : undefined;
    if (account === undefined) return { outcome: 'unknown-link' };
    await tables.accounts.savePasswordHash(account.id, hash);
    await tables.sessions.removeAll(account.id);
    await noteChosen(tables, account, 'account/password');
    return { outcome: 'done', account };
  });
}

/** @param keeps the digest of the session that asks: all others end */
export async function changeOwnPassword(
  deps: PasswordLinkDeps,
  account: AccountRow,
  change: { readonly before: Secret; readonly after: Secret; readonly keeps: string | undefined },
): Promise<'changed' | 'wrong-password' | { readonly because: string }> {
  const hash = await deps.store.accounts.passwordHash(account.id);
  if (hash === undefined || !(await deps.passwords.verify(change.before, hash))) return 'wrong-password';
  const because = passwordProblem(change.after.reveal(), account.login);
  if (because !== undefined) return { because };
  const after = await deps.passwords.hash(change.after);
  await deps.store.transaction(async (tables) => {
    await tables.accounts.savePasswordHash(account.id, after);
    await tables.sessions.removeAll(account.id, change.keeps);
    await noteChosen(tables, account, 'account/password');
  });
  return 'changed';
}

async function noteChosen(tables: Tables, { id }: AccountRow, what: string): Promise<void> {
  const who = `account/${id}`;
  await tables.auditLog.add({ who, what, about: who, origin: 'api', result: 'done', note: '' });
}

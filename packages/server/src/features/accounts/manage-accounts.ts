/** Who may sign in, as what: adding, changing, removing; there is always an administrator. */

import { type AccountId, type Role } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { Store } from '../../ports/store.ts';
import type { AccountRow } from '../../ports/store/accounts.ts';
import { makePasswordLink, type PasswordLink } from './password-links.ts';
import type { SessionDeps } from './sessions.ts';

export interface ManageAccountsDeps extends SessionDeps {
  readonly store: Store;
}

/** Who asked, for the audit log. */
export interface WhoChanges {
  /** `nameOfPrincipal`. */
  readonly who: string;
  readonly origin: string;
}

export interface AccountWish {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
}

export type AddAccountResult =
  | { readonly outcome: 'added'; readonly account: AccountRow; readonly link: PasswordLink }
  | { readonly outcome: 'login-taken' };

/** With a link by which its owner chooses a password. */
export async function addAccount(
  deps: ManageAccountsDeps,
  by: WhoChanges,
  wish: AccountWish,
): Promise<AddAccountResult> {
  return deps.store.transaction(async (tables) => {
    const account = await tables.accounts.add({ ...wish, passwordHash: undefined });
    if (account === undefined) return { outcome: 'login-taken' };
    const link = await makePasswordLink({ ...deps, store: tables }, account.id);
    await note(tables, by, 'account/add', account.id, wish.role);
    return { outcome: 'added', account, link };
  });
}

export interface AccountChange {
  readonly login?: string | undefined;
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly isDisabled?: boolean | undefined;
}

export type ChangeAccountResult =
  | { readonly outcome: 'changed'; readonly account: AccountRow }
  | { readonly outcome: 'login-taken' }
  | { readonly outcome: 'last-administrator' }
  | { readonly outcome: 'unknown' };

/** A change of role or a disabling ends the sessions, so that it counts at once. */
export async function changeAccount(
  { store, clock }: ManageAccountsDeps,
  by: WhoChanges,
  id: AccountId,
  { login, name, role, isDisabled }: AccountChange,
): Promise<ChangeAccountResult> {
  return store.transaction(async (tables) => {
    const steps = (role !== undefined && role !== 'administrator') || isDisabled === true;
    if (steps && (await isLastAdministrator(tables, id))) return { outcome: 'last-administrator' };
    const before = await tables.accounts.get(id);
    if (before === undefined) return { outcome: 'unknown' };
    const isChanged = await tables.accounts.change(id, {
      ...(login === undefined ? {} : { login }),
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role }),
      ...(isDisabled === undefined ? {} : { disabledAt: isDisabled ? (before.disabledAt ?? clock.now()) : null }),
    });
    if (!isChanged) return { outcome: 'login-taken' };
    if (isDisabled === true || (role !== undefined && role !== before.role)) await tables.sessions.removeAll(id);
    await note(tables, by, 'account/change', id, wordsOf({ login, name, role, isDisabled }));
    return { outcome: 'changed', account: (await tables.accounts.get(id)) ?? before };
  });
}

export interface RemoveAccountDeps extends ManageAccountsDeps {
  /** Call it before the account goes, and what it answers afterwards: parts what the account alone joined. */
  readonly partOwnAccount: (tables: Tables, id: AccountId) => Promise<() => Promise<void>>;
}

/** With its sessions and tokens. */
export async function removeAccount(
  { store, partOwnAccount }: RemoveAccountDeps,
  by: WhoChanges,
  id: AccountId,
): Promise<'removed' | 'last-administrator' | 'unknown'> {
  return store.transaction(async (tables) => {
    if (await isLastAdministrator(tables, id)) return 'last-administrator';
    const account = await tables.accounts.get(id);
    if (account === undefined) return 'unknown';
    const part = await partOwnAccount(tables, id);
    await tables.accounts.remove(id);
    await part();
    await note(tables, by, 'account/remove', id, account.role);
    return 'removed';
  });
}

async function isLastAdministrator(tables: Tables, id: AccountId): Promise<boolean> {
  const administrators = await tables.accounts.holdAdministrators();
  return administrators.length === 1 && administrators[0] === id;
}

function wordsOf(change: AccountChange): string {
  const words = Object.entries(change).filter(([, value]) => value !== undefined);
  return words.map(([key, value]) => `${key}: ${String(value)}`).join(', ');
}

async function note(tables: Tables, { who, origin }: WhoChanges, what: string, id: AccountId, words: string) {
  await tables.auditLog.add({ who, what, about: `account/${id}`, origin, result: 'done', note: words });
}

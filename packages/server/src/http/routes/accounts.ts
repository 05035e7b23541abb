/** Who may sign in, at the door: accounts, and the links by which passwords are chosen. */

import { problemError } from '@branchline/contract';
import { nameOfPrincipal } from '@branchline/domain';
import {
  addAccount,
  changeAccount,
  removeAccount,
  type ManageAccountsDeps,
  type WhoChanges,
} from '../../features/accounts/manage-accounts.ts';
import {
  choosePassword as choosePasswordByLink,
  makeFirstAdministrator,
  makePasswordLink,
  showPasswordLink,
  type PasswordLink,
  type PasswordLinkDeps,
  type UsedLink,
} from '../../features/accounts/password-links.ts';
import { partOwnAccount } from '../../features/people/own-account.ts';
import type { Caller } from '../../ports/caller.ts';
import type { AccountRow } from '../../ports/store/accounts.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentAccount, presentAccounts, presentApiToken } from '../present/account.ts';
import { invalidRequest, notFound } from '../problems.ts';

export interface AccountHandlersDeps extends ManageAccountsDeps, PasswordLinkDeps {
  /** The address people reach us at. */
  readonly publicUrl: string;
}

type Names =
  | 'listAccounts'
  | 'showAccount'
  | 'addAccount'
  | 'changeAccount'
  | 'removeAccount'
  | 'makePasswordLink'
  | 'removeSecondFactorOf'
  | 'listAllApiTokens'
  | 'showPasswordLink'
  | 'choosePassword';

/** For the audit log. */
export function whoAsks({ principal }: Caller): WhoChanges {
  return { who: nameOfPrincipal(principal), origin: 'api' };
}

function loginTaken() {
  return problemError({
    type: 'conflict',
    title: 'Somebody has this login already',
    status: 409,
    remedy: 'Choose another; logins are the same in any case.',
  });
}

function lastAdministrator() {
  return problemError({
    type: 'conflict',
    title: 'This is the last administrator',
    status: 409,
    remedy: 'Make somebody else an administrator first.',
  });
}

function unknownLink() {
  return problemError({
    type: 'not-found',
    title: 'This link is over, or was used',
    status: 404,
    remedy: 'Ask an administrator for a new one; for the first administrator, start Branchline again.',
  });
}

/** What follows the number sign is not sent to servers, nor written into their logs. */
export function linkAddress(publicUrl: string, { token }: PasswordLink): string {
  return `${publicUrl}/link#${token}`;
}

export function accountHandlers(deps: AccountHandlersDeps): Pick<Handlers, Names> {
  const presented = async (account: AccountRow) =>
    presentAccount(account, (await deps.store.people.ofAccounts([account.id])).get(account.id));
  const presentLink = (link: PasswordLink) => ({
    url: linkAddress(deps.publicUrl, link),
    endsAt: link.endsAt.toISOString(),
  });
  return {
    listAccounts: async () => ({ accounts: await presentAccounts(deps.store, await deps.store.accounts.list()) }),
    showAccount: async ({ params }) => {
      const account = await deps.store.accounts.get(params.id);
      if (account === undefined) throw notFound('account');
      return presented(account);
    },
    addAccount: async ({ body, caller }) => {
      const added = await addAccount(deps, whoAsks(caller), body);
      if (added.outcome === 'login-taken') throw loginTaken();
      return { ...presentAccount(added.account), link: presentLink(added.link) };
    },
    changeAccount: async ({ params, body, caller }) => {
      const changed = await changeAccount(deps, whoAsks(caller), params.id, body);
      if (changed.outcome === 'changed') return presented(changed.account);
      if (changed.outcome === 'unknown') throw notFound('account');
      throw changed.outcome === 'login-taken' ? loginTaken() : lastAdministrator();
    },
    removeAccount: async ({ params, caller }) => {
      const outcome = await removeAccount({ ...deps, partOwnAccount }, whoAsks(caller), params.id);
      if (outcome === 'unknown') throw notFound('account');
      if (outcome === 'last-administrator') throw lastAdministrator();
    },
    makePasswordLink: async ({ params, caller }) => {
      if ((await deps.store.accounts.get(params.id)) === undefined) throw notFound('account');
      const link = await makePasswordLink(deps, params.id);
      const entry = { what: 'account/password-link', about: `account/${params.id}`, result: 'done', note: '' } as const;
      await deps.store.auditLog.add({ ...whoAsks(caller), ...entry });
      return presentLink(link);
    },
    removeSecondFactorOf: async ({ params, caller }) => {
      if ((await deps.store.accounts.get(params.id)) === undefined) throw notFound('account');
      await deps.store.accounts.saveSecondFactor(params.id, undefined);
      const entry = {
        what: 'account/remove-second-factor',
        about: `account/${params.id}`,
        result: 'done',
        note: '',
      } as const;
      await deps.store.auditLog.add({ ...whoAsks(caller), ...entry });
    },
    listAllApiTokens: async () => ({ tokens: (await deps.store.apiTokens.list(undefined)).map(presentApiToken) }),
    ...linkHandlers(deps),
  };
}

function linkHandlers(deps: AccountHandlersDeps): Pick<Handlers, 'showPasswordLink' | 'choosePassword'> {
  return {
    showPasswordLink: async ({ params }) => {
      const shown = await showPasswordLink(deps, params.token);
      if (shown === undefined) throw unknownLink();
      const { isFirst, account } = shown;
      return { isFirst, login: account?.login ?? null, name: account?.name ?? null };
    },
    choosePassword: async ({ params, body }) => {
      const shown = await showPasswordLink(deps, params.token);
      if (shown === undefined) throw unknownLink();
      const { login, name, password } = body;
      if (!shown.isFirst) return accountOf(await choosePasswordByLink(deps, params.token, password));
      if (login === undefined) throw invalidRequest('The first administrator needs a login.');
      return accountOf(await makeFirstAdministrator(deps, params.token, { login, name: name ?? login, password }));
    },
  };
}

function accountOf(used: UsedLink) {
  if (used.outcome === 'done') return presentAccount(used.account);
  if (used.outcome === 'login-taken') throw loginTaken();
  if (used.outcome === 'password-refused') throw invalidRequest(used.because);
  throw unknownLink();
}

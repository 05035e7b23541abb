/** Accounts, sessions and tokens as the contract shows them. */

import type { AccountView, ApiTokenView } from '@branchline/contract';
import type { AccountRow, ApiTokenRow } from '../../ports/store/accounts.ts';
import { moment } from './repository.ts';

export function presentAccount(account: AccountRow): AccountView {
  const { id, login, name, role, hasPassword, hasSecondFactor } = account;
  return {
    id,
    login,
    name,
    role,
    hasPassword,
    hasSecondFactor,
    disabledAt: moment(account.disabledAt),
    addedAt: account.addedAt.toISOString(),
    signedInAt: moment(account.signedInAt),
  };
}

export function presentApiToken(token: ApiTokenRow): ApiTokenView {
  const { id, accountId, name, scope, ending } = token;
  return {
    id,
    accountId,
    name,
    scope,
    ending,
    addedAt: token.addedAt.toISOString(),
    expiresAt: moment(token.expiresAt),
    usedAt: moment(token.usedAt),
  };
}

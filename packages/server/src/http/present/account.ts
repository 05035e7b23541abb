/** Accounts, sessions and tokens as the contract shows them. */

import type { AccountView, ApiTokenView } from '@branchline/contract';
import type { PersonId } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { AccountRow, ApiTokenRow } from '../../ports/store/accounts.ts';
import { moment } from './repository.ts';

/** Each with whose it is. */
export async function presentAccounts(
  { people }: Pick<Tables, 'people'>,
  accounts: readonly AccountRow[],
): Promise<AccountView[]> {
  const persons = await people.ofAccounts(accounts.map(({ id }) => id));
  return accounts.map((account) => presentAccount(account, persons.get(account.id)));
}

/** @param personId undefined: nothing is known of whose it is */
export function presentAccount(account: AccountRow, personId?: PersonId): AccountView {
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
    personId: personId ?? null,
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

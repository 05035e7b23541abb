/** The account of whoever asks, for doors that are about themselves. */

import { problemError, type ProblemError } from '@branchline/contract';
import type { AccountId } from '@branchline/domain';
import type { Caller } from '../ports/caller.ts';
import type { Tables } from '../ports/store.ts';
import type { AccountRow } from '../ports/store/accounts.ts';
import { notFound } from './problems.ts';

/** The access token of the installation, and somebody from inside Jira, have none. */
export function needsAccount(): ProblemError {
  return problemError({
    type: 'forbidden',
    title: 'This belongs to accounts',
    status: 403,
    detail: 'You are signed in with the access token of the installation, or from inside Jira, which has no account.',
    remedy: 'Sign in with an account of your own.',
  });
}

/** @throws ProblemError when they came without one */
export function ownIdOf({ principal }: Caller): AccountId {
  if (principal.kind !== 'account') throw needsAccount();
  return principal.accountId;
}

/** @throws ProblemError when they came without one, or it is gone */
export async function ownAccountOf({ accounts }: Pick<Tables, 'accounts'>, caller: Caller): Promise<AccountRow> {
  const account = await accounts.get(ownIdOf(caller));
  if (account === undefined) throw notFound('account');
  return account;
}

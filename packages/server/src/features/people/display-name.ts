/** What whoever asks is called, for what is made in their name. */

import { Failure, type Principal } from '@branchline/domain';
import type { AccountAtJira } from '../../ports/issue-gate.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

/** @param accounts theirs at Jira. Empty when nobody knows, or Jira cannot be asked at the moment. */
export async function displayNameOf(
  deps: ConnectJiraDeps,
  principal: Principal,
  accounts: readonly AccountAtJira[],
): Promise<string> {
  if (principal.kind === 'account') {
    const account = await deps.store.accounts.get(principal.accountId);
    if (account !== undefined && account.name !== '') return account.name;
  }
  const [first] = accounts;
  const site = first && (await deps.store.jiraSites.get(first.jiraSiteId));
  if (first === undefined || site === undefined || site.pausedBecause !== undefined) return '';
  try {
    const { people } = await connectJira(deps, site);
    return (await people?.named([first.accountId]))?.get(first.accountId)?.displayName ?? '';
  } catch (error) {
    if (error instanceof Failure) return '';
    throw error;
  }
}

/** Which accounts at Jira are those of whoever asks. */

import type { PersonId, Principal } from '@branchline/domain';
import type { AccountAtJira, AccountsAtJira } from '../../ports/issue-gate.ts';
import type { Tables } from '../../ports/store.ts';
import type { PersonRow } from '../../ports/store/people.ts';

const unknownPerson =
  'Branchline does not know yet which Jira account is yours. Show it on your profile page, with a code that Jira ' +
  'shows you among your personal settings, or ask whoever administers Branchline to join you with your Jira account. ' +
  'Inside Jira you see it without that.';

/** Somebody from inside Jira is vouched for by Jira; an account of ours is whoever it was proven to be. */
export async function accountsAtJira({ people }: Tables, principal: Principal): Promise<AccountsAtJira> {
  if (principal.kind === 'jira-user') {
    const { jiraSiteId, accountId } = principal;
    return { accounts: [{ jiraSiteId, accountId }], because: undefined };
  }
  if (principal.kind === 'administrator') return { accounts: [], because: unknownPerson };
  const id = await personIdOf({ people }, principal);
  const person = id === undefined ? undefined : await people.get(id);
  if (person === undefined) return { accounts: [], because: unknownPerson };
  return person.conflict === undefined ? clearOnes(person) : { accounts: [], because: person.conflict };
}

async function personIdOf(
  { people }: Pick<Tables, 'people'>,
  principal: Exclude<Principal, { readonly kind: 'administrator' | 'jira-user' }>,
): Promise<PersonId | undefined> {
  if (principal.kind === 'person') return principal.personId;
  return (await people.find({ kind: 'own-account', accountId: principal.accountId }))?.personId;
}

/** Where an administrator joined several accounts of one site, nobody can say as which of them they ask. */
function clearOnes({ identities }: PersonRow): AccountsAtJira {
  const all = identities.flatMap(({ identity }): readonly AccountAtJira[] =>
    identity.kind === 'jira-account' ? [identity] : [],
  );
  const bySite = [...Map.groupBy(all, ({ jiraSiteId }) => jiraSiteId).values()];
  const accounts = bySite.flatMap((theirs) => (theirs.length === 1 ? theirs : []));
  if (all.length === 0) return { accounts, because: unknownPerson };
  const because =
    accounts.length === bySite.length
      ? undefined
      : 'Several accounts of one Jira site are joined with you, so it is not clear which is yours. Ask whoever ' +
        'administers Branchline to split all but one off.';
  return { accounts: accounts.map(({ jiraSiteId, accountId }) => ({ jiraSiteId, accountId })), because };
}

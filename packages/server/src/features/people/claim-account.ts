/** A token that the service answered proves whose its account is, and which addresses are that account's. */

import { commitEmailFrom, Failure, noreplyAddressOf } from '@branchline/domain';
import type { IdentityId, NoreplyService, PersonId, ServicePerson } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { KeptIdentity, PersonRow } from '../../ports/store/people.ts';
import { conflictInWords, identityInWords } from './identity-words.ts';

/** Who claims which account. */
export interface AccountClaim {
  readonly person: PersonRow;
  /** The identity of theirs that the account is joined with; left out: their first. */
  readonly anchorId?: IdentityId | undefined;
  readonly place: NoreplyService;
  readonly account: ServicePerson & { readonly remoteId: string };
  /** Verified by the service. */
  readonly emails: readonly string[];
  readonly by: string;
  readonly at: Date;
}

export interface ClaimedAccount {
  readonly identityId: IdentityId;
  readonly personId: PersonId;
}

/**
 * Call it in a transaction, which a refusal must end.
 * @throws Failure `conflict` when what is known does not let the account be this person's
 */
export async function claimAccount(tables: Tables, claim: AccountClaim): Promise<ClaimedAccount> {
  const { person, place, account, at, by } = claim;
  const { people } = tables;
  const { login, name, remoteId } = account;
  const kept = await people.add(
    {
      identity: { kind: 'service-account', service: place.service, remoteId },
      login,
      name,
      shownEmail: commitEmailFrom(account.email ?? ''),
    },
    at,
  );
  const told = { other: kept.id, proof: 'personal-connection', state: 'claimed', by, at } as const;
  const others = person.identities.filter(({ id }) => id !== kept.id);
  const anchor = others.find(({ id }) => id === claim.anchorId) ?? others[0];
  const addresses = await addressesOf(tables, claim);
  const isTheirs = kept.personId === person.id;
  for (const { id } of [...(anchor === undefined || isTheirs ? [] : [anchor]), ...addresses]) {
    await people.tell({ ...told, one: id });
  }
  await people.regroup([kept.id, ...addresses.map(({ id }) => id), ...(anchor ? [anchor.id] : [])], conflictInWords);
  const now = (await people.find(kept.identity)) ?? kept;
  await refuseForeign(tables, claim, now, anchor);
  return { identityId: now.id, personId: now.personId };
}

/** Those that were erased stay out. The one with the login alone is the account's for as long as it has the login. */
async function addressesOf({ people }: Tables, claim: AccountClaim): Promise<readonly KeptIdentity[]> {
  const { place, account, at } = claim;
  const hidden = noreplyAddressOf(place, account.login);
  const emails = [...claim.emails, ...(hidden === undefined ? [] : [hidden])].flatMap(
    (text) => commitEmailFrom(text) ?? [],
  );
  const seen = [...new Set(emails)].map((email) => ({
    identity: { kind: 'commit-email', email } as const,
    login: undefined,
    name: account.name,
    shownEmail: undefined,
  }));
  return people.see(seen, at);
}

async function refuseForeign(
  { people }: Tables,
  { person }: AccountClaim,
  account: KeptIdentity,
  anchor: KeptIdentity | undefined,
): Promise<void> {
  const theirs = anchor === undefined ? account.personId : (await people.find(anchor.identity))?.personId;
  const conflict = (await people.get(account.personId))?.conflict;
  if (theirs === account.personId && conflict === undefined) return;
  const why = conflict ?? `An administrator keeps ${identityInWords(account)} apart from person ${person.id}.`;
  throw new Failure('conflict', 'git-service', `${identityInWords(account)} cannot be connected here. ${why}`);
}

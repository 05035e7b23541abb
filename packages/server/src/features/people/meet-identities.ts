/** Keeps identities as they are met, and follows what they say by themselves about each other. */

import { noreplyAccountFrom, noreplyAddressOf } from '@branchline/domain';
import type { IdentityId, NoreplyService } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { KeptIdentity, SeenIdentity, ToldLink } from '../../ports/store/people.ts';
import { conflictInWords } from './identity-words.ts';

/** Who says what follows from a rule. */
export const byRule = 'rule';

/**
 * Call it in a transaction. An address with an account's number in it is joined with the account, which need not be
 * known; one with a login only, and one that a service shows with an account, are suggested.
 */
export async function meetIdentities(
  tables: Tables,
  services: readonly NoreplyService[],
  seen: readonly SeenIdentity[],
  at: Date,
): Promise<readonly KeptIdentity[]> {
  const named = seen.flatMap((each) => accountNamedBy(each, services));
  const kept = await tables.people.see([...named, ...seen], at);
  const touched: IdentityId[] = [];
  for (const identity of kept.filter(({ addedAt, shownEmail }) => addedAt >= at || shownEmail !== undefined)) {
    for (const link of await linksFor(tables, services, identity, at)) {
      if (await tables.people.tell(link)) touched.push(link.one, link.other);
    }
  }
  await tables.people.regroup(touched, conflictInWords);
  return touched.length === 0 ? kept : tables.people.see(seen, at);
}

function accountNamedBy({ identity }: SeenIdentity, services: readonly NoreplyService[]): readonly SeenIdentity[] {
  if (identity.kind !== 'commit-email') return [];
  const account = noreplyAccountFrom(identity.email, services);
  if (account?.remoteId === undefined) return [];
  const { service, remoteId, login } = account;
  const named = { kind: 'service-account', service, remoteId } as const;
  return [{ identity: named, login, name: undefined, shownEmail: undefined }];
}

async function linksFor(
  tables: Tables,
  services: readonly NoreplyService[],
  { id, identity, login, shownEmail }: KeptIdentity,
  at: Date,
): Promise<readonly ToldLink[]> {
  const told = { one: id, by: byRule, at };
  if (identity.kind === 'commit-email') {
    const { email } = identity;
    const account = noreplyAccountFrom(email, services);
    if (account === undefined) {
      const showing = await tables.people.showing(email);
      return showing.map((each) => ({ ...told, other: each.id, proof: 'service-email', state: 'suggested' }));
    }
    const { service, remoteId } = account;
    if (remoteId !== undefined) {
      const named = await tables.people.find({ kind: 'service-account', service, remoteId });
      return named === undefined ? [] : [{ ...told, other: named.id, proof: 'noreply-address', state: 'confirmed' }];
    }
    const called = await tables.people.withLogin(service, account.login);
    return called.map((each) => ({ ...told, other: each.id, proof: 'noreply-login', state: 'suggested' }));
  }
  if (identity.kind !== 'service-account') return [];
  const place = services.find(({ service }) => service === identity.service);
  const hidden = place && login !== undefined ? noreplyAddressOf(place, login) : undefined;
  const [shown, unseen] = [await emailIn(tables, shownEmail), await emailIn(tables, hidden)];
  return [
    ...(shown === undefined ? [] : [{ ...told, other: shown.id, proof: 'service-email', state: 'suggested' } as const]),
    ...(unseen === undefined
      ? []
      : [{ ...told, other: unseen.id, proof: 'noreply-login', state: 'suggested' } as const]),
  ];
}

async function emailIn(tables: Tables, email: string | undefined): Promise<KeptIdentity | undefined> {
  return email === undefined ? undefined : tables.people.find({ kind: 'commit-email', email });
}

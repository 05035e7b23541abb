/** What administrators say about people: who is one person, who is not, and who is to be forgotten. */

import { commitEmailFrom, Failure, nameOfPrincipal } from '@branchline/domain';
import type { Identity, IdentityId, PersonId, Principal } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { KeptIdentity, PersonRow, SeenIdentity, ToldLink } from '../../ports/store/people.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { conflictInWords, identityInLog, identityInWords } from './identity-words.ts';

export interface CorrectPeopleDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Who says it, for the links and for the audit log. */
export interface Correction {
  readonly by: Principal;
}

/** Somebody nobody has met yet. @throws Failure `rejected` when the identity cannot be one */
export async function addPerson(deps: CorrectPeopleDeps, named: SeenIdentity, { by }: Correction): Promise<PersonId> {
  const seen = await worthKeeping(deps, named);
  return deps.store.transaction(async (tables) => {
    const kept = await tables.people.add(seen, deps.clock.now());
    const { personId } = kept;
    await note(tables, by, 'people/add', personId, `Named ${identityInLog(kept)}.`);
    return personId;
  });
}

/** Both are one person from now on. Undefined when there is no such person. @returns who that is */
export async function joinPeople(
  deps: CorrectPeopleDeps,
  id: PersonId,
  other: PersonId,
  { by }: Correction,
): Promise<PersonId | undefined> {
  if (id === other) throw refusal('A person cannot be joined with itself.');
  return deps.store.transaction(async (tables) => {
    const [first, second] = [await tables.people.get(id), await tables.people.get(other)];
    const [one] = first?.identities ?? [];
    const [two] = second?.identities ?? [];
    if (one === undefined || two === undefined) return undefined;
    await withdrawRejections(tables, first?.identities ?? [], second?.identities ?? []);
    await say(deps, tables, one, two, 'confirmed', by);
    return settle(tables, by, 'people/join', one, `Joined with person ${other}.`);
  });
}

/** The identity is this person's from now on, whoever had it. Undefined when there is no such person. */
export async function joinIdentity(
  deps: CorrectPeopleDeps,
  id: PersonId,
  named: SeenIdentity,
  { by }: Correction,
): Promise<PersonId | undefined> {
  const seen = await worthKeeping(deps, named);
  return deps.store.transaction(async (tables) => {
    const [one] = (await tables.people.get(id))?.identities ?? [];
    if (one === undefined) return undefined;
    const kept = await tables.people.add(seen, deps.clock.now());
    if (kept.personId === id) throw refusal(`${identityInWords(kept)} belongs to this person already.`);
    await withdrawRejections(tables, (await tables.people.get(id))?.identities ?? [], [kept]);
    await say(deps, tables, one, kept, 'confirmed', by);
    return settle(tables, by, 'people/join', one, `Joined with ${identityInLog(kept)}.`);
  });
}

/**
 * These identities are somebody else's, and stay so whatever is found out later. Undefined when there is no such person.
 * @returns who they are now
 */
export async function splitPerson(
  deps: CorrectPeopleDeps,
  id: PersonId,
  identities: readonly IdentityId[],
  { by }: Correction,
): Promise<PersonId | undefined> {
  return deps.store.transaction(async (tables) => {
    const person = await tables.people.get(id);
    if (person === undefined) return undefined;
    const { first, leaving, staying } = parted(person, new Set(identities));
    for (const one of leaving) {
      for (const other of staying) await say(deps, tables, one, other, 'rejected', by);
    }
    return settle(
      tables,
      by,
      'people/split',
      first,
      `Split ${leaving.map(identityInLog).join(', ')} off person ${id}.`,
    );
  });
}

function parted({ identities }: PersonRow, ids: ReadonlySet<IdentityId>) {
  const leaving = identities.filter(({ id }) => ids.has(id));
  const staying = identities.filter(({ id }) => !ids.has(id));
  if (leaving.length !== ids.size)
    throw refusal("Not all of these identities are this person's; show the person again.");
  const [first] = leaving;
  if (first === undefined || staying.length === 0) throw refusal('Some identities must leave and some must stay.');
  return { first, leaving, staying };
}

/** Decides on what is known about two identities, a suggestion mostly. False when there is no such link. */
export async function decideLink(
  deps: CorrectPeopleDeps,
  linkId: number,
  state: 'confirmed' | 'rejected',
  { by }: Correction,
): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    const view = await tables.people.link(linkId);
    if (view === undefined) return false;
    const { one, other } = view;
    await say(deps, tables, one, other, state, by);
    const words = `${identityInLog(one)} and ${identityInLog(other)}`;
    const what = state === 'confirmed' ? 'people/confirm' : 'people/reject';
    await settle(tables, by, what, one, `${words}: ${state === 'confirmed' ? 'one person' : 'not one person'}.`);
    return true;
  });
}

/** Forgets a person with all that hangs on them. False when there is no such person. */
export async function erasePerson({ store }: CorrectPeopleDeps, id: PersonId, { by }: Correction): Promise<boolean> {
  return store.transaction(async (tables) => {
    const person = await tables.people.get(id);
    if (person === undefined) return false;
    await tables.people.erase(id);
    // Whoever is forgotten is not named here either.
    await note(tables, by, 'people/erase', id, `Forgot ${person.identities.length} identities.`);
    return true;
  });
}

/** Whether e-mail addresses are a proof at the site. What they proved is a suggestion when they are not. */
export async function saveTrustsEmail(
  deps: CorrectPeopleDeps,
  site: { readonly id: Parameters<Tables['people']['accounts']['trustsEmail']>[0] },
  trusts: boolean,
  { by }: Correction,
): Promise<void> {
  await deps.store.transaction(async (tables) => {
    const { people } = tables;
    await people.accounts.saveTrustsEmail(site.id, trusts);
    const links = trusts ? [] : await people.accounts.linksByEmail(site.id);
    const proven = links.filter(({ state }) => state === 'confirmed');
    for (const { one, other, proof, by: teller, at } of proven) {
      await people.say({ one, other, proof, state: 'suggested', by: teller, at });
    }
    await people.regroup(
      proven.flatMap(({ one, other }) => [one, other]),
      conflictInWords,
    );
    const words = trusts ? 'E-mail addresses are a proof.' : 'E-mail addresses are no proof.';
    const entry = { who: nameOfPrincipal(by), what: 'people/trust-email', about: `jira-site/${site.id}` };
    await tables.auditLog.add({ ...entry, origin: 'api', result: 'done', note: words });
  });
}

async function worthKeeping(deps: CorrectPeopleDeps, seen: SeenIdentity): Promise<SeenIdentity> {
  const { identity } = seen;
  if (identity.kind === 'commit-email') {
    const email = commitEmailFrom(identity.email);
    if (email === undefined) throw refusal(`"${identity.email}" names nobody: many people and programs share it.`);
    return { ...seen, identity: { kind: 'commit-email', email } };
  }
  if (identity.kind === 'jira-account') await refuseUnknownAccount(deps, identity);
  if (identity.kind !== 'own-account') return seen;
  const account = await deps.store.accounts.get(identity.accountId);
  if (account === undefined) throw refusal(`There is no account ${identity.accountId} of Branchline.`);
  return { ...seen, login: account.login, name: account.name };
}

async function refuseUnknownAccount(
  deps: CorrectPeopleDeps,
  { jiraSiteId, accountId }: Extract<Identity, { kind: 'jira-account' }>,
): Promise<void> {
  const site = await deps.store.jiraSites.get(jiraSiteId);
  if (site === undefined) throw refusal(`There is no Jira site ${jiraSiteId}.`);
  const { people } = await connectJira(deps, site);
  if (people === undefined || (await people.named([accountId])).has(accountId)) return;
  throw refusal(`${site.name} has no account ${accountId}. The id is in the address of a profile page.`);
}

function refusal(message: string): Failure {
  return new Failure('rejected', 'jira', message);
}

async function withdrawRejections(
  { people }: Tables,
  ones: readonly KeptIdentity[],
  others: readonly KeptIdentity[],
): Promise<void> {
  for (const { id: one } of ones) {
    for (const { id: other } of others) {
      if ((await people.between(one, other))?.state === 'rejected') await people.unlink(one, other);
    }
  }
}

async function say(
  { clock }: CorrectPeopleDeps,
  { people }: Tables,
  one: KeptIdentity,
  other: KeptIdentity,
  state: ToldLink['state'],
  by: Principal,
): Promise<void> {
  const told = { proof: 'administrator', state, by: nameOfPrincipal(by), at: clock.now() } as const;
  await people.say({ one: one.id, other: other.id, ...told });
}

/** Follows what was said, writes it down, and tells who the identity is now. */
async function settle(
  tables: Tables,
  by: Principal,
  what: string,
  { id, identity, personId }: KeptIdentity,
  words: string,
): Promise<PersonId> {
  await tables.people.regroup([id], conflictInWords);
  const now = (await tables.people.find(identity))?.personId ?? personId;
  await note(tables, by, what, now, words);
  return now;
}

async function note(tables: Tables, by: Principal, what: string, about: PersonId, words: string): Promise<void> {
  const entry = { who: nameOfPrincipal(by), what, about: `person/${about}`, origin: 'api' };
  await tables.auditLog.add({ ...entry, result: 'done', note: words });
}

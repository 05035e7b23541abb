/** The tables about people: met once, joined by what is known, parted again, and forgotten. */

import type {
  AtlassianAccountId,
  Identity,
  IdentityId,
  JiraSiteId,
  LinkProof,
  LinkState,
  PersonId,
} from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import type { KeptIdentity, SeenIdentity } from '../../ports/store/people.ts';
import { forgetEverybody } from '../../test-support/forget-everybody.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

const now = new Date('2026-03-01T12:00:00Z');
const day = 86_400_000;

let test: TestStore;
let store: Store;
let site: JiraSiteId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  await forgetEverybody(test.connectionString);
  site = await addSite('one');
});

async function addSite(name: string): Promise<JiraSiteId> {
  const urls = { siteUrl: `https://${name}.example`, cloudId: name, apiUrl: 'https://api.example' };
  return (await store.jiraSites.add({ ...urls, name, clientId: '' })).id;
}

function email(address: string): Identity {
  return { kind: 'commit-email', email: address };
}

function atJira(accountId: string, jiraSiteId = site): Identity {
  return { kind: 'jira-account', jiraSiteId, accountId: accountId as AtlassianAccountId };
}

function atService(remoteId: string): Identity {
  return { kind: 'service-account', service: 'git.example', remoteId };
}

function seen(identity: Identity, more: Partial<SeenIdentity> = {}): SeenIdentity {
  return { identity, login: undefined, name: undefined, shownEmail: undefined, ...more };
}

async function meet(identity: Identity, more: Partial<SeenIdentity> = {}, at = now): Promise<KeptIdentity> {
  const [kept] = await store.people.see([seen(identity, more)], at);
  if (kept === undefined) throw new Error('It was not kept.');
  return kept;
}

function words(kind: string, [one, other]: readonly [KeptIdentity, KeptIdentity]): string {
  return `${kind} ${one.id} ${other.id}`;
}

async function learn(one: KeptIdentity, other: KeptIdentity, proof: LinkProof, state: LinkState = 'confirmed') {
  await store.transaction(async ({ people }) => {
    await people.tell({ one: one.id, other: other.id, proof, state, by: 'rule', at: now });
    await people.regroup([one.id, other.id], words);
  });
}

async function personOfIdentity({ identity }: KeptIdentity): Promise<PersonId | undefined> {
  return (await store.people.find(identity))?.personId;
}

describe('an identity', () => {
  it('is met once, with a person of its own, and keeps the newest names', async () => {
    const first = await meet(atService('7'), { login: 'ada', name: 'Ada' });
    const again = await meet(atService('7'), { login: 'ada-l', shownEmail: 'ada@example.org' });
    expect(again).toEqual({ ...first, login: 'ada-l', shownEmail: 'ada@example.org' });
    expect(await store.people.count()).toBe(1);
    expect(await store.people.find(atService('8'))).toBeUndefined();
  });

  it('is one however often it occurs at once, also in many places at the same time', async () => {
    const both = [seen(email('a@example.org'), { name: 'Old' }), seen(email('a@example.org'), { name: 'New' })];
    await Promise.all(Array.from({ length: 5 }, () => store.people.see(both, now)));
    expect(await store.people.count()).toBe(1);
    expect(await store.people.find(email('a@example.org'))).toMatchObject({ name: 'New' });
  });

  it('notes when it was last met, by the day', async () => {
    await meet(email('a@example.org'));
    expect((await meet(email('a@example.org'), {}, new Date(now.getTime() + day / 2))).seenAt).toEqual(now);
    const later = new Date(now.getTime() + 2 * day);
    expect((await meet(email('a@example.org'), {}, later)).seenAt).toEqual(later);
  });

  it('keeps what PostgreSQL can keep of hostile names', async () => {
    expect(await meet(email('a@example.org'), { name: 'A\0da \ud800' })).toMatchObject({ name: 'Ada \ufffd' });
  });

  it('is found by login in any case, and by the address it shows', async () => {
    const account = await meet(atService('7'), { login: 'Ada' });
    await meet({ kind: 'service-account', service: 'other.example', remoteId: '7' }, { login: 'ada' });
    expect(await store.people.withLogin('git.example', 'aDA')).toEqual([account]);
    const showing = await meet(atService('8'), { shownEmail: 'ada@example.org' });
    expect(await store.people.showing('ada@example.org')).toEqual([showing]);
  });
});

describe('people are joined', () => {
  it('by what is confirmed, as the older of them, and not by suggestions', async () => {
    const [first, second, third] = [
      await meet(email('a@example.org')),
      await meet(atService('7')),
      await meet(atJira('x')),
    ];
    await learn(second, third, 'service-email', 'suggested');
    expect(await personOfIdentity(third)).toBe(third.personId);
    await learn(second, third, 'jira-email');
    await learn(first, second, 'noreply-address');
    expect(await store.people.get(first.personId)).toMatchObject({
      identities: [{ id: first.id }, { id: second.id }, { id: third.id }],
      conflict: undefined,
    });
    expect(await store.people.count()).toBe(1);
  });

  it('and parted when it is taken back', async () => {
    const [first, second] = [await meet(email('a@example.org')), await meet(atJira('x'))];
    await learn(first, second, 'jira-email');
    await store.transaction(async ({ people }) => {
      expect(await people.unlink(second.id, first.id)).toBe(true);
      await people.regroup([first.id], words);
    });
    expect(await personOfIdentity(first)).toBe(first.personId);
    expect(await personOfIdentity(second)).not.toBe(first.personId);
    expect(await store.people.unlink(first.id, second.id)).toBe(false);
  });

  it('but not with two accounts of a site: everybody concerned is told, until it is settled', async () => {
    const address = await meet(email('a@example.org'));
    const [one, other] = [await meet(atJira('x')), await meet(atJira('y'))];
    await learn(address, one, 'jira-email');
    await learn(address, other, 'personal-connection', 'claimed');
    const told = await store.people.list({ ...anybody, inConflict: true });
    expect(told.map(({ conflict }) => conflict)).toEqual(Array(3).fill(`accounts ${one.id} ${other.id}`));
    await learn(address, one, 'administrator', 'rejected');
    expect(await store.people.list({ ...anybody, inConflict: true })).toEqual([]);
    expect(await personOfIdentity(other)).toBe(await personOfIdentity(address));
  });

  it('the same way by many at the same time', async () => {
    const all = await store.people.see(
      Array.from({ length: 12 }, (_, number) => seen(email(`${number}@example.org`))),
      now,
    );
    const [first] = all as [KeptIdentity];
    await Promise.all(all.slice(1).map((each) => learn(first, each, 'noreply-address')));
    expect(await store.people.count()).toBe(1);
  });
});

describe('what is known about two', () => {
  it('is replaced by a stronger word, kept against a weaker, and an administrator is not overruled', async () => {
    const [one, other] = [await meet(email('a@example.org')), await meet(atJira('x'))];
    const tell = (proof: LinkProof, state: LinkState) =>
      store.people.tell({ one: other.id, other: one.id, proof, state, by: 'rule', at: now });
    expect(await tell('jira-email', 'suggested')).toBe(true);
    expect(await tell('jira-email', 'suggested')).toBe(false);
    expect(await tell('jira-email', 'confirmed')).toBe(true);
    expect(await tell('noreply-login', 'suggested')).toBe(false);
    expect(await tell('personal-connection', 'claimed')).toBe(true);
    expect(await tell('administrator', 'rejected')).toBe(true);
    expect(await tell('personal-connection', 'claimed')).toBe(false);
    expect(await store.people.linksOf(one.personId)).toMatchObject([
      { one: one.id, other: other.id, proof: 'administrator', state: 'rejected', by: 'rule' },
    ]);
  });

  it('waits for a decision page by page', async () => {
    const address = await meet(email('a@example.org'));
    for (const number of ['7', '8', '9'])
      await learn(address, await meet(atService(number)), 'service-email', 'suggested');
    const [first] = await store.people.suggestions(1);
    expect(first).toMatchObject({ one: { id: address.id }, other: { identity: { remoteId: '7' } } });
    expect(await store.people.suggestions(10, first?.link.id)).toHaveLength(2);
    expect(await store.people.link(first?.link.id ?? 0)).toEqual(first);
    expect(await store.people.link(99)).toBeUndefined();
  });
});

const anybody = { search: undefined, kind: undefined, inConflict: false, after: undefined, limit: 100 } as const;

describe('the list of people', () => {
  it('is searched by what git and services say, never by ids of Jira, and comes in pages', async () => {
    const ada = await meet(email('ada@example.org'), { name: 'Ada 100%' });
    const bob = await meet(atService('7'), { login: 'bob' });
    const account = await meet(atJira('ada'));
    const ids = async (query: object) => (await store.people.list({ ...anybody, ...query })).map(({ id }) => id);
    expect(await ids({})).toEqual([ada.personId, bob.personId, account.personId]);
    expect(await ids({ search: 'ADA' })).toEqual([ada.personId]);
    expect(await ids({ search: '0%' })).toEqual([ada.personId]);
    expect(await ids({ search: '_' })).toEqual([]);
    expect(await ids({ kind: 'jira-account' })).toEqual([account.personId]);
    expect(await ids({ limit: 1 })).toEqual([ada.personId]);
    expect(await ids({ after: ada.personId, limit: 1 })).toEqual([bob.personId]);
  });
});

describe('forgetting', () => {
  it('a person takes everything along, and nobody meets them again unless somebody names them', async () => {
    const [address, account] = [await meet(email('a@example.org')), await meet(atJira('x'))];
    await learn(address, account, 'jira-email');
    expect(await store.people.erase(address.personId)).toBe(true);
    expect(await store.people.erase(address.personId)).toBe(false);
    expect(await store.people.see([seen(email('a@example.org')), seen(atJira('x'))], now)).toEqual([]);
    expect(await store.people.count()).toBe(0);
    expect((await store.people.add(seen(email('a@example.org')), now)).identity).toEqual(email('a@example.org'));
    expect(await store.people.see([seen(email('a@example.org'))], now)).toHaveLength(1);
  });

  it('closed accounts of Jira leaves the rest, at every site', async () => {
    const second = await addSite('two');
    const address = await meet(email('a@example.org'));
    const lonely = await meet(atJira('x', second));
    await learn(address, await meet(atJira('x')), 'jira-email');
    expect(await store.people.accounts.forget(['x' as AtlassianAccountId])).toEqual([address.id]);
    expect(await store.people.find(lonely.identity)).toBeUndefined();
    expect(await store.people.count()).toBe(1);
    expect(await store.people.linksOf(address.personId)).toEqual([]);
  });

  it('is for those who were not met for long and with whom nothing was done', async () => {
    const old = new Date(now.getTime() - 10 * day);
    const forgotten = await meet(email('a@example.org'), {}, old);
    const joined = await meet(email('b@example.org'), {}, old);
    await learn(joined, await meet(atJira('x'), {}, old), 'administrator');
    const suggested = await meet(atService('7'), {}, old);
    await learn(forgotten, suggested, 'service-email', 'suggested');
    await meet(email('c@example.org'));
    expect(await store.people.forgetUnseen(new Date(now.getTime() - day), 1)).toBe(1);
    expect(await store.people.forgetUnseen(new Date(now.getTime() - day), 10)).toBe(1);
    const left = await store.people.list(anybody);
    expect(left.flatMap(({ identities }) => identities.map(({ identity }) => identity))).toEqual([
      email('b@example.org'),
      atJira('x'),
      email('c@example.org'),
    ]);
  });
});

describe('accounts at Jira', () => {
  it('are found by e-mail addresses unless that is switched off for the site', async () => {
    const { accounts } = store.people;
    const second = await addSite('two');
    await accounts.saveTrustsEmail(site, false);
    expect([await accounts.trustsEmail(site), await accounts.trustsEmail(second)]).toEqual([false, true]);
    await accounts.saveTrustsEmail(site, true);
    expect(await accounts.trustsEmail(site)).toBe(true);
  });

  it('are asked for by the addresses of those who have none, the longest unasked first', async () => {
    const { accounts } = store.people;
    const [a, b, c] = [
      await meet(email('a@example.org')),
      await meet(email('b@example.org')),
      await meet(email('c@example.org')),
    ];
    await learn(c, await meet(atJira('x')), 'jira-email');
    const week = new Date(now.getTime() - 7 * day);
    expect(await accounts.unaskedEmails(site, week, 10)).toEqual([
      { id: a.id, email: 'a@example.org' },
      { id: b.id, email: 'b@example.org' },
    ]);
    await accounts.noteAsked(site, [a.id, 999 as IdentityId], now);
    expect(await accounts.unaskedEmails(site, week, 10)).toMatchObject([{ id: b.id }]);
    expect(await accounts.unaskedEmails(site, new Date(now.getTime() + 1), 10)).toMatchObject([
      { id: b.id },
      { id: a.id },
    ]);
    expect(await accounts.linksByEmail(site)).toMatchObject([{ one: c.id, proof: 'jira-email', checkedAt: now }]);
  });

  it('are reported again when their time has come', async () => {
    const { accounts } = store.people;
    await meet(atJira('x'));
    await meet(atJira('y'));
    const due = { accountId: 'x', addedAt: now };
    expect(await accounts.dueForReport(site, now, 1)).toEqual([due]);
    expect(await accounts.sitesToReport(now)).toEqual([site]);
    const next = new Date(now.getTime() + 7 * day);
    await accounts.noteReported(site, ['x', 'y'] as AtlassianAccountId[], next);
    expect(await accounts.sitesToReport(now)).toEqual([]);
    expect(await accounts.dueForReport(site, next, 10)).toMatchObject([due, { accountId: 'y' }]);
  });
});

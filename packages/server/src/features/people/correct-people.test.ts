/** What administrators say about people: followed at once, kept against whatever is found later, and written down. */

import type { AtlassianAccountId, PersonId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeenIdentity } from '../../ports/store/people.ts';
import { fakeJiraPeople, withPeople, type FakeJiraPeople } from '../../test-support/fake-jira-people.ts';
import { forgetEverybody } from '../../test-support/forget-everybody.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { addPerson, decideLink, erasePerson, joinIdentity, joinPeople, splitPerson } from './correct-people.ts';
import { jiraNameKey, peoplePage, personView } from './person-views.ts';

let house: TestHouse;
let jira: FakeJiraPeople;
let deps: TestHouse;

const by = { kind: 'administrator' } as const;
const everybody = { search: undefined, kind: undefined, inConflict: false, after: undefined, limit: 100 } as const;

beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await forgetEverybody(house.database.connectionString);
  jira = fakeJiraPeople();
  deps = { ...house, jiraSite: withPeople(house.jiraSite, jira.people) };
});

function email(address: string): SeenIdentity {
  const identity = { kind: 'commit-email', email: address } as const;
  return { identity, login: undefined, name: undefined, shownEmail: undefined };
}

function atJira(accountId: string): SeenIdentity {
  const identity = {
    kind: 'jira-account',
    jiraSiteId: house.siteId,
    accountId: accountId as AtlassianAccountId,
  } as const;
  return { identity, login: undefined, name: undefined, shownEmail: undefined };
}

async function idsOf(id: PersonId | undefined): Promise<readonly number[]> {
  return ((id && (await house.store.people.get(id)))?.identities ?? []).map((each) => each.id);
}

async function notes(): Promise<readonly string[]> {
  const entries = await house.store.auditLog.list({ what: 'people/' }, 100);
  return entries.map(({ who, what, about, origin, note }) => `${who} ${what} ${about} ${origin}: ${note}`);
}

describe('people', () => {
  it('that were kept apart are joined when an administrator says so later', async () => {
    const ada = await addPerson(deps, email('ada@example.org'), { by });
    await joinIdentity(deps, ada, email('ada@home.example.org'), { by });
    const [, home] = await idsOf(ada);
    const other = await splitPerson(deps, ada, [home as never], { by });
    expect([await idsOf(ada), await idsOf(other)]).toEqual([[1], [2]]);
    expect(await joinPeople(deps, ada, other as PersonId, { by })).toBe(ada);
    expect(await idsOf(ada)).toEqual([1, 2]);
  });

  it('are parted by the one link that was wrong', async () => {
    const ada = await addPerson(deps, email('ada@example.org'), { by });
    await joinIdentity(deps, ada, email('eve@example.org'), { by });
    const [link] = await house.store.people.linksOf(ada);
    expect(await decideLink(deps, link?.id ?? 0, 'rejected', { by })).toBe(true);
    expect(await idsOf(ada)).toEqual([1]);
    expect(await decideLink(deps, 99, 'rejected', { by })).toBe(false);
  });

  it('that are not there are not joined', async () => {
    const ada = await addPerson(deps, email('ada@example.org'), { by });
    expect(await joinPeople(deps, ada, 99 as PersonId, { by })).toBeUndefined();
    expect(await joinIdentity(deps, 99 as PersonId, email('a@example.org'), { by })).toBeUndefined();
    expect(await splitPerson(deps, 99 as PersonId, [1 as never], { by })).toBeUndefined();
    expect(await erasePerson(deps, 99 as PersonId, { by })).toBe(false);
    expect(await house.store.people.count()).toBe(1);
  });

  it.each([
    ['itself', (ada: PersonId) => joinPeople(deps, ada, ada, { by }), /cannot be joined with itself/],
    ['what is theirs', (ada: PersonId) => joinIdentity(deps, ada, email('Ada@example.org'), { by }), /belongs to this/],
    ['nobody', (ada: PersonId) => joinIdentity(deps, ada, email('noreply@github.com'), { by }), /names nobody/],
    ['an account Jira has not', (ada: PersonId) => joinIdentity(deps, ada, atJira('x'), { by }), /has no account x/],
    ['all they are', (ada: PersonId) => splitPerson(deps, ada, [1 as never], { by }), /some must stay/],
  ])('cannot be joined with or parted from %s', async (_what, attempt, says) => {
    const ada = await addPerson(deps, email('ada@example.org'), { by });
    await expect(attempt(ada)).rejects.toThrow(says);
    expect(await idsOf(ada)).toEqual([1]);
  });
});

it('everything that is said is written down by numbers, so that who is forgotten is forgotten there, too', async () => {
  const ada = await addPerson(deps, email('ada@example.org'), { by });
  await joinIdentity(deps, ada, email('eve@example.org'), { by: { kind: 'person', personId: ada } });
  const eve = await splitPerson(deps, ada, [2 as never], { by });
  await joinPeople(deps, ada, eve as PersonId, { by });
  const [link] = await house.store.people.linksOf(ada);
  await decideLink(deps, link?.id ?? 0, 'confirmed', { by });
  await erasePerson(deps, ada, { by });
  const told = (await notes()).slice(0, 6);
  expect(told.toReversed()).toEqual([
    'administrator people/add person/1 api: Named commit-email 1.',
    'person/1 people/join person/1 api: Joined with commit-email 2.',
    `administrator people/split person/${eve} api: Split commit-email 2 off person 1.`,
    `administrator people/join person/1 api: Joined with person ${eve}.`,
    'administrator people/confirm person/1 api: commit-email 1 and commit-email 2: one person.',
    'administrator people/erase person/1 api: Forgot 2 identities.',
  ]);
  expect(JSON.stringify(told)).not.toContain('example.org');
});

describe('names from Jira', () => {
  it('are asked for when they are shown, and left out when Jira does not answer', async () => {
    jira.accounts.set('ada', { email: '' });
    const ada = await addPerson(deps, atJira('ada'), { by });
    const key = jiraNameKey(house.siteId, 'ada');
    expect((await personView(deps, ada))?.names.get(key)?.displayName).toBe('Name of ada');
    expect((await peoplePage(deps, everybody)).names.size).toBe(1);
    expect(JSON.stringify(await house.store.people.get(ada))).not.toContain('Name of');
    deps = { ...house, jiraSite: withPeople(house.jiraSite, undefined) };
    expect((await personView(deps, ada))?.names.size).toBe(0);
    expect(await personView(deps, 99 as PersonId)).toBeUndefined();
  });
});

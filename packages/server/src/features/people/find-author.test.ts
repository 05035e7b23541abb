/** Whose account at Jira a commit's address is: known by proof, and in doubt nobody's. */

import { Failure } from '@branchline/domain';
import type { AtlassianAccountId, IntegrationId, JiraSiteId, PersonId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuthorAnswer } from '../../ports/authors.ts';
import { fakeJiraPeople, withPeople, type FakeJiraPeople } from '../../test-support/fake-jira-people.ts';
import { forgetEverybody } from '../../test-support/forget-everybody.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { decideLink, erasePerson, joinIdentity, joinPeople, saveTrustsEmail, splitPerson } from './correct-people.ts';
import { emailProofHours, findAuthor, type FindAuthorDeps } from './find-author.ts';
import { findPusher } from './find-pusher.ts';

let house: TestHouse;
let jira: FakeJiraPeople;
let deps: FindAuthorDeps;
let integrationId: IntegrationId;

const by = { kind: 'administrator' } as const;
const hour = 3_600_000;

beforeAll(async () => {
  house = await openTestHouse();
  const settings = { url: 'https://git.example.org' };
  integrationId = (await house.store.integrations.add({ connector: 'forgejo', name: 'Forge', settings })).id;
});
afterAll(() => house.close());
beforeEach(async () => {
  await forgetEverybody(house.database.connectionString);
  jira = fakeJiraPeople();
  deps = { ...house, jiraSite: withPeople(house.jiraSite, jira.people) };
});

function ask(email: string): Promise<AuthorAnswer> {
  const author = { name: 'Ada', email, at: new Date(0) };
  return findAuthor(deps, { author, integrationId, jiraSiteId: house.siteId });
}

async function because(email: string): Promise<string> {
  const answer = await ask(email);
  return answer.kind === 'known' ? 'known' : `${answer.kind}: ${answer.because}`;
}

function account(accountId: string) {
  const identity = {
    kind: 'jira-account',
    jiraSiteId: house.siteId,
    accountId: accountId as AtlassianAccountId,
  } as const;
  return { identity, login: undefined, name: undefined, shownEmail: undefined };
}

function serviceAccount(remoteId: string, login: string, service = 'git.example.org') {
  const identity = { kind: 'service-account', service, remoteId } as const;
  return { identity, login, name: undefined, shownEmail: undefined };
}

async function personBy(email: string): Promise<PersonId> {
  const kept = await house.store.people.find({ kind: 'commit-email', email });
  return kept?.personId ?? (0 as PersonId);
}

describe('an address is known', () => {
  it('when Jira shows exactly one active account with it, asked once in a day', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    jira.accounts.set('former', { email: 'ada@example.org', isActive: false });
    const answer = await ask('Ada@Example.org');
    expect(answer).toEqual({ kind: 'known', personId: await personBy('ada@example.org'), accountId: 'ada' });
    expect(await ask('ada@example.org')).toEqual(answer);
    expect(jira.asked).toEqual(['ada@example.org']);
    house.advance(emailProofHours * hour + 1);
    expect(await ask('ada@example.org')).toEqual(answer);
    expect(await ask('ada@example.org')).toEqual(answer);
    expect(jira.asked).toHaveLength(2);
  });

  it('no longer when Jira shows somebody else with it, or nobody', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    await ask('ada@example.org');
    jira.accounts.delete('ada');
    jira.accounts.set('heir', { email: 'ada@example.org' });
    house.advance(emailProofHours * hour + 1);
    expect(await ask('ada@example.org')).toMatchObject({ kind: 'known', accountId: 'heir' });
    jira.accounts.clear();
    house.advance(emailProofHours * hour + 1);
    expect(await because('ada@example.org')).toMatch(/^unknown: Jira shows no active account with the address of ada@/);
    expect((await house.store.people.get(await personBy('ada@example.org')))?.identities).toHaveLength(1);
  });

  it('through the account that a hiding address has the number of', async () => {
    const hidden = '7-ada@users.noreply.gitlab.com';
    expect(await because(hidden)).toMatch(/^unknown: 7-ada@users.noreply.gitlab.com hides who it is\. Connect/);
    const kept = await house.store.people.find(serviceAccount('7', 'ada', 'gitlab.com').identity);
    await joinIdentity(deps, kept?.personId as PersonId, account('ada'), { by }).catch(() => undefined);
    jira.accounts.set('ada', { email: 'hidden' });
    await joinIdentity(deps, kept?.personId as PersonId, account('ada'), { by });
    expect(await ask(hidden)).toMatchObject({ kind: 'known', accountId: 'ada' });
    expect(await ask('7-ada.l@users.noreply.gitlab.com')).toMatchObject({ kind: 'known', accountId: 'ada' });
    expect(jira.asked).toEqual([]);
  });

  it('through another address of the same person', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    await ask('ada@home.example.org');
    const person = await personBy('ada@home.example.org');
    const work = { identity: { kind: 'commit-email', email: 'ada@example.org' } as const };
    await joinIdentity(deps, person, { ...account(''), ...work }, { by });
    expect(await ask('ada@home.example.org')).toMatchObject({ kind: 'known', personId: person, accountId: 'ada' });
  });

  it('without asking Jira when an administrator said so', async () => {
    jira.accounts.set('ada', { email: 'elsewhere@example.org' });
    await ask('ada@example.org');
    await joinIdentity(deps, await personBy('ada@example.org'), account('ada'), { by });
    jira.asked.length = 0;
    house.advance(100 * emailProofHours * hour);
    expect(await ask('ada@example.org')).toMatchObject({ kind: 'known', accountId: 'ada' });
    expect(jira.asked).toEqual([]);
  });
});

describe('an address is nobody to act for', () => {
  it.each(['', 'ada', 'noreply@github.com', 'root@localhost'])('when it is "%s"', async (email) => {
    expect(await because(email)).toMatch(/nobody's e-mail address\. Set user\.email in git\.$/);
    expect(jira.asked).toEqual([]);
  });

  it('when the site is gone, or has nobody who may look people up', async () => {
    deps = { ...deps, jiraSite: withPeople(house.jiraSite, undefined) };
    expect(await because('ada@example.org')).toMatch(
      /^unknown: Nobody can be looked up at Jira: it is connected without/,
    );
    const author = { name: 'Ada', email: 'ada@example.org', at: new Date(0) };
    const gone = await findAuthor(deps, { author, integrationId, jiraSiteId: 99 as JiraSiteId });
    expect(gone).toEqual({ kind: 'unknown', because: 'The Jira site is not connected any more.' });
  });

  it('when Jira shows several active accounts with it; each is suggested and an administrator may choose', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    jira.accounts.set('other', { email: 'ada@example.org' });
    expect(await because('ada@example.org')).toMatch(/^ambiguous: Jira shows several active accounts/);
    const suggestions = await house.store.people.suggestions(10);
    expect(suggestions.map(({ link }) => `${link.proof} ${link.state}`)).toEqual([
      'jira-email suggested',
      'jira-email suggested',
    ]);
    const [first] = suggestions;
    await decideLink(deps, first?.link.id ?? 0, 'confirmed', { by });
    const { other: chosen } = first ?? {};
    const accountId = chosen?.identity.kind === 'jira-account' && chosen.identity.accountId;
    expect(await ask('ada@example.org')).toMatchObject({ kind: 'known', accountId });
  });

  it('when its proofs lead to two accounts of the site', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    jira.accounts.set('bob', { email: 'bob@example.org' });
    await ask('ada@example.org');
    await ask('bob@example.org');
    const [one, other] = [await personBy('ada@example.org'), await personBy('bob@example.org')];
    await house.store.transaction(async ({ people }) => {
      const [ada, bob] = [await people.get(one), await people.get(other)];
      const link = { proof: 'noreply-address', state: 'confirmed', by: 'rule', at: house.clock.now() } as const;
      const ids = [ada?.identities[0]?.id ?? 0, bob?.identities[0]?.id ?? 0] as never[];
      await people.tell({ one: ids[0]!, other: ids[1]!, ...link });
      await people.regroup(ids, () => 'Two accounts.');
    });
    expect(await ask('ada@example.org')).toEqual({ kind: 'ambiguous', because: 'Two accounts.' });
    expect(await ask('bob@example.org')).toEqual({ kind: 'ambiguous', because: 'Two accounts.' });
  });

  it('when an administrator joined two accounts of the site', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    jira.accounts.set('bob', { email: 'bob@example.org' });
    await ask('ada@example.org');
    await ask('bob@example.org');
    const [one, other] = [await personBy('ada@example.org'), await personBy('bob@example.org')];
    await joinPeople(deps, one, other, { by });
    expect(await because('bob@example.org')).toMatch(
      /^ambiguous: What is known leads to two accounts at one Jira site/,
    );
    for (const { id } of [...(await house.store.people.linksOf(one)), ...(await house.store.people.linksOf(other))]) {
      await decideLink(deps, id, 'confirmed', { by });
    }
    expect(await because('bob@example.org')).toMatch(/^ambiguous: An administrator joined .* with 2 accounts at Jira/);
    const person = await house.store.people.get(one);
    const bobs = (person?.identities ?? []).filter((each) => JSON.stringify(each.identity).includes('bob'));
    await splitPerson(
      deps,
      one,
      bobs.map(({ id }) => id),
      { by },
    );
    expect(await ask('ada@example.org')).toMatchObject({ kind: 'known', accountId: 'ada' });
    expect(await ask('bob@example.org')).toMatchObject({ kind: 'known', accountId: 'bob' });
  });

  it('when an administrator keeps it apart from the account', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    await ask('ada@example.org');
    const person = await personBy('ada@example.org');
    const theirs = (await house.store.people.get(person))?.identities ?? [];
    await splitPerson(
      deps,
      person,
      theirs.slice(1).map(({ id }) => id),
      { by },
    );
    expect(await because('ada@example.org')).toMatch(/^unknown/);
    house.advance(emailProofHours * hour + 1);
    expect(await because('ada@example.org')).toMatch(/^unknown/);
  });

  it('when it was erased', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    await ask('ada@example.org');
    await erasePerson(deps, await personBy('ada@example.org'), { by });
    jira.asked.length = 0;
    expect(await because('ada@example.org')).toMatch(/^unknown: ada@example\.org was erased here on request/);
    expect(jira.asked).toEqual([]);
  });

  it('while e-mail addresses are no proof at the site, until somebody confirms', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    await ask('ada@example.org');
    await saveTrustsEmail(deps, { id: house.siteId }, false, { by });
    expect(await because('ada@example.org')).toMatch(/e-mail addresses are no proof here/);
    const [suggestion] = await house.store.people.suggestions(10);
    await decideLink(deps, suggestion?.link.id ?? 0, 'confirmed', { by });
    expect(await ask('ada@example.org')).toMatchObject({ kind: 'known', accountId: 'ada' });
  });

  it('and known again when addresses are trusted again', async () => {
    jira.accounts.set('ada', { email: 'ada@example.org' });
    await saveTrustsEmail(deps, { id: house.siteId }, false, { by });
    expect(await because('ada@example.org')).toMatch(/no proof here/);
    await saveTrustsEmail(deps, { id: house.siteId }, true, { by });
    expect(await ask('ada@example.org')).toMatchObject({ kind: 'known', accountId: 'ada' });
  });

  it('by its display name, or by a login that may have been somebody else', async () => {
    jira.accounts.set('Ada', { email: 'other@example.org' });
    await house.store.people.add(serviceAccount('7', 'ada'), house.clock.now());
    expect(await because('ada@noreply.git.example.org')).toMatch(/hides who it is/);
    expect(await house.store.people.suggestions(10)).toMatchObject([{ link: { proof: 'noreply-login' } }]);
  });
});

it('a Jira that cannot be asked is a failure, not an answer', async () => {
  jira.failing = new Failure('unavailable', 'jira', 'Jira does not answer.');
  await expect(ask('ada@example.org')).rejects.toThrow('Jira does not answer.');
});

describe('who pushed', () => {
  const pusher = {
    remoteId: '7',
    login: 'ada',
    name: undefined,
    email: undefined,
    webUrl: undefined,
    avatarUrl: undefined,
  };

  it('is known by the account, never by the login', async () => {
    const { personId } = await house.store.people.add(serviceAccount('7', 'ada'), house.clock.now());
    expect(await findPusher(deps, { pusher, integrationId })).toBe(personId);
    expect(await findPusher(deps, { pusher: { ...pusher, remoteId: undefined }, integrationId })).toBeUndefined();
    expect(await findPusher(deps, { pusher: { ...pusher, remoteId: '8' }, integrationId })).not.toBe(personId);
  });

  it('is met by the push, and suggested to be the author whose address the service shows', async () => {
    await ask('ada@example.org');
    const met = await findPusher(deps, { pusher: { ...pusher, email: 'Ada@example.org' }, integrationId });
    expect(await findPusher(deps, { pusher, integrationId })).toBe(met);
    expect(met).not.toBe(await personBy('ada@example.org'));
    expect(await house.store.people.suggestions(10)).toMatchObject([{ link: { proof: 'service-email' } }]);
    await erasePerson(deps, met as PersonId, { by });
    expect(await findPusher(deps, { pusher, integrationId })).toBeUndefined();
  });

  it('is nobody where there are no accounts', async () => {
    const plain = await house.store.integrations.add({ connector: 'git', name: 'Git', settings: { cloneUrl: 'x' } });
    expect(await findPusher(deps, { pusher, integrationId: plain.id })).toBeUndefined();
    expect(await findPusher(deps, { pusher, integrationId: 99 as IntegrationId })).toBeUndefined();
  });
});

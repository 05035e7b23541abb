/** What our pages say of issues: at most five minutes old, older where Jira is silent, and never made up. */

import { Failure, type IssueKey, type JiraSiteId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JiraIssue } from '../../ports/jira-site.ts';
import type { ReadKnownIssues } from '../../ports/read-known-issues.ts';
import { addExampleRepository, linked } from '../../test-support/example-rows.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { createKnownIssues, freshMilliseconds, silentMilliseconds } from './read-known-issues.ts';

let house: TestHouse;
let site: JiraSiteId;
let read: ReadKnownIssues;
/** What Jira has, by every key it answers to. */
let there: Record<string, JiraIssue>;
let failure: Failure | undefined;
let asked: (readonly string[])[];

const key = (text: string) => text as IssueKey;

function issue(id: string, of: string, summary = `About ${of}`): JiraIssue {
  return { id, key: key(of), summary, type: 'Bug', status: 'To Do' };
}

beforeAll(async () => {
  house = await openTestHouse();
  const repository = await addExampleRepository(house.store);
  const commits = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6'].map((each, place) => linked(place + 1, each));
  await house.store.development.saveCommits(repository, commits, true);
});
afterAll(() => house.close());
beforeEach(async () => {
  site = (await house.store.jiraSites.add({ ...house.jira.settings, name: 'Jira', clientId: 'id' })).id;
  there = {};
  failure = undefined;
  asked = [];
  const issues = {
    async read(keys: readonly IssueKey[]) {
      asked.push(keys);
      if (failure !== undefined) throw failure;
      const found = new Map(keys.flatMap((each) => (there[each] ? [[each, there[each]] as const] : [])));
      return { found, missing: keys.filter((each) => !found.has(each)) };
    },
    children: async () => ({ keys: [], isCut: false }),
  };
  read = createKnownIssues({ ...house, jiraSite: () => ({ ...house.jira.site, issues }) });
});

async function summaries(...keys: readonly string[]) {
  const found = await read([site], keys.map(key));
  return Object.fromEntries([...found].map(([each, { summary }]) => [each, summary]));
}

describe('an issue', () => {
  it('is shown with its address, and read again when it is five minutes old', async () => {
    there['A-1'] = issue('1', 'A-1', 'Before');
    const shown = { summary: 'Before', type: 'Bug', status: 'To Do', url: `${house.jira.settings.siteUrl}/browse/A-1` };
    expect(await read([site], [key('A-1')])).toEqual(new Map([['A-1', shown]]));
    there['A-1'] = issue('1', 'A-1', 'After');
    house.advance(freshMilliseconds - 1);
    expect(await summaries('A-1')).toEqual({ 'A-1': 'Before' });
    house.advance(1);
    expect(await summaries('A-1')).toEqual({ 'A-1': 'After' });
    expect(asked).toEqual([['A-1'], ['A-1']]);
  });

  it('is asked for together with others, and only where it is old', async () => {
    for (const [place, each] of ['A-1', 'A-2', 'A-3'].entries()) there[each] = issue(String(place), each);
    await summaries('A-2');
    expect(await summaries('A-1', 'A-2', 'A-3')).toEqual({
      'A-1': 'About A-1',
      'A-2': 'About A-2',
      'A-3': 'About A-3',
    });
    expect(asked).toEqual([['A-2'], ['A-1', 'A-3']]);
  });

  it('that Jira does not have is left out, and not asked for again at once', async () => {
    expect(await summaries('A-1')).toEqual({});
    there['A-1'] = issue('1', 'A-1');
    expect(await summaries('A-1')).toEqual({});
    house.advance(freshMilliseconds);
    expect(await summaries('A-1')).toEqual({ 'A-1': 'About A-1' });
    expect(asked).toHaveLength(2);
  });

  it('that Jira no longer shows us is not shown any more', async () => {
    there['A-1'] = issue('1', 'A-1');
    await summaries('A-1');
    there = {};
    house.advance(freshMilliseconds);
    expect(await summaries('A-1')).toEqual({});
    failure = new Failure('unavailable', 'jira', 'Jira cannot be reached.');
    house.advance(freshMilliseconds);
    expect(await summaries('A-1')).toEqual({});
  });

  it('that was moved is found by both keys, and the move is learned', async () => {
    there['A-4'] = issue('4', 'B-1');
    expect(await summaries('A-4')).toEqual({ 'A-4': 'About B-1' });
    expect((await house.store.issueAliases.near(site, [key('A-4')])).issues).toEqual(new Map([['A-4', 'B-1']]));
    there = { 'B-1': issue('4', 'B-1', 'Now') };
    house.advance(freshMilliseconds);
    expect(await summaries('A-4', 'B-1')).toEqual({ 'A-4': 'Now', 'B-1': 'Now' });
    expect(asked).toEqual([['A-4'], ['B-1']]);
  });
});

describe('when Jira is silent', () => {
  beforeEach(async () => {
    there['A-5'] = issue('5', 'A-5', 'Old');
    await summaries('A-5');
    house.advance(freshMilliseconds);
    asked = [];
  });

  it.each(['unavailable', 'rate-limited', 'unauthorized', 'forbidden', 'invalid-response'] as const)(
    'what is known is shown, and Jira left alone for a while: %s',
    async (kind) => {
      failure = new Failure(kind, 'jira', 'It does not answer.');
      expect([await summaries('A-5'), await summaries('A-5', 'A-6')]).toEqual([{ 'A-5': 'Old' }, { 'A-5': 'Old' }]);
      expect(asked).toHaveLength(1);
      failure = undefined;
      there['A-5'] = issue('5', 'A-5', 'New');
      house.advance(silentMilliseconds);
      expect(await summaries('A-5')).toEqual({ 'A-5': 'New' });
    },
  );

  it('a paused site is not asked', async () => {
    await house.store.jiraSites.pause(site, 'Paused by a person.');
    expect(await summaries('A-5')).toEqual({ 'A-5': 'Old' });
    expect(asked).toEqual([]);
  });

  it('a defect of ours is one', async () => {
    failure = new TypeError('undefined is not a function') as unknown as Failure;
    await expect(summaries('A-5')).rejects.toThrow('undefined is not a function');
  });
});

describe('of several sites', () => {
  it('the first that has the issue tells', async () => {
    const other = (await house.store.jiraSites.add({ ...house.jira.settings, name: 'Other', clientId: 'id' })).id;
    await house.store.knownIssues.save(other, [issue('1', 'A-1', 'Elsewhere')], house.clock.now());
    await house.store.knownIssues.save(other, [issue('2', 'A-2', 'Elsewhere')], house.clock.now());
    await house.store.knownIssues.save(site, [issue('1', 'A-1', 'Here')], house.clock.now());
    const found = await read([site, other, 999 as JiraSiteId], ['A-1', 'A-2'].map(key));
    expect([...found].map(([each, { summary }]) => [each, summary])).toEqual([
      ['A-1', 'Here'],
      ['A-2', 'Elsewhere'],
    ]);
    expect(await read([], [key('A-1')])).toEqual(new Map());
  });
});

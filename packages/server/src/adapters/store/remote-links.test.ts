import type { IssueKey } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LinkedRepository, RemoteLinkTable } from '../../ports/store/remote-links.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

const [one, two, three] = ['ABC-1', 'ABC-2', 'ABC-3'] as [IssueKey, IssueKey, IssueKey];

let test: TestStore;
let links: RemoteLinkTable;
let place: LinkedRepository;
let count = 0;

beforeAll(async () => {
  test = await openTestStore();
  links = test.store.remoteLinks;
});
afterAll(() => test.close());
beforeEach(async () => {
  place = {
    siteUrl: 'https://jira.example',
    jiraRepositoryId: `i-${++count}`,
    name: 'team/app',
    issuesUrl: 'https://branchline.example/issues',
    properties: { installation: 'i', integration: `i-${count}` },
  };
  await links.meet(place);
});

function commit(name: string, keys: readonly IssueKey[], sequence = 1) {
  return { kind: 'commit' as const, name, keys, sequence };
}

async function linksOf(...names: readonly string[]) {
  const found = await links.linksOf(
    place,
    names.map((name) => ({ kind: 'commit', name })),
  );
  return found.map(({ name, key, isLeaving }) => `${name} ${key}${isLeaving ? ' leaving' : ''}`);
}

it('keeps what a thing named before until it is forgotten', async () => {
  await links.change(place, [commit('a', [one, two]), commit('b', [one])]);
  await links.change(place, [commit('a', [two, three])]);
  expect(await linksOf('a', 'b', 'c')).toEqual(['a ABC-1 leaving', 'a ABC-2', 'a ABC-3', 'b ABC-1']);
  expect(await links.leaving(place, 10)).toEqual([{ kind: 'commit', name: 'a', key: one, isLeaving: true }]);
  await links.forget(place, [{ kind: 'commit', name: 'a', key: one }]);
  expect(await linksOf('a')).toEqual(['a ABC-2', 'a ABC-3']);
});

it('takes back a leaving that did not come about', async () => {
  await links.change(place, [commit('a', [one])]);
  await links.change(place, [commit('a', [])]);
  await links.change(place, [commit('a', [one, one])]);
  expect(await linksOf('a')).toEqual(['a ABC-1']);
});

it('counts commits, and of them only those that stay', async () => {
  await links.change(place, [commit('a', [one, two]), commit('b', [one]), commit('c', [two])]);
  await links.change(place, [{ ...commit('main', [one]), kind: 'branch' }, commit('c', [])]);
  expect(await links.commitCounts(place, [one, two, three])).toEqual(
    new Map([
      [one, 2],
      [two, 1],
    ]),
  );
});

it('lets everything leave, or what was numbered up to a number, some at a time', async () => {
  await links.change(place, [commit('a', [one], 5), commit('b', [one], 6)]);
  await links.leave(place, 5);
  expect(await linksOf('a', 'b')).toEqual(['a ABC-1 leaving', 'b ABC-1']);
  await links.leave(place, undefined);
  expect(await links.leaving(place, 1)).toHaveLength(1);
  expect(await links.leaving(place, 10)).toHaveLength(2);
});

it('knows repositories by their properties, until nothing of them is linked', async () => {
  const integration = place.properties['integration'] ?? '';
  await links.change(place, [commit('a', [one])]);
  const found = { siteUrl: place.siteUrl, jiraRepositoryId: place.jiraRepositoryId };
  expect(await links.withProperty(place.siteUrl, 'integration', integration)).toEqual([found]);
  expect(await links.withProperty('https://other.example', 'integration', integration)).toEqual([]);
  await links.forgetEmpty(place);
  expect(await links.repository(place)).toEqual(place);
  await links.forget(place, [{ kind: 'commit', name: 'a', key: one }]);
  await links.forgetEmpty(place);
  expect(await links.repository(place)).toBeUndefined();
});

it('takes on what a repository is called now', async () => {
  await links.meet({ ...place, name: 'team/renamed' });
  expect((await links.repository(place))?.name).toBe('team/renamed');
});

it('keeps sites and repositories apart', async () => {
  const other = { ...place, siteUrl: 'https://other.example' };
  await links.meet(other);
  await links.change(other, [commit('a', [one])]);
  expect(await linksOf('a')).toEqual([]);
  await links.leave(place, undefined);
  expect(await links.leaving(other, 10)).toEqual([]);
});

import { everyRepository, type IntegrationId, type RepositoryChoice } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { listed, listedService, manyListed, type ListedService } from '../../test-support/listed-service.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { scheduleIndexing } from '../indexing/schedule-indexing.ts';
import { discoverRepositories, type DiscoverRepositoriesDeps } from './discover-repositories.ts';
import { saveRepositoryChoice } from './save-repository-choice.ts';

let house: TestHouse;
let deps: DiscoverRepositoriesDeps;
let service: ListedService;
let id: IntegrationId;

beforeEach(async () => {
  house = await openTestHouse();
  service = listedService([listed(1, 'acme/app'), listed(2, 'acme/docs'), listed(3, 'other/app')]);
  deps = { ...house, connectors: new Map([['listed', service.connector]]) };
  ({ id } = await house.store.integrations.add({ connector: 'listed', name: 'Listed', settings: {} }));
});
afterEach(() => house.close());

const discover = () => discoverRepositories(deps, id);

async function names(): Promise<readonly string[]> {
  return (await house.store.repositories.listByIntegration(id)).map(({ name }) => name);
}

async function choose(choice: Partial<RepositoryChoice>): Promise<void> {
  expect(await saveRepositoryChoice(deps, id, { ...everyRepository, ...choice })).toBe(true);
}

async function waitingToBeIndexed(): Promise<readonly string[]> {
  const jobs = await house.store.jobs.list(1000);
  const all = await house.store.repositories.listByIntegration(id);
  const nameOf = new Map(all.map((repository) => [`index/${repository.id}`, repository.name]));
  return jobs.filter((job) => job.name === 'index-repository').map(({ key }) => nameOf.get(key ?? '') ?? '?');
}

describe('discovering', () => {
  it('saves everything at first, and has it indexed, busy repositories first', async () => {
    service.repositories[1] = listed(2, 'acme/docs', { activeAt: new Date('2026-02-28T00:00:00Z') });
    service.repositories[2] = listed(3, 'other/app', { activeAt: undefined });
    await discover();
    expect(await names()).toEqual(['acme/app', 'acme/docs', 'other/app']);
    expect(await waitingToBeIndexed()).toEqual(['acme/docs', 'acme/app', 'other/app']);
  });

  it('follows a renamed and moved repository by its stable id', async () => {
    await discover();
    const [before] = await house.store.repositories.findByRemoteIds(id, ['1']);
    service.repositories[0] = listed(1, 'renamed/application');
    await discover();
    const [after] = await house.store.repositories.findByRemoteIds(id, ['1']);
    expect(after).toMatchObject({
      id: before?.id,
      name: 'renamed/application',
      cloneUrl: 'https://git.example.com/renamed/application.git',
      webUrl: 'https://git.example.com/renamed/application',
    });
  });

  it('shows what is archived, empty, gone, and there again', async () => {
    service.repositories[0] = listed(1, 'acme/app', { isEmpty: true });
    service.repositories[1] = listed(2, 'acme/docs', { isArchived: true });
    const states = async () =>
      (await house.store.repositories.listByIntegration(id)).map(({ remoteState }) => remoteState);
    await discover();
    expect(await states()).toEqual(['empty', 'archived', 'there']);
    const [gone] = service.repositories.splice(2, 1);
    service.repositories[0] = listed(1, 'acme/app');
    await discover();
    expect(await states()).toEqual(['there', 'archived', 'gone']);
    service.repositories.push(gone!);
    await discover();
    expect(await states()).toEqual(['there', 'archived', 'there']);
  });

  it('does not take for gone what the list leaves out and the service still knows', async () => {
    await discover();
    service.unlisted.push(...service.repositories.splice(0, 1).map(() => listed(1, 'elsewhere/app')));
    await discover();
    const [moved] = await house.store.repositories.findByRemoteIds(id, ['1']);
    expect(moved).toMatchObject({ name: 'elsewhere/app', remoteState: 'there' });
  });

  it('writes nothing when nothing changed', async () => {
    await discover();
    const before = await house.store.listings.page(id, {
      search: undefined,
      owner: undefined,
      isTaken: undefined,
      after: undefined,
      limit: 10,
    });
    await discover();
    expect(
      await house.store.listings.page(id, {
        search: undefined,
        owner: undefined,
        isTaken: undefined,
        after: undefined,
        limit: 10,
      }),
    ).toEqual(before);
  });
});

describe('a long list', () => {
  it('that breaks off goes on where it was, without listing from the start', async () => {
    service.repositories.splice(0, 3, ...manyListed(1050));
    service.failOnPage = 6;
    expect((await failureOf(discover())).kind).toBe('unavailable');
    expect(await house.store.repositories.listByIntegration(id)).toHaveLength(600);
    expect(await house.store.listings.walkStanding(id)).toMatchObject({ walk: 1, seen: 600, isFinished: false });
    service.pagesAsked.length = 0;
    await discover();
    expect(service.pagesAsked).toEqual([6, 7, 8, 9, 10]);
    expect(await house.store.repositories.listByIntegration(id)).toHaveLength(1050);
    expect(await house.store.listings.walkStanding(id)).toMatchObject({ walk: 1, seen: 1050, isFinished: true });
  });

  it('stops between two pages when asked to', async () => {
    service.repositories.splice(0, 3, ...manyListed(300));
    const stopping = AbortSignal.abort();
    await expect(discoverRepositories(deps, id, stopping)).rejects.toThrow('aborted');
    expect(await house.store.repositories.listByIntegration(id)).toHaveLength(100);
    service.pagesAsked.length = 0;
    await discover();
    expect(service.pagesAsked).toEqual([1, 2]);
  });

  it('does not take for gone what a broken-off walk has not met yet', async () => {
    service.repositories.splice(0, 3, ...manyListed(250));
    await discover();
    service.failOnPage = 1;
    await failureOf(discover());
    const all = await house.store.repositories.listByIntegration(id);
    expect(all.filter(({ remoteState }) => remoteState === 'gone')).toEqual([]);
  });
});

describe('a choice', () => {
  it('takes only what was ticked, and takes back what is not any more', async () => {
    await discover();
    await choose({ current: ['1', '3'], futureInOwners: [], futureOwners: false });
    await discover();
    expect(await names()).toEqual(['acme/app', 'other/app']);
    expect(await waitingToBeIndexed()).toEqual(expect.arrayContaining(['acme/app', 'other/app']));
    expect(await waitingToBeIndexed()).toHaveLength(2);
    await choose({ current: ['2'], futureInOwners: [], futureOwners: false });
    await discover();
    expect(await names()).toEqual(['acme/docs']);
  });

  it('tells new repositories of chosen owners from those of new owners', async () => {
    await discover();
    await choose({ current: 'all', futureInOwners: ['acme'], futureOwners: false });
    service.repositories.push(listed(4, 'acme/new'), listed(5, 'other/new'), listed(6, 'stranger/new'));
    await discover();
    expect(await names()).toEqual(['acme/app', 'acme/docs', 'acme/new', 'other/app']);
    await choose({ current: 'all', futureInOwners: [], futureOwners: true });
    service.repositories.push(listed(7, 'newcomer/app'));
    await discover();
    // Everything that was there when the choice was saved is current now.
    expect(await names()).toHaveLength(7);
  });

  it('counts what the first list shows as there from the beginning', async () => {
    await choose({ current: 'all', futureInOwners: [], futureOwners: false });
    await discover();
    service.repositories.push(listed(4, 'acme/later'));
    await discover();
    expect(await names()).toEqual(['acme/app', 'acme/docs', 'other/app']);
  });

  it('may be made by patterns, a list of its own and a filter', async () => {
    await choose({ include: ['acme/*'], exclude: ['docs'] });
    await discover();
    expect(await names()).toEqual(['acme/app']);
    await choose({ filter: "[?contains(full_name, 'app')]" });
    await discover();
    expect(await names()).toEqual(['acme/app', 'other/app']);
    await choose({ apiPath: '/orgs/other/repos' });
    await discover();
    expect(await names()).toEqual(['other/app']);
    const reasons = await house.store.listings.page(id, {
      search: undefined,
      owner: 'acme',
      isTaken: undefined,
      after: undefined,
      limit: 10,
    });
    expect(reasons.listings.map(({ because }) => because)).toEqual(['filtered-out', 'filtered-out']);
  });

  it.each([
    [{ include: [' '] }, 'empty'],
    [{ apiPath: 'https://evil.example/repos' }, 'begin with a slash'],
    [{ apiPath: '//evil.example/repos' }, 'begin with a slash'],
    [{ apiPath: '/a/../../b' }, 'begin with a slash'],
    [{ filter: '[?' }, 'The filter cannot be used'],
    [{ filter: '[].full_name' }, 'Keep whole entries'],
    [{ filter: 'length(@)' }, 'a list of repositories'],
  ])('that cannot be used is refused when it is saved: %j', async (choice, words) => {
    const failure = await failureOf(saveRepositoryChoice(deps, id, { ...everyRepository, ...choice }));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain(words);
    expect((await house.store.listings.choice(id)).choice).toEqual(everyRepository);
  });

  it('is not saved for an integration that is gone', async () => {
    expect(await saveRepositoryChoice(deps, 999 as IntegrationId, everyRepository)).toBe(false);
  });
});

describe('the list to choose from', () => {
  it('comes in pages, can be searched, and counts by owner', async () => {
    await choose({ exclude: ['docs'] });
    await discover();
    const everything = { search: undefined, owner: undefined, isTaken: undefined, after: undefined };
    const first = await house.store.listings.page(id, { ...everything, limit: 2 });
    expect(first.listings.map(({ name, isTaken, because }) => [name, isTaken, because])).toEqual([
      ['acme/app', true, 'chosen'],
      ['acme/docs', false, 'excluded'],
    ]);
    const second = await house.store.listings.page(id, { ...everything, after: first.next, limit: 2 });
    expect([second.listings.map(({ name }) => name), second.next]).toEqual([['other/app'], undefined]);
    const found = await house.store.listings.page(id, { ...everything, search: 'DOC', limit: 2 });
    expect(found.listings.map(({ name }) => name)).toEqual(['acme/docs']);
    expect((await house.store.listings.page(id, { ...everything, isTaken: false, limit: 2 })).listings).toHaveLength(1);
    expect(await house.store.listings.owners(id)).toEqual([
      { owner: 'acme', repositories: 2, taken: 1 },
      { owner: 'other', repositories: 1, taken: 1 },
    ]);
  });
});

describe('the schedule', () => {
  const queued = async () => {
    const jobs = await house.store.jobs.list(100);
    return jobs.filter(({ name }) => name === 'discover-repositories').length;
  };

  it('walks over a list again when it is old', async () => {
    await discover();
    await scheduleIndexing(house);
    expect(await queued()).toBe(0);
    // The database dates the end of a walk by its own clock, which is ahead of the one that is set by hand.
    house.advance(Date.now() + 5 * 3_600_000 - house.clock.now().getTime());
    await scheduleIndexing(house);
    expect(await queued()).toBe(1);
  });

  it('leaves lists of paused integrations alone', async () => {
    await discover();
    await house.store.integrations.pause(id, 'Paused by a person.');
    house.advance(Date.now() + 5 * 3_600_000 - house.clock.now().getTime());
    await scheduleIndexing(house);
    expect(await queued()).toBe(0);
  });
});

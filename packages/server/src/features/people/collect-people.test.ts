/** Who occurs in linked rows is met by itself, asked about at Jira a few at a time, and reported to Atlassian. */

import { Failure } from '@branchline/domain';
import type { AtlassianAccountId, RepositoryId, ServicePerson } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filesOf, linked, linksTo, personOf, pullRequestOf } from '../../test-support/example-rows.ts';
import {
  fakeAccountReports,
  fakeJiraPeople,
  withPeople,
  type FakeAccountReports,
  type FakeJiraPeople,
} from '../../test-support/fake-jira-people.ts';
import { forgetEverybody } from '../../test-support/forget-everybody.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { collectPeople, daysUntilForgotten } from './collect-people.ts';
import { reportAccounts } from './report-accounts.ts';
import { schedulePeople } from './schedule-people.ts';

let house: TestHouse;
let jira: FakeJiraPeople;
let reports: FakeAccountReports;
let deps: TestHouse;
let repository: RepositoryId;
let numbers = 0;

const going = new AbortController().signal;
const day = 86_400_000;

beforeAll(async () => {
  house = await openTestHouse();
  const settings = { url: 'https://git.example.org' };
  const integration = await house.store.integrations.add({ connector: 'forgejo', name: 'Forge', settings });
  const remote = { remoteId: '1', name: 'team/app', cloneUrl: 'https://git.example.org/team/app', webUrl: undefined };
  repository = (await house.store.repositories.save(integration.id, remote)).id;
});
afterAll(() => house.close());
beforeEach(async () => {
  jira = fakeJiraPeople();
  reports = fakeAccountReports(() => house.clock.now());
  deps = { ...house, jiraSite: withPeople(house.jiraSite, jira.people, reports) };
  await forgetEverybody(house.database.connectionString);
  // What earlier tests wrote is as good as read.
  for (let read = await house.store.seenPeople.next(1000); read !== undefined;) {
    await house.store.seenPeople.readUpTo(read.repositoryId, read.upTo);
    read = await house.store.seenPeople.next(1000);
  }
  await house.store.jobs.cancel('collect-people');
  await house.store.jobs.cancel(`report-accounts/${house.siteId}`);
});

async function write(email: string, name = 'Ada'): Promise<void> {
  numbers += 1;
  const { commit, links } = linked(numbers, 'ABC-1');
  const author = { ...commit.author, email, name };
  await house.store.development.saveCommits(repository, [{ commit: { ...commit, author }, links }], true);
  await house.store.development.saveFiles(repository, [filesOf(numbers)]);
}

async function openPullRequest(author: ServicePerson, reviewer: ServicePerson): Promise<void> {
  numbers += 1;
  const reviewers = [{ person: reviewer, verdict: 'approved' as const }];
  const pullRequest = pullRequestOf(numbers, { author, reviewers });
  await house.store.development.savePullRequests(repository, [{ pullRequest, links: linksTo('ABC-1') }], true);
}

async function people(): Promise<readonly string[]> {
  const query = { search: undefined, kind: undefined, inConflict: false, after: undefined, limit: 100 } as const;
  return (await house.store.people.list(query)).map(({ identities }) =>
    identities
      .map(({ identity }) => {
        if (identity.kind === 'commit-email') return identity.email;
        return identity.kind === 'service-account' ? identity.remoteId : identity.accountId;
      })
      .join(' '),
  );
}

describe('whoever occurs', () => {
  it('in commits and pull requests is met once, each by what does not change', async () => {
    await write('Ada@example.org');
    await write('ada@example.org', 'Ada L.');
    await write('noreply@github.com', 'GitHub');
    await write('7+bob@users.noreply.github.com');
    const team = { ...personOf('reviewers'), remoteId: 'team/3' };
    await openPullRequest(personOf('ada'), { ...personOf('nobody'), remoteId: undefined });
    await openPullRequest(personOf('ada'), team);
    await collectPeople(deps, going);
    expect((await people()).toSorted()).toEqual(['7+bob@users.noreply.github.com 7', 'ada@example.org', 'id-ada']);
    expect(await house.store.people.find({ kind: 'commit-email', email: 'ada@example.org' })).toMatchObject({
      name: 'Ada L.',
    });
  });

  it('with an address that a service shows with an account is suggested to be that account', async () => {
    await write('ada@example.org');
    await write('ada@noreply.git.example.org');
    await openPullRequest({ ...personOf('ada'), email: 'Ada@example.org' }, personOf('bob'));
    await collectPeople(deps, going);
    await write('bob@noreply.git.example.org');
    await collectPeople(deps, going);
    const suggestions = await house.store.people.suggestions(10);
    expect(suggestions.map(({ link: { proof } }) => proof).toSorted()).toEqual([
      'noreply-login',
      'noreply-login',
      'service-email',
    ]);
    expect(await people()).toHaveLength(5);
  });

  it('is looked for by the schedule only while there is something new', async () => {
    await schedulePeople(deps);
    expect((await house.store.jobs.list(100)).filter(({ name }) => name === 'collect-people')).toEqual([]);
    await write('ada@example.org');
    await schedulePeople(deps);
    const job = (await house.store.jobs.list(100)).find(({ name }) => name === 'collect-people');
    expect(job).toMatchObject({ key: 'collect-people', for: 'schedule' });
    expect(await house.drain()).toEqual([]);
    expect(await people()).toEqual(['ada@example.org']);
  });

  it('is forgotten after years in which nobody met them or did anything with them', async () => {
    await write('ada@example.org');
    await collectPeople(deps, going);
    house.advance(daysUntilForgotten * day);
    await collectPeople(deps, going);
    expect(await people()).toEqual(['ada@example.org']);
    house.advance(1);
    await collectPeople(deps, going);
    expect(await people()).toEqual([]);
  });
});

describe('Jira is asked', () => {
  it('about addresses that have no account there, not again for a week, and says who they are', async () => {
    jira.accounts.set('account-ada', { email: 'ada@example.org' });
    await write('ada@example.org');
    await write('bob@example.org');
    await collectPeople(deps, going);
    expect(await people()).toEqual(['ada@example.org account-ada', 'bob@example.org']);
    await collectPeople(deps, going);
    expect(jira.asked).toEqual(['ada@example.org', 'bob@example.org']);
    house.advance(7 * day + 1);
    await collectPeople(deps, going);
    expect(jira.asked).toEqual(['ada@example.org', 'bob@example.org', 'bob@example.org']);
  });

  it('about twenty at a time, and goes on by itself', async () => {
    for (let number = 0; number < 21; number += 1) await write(`${number}@example.org`);
    await collectPeople(deps, going);
    expect(jira.asked).toHaveLength(20);
    expect((await house.store.jobs.list(100)).filter(({ name }) => name === 'collect-people')).toHaveLength(1);
    await collectPeople(deps, going);
    expect(jira.asked).toHaveLength(21);
  });

  it('nothing by a paused site, nor by one whose account is refused; one that does not answer fails the job', async () => {
    await write('ada@example.org');
    await house.store.jiraSites.pause(house.siteId, 'For a while.');
    await collectPeople(deps, going);
    expect(jira.asked).toEqual([]);
    await house.store.jiraSites.resume(house.siteId);
    jira.failing = new Failure('forbidden', 'jira', 'You may not browse users.');
    await collectPeople(deps, going);
    jira.failing = new Failure('unavailable', 'jira', 'Jira does not answer.');
    await expect(collectPeople(deps, going)).rejects.toThrow('Jira does not answer.');
    expect(await people()).toEqual(['ada@example.org']);
  });
});

describe('whose account ids are kept', () => {
  async function keepAccounts(count: number): Promise<void> {
    const seen = Array.from({ length: count }, (_, number) => ({
      identity: {
        kind: 'jira-account' as const,
        jiraSiteId: house.siteId,
        accountId: `account${number}` as AtlassianAccountId,
      },
      login: undefined,
      name: undefined,
      shownEmail: undefined,
    }));
    await house.store.people.see(seen, house.clock.now());
  }

  it('is told ninety at a time, each once in its cycle', async () => {
    await keepAccounts(91);
    await reportAccounts(deps, house.siteId, going);
    expect(reports.told.map((batch) => batch.length)).toEqual([90, 1]);
    expect(new Set(reports.told.flat()).size).toBe(91);
    house.advance(7 * day - 1);
    await reportAccounts(deps, house.siteId, going);
    expect(reports.told).toHaveLength(2);
    house.advance(1);
    await schedulePeople(deps);
    const jobs = (await house.store.jobs.list(100)).filter(({ name }) => name === 'report-accounts');
    expect(jobs).toMatchObject([{ key: `report-accounts/${house.siteId}` }]);
    await reportAccounts(deps, house.siteId, going);
    expect(reports.told).toHaveLength(4);
    expect(await house.drain()).toEqual([]);
    expect(await house.store.jobs.list(100)).toEqual([]);
  });

  it('a closed account is erased with what hung on it, and that is written down without naming it', async () => {
    jira.accounts.set('account0', { email: 'ada@example.org' });
    await write('ada@example.org');
    await collectPeople(deps, going);
    expect(await people()).toEqual(['ada@example.org account0']);
    reports.closed.add('account0');
    await reportAccounts(deps, house.siteId, going);
    expect(await people()).toEqual(['ada@example.org']);
    const [entry] = await house.store.auditLog.list({ what: 'people/' }, 1);
    expect(entry).toMatchObject({ what: 'people/erase-accounts', note: 'One account was closed at Atlassian.' });
  });

  it('stays due when Atlassian cannot be told, and waits a day where there is nothing to tell it with', async () => {
    await keepAccounts(1);
    reports.failing = new Failure('rate-limited', 'jira', 'Later.');
    await expect(reportAccounts(deps, house.siteId, going)).rejects.toThrow('Later.');
    expect(await house.store.people.accounts.sitesToReport(house.clock.now())).toEqual([house.siteId]);
    const without = { ...deps, jiraSite: withPeople(house.jiraSite, jira.people) };
    await reportAccounts(without, house.siteId, going);
    expect(await house.store.people.accounts.sitesToReport(house.clock.now())).toEqual([]);
    house.advance(day);
    expect(await house.store.people.accounts.sitesToReport(house.clock.now())).toEqual([house.siteId]);
    await reportAccounts(deps, 99 as typeof house.siteId, going);
  });
});

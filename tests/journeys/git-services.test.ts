/**
 * One story for each Git service: connected, listed, cloned; pull requests opened, reviewed, merged and declined. One
 * house hears of it by webhooks, the other only looks on schedule: in the end both know the same, and told Jira the same.
 */

import type { IssueKey } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { scheduleIndexing } from '../../packages/server/src/features/indexing/schedule-indexing.ts';
import { removeIntegration } from '../../packages/server/src/features/integrations/remove-integration.ts';
import type { Log } from '../../packages/server/src/ports/log.ts';
import { markedSecrets } from '../../packages/server/src/test-support/marked-secrets.ts';
import {
  makeWebhookByHand,
  openServiceHouse,
  type JourneyService,
  type ServiceHouse,
} from '../../packages/server/src/test-support/service-house.ts';
import { silentLog } from '../../packages/server/src/test-support/silent-log.ts';
import { setChecks } from '../../packages/server/src/test-support/stand-in/checks.ts';
import { forgejo, gitea } from '../../packages/server/src/test-support/stand-in/gitea/family.ts';
import { github, githubEnterpriseServer } from '../../packages/server/src/test-support/stand-in/github/family.ts';
import { gitlabFamily as gitlab } from '../../packages/server/src/test-support/stand-in/gitlab/family.ts';
import type { StandIn } from '../../packages/server/src/test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../packages/server/src/test-support/stand-in/start-stand-in.ts';
import type {
  StandInHook,
  StandInPerson,
  StandInRepository,
} from '../../packages/server/src/test-support/stand-in/state.ts';

const classic = { value: 'ghp_markedForSearching', scopes: ['repo', 'read:org', 'admin:org_hook'], kind: 'classic' };
const personal = { value: 'glpat-markedForSearching', scopes: ['api', 'read_repository'], kind: 'personal' };
const scoped = {
  value: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  scopes: ['read:user', 'read:issue', 'write:organization', 'write:repository'],
  kind: 'personal',
};
const atAddress = (url: string) => ({ url });

const services: readonly JourneyService[] = [
  { id: 'github', family: github, settingsFor: (url) => ({ url, apiUrl: `${url}/api` }), token: classic },
  { id: 'github-enterprise-server', family: githubEnterpriseServer, settingsFor: atAddress, token: classic },
  { id: 'gitlab', family: gitlab, settingsFor: atAddress, token: personal },
  { id: 'gitlab-self-managed', family: gitlab, settingsFor: atAddress, token: personal },
  { id: 'gitea', family: gitea, settingsFor: atAddress, token: scoped },
  { id: 'forgejo', family: forgejo, settingsFor: atAddress, token: scoped },
];

const day = 24 * 3_600_000;
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

interface Play {
  readonly standIn: StandIn;
  readonly repository: StandInRepository;
  readonly ada: StandInPerson;
  readonly bob: StandInPerson;
}

async function curtain({ family, token }: JourneyService): Promise<Play> {
  const standIn = await startStandIn(family);
  opened.push(standIn);
  const ada = standIn.addPerson({ login: 'ada' });
  const bob = standIn.addPerson({ login: 'bob' });
  standIn.addToken(ada, token);
  const repository = await standIn.addRepository('team/app', { labels: ['bug'] });
  const { git } = repository;
  await git.commit('ABC-1 start', { 'README.md': 'Hello.' });
  for (const name of ['ABC-2-topic', 'other', 'third']) {
    await git.checkout('main');
    await git.branch(name);
    await git.commit(`ABC-2 go on in ${name}`, { [`${name}.txt`]: name });
  }
  await git.checkout('main');
  await standIn.push(repository);
  return { standIn, repository, ada, bob };
}

async function openHouse(
  service: JourneyService,
  standIn: StandIn,
  hears: boolean | 'only',
  log: Log,
): Promise<ServiceHouse> {
  const house = await openServiceHouse(service, standIn, { hears, log });
  opened.push(house);
  return house;
}

/** The pull requests that Jira knows: number to what is told of it. */
async function pullRequestsAtJira(house: ServiceHouse) {
  const { repositories } = await house.atJira();
  return repositories.flatMap(({ pullRequests }) =>
    pullRequests.map(({ content, keys }): Readonly<Record<string, unknown>> => ({ keys, ...content })),
  );
}

/** Whose checks the open pull requests of ABC-3 have, and how they stand. */
async function checksOf({ house, integrationId }: ServiceHouse) {
  const ids = (await house.store.repositories.listByIntegration(integrationId)).map(({ id }) => id);
  const found = await house.store.issues.development('ABC-3' as IssueKey, ids, 10);
  return found.flatMap(({ pullRequests }) =>
    pullRequests.flatMap(({ checks }) => (checks === undefined ? [] : [{ head: checks.head, state: checks.state }])),
  );
}

describe.each(services.map((service) => [service.id, service] as const))('%s', (_id, service) => {
  it('reaches Jira by webhooks, and by looking, alike', { timeout: 180_000 }, async () => {
    const { standIn, repository, ada, bob } = await curtain(service);
    const secrets = markedSecrets();
    secrets.mark('token', service.token.value);
    const heard = await openHouse(service, standIn, true, secrets.log);
    const looked = await openHouse(service, standIn, false, secrets.log);

    const [before] = (await heard.atJira()).repositories;
    expect(before?.commits.flatMap(({ keys }) => keys)).toEqual(expect.arrayContaining(['ABC-1', 'ABC-2']));
    expect(before?.branches.flatMap(({ keys }) => keys)).toContain('ABC-2');
    expect(await pullRequestsAtJira(heard)).toEqual([]);
    expect([...repository.hooks, ...repository.owner.hooks].length).toBeGreaterThan(0);

    const wish = { title: 'ABC-3 A first one', description: 'With **ABC-4**.', author: ada, source: 'ABC-2-topic' };
    const first = await standIn.openPullRequest(repository, { ...wish, reviewers: [bob] });
    expect(await heard.settle()).toEqual([]);
    expect(await pullRequestsAtJira(heard)).toMatchObject([
      {
        status: 'OPEN',
        keys: expect.arrayContaining(['ABC-3']),
        reviewers: [{ name: expect.stringMatching(/^bob\b/i) }],
      },
    ]);

    setChecks(repository, first.head, { build: 'passed', 'status/scan': 'running' });
    await standIn.review(first, bob, 'approved');
    expect(await heard.settle()).toEqual([]);
    expect(await pullRequestsAtJira(heard)).toMatchObject([{ reviewers: [{ approvalStatus: 'APPROVED' }] }]);
    expect(await checksOf(heard)).toEqual([{ head: first.head, state: 'running' }]);

    await tellTheRest({ standIn, repository, ada, bob });
    expect(await heard.settle()).toEqual([]);
    const told = await pullRequestsAtJira(heard);
    expect(told.map(({ status }) => status)).toEqual(['MERGED', 'DECLINED', 'OPEN']);

    const byWebhooks = await heard.facts();

    // Nothing was told to the other house; its next looks find everything.
    expect(await pullRequestsAtJira(looked)).toEqual([]);
    standIn.state.clock.advance(day);
    await lookOnSchedule(looked);
    const facts = await looked.facts();
    for (const kind of ['pullRequests', 'commits', 'branches', 'links', 'refs'] as const) {
      expect({ [kind]: facts[kind] }).toEqual({ [kind]: byWebhooks[kind] });
    }
    expect(facts.pullRequests).toHaveLength(3);
    expect(facts.pullRequests.join(' ')).toContain('"changes-requested"');
    expect(await looked.atJira()).toEqual(await heard.atJira());
    await lookOnSchedule(heard);
    expect(await heard.facts()).toEqual(facts);
    for (const { secret } of [...repository.hooks, ...repository.owner.hooks]) secrets.mark('webhook secret', secret);
    expect(secrets.placesInLog()).toEqual([]);
    for (const { house } of [heard, looked]) {
      expect(await secrets.placesInDatabase(house.database.connectionString)).toEqual([]);
      expect(secrets.placesInFolder(house.mirrorFolder)).toEqual([]);
      expect(secrets.placesIn('Jira', house.jira.sandbox.snapshot())).toEqual([]);
    }
    await expectLeft(heard, () => [...repository.hooks, ...repository.owner.hooks]);
  });
});

describe.each(services.map((service) => [service.id, service] as const))('%s without a credential', (_id, service) => {
  it('reaches Jira by webhooks alone', { timeout: 180_000 }, async () => {
    const play = await curtain(service);
    const { standIn, repository, ada, bob } = play;
    const heard = await openHouse(service, standIn, true, silentLog);
    const alone = await openHouse(service, standIn, 'only', silentLog);
    await makeWebhookByHand(service, standIn, alone);
    standIn.requests.splice(0);
    const wish = { title: 'ABC-3 A first one', description: 'With **ABC-4**.', author: ada, source: 'ABC-2-topic' };
    await standIn.openPullRequest(repository, { ...wish, reviewers: [bob] });
    await tellTheRest(play);
    expect(await alone.settle()).toEqual([]);
    expect(standIn.requests, 'it never asks').toEqual([]);
    await heard.settle();

    const told = (await pullRequestsAtJira(alone)).map(withoutVerdicts);
    expect(told).toHaveLength(3);
    expect(told).toEqual((await pullRequestsAtJira(heard)).map(withoutVerdicts));
    const [known] = (await alone.atJira()).repositories;
    expect(known?.commits.flatMap(({ keys }) => keys)).toContain('ABC-5');
    expect(known?.branches.map(({ content }) => content['name'])).not.toContain('ABC-2-topic');
  });
});

/** What payloads tell as well as answers do: not who approved, nor how much was said. */
function withoutVerdicts(told: Readonly<Record<string, unknown>>) {
  return { ...told, reviewers: [], commentCount: 0 };
}

async function lookOnSchedule(house: ServiceHouse): Promise<void> {
  await house.settle();
  await scheduleIndexing(house.house);
  expect(await house.settle()).toEqual([]);
}

/** Disconnected, it leaves nothing behind: neither at the service, nor here, nor in Jira. */
async function expectLeft(left: ServiceHouse, hooks: () => readonly StandInHook[]): Promise<void> {
  const { house, integrationId } = left;
  const isOurs = ({ url }: StandInHook): boolean => url.startsWith(house.publicUrl);
  expect(hooks().some(isOurs)).toBe(true);
  await removeIntegration(house, integrationId);
  expect(await left.settle()).toEqual([]);
  expect(hooks().some(isOurs)).toBe(false);
  expect((await left.atJira()).repositories).toEqual([]);
  expect(await house.store.integrations.list()).toEqual([]);
}

/** More of everything, whichever way the services tell it. */
async function tellTheRest({ standIn, repository, ada, bob }: Play): Promise<void> {
  const [first] = repository.pullRequests;
  await standIn.comment(first!, ada, 'Thank you.');
  await repository.git.checkout('ABC-2-topic');
  await repository.git.commit('ABC-5 one more', { 'more.txt': 'more' });
  await standIn.push(repository, ada);
  await standIn.merge(first!, bob);
  const change = { title: 'ABC-6', author: bob, source: 'other', reviewers: [ada] };
  const second = await standIn.openPullRequest(repository, change);
  await standIn.review(second, ada, 'changes-requested', 'Rather not.');
  await standIn.decline(second, bob);
  const third = await standIn.openPullRequest(repository, {
    title: 'ABC-7',
    author: bob,
    source: 'third',
    isDraft: true,
  });
  await standIn.updatePullRequest(third, { title: 'ABC-7 and ABC-8', reviewers: [ada] });
  await standIn.setRef(repository, 'refs/heads/ABC-2-topic', undefined, bob);
}

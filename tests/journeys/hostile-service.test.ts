/** Five Git services at once, one of which stops answering: the other four do not notice. */

import { Secret, type IntegrationId } from '@branchline/domain';
import { afterEach, expect, it, vi } from 'vitest';
import { createJobRunner } from '../../packages/server/src/adapters/job-runner/job-runner.ts';
import { addIntegration } from '../../packages/server/src/features/integrations/add-integration.ts';
import { createJobHandlers } from '../../packages/server/src/jobs/handlers.ts';
import { createJobPolicy } from '../../packages/server/src/jobs/policy.ts';
import { addIndexJob, discoverOptions } from '../../packages/server/src/ports/job-options.ts';
import { silentLog } from '../../packages/server/src/test-support/silent-log.ts';
import type { StandInFamily } from '../../packages/server/src/test-support/stand-in/family.ts';
import { forgejo, gitea } from '../../packages/server/src/test-support/stand-in/gitea/family.ts';
import { github, githubEnterpriseServer } from '../../packages/server/src/test-support/stand-in/github/family.ts';
import { gitlabFamily } from '../../packages/server/src/test-support/stand-in/gitlab/family.ts';
import type { StandIn } from '../../packages/server/src/test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../packages/server/src/test-support/stand-in/start-stand-in.ts';
import { openTestHouse, type TestHouse } from '../../packages/server/src/test-support/test-house.ts';

const token = {
  value: 'ghp_fiveServicesAtOnce',
  scopes: ['repo', 'read:org', 'api', 'read_repository', 'read:user', 'read:issue', 'write:repository'],
  kind: 'classic',
};

interface Player {
  readonly id: string;
  readonly family: StandInFamily;
  readonly settings: (url: string) => Readonly<Record<string, unknown>>;
}

const hostile: Player = { id: 'gitlab', family: gitlabFamily, settings: (url) => ({ url }) };
const others: readonly Player[] = [
  { id: 'github', family: github, settings: (url) => ({ url, apiUrl: `${url}/api` }) },
  { id: 'github-enterprise-server', family: githubEnterpriseServer, settings: (url) => ({ url }) },
  { id: 'gitea', family: gitea, settings: (url) => ({ url }) },
  { id: 'forgejo', family: forgejo, settings: (url) => ({ url }) },
];

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** A stand-in with some repositories, connected. */
async function connect(house: TestHouse, { id, family, settings }: Player, repositories: number) {
  const standIn = await startStandIn(family);
  opened.push(standIn);
  const ada = standIn.addPerson({ login: 'ada' });
  standIn.addToken(ada, { ...token, kind: id.startsWith('git') && !id.startsWith('github') ? 'personal' : 'classic' });
  for (let place = 1; place <= repositories; place += 1) {
    const repository = await standIn.addRepository(`team/app-${place}`);
    await repository.git.commit('ABC-1 start', { 'a.txt': 'a\n' });
    await standIn.push(repository);
  }
  const credential = { kind: 'token', token: new Secret(token.value) } as const;
  const wanted = { connector: id, name: id, settings: settings(standIn.url), credential };
  const { id: integrationId } = await addIntegration(house, wanted);
  return { standIn, integrationId };
}

async function wakeAll(house: TestHouse, integrationId: IntegrationId): Promise<void> {
  await house.store.jobs.add('discover-repositories', { integrationId }, discoverOptions(integrationId, 'person'));
  for (const repository of await house.store.repositories.listByIntegration(integrationId)) {
    await addIndexJob(house.store.jobs, repository, 'person', 'person');
  }
}

async function tellNews({ standIn }: { readonly standIn: StandIn }): Promise<void> {
  for (const repository of standIn.state.repositories) {
    await repository.git.commit('ABC-2 news', { 'b.txt': 'b\n' });
    await standIn.push(repository);
  }
}

it('lets four go on while a fifth neither answers nor refuses', { timeout: 180_000 }, async () => {
  const house = await openTestHouse();
  opened.push(house);
  const bad = await connect(house, hostile, 6);
  const good = [];
  for (const player of others) good.push(await connect(house, player, 1));
  expect(await house.drain()).toEqual([]);
  for (const one of [bad, ...good]) await tellNews(one);
  bad.standIn.faults.add({ fault: { kind: 'silent' } });
  bad.standIn.faults.add({ path: '.git', fault: { kind: 'silent' } });
  // The silent one's jobs come first, and there are more of them than places.
  for (const { integrationId } of [bad, ...good]) await wakeAll(house, integrationId);

  const stopping = new AbortController();
  const ledger = house.database.openLedger();
  const runner = createJobRunner({
    connectionString: house.database.connectionString,
    ledger,
    log: silentLog,
    clock: { now: () => new Date() },
    concurrency: 4,
    graceMilliseconds: 50,
  });
  const policy = createJobPolicy({ ...house, random: () => 0 });
  const running = runner.run(createJobHandlers(house), policy, stopping.signal).finally(() => ledger.close());
  const newsOf = async (integrationId: IntegrationId) => {
    const repositories = await house.store.repositories.listByIntegration(integrationId);
    const found = await house.store.issues.development(
      'ABC-2' as never,
      repositories.map(({ id }) => id),
      10,
    );
    return found.length;
  };
  try {
    for (const { integrationId } of good) {
      await vi.waitFor(async () => expect(await newsOf(integrationId)).toBe(1), { timeout: 60_000, interval: 50 });
    }
    expect(await newsOf(bad.integrationId)).toBe(0);
    // Nobody waited for the silent one's requests to time out: its first are still under way.
    const jobs = await house.store.jobs.list(100);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.map(({ lastError }) => lastError)).toEqual(jobs.map(() => undefined));
    const states = await house.store.integrations.list();
    expect(states.map(({ pausedBecause }) => pausedBecause)).toEqual(states.map(() => undefined));
  } finally {
    stopping.abort();
    bad.standIn.faults.clear();
    await running;
  }
});

/** A whole Branchline for journeys: a database and a data folder of its own, a Jira, and workers that can be killed. */

import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Secret, type JiraSiteId, type RepositoryId } from '@branchline/domain';
import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import { loadContract } from '@branchline/jira-sandbox/contract';
import { compose, type House } from '../compose.ts';
import { readConfig } from '../config.ts';
import { saveAssociation } from '../features/associations/save-association.ts';
import { addIntegration } from '../features/integrations/add-integration.ts';
import { discoverRepositories } from '../features/integrations/discover-repositories.ts';
import { addJiraSite } from '../features/jira-sites/add-jira-site.ts';
import type { JobLedger } from '../ports/job-ledger.ts';
import { factsOf, type Facts } from './facts.ts';
import { programPlace, type RunningProgram } from './program.ts';
import { silentLog } from './silent-log.ts';
import { contractFolder } from './start-test-jira.ts';
import { openTestStore } from './test-store.ts';

export interface Journey {
  /** On the same database as the workers; it runs no jobs. */
  readonly house: House;
  readonly sandbox: JiraSandbox;
  readonly siteId: JiraSiteId;
  /** The runner's half of the queue; whoever opens it closes it. */
  openLedger(): JobLedger;
  /** The real program in a process of its own. */
  startWorker(): RunningProgram;
  /** Adds an integration for the clone URL that all projects may see; indexing waits for a worker. */
  connect(cloneUrl: string): Promise<RepositoryId>;
  /** Whether no job waits or runs. */
  isSettled(): Promise<boolean>;
  facts(): Promise<Facts>;
  /** What Jira has, as text in which this installation has no name of its own. */
  atJira(): Promise<string>;
  close(): Promise<void>;
}

/** For one condition, in milliseconds, on a slow and busy machine. */
const usualPatience = 60_000;
/** Looking asks the database, which the program that is waited for needs, too. */
const lookMilliseconds = 20;

/** Looks until it is so. @throws Error naming what did not come */
export async function until(what: string, isSo: () => Promise<boolean>, patience = usualPatience): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await pause(lookMilliseconds);
  }
}

async function isSettled({ store }: House): Promise<boolean> {
  const jobs = await store.jobs.list(1000);
  return jobs.every(({ name, state }) => name === 'schedule-indexing' || state === 'failed');
}

/** Call its `close` at the end, which also expects that every request met Atlassian's description. */
export async function openJourney(): Promise<Journey> {
  const database = await openTestStore();
  const { connectionString } = database;
  const place = await programPlace();
  const environment = {
    DATABASE_URL: connectionString,
    BRANCHLINE_DATA: place.dataFolder,
    BRANCHLINE_ALLOWED_FOLDERS: tmpdir(),
    BRANCHLINE_ALLOW_PRIVATE_HOSTS: 'yes',
    BRANCHLINE_URL: 'https://branchline.example',
    BRANCHLINE_LOG_LEVEL: 'warn',
  };
  const contract = contractFolder === undefined ? undefined : loadContract(contractFolder);
  const sandbox = await startJiraSandbox({ issues: 'any', contract });
  const house = await compose(readConfig({ PATH: process.env['PATH'], ...environment }), silentLog);
  const { store } = house;
  const { id: siteId } = await addJiraSite(house, {
    name: 'Jira',
    siteUrl: sandbox.siteUrl,
    apiUrl: sandbox.url,
    oauth: { clientId: sandbox.clientId, clientSecret: new Secret(sandbox.clientSecret) },
    account: undefined,
  });
  return {
    house,
    sandbox,
    siteId,
    openLedger: () => database.openLedger(),
    startWorker: () => place.start(['start', '--role', 'worker'], { env: environment }),
    async connect(cloneUrl) {
      const settings = { cloneUrl };
      const added = { connector: 'git', name: undefined, settings, credential: { kind: 'none' } } as const;
      const { id } = await addIntegration(house, added);
      const everywhere = { jiraSiteId: siteId, integrationId: id, repositoryId: undefined };
      await saveAssociation(house, { ...everywhere, projects: 'all', actions: ['see'] });
      await discoverRepositories(house, id);
      const [repository] = await store.repositories.listByIntegration(id);
      if (repository === undefined) throw new Error('Nothing was discovered.');
      return repository.id;
    },
    isSettled: () => isSettled(house),
    facts: () => factsOf(connectionString),
    atJira: async () => JSON.stringify(sandbox.snapshot(), null, 1).replaceAll(await store.installation.id(), 'here'),
    async close() {
      await place.remove();
      await house.close();
      await database.close();
      await sandbox.stop();
      sandbox.expectNoViolations();
    },
  };
}

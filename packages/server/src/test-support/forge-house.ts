/** A server at a real address, a Jira whose Forge calls it, and the jobs that follow, run when a test says so. */

import { grantsOf, Secret, type JiraSiteId, type RepositoryId } from '@branchline/domain';
import type { Contract, JiraSandbox } from '@branchline/jira-sandbox';
import { loadContract } from '@branchline/jira-sandbox/contract';
import { saveAccount, saveOAuth } from '../features/jira-sites/jira-credentials.ts';
import { forgeJobHandlers } from '../jobs/forge-handlers.ts';
import type { JobName } from '../ports/jobs.ts';
import type { Log } from '../ports/log.ts';
import { openJobTaker } from './job-taker.ts';
import { contractFolder } from './start-test-jira.ts';
import { startTestServer, type TestServer } from './test-server.ts';

export interface ForgeHouse extends Pick<TestServer, 'deps' | 'server'> {
  readonly sandbox: JiraSandbox;
  readonly siteId: JiraSiteId;
  /** A repository that all projects may see; without git behind it. */
  readonly repositoryId: RepositoryId;
  /** What was logged as a warning, with its facts. */
  readonly warnings: readonly { readonly message: string; readonly because: unknown }[];
  /** Registers the sandbox's app for the site. */
  register(): Promise<void>;
  /** As new: the app is registered anew and has not called; nothing is paused or waits. A full hour by the clock. */
  restart(): Promise<void>;
  advance(milliseconds: number): void;
  /** Runs the jobs about Forge that may run now; the names of the others, which are dropped. */
  work(): Promise<readonly JobName[]>;
  /** What the schedule does each minute. */
  watch(): Promise<void>;
  close(): Promise<void>;
}

const hour = 3_600_000;
const people = [
  { accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' },
  { accountId: 'ben-2', name: 'Ben', email: 'ben@example.com' },
];

// Read once for all tests of a file.
let contract: Contract | undefined;

/** The site has OAuth credentials, and an account when asked for. */
export async function openForgeHouse(options: { readonly withAccount?: boolean } = {}): Promise<ForgeHouse> {
  const warnings: { message: string; because: unknown }[] = [];
  const quiet = () => undefined;
  const warn: Log['warn'] = (message, facts) => void warnings.push({ message, because: facts?.['because'] });
  const log: Log = { info: quiet, warn, error: warn };
  contract ??= contractFolder === undefined ? undefined : loadContract(contractFolder);
  const test = await startTestServer({ log }, { people, issues: 'any', contract });
  const { deps, sandbox, server } = test;
  const { siteId, repositoryId } = await addExamples(test, options.withAccount === true);
  sandbox.forge.connect(await server.listen({ host: '127.0.0.1', port: 0 }));
  const taker = await openJobTaker(test.connectionString);
  const { handlers, watch } = forgeJobHandlers(deps);
  async function work(): Promise<readonly JobName[]> {
    const others: JobName[] = [];
    const done = new Set<JobName>();
    for (let job = await taker.next(); job !== undefined; job = await taker.next()) {
      // Added for later: the queue's clock is not the one that is set by hand.
      if (done.has(job.name) && job.name === 'check-forge') continue;
      done.add(job.name);
      const handle = handlers[job.name as keyof typeof handlers] as
        | undefined
        | ((payload: unknown, context: unknown) => Promise<void>);
      if (handle === undefined) others.push(job.name);
      else await handle(job.payload, undefined);
    }
    return others;
  }
  const register = () => deps.store.forge.register(siteId, sandbox.forge.appId, deps.clock.now());
  return {
    deps,
    server,
    sandbox,
    siteId,
    repositoryId,
    warnings,
    register,
    advance: (milliseconds) => test.advance(milliseconds),
    watch,
    work,
    async restart() {
      await deps.store.forge.forget(siteId);
      await deps.store.jiraSites.resume(siteId);
      await deps.store.jiraSites.forgetFailure(siteId);
      await work();
      sandbox.forge.reinstall();
      sandbox.faults.clear();
      sandbox.forgetRequests();
      test.advance(hour - (deps.clock.now().getTime() % hour));
      await register();
    },
    async close() {
      await taker.close();
      await test.stop();
      sandbox.expectNoViolations();
    },
  };
}

async function addExamples({ deps, sandbox }: TestServer, withAccount: boolean) {
  const { store } = deps;
  const { cloudId, url, siteUrl, clientId, clientSecret } = sandbox;
  const site = await store.jiraSites.add({ name: 'Sandbox', siteUrl, cloudId, apiUrl: url, clientId: '' });
  await store.transaction(async (tables) => {
    await saveOAuth(deps, tables, site.id, { clientId, clientSecret: new Secret(clientSecret) });
    if (!withAccount) return;
    const token = new Secret(sandbox.scopedApiToken);
    await saveAccount(deps, tables, site.id, { kind: 'scoped-api-token', email: undefined, token });
  });
  const settings = { cloneUrl: 'https://git.example/team/code.git' };
  const integration = await store.integrations.add({ connector: 'git', name: 'Code', settings });
  const remote = { remoteId: settings.cloneUrl, name: 'team/code', cloneUrl: settings.cloneUrl, webUrl: undefined };
  const { id: repositoryId } = await store.repositories.save(integration.id, remote);
  const place = { jiraSiteId: site.id, integrationId: integration.id, repositoryId: undefined };
  await store.associations.save(place, { ...grantsOf([]), see: 'all' });
  return { siteId: site.id, repositoryId };
}

/** A house for tests of features: real store, mirror and Jira adapter, a clock set by hand, jobs run when a test says so. */

import { randomBytes } from 'node:crypto';
import {
  Failure,
  type AfterFailure,
  type IntegrationId,
  type JiraSiteId,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import { jmespathFilter } from '../adapters/repository-filter/jmespath-filter.ts';
import { createConnectors } from '../adapters/git-services/index.ts';
import { createOAuth } from '../adapters/oauth/oauth.ts';
import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { ed25519Keys } from '../adapters/ssh-keys/ed25519-keys.ts';
import { makeKeyRing, parseKeyRing } from '../adapters/secret-box/key-ring.ts';
import { saveAssociation } from '../features/associations/save-association.ts';
import { addIntegration, type AddIntegrationDeps } from '../features/integrations/add-integration.ts';
import { discoverRepositories } from '../features/integrations/discover-repositories.ts';
import { createJobHandlers, type HandlersDeps } from '../jobs/handlers.ts';
import { createJobPolicy } from '../jobs/policy.ts';
import type { GitBrowser } from '../ports/git-browser.ts';
import type { GitMirror } from '../ports/git-mirror.ts';
import type { JiraCredentials, JiraSiteSettings } from '../ports/jira-site.ts';
import type { JobContext, JobName } from '../ports/jobs.ts';
import type { SshKeys } from '../ports/ssh-keys.ts';
import type { Log } from '../ports/log.ts';
import type { Mail } from '../ports/mail.ts';
import { openJobTaker, type JobTaker } from './job-taker.ts';
import { silentLog } from './silent-log.ts';
import { startTestJira, type TestJira, type TestJiraOptions } from './start-test-jira.ts';
import { testMirror } from './test-mirror.ts';
import { testNetwork } from './test-network.ts';
import { openTestStore, type TestStore } from './test-store.ts';

/** A job that ended with a failure, and what the runner would have done about it. */
export interface FailedJob {
  readonly name: JobName;
  readonly failure: Failure;
  readonly after: AfterFailure;
}

export interface Connected {
  readonly integrationId: IntegrationId;
  readonly repositoryId: RepositoryId;
}

/** Keys of projects, or all there are. */
export type Projects = 'all' | readonly string[];

export interface TestHouse extends HandlersDeps, AddIntegrationDeps {
  /** The mirror as people browse it. */
  readonly browser: GitBrowser;
  readonly sshKeys: SshKeys;
  readonly database: TestStore;
  readonly jira: TestJira;
  readonly siteId: JiraSiteId;
  /** Where mirrors live: `1.git` for repository 1. */
  readonly mirrorFolder: string;
  /** The methods of the mirror that were called, in order. */
  readonly mirrorCalls: string[];
  /** The clocks of the house and of Jira go on. */
  advance(milliseconds: number): void;
  /** Adds an integration for a clone URL, finds its repository, and associates it with these projects. */
  connect(cloneUrl: string, projects?: Projects): Promise<Connected>;
  /** Associates the integration, or only the repository. */
  associate(place: Omit<Connected, 'repositoryId'> & Partial<Connected>, projects: Projects): Promise<void>;
  /** Runs waiting jobs until none may start; a failed one is reported and forgotten. */
  drain(): Promise<readonly FailedJob[]>;
  /** Also expects that every request met Atlassian's description. */
  close(): Promise<void>;
}

export interface TestHouseOptions extends TestJiraOptions {
  /** Where Git services reach it; nowhere unless given. */
  readonly publicUrl?: string;
  readonly log?: Log;
  /** None unless given. */
  readonly mail?: Mail;
}

const firstMoment = Date.UTC(2026, 2, 1, 12);

/** Call it in `beforeEach` or `beforeAll`, and its `close` in the matching `after`. */
export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const database = await openTestStore();
  const jira = await startTestJira({ issues: 'any', ...options });
  const mirrors = testMirror();
  const { store } = database;
  const { id: siteId } = await store.jiraSites.add({ ...jira.settings, name: 'Jira', clientId: 'client' });
  const taker = await openJobTaker(database.connectionString);
  const mirrorCalls: string[] = [];
  let time = firstMoment;
  const deps = {
    store,
    log: options.log ?? silentLog,
    clock: { now: () => new Date(time) },
    mirror: recorded(mirrors.mirror, mirrorCalls),
    browser: mirrors.browser,
    secretBox: createSecretBox(parseKeyRing(makeKeyRing())),
    filters: jmespathFilter(),
    sshKeys: ed25519Keys(),
    connectors: createConnectors(testNetwork({ log: options.log ?? silentLog }), { now: () => new Date(time) }),
    jiraSite: (_settings: JiraSiteSettings, { account }: JiraCredentials) => jira.siteFor(account),
    mail: options.mail,
    publicUrl: options.publicUrl ?? 'https://branchline.example',
    oauth: createOAuth({ network: testNetwork(), clock: { now: () => new Date(time) } }),
    randomToken: () => randomBytes(32).toString('base64url'),
  };
  const associate: TestHouse['associate'] = async ({ integrationId, repositoryId }, projects) => {
    const place = { jiraSiteId: siteId, integrationId, repositoryId };
    await saveAssociation(deps, { ...place, projects: projects as 'all' | readonly ProjectKey[], actions: ['see'] });
  };
  return {
    ...deps,
    database,
    jira,
    siteId,
    mirrorFolder: mirrors.folder,
    mirrorCalls,
    associate,
    advance(milliseconds) {
      time += milliseconds;
      jira.advance(milliseconds);
    },
    async connect(cloneUrl, projects = 'all') {
      const connected = await connectRepository(deps, cloneUrl);
      await associate({ integrationId: connected.integrationId }, projects);
      return connected;
    },
    drain: () => drain(deps, taker),
    async close() {
      await taker.close();
      await database.close();
      mirrors.remove();
      await jira.stop();
    },
  };
}

async function connectRepository(deps: HandlersDeps & AddIntegrationDeps, cloneUrl: string): Promise<Connected> {
  const added = { connector: 'git', name: undefined, settings: { cloneUrl }, credential: { kind: 'none' } } as const;
  const { id } = await addIntegration(deps, added);
  await discoverRepositories(deps, id);
  const [repository] = await deps.store.repositories.listByIntegration(id);
  if (repository === undefined) throw new Error('Nothing was discovered.');
  return { integrationId: id, repositoryId: repository.id };
}

/** The real mirror, and a list of what it was asked. */
function recorded(mirror: GitMirror, calls: string[]): GitMirror {
  return new Proxy(mirror, {
    get(target, name, receiver) {
      calls.push(String(name));
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

const once: JobContext = { attempt: 1, stopping: new AbortController().signal };

async function drain(deps: HandlersDeps, taker: JobTaker): Promise<readonly FailedJob[]> {
  const handlers = createJobHandlers(deps);
  const policy = createJobPolicy({ ...deps, random: () => 0 });
  const failed: FailedJob[] = [];
  for (let job = await taker.next(); job !== undefined; job = await taker.next()) {
    const { name, payload } = job;
    try {
      await (handlers[name] as (payload: unknown, context: JobContext) => Promise<void>)(payload, once);
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      const after = policy.decide(failure, 1, deps.clock.now());
      if (after.verdict !== 'retry') await policy.onGivenUp(name, payload, failure);
      failed.push({ name, failure, after });
    }
  }
  return failed;
}

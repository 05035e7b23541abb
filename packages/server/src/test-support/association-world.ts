/** A small world for random histories of associations: two Jira sites, two integrations, three repositories, one queue. */

import {
  Failure,
  type GrantedProjects,
  type IntegrationId,
  type JiraSiteId,
  type RepositoryId,
} from '@branchline/domain';
import { Client } from 'pg';
import { createConnectors } from '../adapters/git-services/index.ts';
import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { makeKeyRing, parseKeyRing } from '../adapters/secret-box/key-ring.ts';
import { envelopeFrom } from '../adapters/store/job-envelope.ts';
import { applyAssociation } from '../features/associations/apply-association.ts';
import { inheritGrants, saveGrants } from '../features/associations/save-association.ts';
import { pushDevelopmentInformation } from '../features/development/push-development-information.ts';
import { queuePushes } from '../features/indexing/queue-pushes.ts';
import type { JiraSiteSettings } from '../ports/jira-site.ts';
import { applyAssociationOptions, pushOptions } from '../ports/job-options.ts';
import type { JobName, JobPayloads } from '../ports/jobs.ts';
import type { Store, Tables } from '../ports/store.ts';
import { entitiesAt, keysSent } from './keys-at-jira.ts';
import { branchOf, commitOf, filesOf, hashOf, linksTo, pullRequestOf } from './example-rows.ts';
import { Killed } from './mortal-store.ts';
import { startTestJira, type TestJira } from './start-test-jira.ts';
import { testNetwork } from './test-network.ts';
import { openTestStore } from './test-store.ts';

/** Where projects are associated: at a site, with an integration, or with one of its repositories. */
export interface Place {
  readonly site: number;
  readonly integration: number;
  /** Undefined: the integration. */
  readonly repository: number | undefined;
}

/** What becomes of an entity: it has these keys now; none: it is gone. */
export interface Change {
  readonly repository: number;
  readonly kind: 'commit' | 'branch' | 'pull-request';
  readonly number: number;
  readonly keys: readonly string[];
  readonly live: boolean;
}

/** A job on its way. */
export interface WaitingJob {
  readonly name: JobName;
  readonly payload: JobPayloads[JobName];
}

/** Which integration each repository belongs to. */
export const integrationOfRepository: readonly number[] = [0, 0, 1];

/** One history of a world, which begins without anything. */
export interface History {
  save(place: Place, projects: GrantedProjects, store?: Store): Promise<void>;
  inherit(place: Place): Promise<void>;
  change(change: Change): Promise<void>;
  pause(site: number): Promise<void>;
  resume(site: number): Promise<void>;
  /** Runs a job, in a store of its own where given; one that failed or was killed waits again. */
  run(job: WaitingJob, store?: Store): Promise<void>;
  /** What waits, the most urgent first; it is out of the queue then. */
  takeJobs(): Promise<readonly WaitingJob[]>;
  /** Puts back what was taken and not run. */
  putBack(jobs: readonly WaitingJob[]): Promise<void>;
  /** Keys that were named to a site since last asked for, by repository. */
  keysSent(site: number): ReadonlyMap<number, ReadonlySet<string>>;
  /** `repository kind id` of everything a site has, with its keys. */
  atJira(site: number): Readonly<Record<string, readonly string[]>>;
}

export interface AssociationWorld {
  readonly store: Store;
  readonly jiras: readonly TestJira[];
  begin(): Promise<History>;
  close(): Promise<void>;
}

interface Tools {
  readonly store: Store;
  readonly jiras: readonly TestJira[];
  readonly siteIds: readonly JiraSiteId[];
  readonly installation: string;
  readonly integrations: readonly IntegrationId[];
  readonly repositories: readonly RepositoryId[];
  /** For the queue, and for making everything as it was. */
  readonly queue: Client;
  readonly deps: Omit<Parameters<typeof pushDevelopmentInformation>[0], 'store'>;
}

const never = new AbortController().signal;

/** Call it in `beforeAll`, and its `close` in `afterAll`. */
export async function openAssociationWorld(): Promise<AssociationWorld> {
  const database = await openTestStore();
  const { store } = database;
  const jiras = [await startTestJira({ issues: 'any' }), await startTestJira({ issues: 'any' })];
  const siteIds: JiraSiteId[] = [];
  for (const { settings } of jiras) {
    siteIds.push((await store.jiraSites.add({ ...settings, name: 'Jira', clientId: 'client' })).id);
  }
  const queue = new Client({ connectionString: database.connectionString });
  await queue.connect();
  const siteOf = ({ siteUrl }: JiraSiteSettings) => {
    const found = jiras.find(({ settings }) => settings.siteUrl === siteUrl);
    if (found === undefined) throw new Error(`no such site: ${siteUrl}`);
    return found.site;
  };
  const deps = {
    clock: { now: () => new Date() },
    secretBox: createSecretBox(parseKeyRing(makeKeyRing())),
    connectors: createConnectors(testNetwork(), { now: () => new Date() }),
    jiraSite: siteOf,
    publicUrl: 'https://branchline.example',
  };
  const installation = await store.installation.id();
  const tools = { store, jiras, siteIds, queue, deps, installation, ...(await addRepositories(store)) };
  return {
    store,
    jiras,
    begin: () => beginHistory(tools),
    async close() {
      await queue.end();
      await database.close();
      for (const jira of jiras) await jira.stop();
    },
  };
}

/** Rows of their own for every world, the same for all its histories. */
async function addRepositories(store: Store): Promise<Pick<Tools, 'integrations' | 'repositories'>> {
  const integrations: IntegrationId[] = [];
  const repositories: RepositoryId[] = [];
  for (const name of ['one', 'two']) {
    const settings = { cloneUrl: `https://git.example/${name}.git` };
    integrations.push((await store.integrations.add({ connector: 'git', name, settings })).id);
  }
  for (const [number, of] of integrationOfRepository.entries()) {
    const remote = { remoteId: `r${number}`, name: `r${number}`, cloneUrl: `https://git.example/r${number}.git` };
    repositories.push((await store.repositories.save(at(integrations, of), { ...remote, webUrl: undefined })).id);
  }
  return { integrations, repositories };
}

const emptied = [
  'commits',
  'commit_files',
  'branches',
  'pull_requests',
  'linked_issue_keys',
  'project_associations',
  'applied_associations',
  'push_cursors',
  'pushed_entities',
  'sent_counts',
  'unknown_issue_keys',
];

/** Nothing is left of the history before. */
async function startAnew({ queue, jiras, installation }: Tools): Promise<void> {
  const cleared = emptied.map((table) => `delete from ${table}`).join(';');
  await queue.query(`${cleared}; update jira_sites set paused_because = null`);
  await takeJobs(queue);
  for (const { sandbox, development } of jiras) {
    sandbox.faults.clear();
    if (sandbox.snapshot().repositories.length > 0) await development.removeByProperty('installation', installation);
    sandbox.forgetRequests();
  }
}

async function beginHistory(tools: Tools): Promise<History> {
  const { store, jiras, siteIds, integrations, repositories } = tools;
  await startAnew(tools);
  const placesAtJira = repositories.map((id) => `${tools.installation}-${id}`);
  const placeOf = ({ site, integration, repository }: Place) => ({
    jiraSiteId: at(siteIds, site),
    integrationId: at(integrations, integration),
    repositoryId: repository === undefined ? undefined : at(repositories, repository),
  });
  return {
    async save(place, projects, of = store) {
      await saveGrants({ store: of }, placeOf(place), { ...nothing, see: projects });
    },
    inherit: async (place) => void (await inheritGrants({ store }, placeOf(place))),
    change: (change) => write(store, at(repositories, change.repository), change),
    pause: (site) => store.jiraSites.pause(at(siteIds, site), 'For a while.'),
    async resume(site) {
      await store.jiraSites.resume(at(siteIds, site));
      for (const id of repositories) await queueFor(store, id, at(siteIds, site));
    },
    run: (job, of = store) => runJob(tools, job, of),
    takeJobs: () => takeJobs(tools.queue),
    putBack: (jobs) => putBack(store, jobs),
    keysSent: (site) => keysSent(at(jiras, site), placesAtJira),
    atJira: (site) => entitiesAt(at(jiras, site), placesAtJira),
  };
}

const nothing = { see: [], 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] };

function at<Thing>(things: readonly Thing[], index: number): Thing {
  const thing = things[index];
  if (thing === undefined) throw new Error(`there is no number ${index}`);
  return thing;
}

async function write(store: Store, repositoryId: RepositoryId, change: Change): Promise<void> {
  await store.transaction(async (tables) => {
    await writeRow(tables, repositoryId, change);
    const repository = await tables.repositories.get(repositoryId);
    if (repository !== undefined) await queuePushes(tables, repository);
  });
}

async function writeRow(tables: Tables, id: RepositoryId, { kind, number, keys, live }: Change): Promise<void> {
  const { development } = tables;
  const links = linksTo(...keys);
  if (kind === 'commit') {
    if (keys.length === 0) return development.markCommitsRemoved(id, [hashOf(number)]);
    await development.saveCommits(id, [{ commit: commitOf(number), links }], live);
    return development.saveFiles(id, [filesOf(number)]);
  }
  if (kind === 'branch') {
    const name = `branch-${number}`;
    if (keys.length === 0) return development.saveBranches(id, [], [name], live);
    return development.saveBranches(id, [{ branch: branchOf(name, number), links }], [], live);
  }
  await development.savePullRequests(id, [{ pullRequest: pullRequestOf(number), links }], live);
}

async function queueFor(store: Store, repositoryId: RepositoryId, jiraSiteId: JiraSiteId): Promise<void> {
  for (const stream of ['live', 'history'] as const) {
    const payload = { repositoryId, jiraSiteId, stream };
    const options = pushOptions(repositoryId, jiraSiteId, stream);
    await store.jobs.add('push-development-information', payload, options);
  }
}

/** All at once: a history asks for them often. */
async function takeJobs(queue: Client): Promise<readonly WaitingJob[]> {
  const { rows } = await queue.query<{ name: JobName; payload: unknown }>(`
    with waiting as (
      select jobs.id, identifier as name, payload, priority, run_at
      from graphile_worker._private_jobs as jobs join graphile_worker._private_tasks as tasks on tasks.id = task_id
    ), taken as (select graphile_worker.complete_jobs(array(select id from waiting)))
    select name, payload from waiting, (select count(*) from taken) as counted order by priority, run_at, waiting.id`);
  return rows.map(({ name, payload }) => ({ name, payload: envelopeFrom(payload).payload }));
}

async function runJob({ deps, jiras }: Tools, job: WaitingJob, store: Store): Promise<void> {
  try {
    if (job.name === 'apply-association') {
      await applyAssociation({ store }, job.payload as JobPayloads['apply-association']);
    } else if (job.name === 'push-development-information') {
      const request = job.payload as JobPayloads['push-development-information'];
      await pushDevelopmentInformation({ ...deps, store }, request, never);
    } else {
      throw new Error(`an unexpected job: ${job.name}`);
    }
  } catch (error) {
    if (!(error instanceof Killed) && !(error instanceof Failure)) throw error;
    // Whoever is told to wait waits: clocks go on.
    for (const jira of jiras) jira.advance(60_000);
    throw new BrokenOff();
  }
}

/** A job that failed or was killed: whoever ran it puts it back. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

async function putBack(store: Store, jobs: readonly WaitingJob[]): Promise<void> {
  for (const { name, payload } of jobs) {
    if (name === 'apply-association') {
      const place = payload as JobPayloads['apply-association'];
      await store.jobs.add(name, place, applyAssociationOptions(place.jiraSiteId, place.integrationId));
    } else {
      const request = payload as JobPayloads['push-development-information'];
      const options = pushOptions(request.repositoryId, request.jiraSiteId, request.stream);
      await store.jobs.add('push-development-information', request, options);
    }
  }
}

/** Reads an inbox: each delivery becomes jobs that look, or is noted with the reason why nothing was done. */

import { Failure, mergeScopes, type Integration, type IntegrationId, type RepositoryId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { PayloadRows } from '../../ports/git-service/webhooks.ts';
import { addIndexJob, addPullRequestJob, discoverOptions } from '../../ports/job-options.ts';
import type { Log } from '../../ports/log.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { DeliveryReading, Inbox, WholeDelivery } from '../../ports/store/deliveries.ts';
import type { WebhookEndpoint } from '../../ports/store/webhook-endpoints.ts';
import { readerNamed } from './choose-reader.ts';
import { triggerId } from './generic-trigger.ts';
import { notePushes } from './note-pushes.ts';
import { requestOf, understandDelivery, type Look, type Reading, type Understanding } from './understand-delivery.ts';

/** What became of the rows of a payload. */
export interface SavedPayload {
  readonly repositoryId: RepositoryId;
  /** In words. */
  readonly note: string;
}

export interface ReadWebhooksDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  /** Keeps what a payload itself tells, for integrations without another source. Doing it twice changes nothing. */
  readonly savePayloadRows: (integration: Integration, rows: PayloadRows, receivedAt: Date) => Promise<SavedPayload>;
}

/** Read at once: enough for a burst to become one job, and few enough bytes to hold. */
const batchLimit = 200;
const batchBytes = 8_388_608;
/** So many are read in one go; then whatever else this process does has its turn, the door above all. */
const readInOneGo = 20;
/** Webhooks of repositories that we do not know ask for the list of repositories, but not more often than this. */
const discoveryPauseMilliseconds = 600_000;

interface Batch {
  readonly reading: Reading;
  readonly endpoints: ReadonlyMap<number, WebhookEndpoint>;
}

async function openBatch(deps: ReadWebhooksDeps): Promise<Batch> {
  const [integrations, endpoints] = await Promise.all([
    deps.store.integrations.list(),
    deps.store.webhookEndpoints.list(),
  ]);
  return {
    reading: { store: deps.store, connectors: deps.connectors, integrations, remembered: new Map() },
    endpoints: new Map(endpoints.map((endpoint) => [endpoint.id, endpoint])),
  };
}

/** The integration that lives by what its webhooks carry. */
function rowsFor({ reading, endpoints }: Batch, delivery: WholeDelivery): Integration | undefined {
  const id = endpoints.get(delivery.endpointId ?? 0)?.integrationId;
  const integration = reading.integrations.find((each) => each.id === id);
  const carriesRows = integration?.mode === 'webhook-only' && delivery.connector !== triggerId;
  return carriesRows ? integration : undefined;
}

async function saveRows(
  deps: ReadWebhooksDeps,
  integration: Integration,
  delivery: WholeDelivery,
): Promise<DeliveryReading> {
  const reader = readerNamed(deps.connectors, delivery.connector);
  const request = requestOf(delivery);
  const rows = reader?.readRows?.(request);
  const base = { id: delivery.id, integrationId: integration.id, repositoryId: delivery.repositoryId };
  if (rows === undefined) {
    const said = reader?.read(request);
    const note = said?.kind === 'ignore' ? said.reason : 'It holds no commits, branches or pull requests.';
    return { ...base, about: '', outcome: 'ignored', note };
  }
  const about = rows.repository.name;
  const own = delivery.repositoryId && (await deps.store.repositories.get(delivery.repositoryId));
  if (own !== undefined && own.remoteId !== rows.repository.remoteId) {
    const note = `This address is for ${own.name} only, but the webhook speaks of ${about}.`;
    return { ...base, about, outcome: 'refused', note };
  }
  const said = reader?.read(request);
  const pusher = said?.kind === 'look' ? said.push?.pusher : undefined;
  const told = pusher === undefined ? rows : { ...rows, pusher };
  const { repositoryId, note } = await deps.savePayloadRows(integration, told, delivery.receivedAt);
  return { ...base, repositoryId, about, outcome: 'queued', note };
}

/** What one delivery comes to, whatever happens to it: the others go on. @throws Error when the database is away */
async function readOne(deps: ReadWebhooksDeps, batch: Batch, delivery: WholeDelivery): Promise<Understanding> {
  const { receivedAt } = delivery;
  try {
    const integration = rowsFor(batch, delivery);
    if (integration !== undefined) {
      return { reading: await saveRows(deps, integration, delivery), looks: [], discover: [], receivedAt };
    }
    const endpoint = batch.endpoints.get(delivery.endpointId ?? 0);
    return await understandDelivery(batch.reading, delivery, endpoint?.integrationId === undefined);
  } catch (error) {
    await deps.store.ping();
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof Failure)) {
      deps.log.error('A webhook broke while it was read: a defect of Branchline.', { delivery: delivery.id, reason });
    }
    const { id, integrationId, repositoryId, about } = delivery;
    const note = error instanceof Failure ? reason : 'Branchline made a mistake while reading it; its log says more.';
    return {
      reading: { id, integrationId, repositoryId, about, outcome: 'failed', note },
      looks: [],
      discover: [],
      receivedAt,
    };
  }
}

/** One job for each repository and kind: pull requests have jobs of their own. */
async function addLooks(
  deps: ReadWebhooksDeps,
  tables: Tables,
  reading: Reading,
  looks: readonly Look[],
): Promise<void> {
  const [first] = looks;
  if (first === undefined) return;
  const { repository } = first;
  const connector = reading.integrations.find(({ id }) => id === repository.integrationId)?.connector;
  const hasPullRequests = deps.connectors.get(connector ?? '')?.capabilities.includes('pull-requests') === true;
  const scopes = looks.map(({ scope }) => scope);
  const remoteIds = new Set(scopes.flatMap((scope) => (scope.kind === 'pull-request' ? [scope.remoteId] : [])));
  const [scope, ...more] = scopes.filter(({ kind }) => kind !== 'pull-request');
  if (scope !== undefined) {
    await addIndexJob(tables.jobs, repository, 'webhook', 'webhook', { scope: more.reduce(mergeScopes, scope) });
  }
  if (hasPullRequests && scopes.some(({ kind }) => kind === 'everything')) {
    await addPullRequestJob(tables.jobs, repository, { kind: 'changed' }, 'webhook', 'webhook');
  }
  if (remoteIds.size > 0) {
    const named = { kind: 'some', remoteIds: [...remoteIds] } as const;
    await addPullRequestJob(tables.jobs, repository, named, 'webhook', 'webhook');
  }
}

async function addDiscoveries(tables: Tables, understood: readonly Understanding[], now: Date): Promise<void> {
  const wanted = new Map<IntegrationId, boolean>();
  for (const { id, because } of understood.flatMap(({ discover }) => discover)) {
    wanted.set(id, wanted.get(id) === true || because === 'list-changed');
  }
  for (const [integrationId, isNews] of [...wanted].sort(([a], [b]) => a - b)) {
    const since = new Date(now.getTime() - discoveryPauseMilliseconds);
    const mayAsk = await tables.webhookRegistrations.takeDiscovery(integrationId, since, now);
    if (!isNews && !mayAsk) continue;
    await tables.jobs.add('discover-repositories', { integrationId }, discoverOptions(integrationId, 'webhook'));
  }
}

/** All that the batch asks for, and that it was read, in one transaction: after a kill it is read again, or never. */
async function conclude(deps: ReadWebhooksDeps, { reading }: Batch, understood: readonly Understanding[]) {
  const byRepository = Map.groupBy(
    understood.flatMap(({ looks, receivedAt }) => looks.map((look) => ({ ...look, receivedAt }))),
    ({ repository }) => repository.id,
  );
  const now = deps.clock.now();
  await deps.store.transaction(async (tables) => {
    // Always in the same order, so that two processes never wait for each other.
    for (const [id, looks] of [...byRepository].sort(([a], [b]) => a - b)) {
      await addLooks(deps, tables, reading, looks);
      await notePushes(tables, looks);
      const latest = Math.max(...looks.map(({ receivedAt }) => receivedAt.getTime()));
      await tables.repositories.noteWebhook([id], new Date(latest));
    }
    await addDiscoveries(tables, understood, now);
    await tables.deliveries.markRead(
      understood.map((each) => each.reading),
      now,
    );
  });
}

/** Reads all that waits, in the order of arrival. Safe to run again after a kill at any point. */
export async function readWebhooks(deps: ReadWebhooksDeps, inbox: Inbox, stopping: AbortSignal): Promise<void> {
  for (;;) {
    const waiting = await deps.store.deliveries.waiting(inbox, batchLimit, batchBytes);
    if (waiting.length === 0) return;
    const batch = await openBatch(deps);
    const understood: Understanding[] = [];
    for (const [index, delivery] of waiting.entries()) {
      if (index % readInOneGo === 0) await new Promise((resolve) => void setImmediate(resolve));
      understood.push(await readOne(deps, batch, delivery));
    }
    await conclude(deps, batch, understood);
    stopping.throwIfAborted();
  }
}

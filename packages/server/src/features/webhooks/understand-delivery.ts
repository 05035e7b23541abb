/** What one delivery asks us to do: which repositories to look at, or why nothing. */

import type { IndexScope, Integration, IntegrationId } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { RepositoryHint, ToldPush, WebhookReading, WebhookRequest } from '../../ports/git-service/webhooks.ts';
import type { Tables } from '../../ports/store.ts';
import type { DeliveryReading, WholeDelivery } from '../../ports/store/deliveries.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { readerNamed } from './choose-reader.ts';
import { findHinted, nameOfHint } from './find-hinted.ts';
import { triggerId } from './generic-trigger.ts';

/** What is the same for all deliveries of a batch. */
export interface Reading {
  readonly store: Tables;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  /** Of all there are. */
  readonly integrations: readonly Integration[];
  /** Repositories found for a hint are remembered: a burst speaks of the same one again and again. */
  readonly remembered: Map<string, Promise<readonly RepositoryStanding[]>>;
}

/** A repository and how much of it to look at. */
export interface Look {
  readonly repository: RepositoryStanding;
  readonly scope: IndexScope;
  /** Who moved the ref, where the service says it. */
  readonly push: ToldPush | undefined;
}

/** What a delivery comes to. */
export interface Understanding {
  readonly reading: DeliveryReading;
  readonly looks: readonly Look[];
  /** Integrations whose list of repositories is to be looked at. */
  readonly discover: readonly { readonly id: IntegrationId; readonly because: 'list-changed' | 'unknown-repository' }[];
  readonly receivedAt: Date;
}

/** The request as it came, but for what was never stored. */
export function requestOf({ headers, body, receivedAt }: WholeDelivery): WebhookRequest {
  return { headers, body: body ?? new Uint8Array(), receivedAt };
}

/**
 * The integrations that may be meant: the address's own one, or all of the Git service that sent it. A service may have
 * connectors for its cloud and for one's own server, which send the same.
 */
function candidates({ integrations, connectors }: Reading, delivery: WholeDelivery): readonly Integration[] {
  // At the installation's address an earlier reading may have filled in the integration; the address counts.
  if (delivery.integrationId !== undefined) return integrations.filter(({ id }) => id === delivery.integrationId);
  if (delivery.connector === triggerId) return integrations;
  const request = requestOf(delivery);
  return integrations.filter(({ connector }) => connectors.get(connector)?.webhook?.recognises(request) === true);
}

function conclude(
  delivery: WholeDelivery,
  reading: Pick<DeliveryReading, 'outcome' | 'note'> & Partial<DeliveryReading>,
  work: Partial<Pick<Understanding, 'looks' | 'discover'>> = {},
): Understanding {
  const { id, integrationId, repositoryId, receivedAt } = delivery;
  return {
    reading: { id, integrationId, repositoryId, about: '', ...reading },
    looks: work.looks ?? [],
    discover: work.discover ?? [],
    receivedAt,
  };
}

function scopeInWords(scope: IndexScope): string {
  if (scope.kind === 'pull-request') return `pull request ${scope.remoteId}`;
  if (scope.kind === 'everything') return 'everything';
  const [first = ''] = scope.names;
  return scope.names.length > 1 ? `${first} and ${scope.names.length - 1} more` : first;
}

function find(reading: Reading, hint: RepositoryHint, ids: readonly IntegrationId[]) {
  const key = JSON.stringify([ids, hint.remoteId, hint.cloneUrl]);
  const found = reading.remembered.get(key) ?? findHinted(reading.store, { integrationIds: ids }, hint);
  reading.remembered.set(key, found);
  return found;
}

/** Nothing of ours: perhaps it is new, perhaps nobody chose it. */
async function concludeUnknown(
  reading: Reading,
  delivery: WholeDelivery,
  hint: RepositoryHint,
  ids: readonly IntegrationId[],
): Promise<Understanding> {
  const about = nameOfHint(hint);
  if (about === '') return conclude(delivery, { outcome: 'ignored', note: 'It names no repository.' });
  if (ids.length === 0) {
    return conclude(delivery, { about, outcome: 'ignored', note: 'There is no integration with this Git service.' });
  }
  const { remoteId } = hint;
  const [only] = ids;
  const isLeftOut =
    remoteId !== undefined &&
    only !== undefined &&
    ids.length === 1 &&
    (await reading.store.listings.isLeftOut(only, remoteId));
  if (isLeftOut) {
    return conclude(delivery, { about, outcome: 'ignored', note: `${about} is not one of the chosen repositories.` });
  }
  if (delivery.connector === triggerId) {
    return conclude(delivery, { about, outcome: 'ignored', note: 'No repository has this clone URL.' });
  }
  const note = `${about} is not known here; the list of repositories is looked at.`;
  const discover = ids.map((id) => ({ id, because: 'unknown-repository' as const }));
  return conclude(delivery, { about, outcome: 'queued', note }, { discover });
}

/** At a repository's own address nothing else can be asked for. */
async function atRepository(
  reading: Reading,
  delivery: WholeDelivery,
  said: WebhookReading & { kind: 'look' },
): Promise<Understanding> {
  const { repository: hint } = said;
  const own = delivery.repositoryId && (await reading.store.repositories.get(delivery.repositoryId));
  if (own === undefined) return conclude(delivery, { outcome: 'ignored', note: 'Its repository was removed.' });
  const isNamed = hint.remoteId !== undefined || hint.cloneUrl !== undefined;
  const meant = isNamed ? await find(reading, hint, [own.integrationId]) : [own];
  if (meant.some(({ id }) => id === own.id)) return concludeLook(delivery, [own], said);
  const note = `This address is for ${own.name} only, but the webhook speaks of ${nameOfHint(hint)}.`;
  return conclude(delivery, { about: nameOfHint(hint), outcome: 'refused', note });
}

function concludeLook(
  delivery: WholeDelivery,
  repositories: readonly RepositoryStanding[],
  { scope, push }: WebhookReading & { kind: 'look' },
): Understanding {
  const names = repositories.map(({ name }) => name).join(', ');
  const [first] = repositories;
  const place = first === undefined ? {} : { integrationId: first.integrationId, repositoryId: first.id };
  const note = `Queued: ${names} (${scopeInWords(scope)}).`;
  const looks = repositories.map((repository) => ({ repository, scope, push }));
  return conclude(delivery, { ...place, about: names, outcome: 'queued', note }, { looks });
}

/** What the delivery asks for. Rows of webhook-only integrations are read elsewhere. */
export async function understandDelivery(
  reading: Reading,
  delivery: WholeDelivery,
  atInstallation: boolean,
): Promise<Understanding> {
  const reader = readerNamed(reading.connectors, delivery.connector);
  if (reader === undefined) {
    return conclude(delivery, { outcome: 'failed', note: 'This version of Branchline cannot read such webhooks.' });
  }
  const said = reader.read(requestOf(delivery));
  if (said.kind === 'ignore') return conclude(delivery, { outcome: 'ignored', note: said.reason });
  const place = atInstallation ? { ...delivery, integrationId: undefined } : delivery;
  const possible = candidates(reading, place);
  const ids = possible.filter(({ mode }) => mode === 'two-way').map(({ id }) => id);
  if (said.kind === 'discover') {
    const discover = ids.map((id) => ({ id, because: 'list-changed' as const }));
    if (discover.length > 0) return conclude(delivery, { outcome: 'queued', note: said.because }, { discover });
    return conclude(delivery, { outcome: 'ignored', note: 'There is no integration whose list could be looked at.' });
  }
  if (delivery.repositoryId !== undefined && !atInstallation) return atRepository(reading, delivery, said);
  const found = await find(reading, said.repository, ids);
  if (found.length > 0) return concludeLook(delivery, found, said);
  if (ids.length < possible.length && ids.length === 0) {
    const note = "Rows are taken from webhooks only at an integration's own address, not at the installation's.";
    return conclude(delivery, { about: nameOfHint(said.repository), outcome: 'refused', note });
  }
  return concludeUnknown(reading, delivery, said.repository, ids);
}

/** A house that is connected to a stand-in of a Git service, with a real webhook door on a port of its own. */

import { plainNetwork, Secret, type IntegrationId } from '@branchline/domain';
import Fastify from 'fastify';
import { addIntegration } from '../features/integrations/add-integration.ts';
import { ensureWebhookEndpoint, integrationPlace, webhookAddress } from '../features/integrations/webhook-endpoints.ts';
import { createWebhookDoor } from '../features/webhooks/webhook-door.ts';
import { mountWebhooks } from '../http/webhooks.ts';
import type { Log } from '../ports/log.ts';
import { factsOf, type Facts } from './facts.ts';
import type { StandInFamily } from './stand-in/family.ts';
import { listen, type Listener } from './stand-in/listen.ts';
import type { StandIn, TokenWish } from './stand-in/stand-in.ts';
import { openTestHouse, type FailedJob, type TestHouse } from './test-house.ts';

/** One Git service as journeys know it. */
export interface JourneyService {
  /** The connector's id. */
  readonly id: string;
  readonly family: StandInFamily;
  readonly settingsFor: (url: string) => Readonly<Record<string, unknown>>;
  readonly token: TokenWish;
}

type Snapshot = ReturnType<TestHouse['jira']['sandbox']['snapshot']>;

/** One that is connected to nothing yet. */
export interface ListeningHouse {
  readonly house: TestHouse;
  /** Does all that waits, at the stand-in's time. Whoever cannot be reached by webhooks knows nothing yet. */
  settle(): Promise<readonly FailedJob[]>;
  facts(): Promise<Facts>;
  /** What Jira has, without the name of this installation. */
  atJira(): Promise<Snapshot>;
  close(): Promise<void>;
}

export interface ServiceHouse extends ListeningHouse {
  readonly integrationId: IntegrationId;
}

export interface ServiceHouseOptions {
  /** False: its address leads nowhere, so that no webhook arrives. `only`: it has no credential, and never asks. */
  readonly hears: boolean | 'only';
  readonly log: Log;
}

const byWebhooksAlone = { mode: 'webhook-only', credential: { kind: 'none' } } as const;

function tokenOf({ token }: JourneyService) {
  return { kind: 'token', token: new Secret(token.value) } as const;
}

/** What a person does at the service by hand, who was shown address and secret: a webhook for one repository. */
export async function makeWebhookByHand(
  service: JourneyService,
  standIn: StandIn,
  { house, integrationId }: ServiceHouse,
): Promise<void> {
  const connector = house.connectors.get(service.id);
  const settings = connector?.parseSettings(service.settingsFor(standIn.url));
  if (connector === undefined || settings === undefined) throw new Error(`There is no connector ${service.id}.`);
  const request = { settings, credential: tokenOf(service), network: plainNetwork, budget: 'by-hand' };
  const connection = connector.connect({ ...request, for: 'person' });
  const endpoint = await ensureWebhookEndpoint(house, integrationPlace(integrationId));
  const url = webhookAddress(house.publicUrl, endpoint);
  for await (const { repositories } of connection.listRepositories()) {
    for (const repository of repositories) {
      await connection.webhookSetup?.ensure({ level: 'repository', repository }, { url, secret: endpoint.secret });
    }
  }
}

/** Adds an integration with this token, and settles. */
export async function openServiceHouse(
  service: JourneyService,
  standIn: StandIn,
  options: ServiceHouseOptions,
): Promise<ServiceHouse> {
  const listening = await openListeningHouse(standIn, options);
  const { id: integrationId } = await addIntegration(listening.house, {
    connector: service.id,
    name: undefined,
    settings: service.settingsFor(standIn.url),
    ...(options.hears === 'only' ? byWebhooksAlone : { credential: tokenOf(service) }),
  });
  await listening.house.associate({ integrationId }, 'all');
  const failed = await listening.settle();
  if (failed.length > 0) throw new Error(failed.map(({ failure }) => failure.message).join(' '));
  return { ...listening, integrationId };
}

/** With a door on a port of its own, at the stand-in's time. */
export async function openListeningHouse(
  { state }: StandIn,
  { hears, log }: ServiceHouseOptions,
): Promise<ListeningHouse> {
  let take: Listener = (_request, response) => void response.writeHead(503).end();
  const port = await listen((request, response) => take(request, response), '127.0.0.1', undefined);
  const house = await openTestHouse({ publicUrl: port.origin, log });
  if (hears !== false) {
    const door = Fastify();
    await mountWebhooks(door, createWebhookDoor(house), log);
    await door.ready();
    take = (request, response) => door.routing(request, response);
  }
  return {
    house,
    settle() {
      house.advance(Math.max(0, state.clock.now().getTime() - house.clock.now().getTime()));
      return house.drain();
    },
    facts: () => factsOf(house.database.connectionString),
    async atJira() {
      const text = JSON.stringify(house.jira.sandbox.snapshot());
      return JSON.parse(text.replaceAll(await house.store.installation.id(), 'here')) as Snapshot;
    },
    async close() {
      await house.close();
      await port.close();
    },
  };
}

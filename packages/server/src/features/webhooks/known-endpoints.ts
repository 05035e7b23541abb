/** The addresses that the door has just looked up: a service sends many webhooks to one. */

import type { Secret } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import type { WebhookEndpoint } from '../../ports/store/webhook-endpoints.ts';
import { endpointSecrets } from '../integrations/webhook-endpoints.ts';

export interface KnownEndpointsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
}

/** An address as the door knows it for a moment. */
export interface KnownEndpoint {
  readonly endpoint: WebhookEndpoint;
  /** Of its integration; undefined for the installation's address. */
  readonly connector: string | undefined;
  readonly secrets: readonly Secret[];
  readonly knownAt: number;
}

export interface KnownEndpoints {
  find(token: string): Promise<KnownEndpoint | undefined>;
  /** When a proof failed: its secret may just have been changed in another process. */
  findAfresh(before: KnownEndpoint): Promise<KnownEndpoint | undefined>;
}

/** A secret that was changed in another process is known here after this. */
const knownMilliseconds = 2000;
/** When proofs fail, secrets are read again, but not more often than this. */
const doubtMilliseconds = 250;
const mostKnown = 10_000;

async function look(deps: KnownEndpointsDeps, token: string): Promise<KnownEndpoint | undefined> {
  const endpoint = await deps.store.webhookEndpoints.findByToken(token);
  if (endpoint === undefined) return undefined;
  const { integrationId } = endpoint;
  const integration = integrationId === undefined ? undefined : await deps.store.integrations.get(integrationId);
  return {
    endpoint,
    connector: integration?.connector,
    secrets: endpointSecrets(deps, endpoint),
    knownAt: deps.clock.now().getTime(),
  };
}

/** Of one process. */
export function knownEndpoints(deps: KnownEndpointsDeps): KnownEndpoints {
  const known = new Map<string, KnownEndpoint>();
  async function lookAgain(token: string): Promise<KnownEndpoint | undefined> {
    const found = await look(deps, token);
    if (known.size >= mostKnown) known.clear();
    if (found === undefined) known.delete(token);
    else known.set(token, found);
    return found;
  }
  function isOlder({ knownAt }: KnownEndpoint, milliseconds: number): boolean {
    return deps.clock.now().getTime() - knownAt >= milliseconds;
  }
  return {
    async find(token) {
      const found = known.get(token);
      return found === undefined || isOlder(found, knownMilliseconds) ? lookAgain(token) : found;
    },
    findAfresh: async (before) => (isOlder(before, doubtMilliseconds) ? lookAgain(before.endpoint.token) : before),
  };
}

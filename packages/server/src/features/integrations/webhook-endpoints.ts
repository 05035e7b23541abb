/** The addresses at which webhooks arrive, and the secrets that prove what arrives there. */

import { Secret, type IntegrationId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import { setUpWebhooksOptions } from '../../ports/job-options.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { EndpointPlace, WebhookEndpoint, WebhookEndpointId } from '../../ports/store/webhook-endpoints.ts';

export interface WebhookEndpointDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  /** 32 random bytes as text that fits into an address. */
  readonly randomToken: () => string;
}

const hour = 3_600_000;
/** So long the secret before the present one is still good: time to write the new one down at the service. */
export const previousSecretHours = 24;

/** For everything that arrives at this installation. */
export const installationPlace: EndpointPlace = { integrationId: undefined, repositoryId: undefined };

/** For everything of one integration. */
export function integrationPlace(integrationId: IntegrationId): EndpointPlace {
  return { integrationId, repositoryId: undefined };
}

/** Where the secrets of an address are sealed to. */
export function webhookSecretPlace(id: WebhookEndpointId): string {
  return `webhook-endpoint/${id}/secret`;
}

/** What a Git service is told to call. */
export function webhookAddress(publicUrl: string, endpoint: Pick<WebhookEndpoint, 'token'>): string {
  return `${publicUrl}/webhooks/${endpoint.token}`;
}

async function giveSecret(deps: WebhookEndpointDeps, tables: Tables, id: WebhookEndpointId): Promise<Secret> {
  const secret = new Secret(deps.randomToken());
  const previousUntil = new Date(deps.clock.now().getTime() + previousSecretHours * hour);
  await tables.webhookEndpoints.saveSecret(id, deps.secretBox.seal(secret, webhookSecretPlace(id)), previousUntil);
  return secret;
}

/** The address of a place with its secret; both are made when there is none yet. */
export async function ensureWebhookEndpoint(
  deps: WebhookEndpointDeps,
  place: EndpointPlace,
): Promise<WebhookEndpoint & { readonly secret: Secret }> {
  const found = await deps.store.webhookEndpoints.find(place);
  const endpoint = found ?? (await deps.store.webhookEndpoints.ensure(place, deps.randomToken()));
  const [secret] = endpointSecrets(deps, endpoint);
  return { ...endpoint, secret: secret ?? (await giveSecret(deps, deps.store, endpoint.id)) };
}

/** Every secret that is good at the moment, the present one first. */
export function endpointSecrets(
  { secretBox, clock }: Pick<WebhookEndpointDeps, 'secretBox' | 'clock'>,
  endpoint: WebhookEndpoint,
): readonly Secret[] {
  const { sealedSecret, sealedPreviousSecret, previousSecretUntil } = endpoint;
  const previousCounts = previousSecretUntil !== undefined && previousSecretUntil > clock.now();
  const sealed = [sealedSecret, previousCounts ? sealedPreviousSecret : undefined];
  return sealed
    .filter((each) => each !== undefined)
    .map((each) => secretBox.open(each, webhookSecretPlace(endpoint.id)));
}

/**
 * A new secret, to be shown; the one before stays good for a day. Webhooks that we made ourselves get it by a job.
 * Undefined when there is no such address.
 */
export async function rotateWebhookSecret(
  deps: WebhookEndpointDeps,
  id: WebhookEndpointId,
): Promise<Secret | undefined> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.webhookEndpoints.get(id)) === undefined) return undefined;
    const secret = await giveSecret(deps, tables, id);
    await tables.webhookEndpoints.markSecretShown(id, deps.clock.now());
    for (const integrationId of await tables.webhookRegistrations.markUnchecked(id)) {
      await tables.jobs.add('set-up-webhooks', { integrationId }, setUpWebhooksOptions(integrationId, 'person'));
    }
    return secret;
  });
}

/** The secret, for the first one who asks; undefined for everybody after. */
export async function showWebhookSecretOnce(
  deps: WebhookEndpointDeps,
  endpoint: WebhookEndpoint,
): Promise<Secret | undefined> {
  const [secret] = endpointSecrets(deps, endpoint);
  if (secret === undefined) return undefined;
  return (await deps.store.webhookEndpoints.markSecretShown(endpoint.id, deps.clock.now())) ? secret : undefined;
}

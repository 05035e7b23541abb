/** The port to the addresses at which webhooks arrive. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import type { SealedSecret } from '../secret-box.ts';

export type WebhookEndpointId = number;

/** For what an address is: everything, an integration, or one of its repositories. */
export interface EndpointPlace {
  /** Undefined: the installation's. */
  readonly integrationId: IntegrationId | undefined;
  /** Undefined: the whole integration's. */
  readonly repositoryId: RepositoryId | undefined;
}

/** An address and the sealed secrets with which what arrives there is proved. */
export interface WebhookEndpoint extends EndpointPlace {
  readonly id: WebhookEndpointId;
  /** The unguessable end of the address. */
  readonly token: string;
  readonly sealedSecret: SealedSecret | undefined;
  /** The one before, which still counts for a while. */
  readonly sealedPreviousSecret: SealedSecret | undefined;
  readonly previousSecretUntil: Date | undefined;
  /** When a person was shown the secret; undefined: not yet. */
  readonly secretShownAt: Date | undefined;
  readonly madeAt: Date;
}

/** The addresses of all levels. */
export interface WebhookEndpointTable {
  /** Makes the one of this place with this token, or returns the one there is. */
  ensure(place: EndpointPlace, token: string): Promise<WebhookEndpoint>;
  get(id: WebhookEndpointId): Promise<WebhookEndpoint | undefined>;
  find(place: EndpointPlace): Promise<WebhookEndpoint | undefined>;
  findByToken(token: string): Promise<WebhookEndpoint | undefined>;
  /** The installation's first, then by integration and repository. */
  list(): Promise<readonly WebhookEndpoint[]>;
  /** The present secret becomes the previous one, good until then. Nobody has been shown the new one. */
  saveSecret(id: WebhookEndpointId, sealed: SealedSecret, previousUntil: Date): Promise<void>;
  /** False when it had been marked before. */
  markSecretShown(id: WebhookEndpointId, at: Date): Promise<boolean>;
}

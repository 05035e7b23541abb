/** The port to our registrations as an OAuth client. */

import type { OAuthClientId, ServiceSettings } from '@branchline/domain';
import type { SealedSecret } from '../secret-box.ts';

/** Our registration at one service. */
export interface OAuthClientRow {
  readonly id: OAuthClientId;
  readonly connector: string;
  /** Where people sign in: names the service. */
  readonly authorizeUrl: string;
  /** Of an integration with that service. */
  readonly settings: ServiceSettings;
  readonly clientId: string;
  readonly sealedClientSecret: SealedSecret;
  readonly addedAt: Date;
}

/** Our registrations; at most one for each service. */
export interface OAuthClientTable {
  list(): Promise<readonly OAuthClientRow[]>;
  get(id: OAuthClientId): Promise<OAuthClientRow | undefined>;
  find(connector: string, authorizeUrl: string): Promise<OAuthClientRow | undefined>;
  /** Takes the place of the one that was there. */
  save(client: Omit<OAuthClientRow, 'id' | 'addedAt'>): Promise<OAuthClientRow>;
  remove(id: OAuthClientId): Promise<void>;
}

/** Where a client's secret is sealed to. */
export function clientSecretPlace(connector: string, authorizeUrl: string): string {
  return `oauth-client/${connector}/${authorizeUrl}/secret`;
}

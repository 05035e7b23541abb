/** The port to the apps that we registered at Git services. */

import type { AppId, NetworkSettings, ServiceSettings } from '@branchline/domain';
import type { SealedSecret } from '../secret-box.ts';

/** A registered app without its secrets. */
export interface AppRow {
  readonly id: AppId;
  readonly connector: string;
  readonly settings: ServiceSettings;
  readonly network: NetworkSettings;
  /** What the service calls it in signed tokens. */
  readonly appId: string;
  /** Names it in addresses. */
  readonly slug: string;
  readonly name: string;
  readonly webUrl: string;
  readonly addedAt: Date;
}

/** What only the app and we may know. */
export type AppSecretName = 'private-key' | 'client-secret' | 'webhook-secret';

/** Our apps, each with its secrets sealed. */
export interface AppTable {
  /** In the order they were added. */
  list(): Promise<readonly AppRow[]>;
  get(id: AppId): Promise<AppRow | undefined>;
  add(app: Omit<AppRow, 'id' | 'addedAt'>): Promise<AppRow>;
  sealedSecret(id: AppId, name: AppSecretName): Promise<SealedSecret | undefined>;
  saveSealedSecret(id: AppId, name: AppSecretName, sealed: SealedSecret): Promise<void>;
  /** False while an integration uses it, also one that is being removed. */
  remove(id: AppId): Promise<boolean>;
}

/** Where an app's secret is sealed to. */
export function appSecretPlace(id: AppId, name: AppSecretName): string {
  return `app/${id}/${name}`;
}

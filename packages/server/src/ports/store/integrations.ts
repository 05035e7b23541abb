/** The port to the configured Git services. */

import type { Integration, IntegrationId, IntegrationMode, NetworkSettings, ServiceSettings } from '@branchline/domain';
import type { SealedSecret } from '../secret-box.ts';

/** The configured Git services. */
export interface IntegrationTable {
  add(integration: {
    readonly connector: string;
    readonly name: string;
    readonly settings: ServiceSettings;
    /** `two-way` when left out. */
    readonly mode?: IntegrationMode;
    /** Straight when left out. */
    readonly network?: NetworkSettings;
  }): Promise<Integration>;
  get(id: IntegrationId): Promise<Integration | undefined>;
  /** In the order they were added. */
  list(): Promise<readonly Integration[]>;
  sealedCredential(id: IntegrationId): Promise<SealedSecret | undefined>;
  saveSealedCredential(id: IntegrationId, sealed: SealedSecret): Promise<void>;
  saveSettings(id: IntegrationId, settings: ServiceSettings): Promise<void>;
  pause(id: IntegrationId, because: string): Promise<void>;
  resume(id: IntegrationId): Promise<void>;
  /** With everything that belongs to it: repositories, rows, associations. */
  remove(id: IntegrationId): Promise<void>;
}

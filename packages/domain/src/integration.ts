/** An integration: one configured Git service with a service account and settings. */

import type { IntegrationId } from './ids.ts';
import type { NetworkSettings } from './network.ts';

/** What anything that indexes can be in. Pages give each a word and a colour of its own. */
export type IndexingState = 'waiting' | 'indexing' | 'up-to-date' | 'paused' | 'failed';

/**
 * `two-way`: we ask the service, clone, and may write. `webhook-only`: the service tells us and we never ask; rows come
 * from what it sends.
 */
export type IntegrationMode = 'two-way' | 'webhook-only';

/** One configured instance of a Git service. */
export interface Integration {
  readonly id: IntegrationId;
  /** Which connector: `git`, `github`, `gitlab` … */
  readonly connector: string;
  readonly name: string;
  /** Read and written only by the connector. */
  readonly settings: ServiceSettings;
  readonly mode: IntegrationMode;
  readonly network: NetworkSettings;
  /** Why nothing is indexed at the moment; undefined when it is not paused. */
  readonly pausedBecause: string | undefined;
  readonly addedAt: Date;
}

/** A connector's own settings, already validated by it; plain JSON. */
export type ServiceSettings = Readonly<Record<string, unknown>>;

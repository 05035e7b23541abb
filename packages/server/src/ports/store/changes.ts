/** The port to news of what changed in the store, whichever process changed it. */

import type { Topic } from '@branchline/domain';

/** News for pages: that something of a topic changed, not what. May be late by a second, and may come in vain. */
export interface Changes {
  /** Tells everybody, this process included, soon: together with what else is told at most twice a second. */
  readonly note: (topics: readonly Topic[]) => void;
  /** Listens until what it returns is called. When news may have been lost, all topics are told. */
  subscribe(listener: (topics: readonly Topic[]) => void): () => void;
}

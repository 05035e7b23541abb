/** What every view of the page needs of what is around it. */

import type { Client } from '@branchline/contract';

/** What every view needs of its surroundings. */
export interface Surroundings {
  readonly client: Client;
  /** Address of our server, for links to its own pages. */
  readonly server: string;
  /** Opens a new tab. */
  readonly open: (url: string) => Promise<void>;
}

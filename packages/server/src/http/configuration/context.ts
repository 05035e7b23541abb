/** What every part of a plan is made with. */

import type { AccountId } from '@branchline/domain';
import type { Asker } from './asker.ts';
import type { ConfigurationDeps, Named } from './place.ts';

export interface Context {
  readonly deps: ConfigurationDeps;
  /** What there was when the plan was made. */
  readonly named: Named;
  readonly asker: Asker;
  /** Names of the document's integrations. */
  readonly wantedNames: ReadonlySet<string>;
  /** Of whoever applies it; undefined for the access token. */
  readonly accountId: AccountId | undefined;
}

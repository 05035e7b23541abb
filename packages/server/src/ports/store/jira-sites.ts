/** The port to the connected Jira sites. */

import type { JiraSiteId, ProjectKey } from '@branchline/domain';
import type { JiraSiteSettings } from '../jira-site.ts';
import type { SealedSecret } from '../secret-box.ts';

/** A connected Jira site. */
export interface JiraSiteRow extends JiraSiteSettings {
  readonly id: JiraSiteId;
  readonly name: string;
  readonly clientId: string;
  /** Why nothing is sent at the moment; undefined when it is not paused. */
  readonly pausedBecause: string | undefined;
  /** The last time Jira refused a request as a whole, in words; forgotten when one succeeds. */
  readonly lastFailure: { readonly at: Date; readonly message: string } | undefined;
  /** Projects the site is known to have, former keys too; undefined while nobody could ask it. */
  readonly projectKeys: readonly ProjectKey[] | undefined;
}

/** The connected Jira sites. */
export interface JiraSiteTable {
  add(site: JiraSiteSettings & { readonly name: string; readonly clientId: string }): Promise<JiraSiteRow>;
  get(id: JiraSiteId): Promise<JiraSiteRow | undefined>;
  list(): Promise<readonly JiraSiteRow[]>;
  sealedClientSecret(id: JiraSiteId): Promise<SealedSecret | undefined>;
  saveSealedClientSecret(id: JiraSiteId, sealed: SealedSecret): Promise<void>;
  saveProjectKeys(id: JiraSiteId, keys: readonly ProjectKey[] | undefined): Promise<void>;
  noteFailure(id: JiraSiteId, message: string): Promise<void>;
  forgetFailure(id: JiraSiteId): Promise<void>;
  pause(id: JiraSiteId, because: string): Promise<void>;
  resume(id: JiraSiteId): Promise<void>;
  remove(id: JiraSiteId): Promise<void>;
}

/** The port to the connected Jira sites. */

import type { JiraAccountCredential, JiraSiteId, ProjectKey } from '@branchline/domain';
import type { JiraFinding, JiraSiteSettings } from '../jira-site.ts';
import type { SealedSecret } from '../secret-box.ts';

/** An account's credential without its secret. */
export interface JiraAccountName {
  readonly kind: JiraAccountCredential['kind'];
  readonly email: string | undefined;
  /** Of a service account. */
  readonly clientId?: string | undefined;
}

/** A connected Jira site. */
export interface JiraSiteRow extends JiraSiteSettings {
  readonly id: JiraSiteId;
  readonly name: string;
  /** Of the OAuth credentials; empty when there are none. */
  readonly clientId: string;
  /** With which the site is read; undefined when there is none. */
  readonly account: JiraAccountName | undefined;
  /** What the credentials allowed when they were last checked. */
  readonly check: { readonly at: Date; readonly findings: readonly JiraFinding[] } | undefined;
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
  saveClientId(id: JiraSiteId, clientId: string): Promise<void>;
  sealedAccountToken(id: JiraSiteId): Promise<SealedSecret | undefined>;
  /** With its token or its client's secret. Undefined forgets it. */
  saveAccount(
    id: JiraSiteId,
    account: (JiraAccountName & { readonly sealedToken: SealedSecret }) | undefined,
  ): Promise<void>;
  saveFindings(id: JiraSiteId, findings: readonly JiraFinding[], at: Date): Promise<void>;
  /** Notes also that the site was asked just now. */
  saveProjectKeys(id: JiraSiteId, keys: readonly ProjectKey[] | undefined): Promise<void>;
  /** Sites with an account, or with our Forge app, whose projects were not asked for since then. */
  dueForProjects(since: Date): Promise<readonly JiraSiteId[]>;
  noteFailure(id: JiraSiteId, message: string): Promise<void>;
  forgetFailure(id: JiraSiteId): Promise<void>;
  pause(id: JiraSiteId, because: string): Promise<void>;
  resume(id: JiraSiteId): Promise<void>;
  remove(id: JiraSiteId): Promise<void>;
}

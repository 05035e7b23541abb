/** The port to integrations that somebody is still putting together: signed in, listed, and not connected yet. */

import type { IntegrationId } from '@branchline/domain';
import type { IntegrationStanding } from './integrations.ts';

/** A draft is an integration for whoever asks for it by its id, and one that is being removed for everybody else. */
export interface IntegrationDraft {
  readonly integration: IntegrationStanding;
  /** It ends by itself then, and nothing of it stays. */
  readonly until: Date;
}

/** Drafts; their credential, list and choice are kept where those of integrations are. */
export interface IntegrationDraftTable {
  /** The integration, which was added a moment ago, is a draft from now on. */
  begin(id: IntegrationId, now: Date, until: Date): Promise<void>;
  get(id: IntegrationId, now: Date): Promise<IntegrationDraft | undefined>;
  /** The latest first. */
  list(now: Date): Promise<readonly IntegrationDraft[]>;
  /** Nothing stops its list from being walked any more. */
  resume(id: IntegrationId): Promise<void>;
  /** It is an integration from now on, added at this moment. False when it is no draft any more. */
  connect(id: IntegrationId, now: Date): Promise<boolean>;
  /** Those that have ended by themselves. */
  ended(now: Date): Promise<readonly IntegrationId[]>;
}

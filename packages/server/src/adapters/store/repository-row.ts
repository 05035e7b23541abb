/** A row of `repositories` in the house's words. */

import type { IndexingState, IntegrationId, RepositoryId } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { RemoteState, RepositoryStanding } from '../../ports/store/repositories.ts';
import { settingsFromJson } from './repository-settings.ts';
import type { RepositoryRow } from './schema.ts';

/** What a row of `repositories` says. */
export function standingFromRow(row: Selectable<RepositoryRow>): RepositoryStanding {
  return {
    id: row.id as RepositoryId,
    integrationId: row.integration_id as IntegrationId,
    remoteId: row.remote_id,
    name: row.name,
    cloneUrl: row.clone_url,
    webUrl: row.web_url ?? undefined,
    defaultBranch: row.default_branch ?? undefined,
    state: row.state as IndexingState,
    stateReason: row.state_reason ?? undefined,
    indexedAt: row.indexed_at ?? undefined,
    changedAt: row.changed_at ?? undefined,
    nextLookAt: row.next_look_at ?? undefined,
    refsFingerprint: row.refs_fingerprint ?? undefined,
    pinnedHostKey: row.pinned_host_key ?? undefined,
    commitCount: row.commit_count,
    linkedCommitCount: row.linked_commit_count,
    remoteState: row.remote_state as RemoteState,
    lastWebhookAt: row.last_webhook_at ?? undefined,
    settings: settingsFromJson(row.settings),
  };
}

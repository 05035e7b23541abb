/** A row of the integrations as the house knows it. */

import type { AppId, CredentialKind, IntegrationId, IntegrationMode, ServiceSettings } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { IntegrationStanding, PausedBy } from '../../ports/store/integrations.ts';
import { networkFromJson, personFromJson, rightsFromJson } from './kept-json.ts';
import type { IntegrationRow } from './schema.ts';

export function integrationFromRow(row: Selectable<IntegrationRow>): IntegrationStanding {
  return {
    id: row.id as IntegrationId,
    connector: row.connector,
    name: row.name,
    settings: row.settings as ServiceSettings,
    mode: row.mode as IntegrationMode,
    network: networkFromJson(row.network),
    pausedBecause: row.paused_because ?? undefined,
    addedAt: row.added_at,
    credentialKind: (row.credential_kind ?? undefined) as CredentialKind | undefined,
    appId: (row.app_id ?? undefined) as AppId | undefined,
    account: personFromJson(row.account),
    rotatesToken: row.rotates_token,
    requiresGitPermission: row.requires_git_permission,
    requiresPersonalToken: row.requires_personal_token,
    makesWebhooks: row.makes_webhooks,
    credentialExpiresAt: row.credential_expires_at ?? undefined,
    missingRights: rightsFromJson(row.missing_rights),
    checkedAt: row.checked_at ?? undefined,
    pausedBy: (row.paused_by ?? undefined) as PausedBy | undefined,
    isBeingRemoved: row.removing_since !== null,
  };
}

/** Every place that secrets are sealed to: what rotation walks over. A test compares it with the schema. */

import type { AppId, IdentityId, IntegrationId, JiraSiteId } from '@branchline/domain';
import { secondFactorPlace } from '../features/accounts/second-factor.ts';
import { credentialPlace } from '../features/integrations/connect.ts';
import { webhookSecretPlace } from '../features/integrations/webhook-endpoints.ts';
import { issueWebhookPlace } from '../features/issues/issue-webhook.ts';
import { accountTokenPlace, clientSecretPlace, forgeTokenPlace } from '../features/jira-sites/connect-jira.ts';
import type { SealedPlace } from '../features/operations/rotate-key.ts';
import { answerPlace } from '../http/idempotency.ts';
import { appSecretPlace, type AppSecretName } from '../ports/store/apps.ts';
import { providerSecretPlace } from '../ports/store/identity-providers.ts';
import { clientSecretPlace as oauthClientPlace } from '../ports/store/oauth-clients.ts';
import { personalConnectionPlace } from '../ports/store/personal-connections.ts';
import type { SealedRowKey } from '../ports/store/sealed-rows.ts';
import { signInPlace } from '../ports/store/sign-ins.ts';

/** Rows that are told by one number, which the place is named by. */
function byNumber(table: string, column: string, placeOf: (id: never) => string, key = 'id'): SealedPlace {
  return { table, column, key: [key], placeOf: (row) => placeOf(row[key] as never) };
}

function ofApp(column: string, name: AppSecretName): SealedPlace {
  return byNumber('apps', column, (id: AppId) => appSecretPlace(id, name));
}

function ofSignIn(column: string, what: Parameters<typeof signInPlace>[1]): SealedPlace {
  return { table: 'sign_ins', column, key: ['id'], placeOf: ({ id }) => signInPlace(String(id), what) };
}

function placeOfConnection({ identity_id: identityId, integration_id: integrationId }: SealedRowKey): string {
  return personalConnectionPlace({
    identityId: identityId as IdentityId,
    integrationId: integrationId as IntegrationId,
  });
}

/** One entry for each column. */
export const sealedPlaces: readonly SealedPlace[] = [
  byNumber('accounts', 'sealed_second_factor', secondFactorPlace),
  ofApp('sealed_private_key', 'private-key'),
  ofApp('sealed_client_secret', 'client-secret'),
  ofApp('sealed_webhook_secret', 'webhook-secret'),
  {
    table: 'forge_installations',
    column: 'sealed_app_token',
    key: ['jira_site_id', 'installation_id'],
    placeOf: (row) => forgeTokenPlace(row['jira_site_id'] as JiraSiteId),
  },
  {
    table: 'idempotent_requests',
    column: 'sealed_answer',
    key: ['caller', 'route', 'key_digest'],
    placeOf: (row) =>
      answerPlace({ caller: String(row['caller']), route: String(row['route']), keyDigest: String(row['key_digest']) }),
  },
  byNumber('identity_providers', 'sealed_client_secret', providerSecretPlace),
  byNumber('integrations', 'sealed_credential', credentialPlace),
  byNumber('issue_watches', 'sealed_secret', issueWebhookPlace, 'jira_site_id'),
  byNumber('issue_watches', 'sealed_previous_secret', issueWebhookPlace, 'jira_site_id'),
  byNumber('jira_sites', 'sealed_account_token', accountTokenPlace),
  byNumber('jira_sites', 'sealed_client_secret', clientSecretPlace),
  {
    table: 'oauth_clients',
    column: 'sealed_client_secret',
    key: ['id'],
    besides: ['connector', 'authorize_url'],
    placeOf: (row) => oauthClientPlace(String(row['connector']), String(row['authorize_url'])),
  },
  {
    table: 'personal_connections',
    column: 'sealed_credential',
    key: ['identity_id', 'integration_id'],
    placeOf: placeOfConnection,
  },
  ofSignIn('sealed_verifier', 'verifier'),
  ofSignIn('sealed_credential', 'credential'),
  byNumber('webhook_endpoints', 'sealed_secret', webhookSecretPlace),
  byNumber('webhook_endpoints', 'sealed_previous_secret', webhookSecretPlace),
];

/** Which feature does which job. */

import type { JobHandlers } from '../ports/jobs.ts';
import { authorsOf, type Authors } from './authors.ts';
import { applyAssociation } from '../features/associations/apply-association.ts';
import { clearRepository, finishLifting, workThroughClearing } from '../features/development/clear-jira-site.ts';
import {
  pushDevelopmentInformation,
  type PushDevelopmentInformationDeps,
} from '../features/development/push-development-information.ts';
import { queueIntegrationPushes } from '../features/development/queue-integration-pushes.ts';
import { reconcileJiraSite, scheduleReconciliation } from '../features/development/reconcile-jira-site.ts';
import { saveIssueProperties } from '../features/development/save-issue-properties.ts';
import { removeDevelopmentInformation } from '../features/development/remove-development-information.ts';
import { indexPullRequests } from '../features/indexing/index-pull-requests.ts';
import { indexRepository, type IndexRepositoryDeps } from '../features/indexing/index-repository.ts';
import { lookAtChecks } from '../features/indexing/look-at-checks.ts';
import { readFiles } from '../features/indexing/read-files.ts';
import { savePayloadRows } from '../features/indexing/save-payload-rows.ts';
import { scheduleIndexing } from '../features/indexing/schedule-indexing.ts';
import { attentionOf } from '../features/integrations/attention.ts';
import { recheckIntegration, scheduleChecks } from '../features/integrations/check-integration.ts';
import { discoverRepositories, type DiscoverRepositoriesDeps } from '../features/integrations/discover-repositories.ts';
import { listForDraft } from '../features/integrations/list-for-draft.ts';
import { forgetDrafts } from '../features/integrations/integration-drafts.ts';
import { finishRemoval, type FinishRemovalDeps } from '../features/integrations/remove-integration.ts';
import { sealCredential } from '../features/integrations/stored-credential.ts';
import { setUpWebhooks, type SetUpWebhooksDeps } from '../features/integrations/set-up-webhooks.ts';
import { followIssueEvents, type FollowIssueEventsDeps } from '../features/issues/follow-issue-events.ts';
import { forgetOldIssues } from '../features/issues/forget-old-issues.ts';
import { lookForIssueChanges, type LookForIssueChangesDeps } from '../features/issues/look-for-issue-changes.ts';
import { refuseMissingRights } from '../features/integrations/try-credential.ts';
import { refreshProjects, type RefreshProjectsDeps } from '../features/jira-sites/refresh-projects.ts';
import { resendUnknownKeys } from '../features/jira-sites/resend-unknown-keys.ts';
import { scheduleJiraQuestions } from '../features/jira-sites/schedule-jira-questions.ts';
import { mailSmartCommit, type MailSmartCommitDeps } from '../features/smart-commits/mail-smart-commit.ts';
import { planSmartCommit } from '../features/smart-commits/plan-smart-commit.ts';
import { runSmartCommands, type RunSmartCommandsDeps } from '../features/smart-commits/run-smart-commands.ts';
import { applyLinkSources } from '../features/settings/apply-link-sources.ts';
import { forgetOld } from '../features/settings/forget-old.ts';
import { mailAlerts } from '../features/settings/mail-alerts.ts';
import { scheduleSmartCommits } from '../features/smart-commits/schedule-smart-commits.ts';
import { collectPeople } from '../features/people/collect-people.ts';
import type { FindAuthorDeps } from '../features/people/find-author.ts';
import { recheckPersonalConnections } from '../features/people/personal-connections.ts';
import { reportAccounts } from '../features/people/report-accounts.ts';
import { schedulePeople } from '../features/people/schedule-people.ts';
import { forgeJobHandlers } from './forge-handlers.ts';
import { readWebhooks, type ReadWebhooksDeps } from '../features/webhooks/read-webhooks.ts';

export type HandlersDeps = IndexRepositoryDeps &
  PushDevelopmentInformationDeps &
  DiscoverRepositoriesDeps &
  SetUpWebhooksDeps &
  FinishRemovalDeps &
  RefreshProjectsDeps &
  FollowIssueEventsDeps &
  LookForIssueChangesDeps &
  Omit<RunSmartCommandsDeps & MailSmartCommitDeps, keyof Authors> &
  FindAuthorDeps &
  Omit<ReadWebhooksDeps, 'savePayloadRows'>;

/** Every job name with its feature. */
export function createJobHandlers(deps: HandlersDeps): JobHandlers {
  const forge = forgeJobHandlers(deps);
  return {
    'discover-repositories': ({ integrationId }, { stopping }) => discoverRepositories(deps, integrationId, stopping),
    'list-for-draft': ({ integrationId }, { stopping }) => listForDraft(deps, integrationId, stopping),
    'index-repository': (request, { stopping }) => indexRepository(deps, request, stopping),
    'index-pull-requests': (request, { stopping }) => indexPullRequests(deps, request, stopping),
    'look-at-checks': ({ repositoryId }, { stopping }) => lookAtChecks(deps, repositoryId, stopping),
    'read-files': ({ repositoryId }, { stopping }) => readFiles(deps, repositoryId, stopping),
    'push-development-information': (request, { stopping }) => pushDevelopmentInformation(deps, request, stopping),
    'remove-development-information': (request) => removeDevelopmentInformation(deps, request),
    'read-webhooks': ({ integrationId }, { stopping }) =>
      readWebhooks({ ...deps, savePayloadRows: (...told) => savePayloadRows(deps, ...told) }, integrationId, stopping),
    'set-up-webhooks': ({ integrationId }, { stopping }) => setUpWebhooks(deps, integrationId, stopping),
    'apply-association': (place) => applyAssociation(deps, place),
    'apply-link-sources': (place) => applyLinkSources(deps, place),
    'queue-pushes': ({ integrationId }) => queueIntegrationPushes(deps, integrationId),
    'clear-jira-site': (clearing) => workThroughClearing(deps, clearing),
    'clear-repository': (clearing) => clearRepository(deps, clearing),
    'lift-clearing': (clearing) => finishLifting(deps, clearing),
    'reconcile-jira-site': ({ jiraSiteId }) => reconcileJiraSite(deps, jiraSiteId),
    'save-issue-properties': ({ jiraSiteId }, { stopping }) => saveIssueProperties(deps, jiraSiteId, stopping),
    'refresh-projects': ({ jiraSiteId }) => refreshProjects(deps, jiraSiteId),
    'follow-issue-events': ({ jiraSiteId }, { stopping }) => followIssueEvents(deps, jiraSiteId, stopping),
    'look-for-issue-changes': ({ jiraSiteId }, { stopping }) => lookForIssueChanges(deps, jiraSiteId, stopping),
    ...forge.handlers,
    'resend-unknown-keys': ({ jiraSiteId }) => resendUnknownKeys(deps, jiraSiteId),
    'run-smart-commit': (request) => planSmartCommit(deps, request),
    'run-smart-commands': (place, { stopping }) => runSmartCommands({ ...deps, ...authorsOf(deps) }, place, stopping),
    'mail-smart-commit': ({ smartCommitId }) => mailSmartCommit({ ...deps, ...authorsOf(deps) }, smartCommitId),
    'collect-people': (_nothing, { stopping }) => collectPeople(deps, stopping),
    'report-accounts': ({ jiraSiteId }, { stopping }) => reportAccounts(deps, jiraSiteId, stopping),
    'remove-mirror': ({ repositoryId }) => deps.mirror.remove(repositoryId),
    'check-integration': ({ integrationId }) => recheckIntegration(deps, integrationId),
    'check-integrations': async (_nothing, { stopping }) => {
      await scheduleChecks(deps);
      await scheduleReconciliation(deps);
      await deps.store.linkedHistory.noteProjects();
      await recheckPersonalConnections({ ...deps, sealCredential, refuseMissingRights }, stopping);
      await mailAlerts({ ...deps, warningsOf: (...about) => attentionOf(...about).map(({ text }) => text) });
    },
    'remove-integration': ({ integrationId }) => finishRemoval(deps, integrationId),
    'schedule-indexing': async () => {
      await scheduleIndexing(deps);
      await scheduleJiraQuestions(deps);
      await schedulePeople(deps);
      await scheduleSmartCommits(deps);
      await forgetOldIssues(deps);
      await forgetOld(deps);
      await forgetDrafts(deps);
      await forge.watch();
    },
  };
}

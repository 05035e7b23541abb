/** Everything the API can be asked, gathered from one file per subject. */

import { createIssueGate } from '../features/permissions/issue-gate.ts';
import type { Handlers } from './mount-routes.ts';
import { accountHandlers, type AccountHandlersDeps } from './routes/accounts.ts';
import { actingHandlers, type ActingHandlersDeps } from './routes/acting.ts';
import { associationHandlers, type AssociationHandlersDeps } from './routes/associations.ts';
import { auditHandlers, type AuditHandlersDeps } from './routes/audit-log.ts';
import { browsingHandlers, type BrowsingHandlersDeps } from './routes/browsing.ts';
import { budgetHandlers, type BudgetHandlersDeps } from './routes/budgets.ts';
import { configurationHandlers, type ConfigurationHandlersDeps } from './routes/configuration.ts';
import { connectingHandlers, type ConnectingHandlersDeps } from './routes/connecting.ts';
import { descriptionHandlers, type DescriptionHandlersDeps } from './routes/description.ts';
import { forgeHandlers, type ForgeHandlersDeps } from './routes/forge.ts';
import { healthHandlers, type HealthHandlersDeps } from './routes/health.ts';
import { identityProviderHandlers, type IdentityProviderHandlersDeps } from './routes/identity-providers.ts';
import { explainHandlers, type ExplainHandlersDeps } from './routes/explain.ts';
import { integrationDraftHandlers, type IntegrationDraftHandlersDeps } from './routes/integration-drafts.ts';
import { integrationHandlers, type IntegrationHandlersDeps } from './routes/integrations.ts';
import { issueHandlers, type IssueHandlersDeps } from './routes/issues.ts';
import { jiraProjectHandlers, type JiraProjectHandlersDeps } from './routes/jira-projects.ts';
import { jiraSiteHandlers, type JiraSiteHandlersDeps } from './routes/jira-sites.ts';
import { jiraWebhookHandlers, type JiraWebhookHandlersDeps } from './routes/jira-webhooks.ts';
import { jobHandlers, type JobHandlersDeps } from './routes/jobs.ts';
import { linkHandlers, type LinkHandlersDeps } from './routes/links.ts';
import { operationHandlers, type OperationHandlersDeps } from './routes/operations.ts';
import { overviewHandlers, type OverviewHandlersDeps } from './routes/overview.ts';
import { ownSignInHandlers, type OwnSignInHandlersDeps } from './routes/own-sign-in.ts';
import { peopleHandlers, type PeopleHandlersDeps } from './routes/people.ts';
import { profileHandlers, type ProfileHandlersDeps } from './routes/profile.ts';
import { repositoryChoiceHandlers, type RepositoryChoiceHandlersDeps } from './routes/repository-choice.ts';
import { repositoryHandlers, type RepositoryHandlersDeps } from './routes/repositories.ts';
import { repositoryHistoryHandlers, type RepositoryHistoryHandlersDeps } from './routes/repository-history.ts';
import { repositoryLogHandlers, type RepositoryLogHandlersDeps } from './routes/repository-log.ts';
import { repositorySettingsHandlers, type RepositorySettingsHandlersDeps } from './routes/repository-settings.ts';
import { sessionHandlers, type SessionHandlersDeps } from './routes/session.ts';
import { sendingHandlers, type SendingHandlersDeps } from './routes/sending.ts';
import { settingsHandlers, type SettingsHandlersDeps } from './routes/settings.ts';
import { smartCommitHandlers, type SmartCommitHandlersDeps } from './routes/smart-commits.ts';
import { signInHandlers, type SignInHandlersDeps } from './routes/sign-in.ts';
import { webhookHandlers, type WebhookHandlersDeps } from './routes/webhooks.ts';

export type HandlersDeps = SmartCommitHandlersDeps &
  SettingsHandlersDeps &
  ConfigurationHandlersDeps &
  ActingHandlersDeps &
  AssociationHandlersDeps &
  SendingHandlersDeps &
  AccountHandlersDeps &
  SessionHandlersDeps &
  IdentityProviderHandlersDeps &
  BrowsingHandlersDeps &
  BudgetHandlersDeps &
  HealthHandlersDeps &
  ConnectingHandlersDeps &
  DescriptionHandlersDeps &
  ForgeHandlersDeps &
  ExplainHandlersDeps &
  IntegrationDraftHandlersDeps &
  IntegrationHandlersDeps &
  OwnSignInHandlersDeps &
  IssueHandlersDeps &
  JiraProjectHandlersDeps &
  JiraSiteHandlersDeps &
  JobHandlersDeps &
  LinkHandlersDeps &
  JiraWebhookHandlersDeps &
  OperationHandlersDeps &
  OverviewHandlersDeps &
  PeopleHandlersDeps &
  ProfileHandlersDeps &
  AuditHandlersDeps &
  SignInHandlersDeps &
  RepositoryChoiceHandlersDeps &
  RepositoryHandlersDeps &
  RepositoryHistoryHandlersDeps &
  RepositoryLogHandlersDeps &
  RepositorySettingsHandlersDeps &
  WebhookHandlersDeps;

export function createHandlers(deps: HandlersDeps): Handlers {
  const issueGate = createIssueGate(deps);
  const handlers = {
    ...accountHandlers(deps),
    ...actingHandlers(deps, issueGate),
    ...sessionHandlers(deps),
    ...identityProviderHandlers(deps),
    ...associationHandlers(deps),
    ...sendingHandlers(deps),
    ...browsingHandlers(deps, issueGate),
    ...budgetHandlers(deps),
    ...healthHandlers(deps),
    ...connectingHandlers(deps),
    ...descriptionHandlers(deps),
    ...forgeHandlers(deps),
    ...explainHandlers(deps),
    ...integrationDraftHandlers(deps),
    ...integrationHandlers(deps),
    ...issueHandlers(deps, issueGate),
    ...jiraProjectHandlers(deps),
    ...jiraSiteHandlers(deps),
    ...jiraWebhookHandlers(deps),
    ...jobHandlers(deps),
    ...linkHandlers(deps, issueGate),
    ...operationHandlers(deps),
    ...overviewHandlers(deps),
    ...peopleHandlers(deps),
    ...profileHandlers(deps, issueGate),
    ...ownSignInHandlers(deps, issueGate),
    ...auditHandlers(deps),
    ...repositoryChoiceHandlers(deps),
    ...repositoryHandlers(deps),
    ...repositoryHistoryHandlers(deps, issueGate),
    ...repositoryLogHandlers(deps),
    ...repositorySettingsHandlers(deps),
    ...signInHandlers(deps),
    ...settingsHandlers(deps),
    ...smartCommitHandlers(deps),
    ...webhookHandlers(deps),
  };
  return { ...handlers, ...configurationHandlers(deps, handlers) };
}

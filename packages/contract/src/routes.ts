/** The API as data: every route's method, path and shapes. Doors are built from it, and the client is typed by it. */

import type { JiraSiteId, RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { accountRoutes } from './accounts.ts';
import { actingRoutes } from './acting.ts';
import { associationRoutes } from './associations.ts';
import { auditRoutes } from './audit-log.ts';
import { browsingRoutes } from './browsing.ts';
import { budgetRoutes } from './budgets.ts';
import { configurationRoutes } from './configuration.ts';
import { descriptionRoutes } from './description.ts';
import { connectionRoutes } from './connecting.ts';
import { explainThingRoutes } from './explain-thing.ts';
import { ExplainRequest, Explanation } from './explain.ts';
import { Nothing, Queued, idOf } from './fields.ts';
import { forgeRoutes } from './forge.ts';
import { healthRoutes } from './health.ts';
import { identityProviderRoutes } from './identity-providers.ts';
import {
  IntegrationList,
  IntegrationQuery,
  IntegrationRemoval,
  PauseWish,
  RemovalQuery,
  VersionedIntegration,
} from './integrations.ts';
import { IssueDevelopment, IssueScopeQuery } from './issue-development.ts';
import { issuePartRoutes } from './issue-parts.ts';
import { IssueDetails, IssuePage, IssueQuery } from './issues.ts';
import {
  JiraAccount,
  JiraFindings,
  JiraOAuth,
  JiraSiteDetails,
  JiraSiteList,
  JiraSiteRemoval,
  JiraSiteSummary,
  NewJiraSite,
  RefusedList,
} from './jira-sites.ts';
import { jiraProjectRoutes } from './jira-projects.ts';
import { jiraWebhookRoutes } from './jira-webhooks.ts';
import { jobRoutes } from './jobs.ts';
import { linkRoutes } from './links.ts';
import { SignIn, TriggerAnswer, TriggerRequest } from './operations.ts';
import { Overview } from './overview.ts';
import { peopleRoutes } from './people.ts';
import { ownSignInRoutes } from './own-sign-in.ts';
import { profileRoutes } from './profile.ts';
import { RepositoryDetails, RepositoryList, RepositoryQuery, repositoryLogRoutes } from './repositories.ts';
import { integrationDraftRoutes } from './integration-drafts.ts';
import { repositoryHistoryRoutes } from './repository-history.ts';
import { repositoryChoiceRoutes } from './repository-choice.ts';
import { repositorySettingsRoutes } from './repository-settings.ts';
import { act, ofIntegration, ofIssue, remove, replace, show, view, type Route } from './route.ts';
import { sendingRoutes } from './sending.ts';
import { settingsRoutes } from './settings.ts';
import { smartCommitRoutes } from './smart-commits.ts';
import { webhookRoutes } from './webhooks.ts';
import { signInRoutes } from './sign-in.ts';

const integration = ofIntegration;
const repository = z.object({ id: idOf<RepositoryId>() });
const jiraSite = z.object({ id: idOf<JiraSiteId>() });
export const routes = {
  showOverview: { ...show, path: '/api/v1/overview', response: Overview },

  listIntegrations: {
    ...show,
    path: '/api/v1/integrations',
    query: IntegrationQuery,
    response: IntegrationList,
  },
  showIntegration: { ...show, path: '/api/v1/integrations/:id', params: integration, response: VersionedIntegration },
  pauseIntegration: {
    ...act,
    path: '/api/v1/integrations/:id/pause',
    params: integration,
    request: PauseWish,
    status: 204,
    response: Nothing,
  },
  resumeIntegration: {
    ...act,
    path: '/api/v1/integrations/:id/resume',
    params: integration,
    status: 204,
    response: Nothing,
  },
  reindexIntegration: {
    ...act,
    path: '/api/v1/integrations/:id/reindex',
    params: integration,
    status: 202,
    response: Queued,
  },
  /** What removing would remove; nothing is done. */
  previewIntegrationRemoval: {
    ...show,
    path: '/api/v1/integrations/:id/removal',
    params: integration,
    response: IntegrationRemoval,
  },
  removeIntegration: {
    ...remove,
    path: '/api/v1/integrations/:id',
    params: integration,
    query: RemovalQuery,
    status: 202,
    response: IntegrationRemoval,
  },

  ...connectionRoutes,
  ...configurationRoutes,
  ...signInRoutes,

  ...repositoryChoiceRoutes,
  ...integrationDraftRoutes,
  ...repositorySettingsRoutes,
  ...repositoryLogRoutes,

  listRepositories: {
    ...show,
    path: '/api/v1/repositories',
    query: RepositoryQuery,
    response: RepositoryList,
  },
  showRepository: { ...show, path: '/api/v1/repositories/:id', params: repository, response: RepositoryDetails },
  reindexRepository: {
    ...act,
    path: '/api/v1/repositories/:id/reindex',
    params: repository,
    status: 202,
    response: Queued,
  },
  /** Asks the Git service for this one again. */
  reindexPullRequest: {
    ...act,
    path: '/api/v1/repositories/:id/pull-requests/:pullRequest/reindex',
    params: repository.extend({ pullRequest: z.string().min(1).max(200) }),
    status: 202,
    response: Queued,
  },
  pauseRepository: {
    ...act,
    path: '/api/v1/repositories/:id/pause',
    params: repository,
    status: 204,
    response: Nothing,
  },
  resumeRepository: {
    ...act,
    path: '/api/v1/repositories/:id/resume',
    params: repository,
    status: 204,
    response: Nothing,
  },

  listIssues: { ...view, path: '/api/v1/issues', query: IssueQuery, response: IssuePage },
  showIssue: { ...view, path: '/api/v1/issues/:key', params: ofIssue, response: IssueDetails },
  showIssueDevelopment: {
    ...view,
    path: '/api/v1/issues/:key/development',
    params: ofIssue,
    query: IssueScopeQuery,
    response: IssueDevelopment,
  },
  ...issuePartRoutes,

  ...actingRoutes,
  ...linkRoutes,

  ...browsingRoutes,
  ...repositoryHistoryRoutes,

  listJiraSites: { ...show, path: '/api/v1/jira-sites', response: JiraSiteList },
  addJiraSite: { ...act, path: '/api/v1/jira-sites', request: NewJiraSite, status: 201, response: JiraSiteSummary },
  showJiraSite: { ...show, path: '/api/v1/jira-sites/:id', params: jiraSite, response: JiraSiteDetails },
  pauseJiraSite: { ...act, path: '/api/v1/jira-sites/:id/pause', params: jiraSite, status: 204, response: Nothing },
  resumeJiraSite: { ...act, path: '/api/v1/jira-sites/:id/resume', params: jiraSite, status: 204, response: Nothing },
  /** Sends everything again. */
  resendJiraSite: { ...act, path: '/api/v1/jira-sites/:id/resend', params: jiraSite, status: 202, response: Queued },
  /** Finds out what the credentials allow. */
  checkJiraSite: { ...act, path: '/api/v1/jira-sites/:id/check', params: jiraSite, response: JiraFindings },
  replaceJiraOAuth: {
    ...replace,
    path: '/api/v1/jira-sites/:id/oauth',
    params: jiraSite,
    request: JiraOAuth,
    response: JiraSiteDetails,
  },
  replaceJiraAccount: {
    ...replace,
    path: '/api/v1/jira-sites/:id/account',
    params: jiraSite,
    request: JiraAccount,
    response: JiraSiteDetails,
  },
  forgetJiraAccount: {
    ...remove,
    path: '/api/v1/jira-sites/:id/account',
    params: jiraSite,
    response: JiraSiteDetails,
  },
  ...forgeRoutes,
  removeJiraSite: {
    ...remove,
    path: '/api/v1/jira-sites/:id',
    params: jiraSite,
    status: 202,
    response: JiraSiteRemoval,
  },
  listRefused: { ...show, path: '/api/v1/jira-sites/:id/refused', params: jiraSite, response: RefusedList },

  ...jiraProjectRoutes,
  ...associationRoutes,
  ...sendingRoutes,

  ...jiraWebhookRoutes,

  ...peopleRoutes,

  triggerIndexing: {
    ...act,
    path: '/api/v1/triggers',
    access: 'trigger-secret',
    request: TriggerRequest,
    status: 202,
    response: TriggerAnswer,
  },
  ...jobRoutes,
  ...accountRoutes,
  ...profileRoutes,
  ...ownSignInRoutes,
  ...identityProviderRoutes,
  ...budgetRoutes,
  ...healthRoutes,
  ...settingsRoutes,
  ...smartCommitRoutes,
  ...auditRoutes,
  ...webhookRoutes,
  ...explainThingRoutes,
  ...descriptionRoutes,
  explainText: { ...act, path: '/api/v1/explain', request: ExplainRequest, response: Explanation },

  signIn: { ...act, path: '/api/v1/session', access: 'open', request: SignIn, status: 204, response: Nothing },
  signOut: { ...remove, path: '/api/v1/session', access: 'open', status: 204, response: Nothing },
} as const satisfies Readonly<Record<string, Route>>;

export type { Route, RouteAccess } from './route.ts';
export type Routes = typeof routes;
export type RouteName = keyof Routes;

/**
 * Every word of the pages, in one catalogue, so that a translation is one folder of the same shape.
 *
 * Imported as `* as texts`: a page then brings only the words of its own subjects along.
 */

export { accessTexts as access } from './texts/access.ts';
export {
  actingTexts as acting,
  createBranchTexts as createBranch,
  createPullRequestTexts as createPullRequest,
  pullRequestActionTexts as pullRequestActions,
  startWorkTexts as startWork,
} from './texts/acting.ts';
export { apiDescriptionTexts as apiDescription } from './texts/api-description.ts';
export { associationTexts as associations } from './texts/associations.ts';
export { auditTexts as audit } from './texts/audit-log.ts';
export {
  browseTexts as browse,
  fileTexts as browsedFiles,
  historyTexts as browsedHistory,
  projectTexts as project,
} from './texts/browse.ts';
export { commitTexts as commit, compareTexts as compare } from './texts/changes.ts';
export { editTexts as edit } from './texts/edit.ts';
export { explainTexts as explain } from './texts/explain.ts';
export { frameTexts as frame } from './texts/frame.ts';
export { healthTexts as health } from './texts/health.ts';
export { integrationSettingsTexts as integrationSettings } from './texts/integration-settings.ts';
export { integrationPageTexts as integration } from './texts/integration.ts';
export { integrationTexts as integrations } from './texts/integrations.ts';
export { issueTexts as issues } from './texts/issues.ts';
export { jiraCredentialTexts as jiraCredentials } from './texts/jira-credentials.ts';
export { jiraSiteTexts as jiraSites } from './texts/jira-sites.ts';
export { overviewTexts as overview } from './texts/overview.ts';
export { peopleTexts as people } from './texts/people.ts';
export { profileTexts as profile } from './texts/profile.ts';
export { progressTexts as progress } from './texts/progress.ts';
export { queueTexts as queue } from './texts/queue.ts';
export { repositoryTexts as repositories, repositoryTextsOfOne as repository } from './texts/repositories.ts';
export { repositoryChoiceTexts as repositoryChoice } from './texts/repository-choice.ts';
export { settingsTexts as settings } from './texts/settings.ts';
export { sharedTexts as shared } from './texts/shared.ts';
export { signInTexts as signIn } from './texts/sign-in.ts';
export { smartCommitTexts as smartCommits } from './texts/smart-commits.ts';
export { stateTexts as states } from './texts/states.ts';
export {
  deliveryTexts as webhook,
  endpointTexts as webhookAddresses,
  webhookTexts as webhooks,
} from './texts/webhooks.ts';
export { wizardTexts as wizard } from './texts/wizard.ts';

/** Every word of the pages, in one catalogue, so that a translation is one object of the same shape. */

import { issueTexts } from './texts/issues.ts';
import { sharedTexts } from './texts/shared.ts';
import { accessTexts } from './texts/access.ts';
import { associationTexts } from './texts/associations.ts';
import { apiDescriptionTexts } from './texts/api-description.ts';
import { auditTexts } from './texts/audit-log.ts';
import { jiraCredentialTexts } from './texts/jira-credentials.ts';
import { jiraSiteTexts } from './texts/jira-sites.ts';
import { peopleTexts } from './texts/people.ts';
import { profileTexts } from './texts/profile.ts';
import { smartCommitTexts } from './texts/smart-commits.ts';
import { settingsTexts } from './texts/settings.ts';
import { signInTexts } from './texts/sign-in.ts';
import { editTexts } from './texts/edit.ts';
import { frameTexts } from './texts/frame.ts';
import { healthTexts } from './texts/health.ts';

import { stateTexts } from './texts/states.ts';
import { overviewTexts } from './texts/overview.ts';
import { explainTexts } from './texts/explain.ts';
import { progressTexts } from './texts/progress.ts';
import { queueTexts } from './texts/queue.ts';
import { integrationTexts } from './texts/integrations.ts';
import { integrationPageTexts } from './texts/integration.ts';
import { integrationSettingsTexts } from './texts/integration-settings.ts';
import { repositoryTexts, repositoryTextsOfOne } from './texts/repositories.ts';
import { repositoryChoiceTexts } from './texts/repository-choice.ts';
import { deliveryTexts, endpointTexts, webhookTexts } from './texts/webhooks.ts';
import { wizardTexts } from './texts/wizard.ts';

export const texts = {
  integrationSettings: integrationSettingsTexts,
  integration: integrationPageTexts,
  integrations: integrationTexts,
  progress: progressTexts,
  queue: queueTexts,
  explain: explainTexts,
  overview: overviewTexts,
  states: stateTexts,
  access: accessTexts,
  apiDescription: apiDescriptionTexts,
  audit: auditTexts,
  people: peopleTexts,
  profile: profileTexts,
  settings: settingsTexts,
  signIn: signInTexts,
  repositories: repositoryTexts,
  repository: repositoryTextsOfOne,
  webhooks: webhookTexts,
  webhook: deliveryTexts,
  webhookAddresses: endpointTexts,
  repositoryChoice: repositoryChoiceTexts,
  wizard: wizardTexts,
  associations: associationTexts,
  jiraSites: jiraSiteTexts,
  jiraCredentials: jiraCredentialTexts,
  smartCommits: smartCommitTexts,
  issues: issueTexts,
  shared: sharedTexts,
  edit: editTexts,
  frame: frameTexts,
  health: healthTexts,
} as const;

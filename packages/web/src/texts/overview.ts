/** What the overview says. */

import { counted, numbered } from '@branchline/issue-panel';

export const overviewTexts = {
  title: 'Overview',
  loading: 'Loading the overview',
  sentence: {
    upToDate: (count: number) => `${counted(count, 'repository', 'repositories')} up to date`,
    repositories: (count: number, what: 'indexing' | 'waiting') =>
      `${counted(count, 'repository', 'repositories')} ${what}`,
    also: (count: number, what: 'indexing' | 'waiting') => `${numbered(count)} ${what}`,
    needYou: (count: number) => `${numbered(count)} ${count === 1 ? 'needs' : 'need'} you`,
    listing: 'The repositories are being listed',
  },
  issues: (count: number) => counted(count, 'issue', 'issues'),
  commits: (count: number) => counted(count, 'linked commit', 'linked commits'),
  pullRequests: (count: number) => counted(count, 'linked pull request', 'linked pull requests'),
  with: 'with',
  and: 'and',
  attention: {
    title: 'Needs you',
    resume: 'Resume',
    again: 'Try again',
    putRight: 'Put it right',
    look: 'Look at it',
    more: (count: number) => counted(count, 'more repository', 'more repositories'),
    moreIntegrations: (count: number) => counted(count, 'more integration', 'more integrations'),
  },
  integrations: 'Integrations',
  allIntegrations: (count: number) => `All ${numbered(count)} integrations`,
  note: (service: string, count: number) => `${service} · ${counted(count, 'repository', 'repositories')}`,
  listing: 'Its repositories are being listed.',
  byWebhook: 'A repository appears with its first webhook.',
  more: (count: number) => counted(count, 'more repository', 'more repositories'),
  jira: 'Jira',
  noJira: 'No Jira site is connected, so nothing is sent. Development information is shown on the',
  issuePages: 'issue pages',
  here: 'here.',
  connectJira: 'Connect a Jira site',
  latest: 'Latest activity',
  latestNone: 'What indexing finds appears here.',
  found: (commits: number, linked: number) =>
    `${counted(commits, 'commit', 'commits')} read, ${numbered(linked)} linked`,
  readPullRequests: (count: number) => `${counted(count, 'pull request', 'pull requests')} read`,
  failed: 'Failed:',
  triggers: { webhook: 'by a webhook', schedule: 'by the schedule', reindex: 'by a reindex', person: 'by a person' },
  linkedOf: (linked: number, walked: number) =>
    `${counted(linked, 'commit', 'commits')} linked of ${counted(walked, 'commit', 'commits')} read`,
  first: {
    title: 'Connect your first Git service',
    text: 'Here you will see each integration with its progress: how far the history of its repositories is read, how many issues it names, and what was sent to Jira.',
    next: 'The next step is to add one. It takes four steps: the service, signing in, repositories, options.',
    action: 'Add an integration',
  },
} as const;

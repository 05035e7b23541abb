/** What is said of work under way: indexing, reading pull requests, sending. */

import { counted, numbered } from '@branchline/issue-panel';

export const progressTexts = {
  indexingOf: (repository: string) => `Indexing of ${repository}`,
  pullRequestsOf: (repository: string) => `pull requests of ${repository}`,
  phases: {
    looking: { name: 'Looking for changes', things: 'branches and tags' },
    cloning: { name: 'Cloning', things: 'objects' },
    'reading-history': { name: 'Reading history', things: 'commits' },
    'reading-files': { name: 'Reading changed files', things: 'commits' },
    'reading-tags': { name: 'Reading tags', things: 'tags' },
    'reading-pull-requests': { name: 'Reading pull requests', things: '' },
    'reading-reviews': { name: 'Reading reviews', things: 'pull requests' },
  },
  left: (duration: string) => `${duration} left`,
  of: (done: number, total: number) => `${numbered(done)} of ${numbered(total)}`,
  truncated: (webhooks: number) =>
    `The service left commits out of ${counted(webhooks, 'webhook', 'webhooks')}. Add a credential to the integration, and they are read from git.`,
  pullRequestsUnread: (why: string) => `Pull requests are not read: ${why}`,
  pullRequestsWait: (until: string, why: string) => `Pull requests wait until ${until}: ${why}`,
  wait: {
    everybody: 'Its API is asked again',
    background: 'Pull requests and lists go on',
    gitGoesOn: 'Commits and branches do not wait.',
  },
  sending: {
    everythingSent: 'Everything sent',
    sending: 'Sending',
    refused: (count: number) => `${numbered(count)} refused`,
    to: (site: string) => `Sending to ${site}`,
    how: (handled: number, total: number, isPaused: boolean) =>
      `${isPaused ? 'Sent to Jira' : 'Sending to Jira'} ${numbered(handled)} of ${numbered(total)}`,
    inJira: (count: number) => `${counted(count, 'entry', 'entries')} in Jira`,
  },
  refused: {
    title: (count: number) => `Jira refused ${counted(count, 'entry', 'entries')}`,
    loading: 'Loading what Jira refused',
    kinds: { commit: 'commit', branch: 'branch', 'pull-request': 'pull request' },
    in: (kind: string, repository: string) => `${kind} in ${repository}`,
    noReason: 'Jira gave no reason.',
  },
} as const;

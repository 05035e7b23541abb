/** Examples of answers for the tests of the pages. */

import type { JiraSiteDetails, Overview, RepositoryDetails, RepositorySummary } from '@branchline/contract';

export function exampleRepository(changes: Partial<RepositorySummary> = {}): RepositorySummary {
  return {
    id: 1,
    integrationId: 7,
    integrationName: 'team/code',
    name: 'team/code',
    serviceName: 'team/code',
    remoteState: 'there',
    cloneUrl: 'https://git.example.com/team/code.git',
    webUrl: null,
    defaultBranch: 'main',
    state: 'up-to-date',
    stateReason: null,
    progress: null,
    pullRequests: null,
    truncatedPushes: 0,
    commitsWalked: 100,
    commitsLinked: 10,
    linkedCommits: 31_283,
    indexedAt: '2026-03-09T10:00:00.000Z',
    nextLookAt: null,
    changedAt: null,
    ...changes,
  };
}

export function exampleRepositoryDetails(changes: Partial<RepositoryDetails> = {}): RepositoryDetails {
  return {
    ...exampleRepository(),
    pinnedHostKey: null,
    counts: { commits: 103_140, linkedCommits: 20_311, linkedBranches: 12, linkedPullRequests: 40, issues: 9001 },
    runs: [],
    ...changes,
  };
}

export function exampleJiraSite(changes: Partial<JiraSiteDetails> = {}): JiraSiteDetails {
  return {
    id: 3,
    name: 'Example Jira',
    siteUrl: 'https://example.atlassian.net',
    apiUrl: 'https://api.atlassian.com',
    cloudId: 'cloud',
    clientId: 'client',
    hasForgeApp: false,
    sending: { sent: 4000, waiting: 0, waitingHistory: 0, refused: 0, pausedBecause: null, lastFailure: null },
    projectKeys: null,
    repositoryCount: 0,
    repositories: [],
    unknownKeys: [],
    account: null,
    check: null,
    ...changes,
  };
}

/** An overview of one integration with these repositories, its counts in agreement. */
export function exampleOverview(repositories: readonly RepositorySummary[], changes: Partial<Overview> = {}): Overview {
  const count = (state: RepositorySummary['state']) => repositories.filter((each) => each.state === state).length;
  const repositoryCounts = {
    waiting: count('waiting'),
    indexing: count('indexing'),
    'up-to-date': count('up-to-date'),
    paused: count('paused'),
    failed: count('failed'),
  };
  return {
    counts: { repositories: repositoryCounts, issues: 1, commits: 31_283, pullRequests: 0 },
    integrationCounts: { all: 1, attention: 0 },
    latest: [],
    integrations: [
      {
        id: 7,
        connector: 'git',
        connectorTitle: 'Git',
        name: 'Code',
        pausedBecause: null,
        addedAt: '2026-03-01T00:00:00.000Z',
        mode: 'two-way',
        network: { trustedCertificates: null, proxyUrl: null, verifiesCertificates: true },
        settings: {},
        credentialKind: 'none',
        account: null,
        credentialExpiresAt: null,
        rotatesToken: false,
        requiresGitPermission: false,
        requiresPersonalToken: true,
        makesWebhooks: true,
        checkedAt: null,
        attention: [],
        requestsWait: null,
        counts: repositoryCounts,
        repositories: [...repositories],
      },
    ],
    jiraSites: [],
    ...changes,
  };
}

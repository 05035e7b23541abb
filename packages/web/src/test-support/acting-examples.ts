/** What a server says of acting from the issue DEMO-1, for tests of the pages and dialogs that do it. */

import type { Answers } from './open-app.tsx';

/** Where everything about the issue is. */
export const actingAt = '/api/v1/issues/DEMO-1';

export const actingRepository = {
  id: 7,
  name: 'team/app',
  integrationId: 3,
  integrationName: 'Our GitLab',
  serviceTitle: 'GitLab',
  defaultBranch: 'main',
  pullRequestWord: 'Merge request',
  actor: { kind: 'person', login: 'ada' },
  mayCreateBranch: true,
  mayCreatePullRequest: true,
  namesIssue: true,
  projectCommits: 2,
};

/** Another one, which nobody finds among the first. */
export const otherRepository = { ...actingRepository, id: 99, name: 'zz/last', namesIssue: false, projectCommits: 0 };

export const actingList = { repositories: [actingRepository], isCut: false, because: null };

export const branchProposal = {
  issue: { key: 'DEMO-1', type: 'Bug', summary: 'Wait for the answer' },
  template: '${issuekey}-${summary}',
  separator: '-',
  displayName: 'Ada',
  name: 'DEMO-1-wait-for-the-answer',
  from: 'main',
  rules: [],
  exists: false,
};

export const sourceBranches = {
  branches: [
    { name: 'main', isDefault: true, namesIssue: false },
    { name: 'DEMO-1-door', isDefault: false, namesIssue: true },
  ],
  isCut: false,
};

export const pullRequestProposal = {
  source: 'DEMO-1-door',
  target: 'main',
  title: 'DEMO-1 Wait for the answer',
  description: '## Why\n\n[DEMO-1](https://jira.example/browse/DEMO-1)',
  templates: [
    { name: 'Default', text: '## Why\n' },
    { name: 'Release', text: '## Release\n' },
  ],
  labels: ['bug', 'feature'],
  can: { reviewers: true, labels: true, draft: true },
  commits: [],
  commitCount: 0,
  changes: null,
  merge: 'clean',
  conflicts: [],
  existing: null,
  shortcomings: [],
};

export const madeBranch = {
  name: 'DEMO-1-wait-for-the-answer',
  head: 'a'.repeat(40),
  webUrl: 'https://git.example/team/app/tree/DEMO-1',
  actor: 'person',
};

export const madePullRequest = {
  id: '12',
  label: '!12',
  webUrl: 'https://git.example/team/app/12',
  actor: 'person',
  shortcomings: [],
};

/** Where branches of the repository are looked for by this name. */
export function searchedBranch(name: string): string {
  return `GET ${actingAt}/repositories/7/branches?search=${encodeURIComponent(name)}`;
}

/** Where what the service's rules make of this name is asked. */
export function checkedName(name: string): string {
  return `GET ${actingAt}/repositories/7/branch-name-check?name=${encodeURIComponent(name)}`;
}

/** No rules at all. */
export const branchNameCheck = {
  serviceTitle: 'GitLab',
  rules: [],
  isForEveryName: true,
  problems: [],
  shortcoming: null,
};

/** Somebody with an account of ours: who holds the installation's token is nobody at a Git service. */
const ada = {
  kind: 'account',
  role: 'member',
  account: {
    id: 1,
    login: 'ada',
    name: 'Ada',
    role: 'member',
    hasPassword: true,
    hasSecondFactor: false,
    disabledAt: null,
    addedAt: '2026-01-01T00:00:00.000Z',
    signedInAt: null,
    personId: 1,
  },
};

/** Everything goes well. */
export const actingAnswers: Answers = {
  'GET /api/v1/me': ada,
  [`GET ${actingAt}/action-repositories?action=create-branch`]: actingList,
  [`GET ${actingAt}/action-repositories?action=create-branch&repository=7`]: actingList,
  [`GET ${actingAt}/action-repositories?action=create-pull-request`]: actingList,
  [`GET ${actingAt}/action-repositories?action=create-pull-request&repository=7`]: actingList,
  [`GET ${actingAt}/repositories/7/branch-proposal`]: branchProposal,
  [`GET ${actingAt}/repositories/7/branches`]: sourceBranches,
  [searchedBranch('DEMO-1-wait-for-the-answer')]: { branches: [], isCut: false },
  [checkedName('DEMO-1-wait-for-the-answer')]: branchNameCheck,
  [`POST ${actingAt}/branches`]: madeBranch,
  [`GET ${actingAt}/repositories/7/pull-request-proposal`]: pullRequestProposal,
  [`POST ${actingAt}/pull-requests`]: madePullRequest,
};

/** Somebody has no account there yet. */
export const tokenNeeded = {
  problem: {
    type: 'token-needed',
    title: 'An account of your own is needed',
    status: 428,
    detail: 'Our GitLab takes changes only in your own name.',
    remedy: 'Connect your account at Our GitLab, and send the same again.',
    integration: { id: 3, name: 'Our GitLab' },
  },
};

/** Where one's account can be connected, and that it was. */
export const connectingAnswers: Answers = {
  'GET /api/v1/me/connections': {
    places: [
      {
        integrationId: 3,
        name: 'Our GitLab',
        serviceTitle: 'GitLab',
        address: 'gitlab.example.org',
        credentialKinds: ['token'],
        tokenPage: null,
        rights: 'It needs api.',
        oauth: null,
        connection: null,
      },
    ],
  },
  'PUT /api/v1/me/connections/3': {
    integrationId: 3,
    account: { remoteId: '1', login: 'ada', name: 'Ada', webUrl: null, avatarUrl: null },
    credentialKind: 'token',
    missingRights: [],
    expiresAt: null,
    checkedAt: '2026-01-01T00:00:00.000Z',
    connectedAt: '2026-01-01T00:00:00.000Z',
    problem: null,
    personId: 1,
    warnings: [],
  },
};

/** What a Git service, or we, answer when it is not to be. */
export function refusal(status: number, type: string, detail: string, remedy = 'Do something else.') {
  return { problem: { type, title: 'This cannot be done', status, detail, remedy } };
}

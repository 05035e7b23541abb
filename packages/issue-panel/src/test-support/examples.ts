/** Examples of development information for the tests of the panel. */

import type {
  IssueBranchView,
  IssueCommitView,
  IssueDevelopment,
  IssueRollUp,
  IssueShipping,
  IssuePullRequestView,
  RepositoryDevelopmentView,
  RolledUpFile,
} from '@branchline/contract';

export function exampleCommit(changes: Partial<IssueCommitView> = {}): IssueCommitView {
  return {
    hash: '0123456789abcdef0123456789abcdef01234567',
    title: 'DEMO-1 Wait for the answer',
    message: 'DEMO-1 Wait for the answer\n\nIt came too late.',
    author: { name: 'Ada', email: 'ada@example.com', person: null },
    authoredAt: '2026-03-09T10:00:00.000Z',
    files: [{ path: 'src/wait.ts', previousPath: null, change: 'modified', linesAdded: 12, linesRemoved: 4 }],
    fileCount: 1,
    linesAdded: 12,
    linesRemoved: 4,
    filesState: 'read',
    webUrl: 'https://git.example.com/commit/0123',
    onDefaultBranch: true,
    tags: [],
    foundIn: ['title'],
    smartCommands: [],
    canShowDiff: true,
    linkedAs: [],
    ofIssues: [],
    ...changes,
  };
}

export function exampleBranch(changes: Partial<IssueBranchView> = {}): IssueBranchView {
  return {
    name: 'DEMO-1-wait',
    webUrl: null,
    isDefault: false,
    ahead: 2,
    behind: 1204,
    merged: false,
    lastCommit: { hash: 'fedcba98', title: 'DEMO-1 More', author: 'Ada', at: '2026-03-09T10:00:00.000Z' },
    linkedAs: [],
    ofIssues: [],
    ...changes,
  };
}

export function examplePullRequest(changes: Partial<IssuePullRequestView> = {}): IssuePullRequestView {
  return {
    id: '12',
    label: '#12',
    title: 'DEMO-1 Wait for the answer',
    state: 'open',
    isDraft: false,
    author: { name: 'Ada', login: 'ada', webUrl: 'https://git.example.com/ada' },
    sourceBranch: 'DEMO-1-wait',
    headHash: 'f'.repeat(40),
    fork: null,
    targetBranch: 'main',
    reviewers: [],
    checks: null,
    commentCount: 0,
    createdAt: '2026-03-08T10:00:00.000Z',
    updatedAt: '2026-03-09T10:00:00.000Z',
    closedAt: null,
    webUrl: 'https://git.example.com/pull/12',
    isComplete: true,
    foundIn: ['title'],
    linkedAs: [],
    ofIssues: [],
    ...changes,
  };
}

export function exampleRepository(changes: Partial<RepositoryDevelopmentView> = {}): RepositoryDevelopmentView {
  return {
    id: 1,
    name: 'team/code',
    webUrl: null,
    cloneUrl: 'https://git.example.com/team/code.git',
    defaultBranch: 'main',
    serviceTitle: 'GitLab',
    may: { createBranch: true, createPullRequest: true, browse: true },
    requiresPersonalToken: false,
    commits: [exampleCommit()],
    commitCount: 1,
    branches: [],
    pullRequests: [],
    pullRequestCount: 0,
    pullRequestWord: 'Pull request',
    tags: [],
    ...changes,
  };
}

export function exampleDevelopment(changes: Partial<IssueDevelopment> = {}): IssueDevelopment {
  return {
    key: 'DEMO-1',
    formerKeys: [],
    issue: null,
    children: null,
    repositories: [exampleRepository()],
    coverage: { repositories: 1, notYetIndexed: 0, failed: 0 },
    withheld: [],
    ...changes,
  };
}

export function exampleFile(changes: Partial<RolledUpFile> = {}): RolledUpFile {
  return {
    repositoryId: 1,
    path: 'src/wait.ts',
    change: 'modified',
    previousPath: null,
    linesAdded: 12,
    linesRemoved: 4,
    commits: ['0123456789abcdef0123456789abcdef01234567'],
    people: ['Ada'],
    isBinary: false,
    lastChangedAt: '2026-03-09T10:00:00.000Z',
    ...changes,
  };
}

export function exampleRollUp(changes: Partial<IssueRollUp> = {}): IssueRollUp {
  const files = changes.files ?? [exampleFile()];
  return {
    key: 'DEMO-1',
    issues: ['DEMO-1'],
    because: null,
    commitCount: 1,
    fileCount: files.length,
    linesAdded: 12,
    linesRemoved: 4,
    repositories: [{ id: 1, name: 'team/code', webUrl: null, commitCount: 1 }],
    people: [{ name: 'Ada', emails: ['ada@example.com'], commitCount: 1, linesAdded: 12, linesRemoved: 4 }],
    files,
    unreadCommits: 0,
    withheld: [],
    ...changes,
  };
}

type ShippedRepository = IssueShipping['repositories'][number];

export function exampleShippedRepository(changes: Partial<ShippedRepository> = {}): ShippedRepository {
  const all = { holds: 'all', count: 1, missing: [], webUrl: null } as const;
  return {
    id: 1,
    name: 'team/code',
    commitCount: 1,
    releasedCount: 1,
    branches: [{ ...all, missing: [], name: 'main', isDefault: true }],
    tags: [{ ...all, missing: [], name: '4.1.0', at: '2026-03-09T11:00:00.000Z' }],
    shippedIn: '4.1.0',
    nowhere: [],
    nowhereCount: 0,
    knownAt: '2026-03-10T11:00:00.000Z',
    ...changes,
  };
}

export function exampleShipping(changes: Partial<IssueShipping> = {}): IssueShipping {
  return {
    key: 'DEMO-1',
    issues: ['DEMO-1'],
    because: null,
    repositories: [exampleShippedRepository()],
    verdict: 'released',
    withheld: [],
    ...changes,
  };
}

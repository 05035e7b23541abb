/** What the pages about issues say. */

import { counted, listed } from '@branchline/issue-panel';

export const issueTexts = {
  title: 'Issues',
  search: { label: 'Find issues by the beginning of their key', placeholder: 'Key, like ABC or ABC-12' },
  loading: 'Loading issues',
  more: 'Show more issues',
  columns: { issue: 'Issue', about: 'About', by: 'By', found: 'Found', when: 'When' },
  onlyBranches: 'Only branches name it',
  now: (key: string) => `now ${key}`,
  formerly: (keys: readonly string[]) => `Formerly ${listed(keys)}`,
  found: (commits: number, branches: number, pullRequests: number, repositories: number) =>
    [
      ...(commits > 0 ? [counted(commits, 'commit', 'commits')] : []),
      ...(branches > 0 ? [counted(branches, 'branch', 'branches')] : []),
      ...(pullRequests > 0 ? [counted(pullRequests, 'pull request', 'pull requests')] : []),
      ...(repositories > 1 ? [counted(repositories, 'repository', 'repositories')] : []),
    ].join(', '),
  nothingFound: {
    title: (search: string) => `No issue key begins with “${search}”`,
    what: 'Keys are found in commit messages, branch names and pull requests. To see why a key in a text counts or does not, let it be explained:',
    explain: 'Explain a text',
  },
  none: {
    title: 'No issues found yet',
    what: 'Every issue key in a commit message, branch name or pull request of your repositories will be listed here. While a repository is being read, its issues appear one by one.',
    progress: 'Look at the progress',
  },
  signedOut: {
    what: (key: string) => `Sign in to Branchline to see the commits and branches of ${key}, then reload this page.`,
    signIn: 'Sign in',
  },
  createBranch: {
    whichIssue: 'Which issue is the branch for?',
    how: 'Open this page from “Create branch” in Jira, or choose an issue here.',
  },
} as const;

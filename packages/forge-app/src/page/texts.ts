/** Every word the page in Jira says besides those of the panel. */

import { counted, listed } from '@branchline/issue-panel';

export const texts = {
  loading: 'Asking Branchline',
  createBranch: {
    title: (key: string) => `Create a branch for ${key}`,
    openIn: (name: string) => `In ${name}`,
    open: 'Choose a repository in Branchline',
    byHand: 'Or make it with git:',
  },
  createPullRequest: {
    title: (key: string) => `Create a pull request for ${key}`,
    choose: 'Choose the branch that it comes from:',
    from: 'Create pull request',
    none: (key: string) => `No branch names ${key} yet. Create one first:`,
    open: 'Open in Branchline',
  },
  project: {
    title: (key: string) => `Git in ${key}`,
    found: (issues: number, more: boolean) =>
      `${more ? 'The latest ' : ''}${counted(issues, 'issue', 'issues')} with commits, branches or pull requests`,
    none: (key: string) => `Nothing names an issue of ${key} yet`,
    noneWhat:
      'Commits, branches and pull requests are found by the issue keys in them. As soon as there is one, its issue is listed here.',
    onlyBranches: 'Only branches name it',
    things: (commits: number, branches: number, pullRequests: number) =>
      listed([
        ...(commits > 0 ? [counted(commits, 'commit', 'commits')] : []),
        ...(branches > 0 ? [counted(branches, 'branch', 'branches')] : []),
        ...(pullRequests > 0 ? [counted(pullRequests, 'pull request', 'pull requests')] : []),
      ]),
  },
  administration: {
    title: 'Git integration',
    reached: (server: string) => `This Jira reaches Branchline at ${server}.`,
    where: 'Git services, repositories and which projects see them are set up there, by its administrators.',
    open: 'Open Branchline',
  },
  personal: {
    title: 'Git accounts',
    what: 'With an account of yours at a Git service, branches and pull requests you create there carry your name.',
    open: 'Connect accounts in Branchline',
    join: {
      title: 'Your account at Branchline',
      what: 'Do you sign in to Branchline itself? Then show there that this Jira account is yours, too: you see your issues there, and what you do there is done in your name.',
      make: 'Show a code',
      making: 'Making a code',
      code: 'Code',
      how: (minutes: number) =>
        `Enter it on your profile page at Branchline within ${minutes} minutes. Give it to nobody: whoever enters it acts as you.`,
      again: 'Show another code',
      open: 'Open your profile at Branchline',
    },
  },
  unknownPlace: {
    title: 'This page is older than the app',
    detail: (key: string) => `It does not know the place "${key}" in Jira.`,
    remedy: 'Whoever deployed the app renders, builds and deploys it again: docs/forge.md of Branchline.',
  },
  noIssue: {
    title: 'Jira did not say which issue this is',
    detail: 'The page was opened outside an issue.',
    remedy: 'Open it from an issue.',
  },
  noProject: {
    title: 'Jira did not say which project this is',
    detail: 'The page was opened outside a project.',
    remedy: 'Open it from a project.',
  },
} as const;

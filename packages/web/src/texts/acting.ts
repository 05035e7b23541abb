/** What the pages and dialogs say by which people act on repositories from an issue. */

import { counted } from '@branchline/issue-panel';

/** What several of them say. */
export const actingTexts = {
  issue: {
    label: 'Issue',
    placeholder: 'Key, like ABC-12',
    nothing: 'No issue that is known here has this in its key or summary. Type the whole key.',
    asTyped: 'as typed',
  },
  repository: {
    label: 'Repository',
    placeholder: 'Part of a name',
    nothing: 'No repository of this name may be used from this issue.',
    more: 'There are more: type a part of the name.',
    namesIssue: 'names this issue',
    commits: (count: number) => counted(count, 'commit of this project', 'commits of this project'),
  },
  branch: {
    placeholder: 'Part of a name',
    nothing: 'No branch of this name.',
    more: 'There are more: type a part of the name.',
    isDefault: 'default branch',
    namesIssue: 'of this issue',
    asTyped: 'as typed',
  },
  actor: {
    person: (login: string, service: string) => `As ${login}, your own account at ${service}.`,
    service: (login: string | null, service: string) =>
      `As ${login ?? 'the account'} that Branchline has at ${service}. The audit log says that it was for you.`,
    token: 'You will be asked for it.',
    connect: 'Connect it now',
    ownOnly: (service: string) => `${service} takes this only in your own name: it is somebody’s own word.`,
    made: {
      person: 'It stands there in your own name.',
      'service-account': 'It stands there in the name of Branchline’s account; the audit log says that it was for you.',
    },
  },
  none: { title: 'There is no repository to do this in' },
  connect: {
    title: (name: string) => `Connect your account at ${name}`,
    keeps: 'What you entered stays, and is sent as soon as your account is connected.',
    keepsForNow: 'What you entered stays. The service is asked on your behalf as soon as your account is connected.',
    none: 'Nothing of your own can be connected there. Ask whoever administers Branchline.',
  },
  loading: 'Loading what can be done',
  backToIssue: (key: string) => `Back to ${key}`,
} as const;

export const createBranchTexts = {
  title: 'Create a branch',
  titleFor: (key: string) => `Create a branch for ${key}`,
  from: 'From',
  fromHint: 'A branch, a tag, or the hash of a commit.',
  name: 'Name of the branch',
  again: 'Use the proposal again',
  exists: (name: string) => `There is a branch ${name} already. Choose another name, or go on with that branch:`,
  look: 'Look at it',
  withoutKey: (key: string) => `Without ${key} in its name, the branch will not be shown with the issue.`,
  action: 'Create branch',
  empty: 'This repository has no branch to start from: push a first commit to it.',
  made: {
    title: (name: string) => `Branch ${name} is there`,
    fetch: 'Get it with:',
    command: (name: string) => `git fetch && git switch ${name}`,
    theCommand: 'the command',
    open: 'Open it at the Git service',
    pullRequest: 'Create pull request',
    startWork: 'Start work',
  },
} as const;

export const createPullRequestTexts = {
  title: 'Create a pull request',
  titleFor: (key: string) => `Create a pull request for ${key}`,
  source: 'From branch',
  target: 'Into branch',
  name: 'Title',
  description: 'Description',
  template: 'Template',
  replaceBy: (name: string) => `Replace the text by “${name}”`,
  reviewers: {
    label: 'Reviewers',
    placeholder: 'Part of a name',
    nothing: 'Nobody of this name can review here.',
    chosen: 'Chosen reviewers',
    remove: (name: string) => `Do not ask ${name}`,
  },
  labels: {
    label: 'Labels',
    placeholder: 'Part of a label',
    nothing: 'There is no label of this name.',
    chosen: 'Chosen labels',
    remove: (name: string) => `Leave out ${name}`,
  },
  draft: 'As a draft',
  draftHint: 'Where the service has no drafts for this repository, it is opened as an ordinary one, and you are told.',
  action: (word: string) => `Create ${word.toLowerCase()}`,
  preview: {
    title: 'What it brings',
    commits: (count: number) => counted(count, 'commit', 'commits'),
    files: (count: number, isCut: boolean) => `${counted(count, 'file', 'files')}${isCut ? ' or more' : ''}`,
    older: (count: number) => `and ${counted(count, 'older commit', 'older commits')}`,
    look: 'Look at every line',
  },
  merge: {
    clean: 'It can be merged without conflicts.',
    conflicts: 'It conflicts with the target. It can be opened, and merged once these are solved:',
    'nothing-new': 'The target has all of it already: there is nothing to merge.',
    unknown: 'Whether it conflicts could not be found out here.',
  },
  existing: (label: string) => `${label} is open already from this branch into that one.`,
  openExisting: 'Open it',
  noBranch: 'No branch of this issue is in this repository yet: choose any, or create one.',
  createBranch: 'Create a branch',
  made: {
    title: (label: string) => `${label} is open`,
    open: 'Open it at the Git service',
    shortcomings: 'Not everything could be had:',
  },
} as const;

export const pullRequestActionTexts = {
  approve: {
    title: (label: string) => `Approve ${label}?`,
    text: (title: string) => `“${title}” gets your approval.`,
    action: 'Approve',
  },
  merge: {
    title: (label: string) => `Merge ${label}?`,
    text: (title: string, source: string, target: string) => `“${title}” goes from ${source} into ${target}.`,
    head: (hash: string) => `As it stands at ${hash}. Should there be newer commits, the service refuses.`,
    movedOn: (from: string, to: string) =>
      `While this was open, newer commits came: from ${from} to ${to}. Look at them before you merge them.`,
    method: 'How',
    methodHint: 'A way that the repository does not allow is refused by the service, and nothing is merged.',
    methods: { merge: 'With a merge commit', squash: 'As one commit (squash)', rebase: 'Commit by commit (rebase)' },
    deletes: (source: string) => `Delete ${source} afterwards`,
    action: 'Merge',
  },
  deleteBranch: {
    title: (name: string) => `Delete branch ${name}?`,
    unmerged: (count: number, base: string) =>
      count === 1
        ? `1 commit of it is not in ${base}: nothing leads to it any more afterwards.`
        : `${counted(count, 'commit of it is', 'commits of it are')} not in ${base}: nothing leads to them any more afterwards.`,
    open: (labels: string) => `The service closes what is open from it: ${labels}.`,
    merged: (base: string) => `All of it is in ${base}.`,
    unknown: 'Whether all of it is merged is not known.',
    action: 'Delete branch',
  },
  gone: {
    title: 'It is not there any more',
    text: 'Somebody else may have merged, declined or deleted it. The issue shows how it stands now.',
  },
} as const;

export const startWorkTexts = {
  title: (key: string) => `Start work on ${key}`,
  assign: 'Assign it to me',
  assigned: 'It is assigned to you.',
  from: (name: string) => `It is ${name}’s at the moment.`,
  nobody: 'Nobody has it at the moment.',
  move: 'Move it',
  status: (status: string) => `It is “${status}” at the moment.`,
  stay: 'Leave its status',
  transition: (name: string, to: string) => (name === to ? name : `${name} → ${to}`),
  branch: 'Create a branch',
  withoutBranch: (because: string) => `Without a branch: ${because}`,
  action: 'Start work',
  nothing: 'Choose at least one of them.',
  steps: {
    assign: { done: 'It is assigned to you.', failed: 'It could not be assigned to you.' },
    transition: { done: 'Its status is changed.', failed: 'Its status could not be changed.' },
  },
} as const;

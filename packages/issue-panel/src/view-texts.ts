/** What the tabs of an issue say, besides what the panel itself says. */

import { counted, listed, numbered } from './format.ts';

const commits = (count: number) => counted(count, 'commit', 'commits');

export const viewTexts = {
  tabs: {
    label: 'Parts of the issue',
    activity: 'Activity',
    commits: 'Commits',
    'roll-up': 'Roll-up',
    shipped: 'Shipped?',
  },
  children: {
    include: 'Include sub-tasks and child issues',
    none: 'There are no child issues that you can see.',
    with: (count: number) => `With ${counted(count, 'child issue', 'child issues')}:`,
    more: (count: number) => `and ${numbered(count)} more`,
    of: (key: string) => `Belongs to the child issue ${key}`,
  },
  actions: {
    label: 'What you can do',
    createBranch: 'Create branch',
    startWork: 'Start work',
    createPullRequest: (word: string) => `Create ${word.toLowerCase()}`,
    createPullRequestFrom: (word: string, branch: string) => `Create ${word.toLowerCase()} from ${branch}`,
    deleteBranch: 'Delete branch',
    deleteBranchNamed: (branch: string) => `Delete branch ${branch}`,
    approve: 'Approve',
    approveThing: (label: string) => `Approve ${label}`,
    merge: 'Merge',
    mergeThing: (label: string) => `Merge ${label}`,
    seeShipped: 'See where it has arrived',
    seeChecks: 'See checks',
  },
  latest: {
    commit: (who: string, what: string) => `${who} committed “${what}”`,
    open: (who: string | undefined, what: string) =>
      who === undefined ? `${what} was opened` : `${who} opened ${what}`,
    merged: (what: string) => `${what} was merged`,
    declined: (what: string) => `${what} was declined`,
  },
  next: {
    begin: 'Nothing has begun in git yet.',
    merge: (label: string) => `${label} is approved and can be merged.`,
    change: (label: string) => `Changes were requested in ${label}.`,
    'mend-checks': (label: string, checks: string) => `${label}: ${checks}.`,
    'await-checks': (label: string, checks: string) => `${label} is approved; ${checks}.`,
    review: (label: string) => `${label} waits for a review.`,
    'finish-draft': (label: string) => `${label} is still a draft.`,
    'create-pull-request': (branch: string, ahead: number, word: string) =>
      `${branch} has ${commits(ahead)} and no ${word.toLowerCase()} yet.`,
    'delete-branch': (branch: string) => `${branch} is merged and no longer needed.`,
    'see-shipped': 'The work has reached the default branch.',
  },
  openIn: {
    menu: (what: string) => `Open ${what} in a program`,
    other: (what: string) => `Open ${what} in another program`,
    app: (app: 'gitlens' | 'gitkraken', what: string) => `Open ${what} in ${appNames[app]}`,
    names: { gitlens: 'VS Code with GitLens', gitkraken: 'GitKraken Desktop' },
  },
  commitsTab: {
    none: 'No commit names this issue yet.',
    cloneUrl: (name: string) => `address to clone ${name}`,
    allCommits: 'All commits of this repository',
    wholeCommit: (count: number) => `Show all ${counted(count, 'file', 'files')}`,
    lookAt: 'Whole commit',
    author: (name: string, email: string) => `${name} <${email}>`,
    showLines: (path: string) => `Show what changed in ${path}`,
  },
  diff: {
    loading: (path: string) => `Loading what changed in ${path}`,
    ignoreWhitespace: 'Ignore white space',
    defect: 'These lines could not be shown',
    reload: 'Reload the page. If it happens again, please report it with the details below.',
  },
  rollUp: {
    totals: (count: number, files: number, repositories: number) =>
      `${commits(count)} changed ${counted(files, 'file', 'files')} in ${counted(repositories, 'repository', 'repositories')}`,
    kinds: (added: number, changed: number, deleted: number) => {
      const parts = [
        ...(added > 0 ? [`${numbered(added)} added`] : []),
        ...(changed > 0 ? [`${numbered(changed)} changed`] : []),
        ...(deleted > 0 ? [`${numbered(deleted)} deleted`] : []),
      ];
      return listed(parts);
    },
    none: 'No commit names this issue yet, so nothing has changed.',
    noFiles: 'These commits change no files: they are merges, or empty.',
    unread: (count: number) =>
      `${counted(count, 'commit is', 'commits are')} missing here: the files are still being read, or git could not tell.`,
    cut: (shown: number, all: number) => `The first ${numbered(shown)} of ${counted(all, 'file', 'files')} are shown.`,
    from: 'From',
    until: 'to',
    people: 'People',
    files: 'Files',
    repositories: 'Repositories',
    personColumns: { name: 'Name', commits: 'Commits', changed: 'Lines', added: 'Added', removed: 'Removed' },
    sortPeople: 'Sort people by',
    peopleSorts: {
      commits: 'Most commits',
      changed: 'Most lines',
      added: 'Most added',
      removed: 'Most removed',
      name: 'Name',
    },
    sortFiles: 'Sort files by',
    sorts: {
      path: 'Path',
      changed: 'Most changed',
      added: 'Most added',
      removed: 'Most removed',
      commits: 'Most commits',
      latest: 'Latest change',
    },
    groupFiles: 'Arrange files',
    groups: {
      tree: 'As a tree',
      none: 'As a list',
      repository: 'By repository',
      extension: 'By extension',
      change: 'By kind of change',
      'extension-change': 'By extension, then kind',
      'change-extension': 'By kind, then extension',
      person: 'By person',
    },
    search: 'Find files by path',
    nothingFound: (search: string) => `No path holds “${search}”.`,
    noExtension: 'no extension',
    inCommits: commits,
    unfold: (label: string) => `Show the files in ${label}`,
    ofFile: (path: string) => `Show the commits that changed ${path}`,
    unknownCommit: (hash: string) => `Commit ${hash}`,
  },
  shipped: {
    nothing: 'No commit names this issue yet, so there is nothing to ship.',
    everywhere: (count: number, releases: readonly string[], bases: readonly string[]) =>
      `${all(count)} in ${listed(releases)} and on ${listed(bases)}.`,
    inRelease: (count: number, releases: readonly string[]) => `${all(count)} in ${listed(releases)}.`,
    inReleases: (count: number) => `${all(count)} in releases, though no one release holds them all.`,
    partlyReleased: (missing: number, count: number) => `${some(missing, count)} in no release yet.`,
    merged: (count: number, bases: readonly string[]) => `${all(count)} on ${listed(bases)}, but in no release yet.`,
    partlyMerged: (missing: number, count: number, bases: readonly string[]) =>
      `${some(missing, count)} not on ${listed(bases)} yet.`,
    notMerged: (count: number, bases: readonly string[]) =>
      bases.length === 0
        ? `${all(count)} in no release yet.`
        : `None of the ${commits(count)} is on ${listed(bases)} yet.`,
    branches: 'Branches',
    tags: 'Tags and releases',
    holds: { all: 'all', some: 'some', none: 'none' },
    count: (count: number, total: number) => `${numbered(count)} of ${numbered(total)}`,
    missing: (count: number) => counted(count, 'commit is missing', 'commits are missing'),
    moreMissing: (count: number) => `and ${numbered(count)} more`,
    allHashes: 'All their hashes',
    copyMissing: 'the hashes of the missing commits',
    nowhere: 'On neither the default branch nor in a tag',
    noTags: 'No tag contains any of these commits yet.',
    since: (name: string) => `All of them since ${name}`,
    unknownYet: 'Branches and tags have not been read yet, so nobody knows where this has arrived.',
    unknown: 'Branches and tags of this repository have not been read yet.',
    knownAt: 'Branches and tags as of',
    earlierTags: (count: number) => `Show ${counted(count, 'tag', 'tags')} in between`,
  },
} as const;

const appNames = { gitlens: 'VS Code with GitLens', gitkraken: 'GitKraken Desktop' } as const;

function all(count: number): string {
  if (count === 1) return 'The one commit is';
  return count === 2 ? 'Both commits are' : `All ${commits(count)} are`;
}

function some(missing: number, count: number): string {
  return `${numbered(missing)} of ${commits(count)} ${missing === 1 ? 'is' : 'are'}`;
}

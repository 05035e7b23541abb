/** What the pages say that show what changed: in a commit, and between two revisions. */

import { counted, numbered } from '@branchline/issue-panel';

const commits = (count: number): string => counted(count, 'commit', 'commits');

/** One commit. */
export const commitTexts = {
  loading: 'Loading the commit',
  goneTitle: 'There is no such commit here',
  goneText: 'It is not in what was read of the repository, or the address is mistyped.',
  toCommits: 'To the commits',
  facts: 'About the commit',
  author: 'Author',
  made: 'Made',
  hash: 'Hash',
  opened: (hash: string) => `commit ${hash}`,
  parents: 'Parents',
  noParent: 'None: the first of its history',
  parent: (short: string) => `Parent ${short}`,
  merge: 'A merge: what is shown is the difference to its first parent.',
  branches: 'On branches',
  tags: 'In tags',
  nowhere: 'On none',
  notInTags: 'In none yet',
  gaveUp: 'Not known: git looked for 5 seconds without an end',
  more: (count: number) => `and ${numbered(count)} more`,
  many: (count: number) => `${numbered(count)} and more`,
  issues: 'Issues',
  noIssue: 'Linked with none that you may see',
  service: 'Open at its service',
  browse: 'Files at this commit',
  files: 'Changed files',
  noFiles: 'No file differs',
  noFilesText: 'This commit changed no file: a merge without a conflict, or a commit made empty on purpose.',
} as const;

/** Two revisions. */
export const compareTexts = {
  title: 'Compare',
  loading: 'Comparing',
  base: 'Compare with',
  revision: 'What is new in',
  swap: 'Swap the two',
  none: 'Choose a branch or tag',
  choose: 'Which two do you want to compare?',
  chooseText: 'Choose a branch or a tag on both sides: what the second has and the first has not will be shown here.',
  same: 'Both are the same commit',
  sameText: 'There is nothing that one has and the other has not. Choose another branch or tag.',
  contained: (revision: string, base: string) => `${revision} has nothing that ${base} has not`,
  containedText: (behind: number) =>
    `It is ${commits(behind)} behind. Swap the two to see ${behind === 1 ? 'it' : 'them'}.`,
  standing: (revision: string, ahead: number, base: string, behind: number) =>
    behind === 0
      ? `${revision} is ${commits(ahead)} ahead of ${base}.`
      : `${revision} is ${commits(ahead)} ahead of ${base} and ${commits(behind)} behind.`,
  parted: 'They parted at',
  neverMet: 'Their histories have nothing in common.',
  tabs: { label: 'What to look at', commits: 'Commits', issues: 'Issues', files: 'Files', people: 'People' },
  cut: 'Issues and people are of the 10,000 newest commits only.',
  commits: 'Commits that only the second has',
  moreCommits: 'Show older commits',
  issues: {
    label: 'Issues of these commits',
    issue: 'Issue',
    summary: 'Summary',
    status: 'Status',
    commits: 'Commits',
    none: 'None of these commits is linked with an issue that you may see',
    noneText: 'Link a commit by hand in the list of commits.',
    unlinked: (count: number) => `${commits(count)} ${count === 1 ? 'is' : 'are'} linked with no issue.`,
  },
  people: {
    label: 'Who made these commits',
    name: 'Person',
    commits: 'Commits',
    added: 'Lines added',
    removed: 'Lines removed',
  },
  files: {
    from: 'Count changes from where they parted',
    fromHint: 'As pull requests do. Without it, what the first got since then shows as taken away.',
    none: 'No file differs',
    noneText: 'The commits of the second changed nothing that is still different.',
  },
} as const;

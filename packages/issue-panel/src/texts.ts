/** Every word the panel says, in one catalogue, so that a translation is one object of the same shape. */

import { checksInWords } from '@branchline/contract';
import type { CheckCounts } from '@branchline/domain';
import { shellWord } from './shell-word.ts';
import { counted, listed, numbered } from './format.ts';
import { viewTexts } from './view-texts.ts';

export const texts = {
  ...viewTexts,
  summary: (commits: number, branches: number, pullRequests: number, word: string, repositories: number) => {
    const things = [
      ...(commits > 0 ? [counted(commits, 'commit', 'commits')] : []),
      ...(branches > 0 ? [counted(branches, 'branch', 'branches')] : []),
      ...(pullRequests > 0 ? [counted(pullRequests, word, `${word}s`)] : []),
    ];
    return `${listed(things)} in ${counted(repositories, 'repository', 'repositories')}`;
  },
  view: { label: 'Arrange by', timeLine: 'Time line', repositories: 'Repositories' },
  pullRequest: {
    state: { open: 'Open', merged: 'Merged', declined: 'Declined' },
    draft: 'Draft',
    verdict: {
      approved: 'approved',
      'changes-requested': 'changes requested',
      commented: 'commented',
      none: 'waiting',
    },
    checks: (counts: CheckCounts | null) => (counts === null ? '' : checksInWords(counts)),
    reviewers: 'Reviewers',
    unknownAuthor: 'unknown author',
    comments: (count: number) => counted(count, 'comment', 'comments'),
    from: 'from',
    into: 'into',
    goneFork: 'a fork that is gone',
    incomplete: 'Reviewers are still being read',
    older: (count: number, word: string) => `${counted(count, `older ${word}`, `older ${word}s`)} not shown here`,
  },
  headings: {
    open: (word: string) => `Open ${word.toLowerCase()}s`,
    commits: 'Commits',
    branches: 'Branches',
    tags: 'Tags',
  },
  copy: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  hashOf: (hash: string) => `commit hash ${hash}`,
  branchName: (name: string) => `branch name ${name}`,
  onDefaultBranch: (branch: string) => `on ${branch}`,
  defaultBranch: 'default branch',
  merged: 'merged',
  inTag: (first: string) => `in ${first}`,
  byHand: 'linked by hand',
  laterTags: (later: number) => `and ${counted(later, 'later tag', 'later tags')}`,
  aheadBehind: (ahead: number, behind: number, base: string) => {
    if (ahead === 0 && behind === 0) return `level with ${base}`;
    if (behind === 0) return `${numbered(ahead)} ahead of ${base}`;
    if (ahead === 0) return `${numbered(behind)} behind ${base}`;
    return `${numbered(ahead)} ahead of, ${numbered(behind)} behind ${base}`;
  },
  linkedAs: (keys: readonly string[]) => `linked as ${listed(keys)}`,
  smartCommands: {
    label: 'Smart commits',
    state: { waiting: 'waiting', started: 'under way', done: 'done', failed: 'failed', skipped: 'not run' },
  },
  wholeMessage: 'Whole message',
  files: (count: number) => counted(count, 'file', 'files'),
  filesReading: 'Files are still being read',
  filesUntold: 'The webhook that told of this commit did not name its files',
  filesUnreadable: 'Git could not read the files of this commit',
  noFiles: 'No files of its own: a merge or an empty commit',
  moreFiles: (count: number) => `and ${counted(count, 'more file', 'more files')}`,
  binary: 'binary',
  linesAdded: (count: number) => `${counted(count, 'line', 'lines')} added`,
  linesRemoved: (count: number) => `${counted(count, 'line', 'lines')} removed`,
  formerly: (path: string) => `was ${path}`,
  change: {
    added: 'Added',
    modified: 'Modified',
    deleted: 'Deleted',
    renamed: 'Renamed',
    copied: 'Copied',
    'type-changed': 'Type changed',
  },
  moreCommits: (count: number) => `${counted(count, 'older commit', 'older commits')} not shown here`,
  tagList: (count: number) => counted(count, 'tag contains', 'tags contain'),
  tagListEnd: 'this work',
  lightTag: 'light tag',
  loading: 'Loading what git knows of this issue',
  empty: {
    title: (key: string) => `Nothing names ${key} yet`,
    what: 'Commits, branches, pull requests and tags appear here as soon as a message, title or branch name holds the key.',
    nextStep: (key: string) => `Put ${key} in the message of your next commit, or in the name of a branch:`,
    example: (key: string) => `git switch -c ${key}-short-description`,
    notYetIndexed: (count: number) =>
      `${counted(count, 'repository is', 'repositories are')} still being indexed; there may be more soon.`,
    failed: (count: number) =>
      `${counted(count, 'repository', 'repositories')} could not be read; what is there is missing here.`,
    noRepositories: 'No repository is connected. Ask an administrator of Branchline to connect one.',
  },
  branch: {
    name: 'Name of the branch',
    nameMissing: 'A branch needs a name.',
    withoutKey: (key: string) => `Without ${key} in its name the branch will not be shown with the issue.`,
    make: 'Make it in your copy of the repository:',
    command: (name: string) => `git switch -c ${shellWord(name)}`,
    theCommand: 'the command',
  },
  error: { retry: 'Try again', details: 'Details', copyDetails: 'the details' },
} as const;

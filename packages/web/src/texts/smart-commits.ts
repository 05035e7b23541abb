/** Words about what became of the commands in commit messages. */

import type { SmartCommandState } from '@branchline/contract';

export const smartCommitTexts = {
  title: 'Smart commits',
  lead: 'What commit messages commanded in Jira, and what became of it.',
  loading: 'Loading smart commits',
  label: 'Commands of smart commits',
  filters: {
    state: 'State',
    anyState: 'Any state',
    project: 'Project',
    repository: 'Repository',
    author: 'Author',
    command: 'Command',
    clear: 'Show all',
  },
  states: {
    waiting: 'Waiting',
    started: 'Under way',
    done: 'Done',
    failed: 'Failed',
    skipped: 'Skipped',
  } satisfies Readonly<Record<SmartCommandState, string>>,
  columns: { command: 'Command', state: 'What became of it', commit: 'Commit', seen: 'Seen', retry: 'Run again' },
  by: (author: string) => `by ${author}`,
  pushedBy: (pusher: string) => `pushed by ${pusher}`,
  pushedByNobody: 'nobody knows who pushed it',
  retry: 'Run again',
  more: 'Show older commands',
  nothing: { title: 'No command matches', text: 'Change the filters, or show all.' },
  empty: {
    title: 'No commit has commanded anything yet',
    text:
      'A message such as “ABC-12 #comment The leak is closed” comments in Jira. Which projects Branchline runs such commands for ' +
      'is said for each Jira site; until then Jira runs them itself.',
  },
} as const;

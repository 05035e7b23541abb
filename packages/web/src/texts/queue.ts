/** What the page of the queue says, and the line on every page while everything is paused. */

import { counted, numbered } from '@branchline/issue-panel';

export const queueTexts = {
  title: 'Queue',
  loading: 'Loading the queue',
  lead: (counts: { readonly waiting: number; readonly running: number; readonly failed: number }) =>
    counts.waiting + counts.running + counts.failed === 0
      ? 'Nothing waits and nothing runs.'
      : [
          ...(counts.running === 0 ? [] : [`${numbered(counts.running)} running`]),
          ...(counts.waiting === 0 ? [] : [`${numbered(counts.waiting)} waiting`]),
          ...(counts.failed === 0 ? [] : [`${numbered(counts.failed)} failed`]),
        ].join(', '),
  table: 'Jobs',
  search: { label: 'Find jobs by what they are about', placeholder: 'Repository, integration or site' },
  filters: { state: 'State', anyState: 'Any state', kind: 'Kind', anyKind: 'Any kind of work' },
  states: { waiting: 'Waiting', running: 'Running', failed: 'Failed' },
  ending: 'Ending',
  columns: { job: 'Job', state: 'State', tries: 'Tries', since: 'Since', actions: 'Actions' },
  urgencies: {
    person: 'for a person',
    webhook: 'for a webhook',
    schedule: 'by schedule',
    history: 'in the background',
  },
  waits: {
    turn: 'Waits for its turn.',
    queue: 'Another job of the same thing runs.',
    moment: 'Starts',
    service: 'The Git service makes it wait until',
    'integration-paused': 'Its integration is paused:',
    'everything-paused': 'Everything is paused.',
  },
  actions: {
    cancel: 'Cancel',
    retry: 'Try again',
    now: 'Run now',
    first: 'Move first',
    pause: 'Pause its integration',
    resume: 'Resume its integration',
    keptTitle: 'It cannot be cancelled:',
  },
  cancelTitle: (job: string) => `Cancel “${job}”?`,
  cancelIndexing:
    'Its repository is paused, so that it does not start again by itself. Resume the repository, and it goes on where it stopped.',
  cancelOther: 'It is taken out of the queue. It comes back when something asks for it again.',
  cancelAction: 'Cancel the job',
  pauseAll: 'Pause everything',
  resumeAll: 'Resume everything',
  pauseTitle: 'Pause everything?',
  pauseText:
    'No job starts until somebody resumes, also after a restart: nothing is indexed or sent to Jira. Webhooks are still taken and kept. What runs now ends first.',
  because: 'Why',
  becauseHint: 'Shown on every page as long as it lasts.',
  pausedLine: 'Everything is paused',
  pausedBy: (who: string) => `by ${who}`,
  empty: {
    title: 'Nothing waits and nothing runs',
    text: 'Work appears here as soon as a webhook, the schedule or a person asks for it.',
  },
  noMatch: { title: 'No job matches', text: 'Search for something else, or loosen the filters.' },
  more: 'Show more jobs',
  tries: (count: number) => counted(count, 'try', 'tries'),
  budgets: {
    title: 'What Git services still allow',
    loading: 'Loading what Git services still allow',
    none: 'No Git service has told a limit yet.',
    columns: { name: 'Integration', count: 'Count', left: 'Left', resets: 'New count', wait: 'Waits' },
    left: (remaining: number, limit: number) => `${numbered(remaining)} of ${numbered(limit)}`,
    reserve: (count: number) => `${numbered(count)} kept for people`,
    until: 'until',
    nobody: 'Nobody waits',
  },
} as const;

/** The workflows of the sandbox's projects: which steps an issue can take, and the statuses between them. */

import type { KnownIssue, Issues } from './issues.ts';
import type { SandboxPerson } from './people-options.ts';
import type { SandboxTransition } from './project-options.ts';

/** Workflows by project. */
export interface Workflows {
  /** Steps that somebody can take with the issue as it is. */
  available(issue: KnownIssue, person: SandboxPerson): readonly SandboxTransition[];
  /** Jira's number of a status; the same for ever. */
  statusId(name: string): string;
}

/** From every status to each, as in a project that nobody has set up. */
const simpleWorkflow: readonly SandboxTransition[] = [
  { id: '11', name: 'To Do', to: 'To Do' },
  { id: '21', name: 'In Progress', to: 'In Progress' },
  { id: '31', name: 'Done', to: 'Done' },
];

/**
 * A workflow that makes it hard to name a step: two begin with the same word, two are called alike, one wants a
 * resolution that nobody has chosen, one has a screen with a default, one is for one person alone.
 */
export function trickyWorkflow(onlyPerson: string): readonly SandboxTransition[] {
  const resolution = { id: 'resolution', name: 'Resolution', required: true, choices: ['Done', "Won't do"] };
  return [
    { id: '4', name: 'Start progress', from: ['To Do', 'Reopened'], to: 'In Progress' },
    { id: '5', name: 'Start review', from: ['To Do', 'In Progress'], to: 'In Review' },
    { id: '6', name: 'Finish', from: ['In Progress'], to: 'Done' },
    { id: '7', name: 'Finish', from: ['In Progress'], to: 'Closed' },
    { id: '8', name: 'Resolve issue', from: ['In Progress', 'In Review'], to: 'Resolved', screen: [resolution] },
    {
      id: '9',
      name: 'Close issue',
      from: ['To Do', 'In Progress', 'In Review', 'Resolved'],
      to: 'Closed',
      screen: [{ ...resolution, default: 'Done' }],
    },
    { id: '10', name: 'Approve', from: ['In Review'], to: 'Done', onlyFor: [onlyPerson] },
    { id: '12', name: 'Reopen', from: ['Done', 'Closed', 'Resolved'], to: 'Reopened', screen: [] },
  ];
}

const firstStatusId = 3;

/** Reads the projects' workflows each time, so that they can be changed. */
export function createWorkflows(issues: Issues): Workflows {
  const idByStatus = new Map<string, string>();
  return {
    available(issue, person) {
      const project = issues.project(issue.key.slice(0, issue.key.lastIndexOf('-')));
      return (project?.workflow ?? simpleWorkflow).filter(
        ({ from, onlyFor }) => (from?.includes(issue.status) ?? true) && (onlyFor?.includes(person.accountId) ?? true),
      );
    },
    statusId(name) {
      const id = idByStatus.get(name) ?? String(firstStatusId + idByStatus.size);
      idByStatus.set(name, id);
      return id;
    },
  };
}

/** `new`, `indeterminate` or `done`, as the status's name suggests. */
export function statusCategoryOf(status: string): 'new' | 'indeterminate' | 'done' {
  if (/^(?:done|closed|resolved)$/i.test(status)) return 'done';
  return /^(?:to do|open|reopened|backlog)$/i.test(status) ? 'new' : 'indeterminate';
}

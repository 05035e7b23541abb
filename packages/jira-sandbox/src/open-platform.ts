/** The platform side of a sandbox: its people, permissions, tokens and issues, and the switches for them. */

import type { FastifyInstance } from 'fastify';
import { createIssueRecords } from './issue-records.ts';
import type { Issues } from './issues.ts';
import type { JiraSandbox, SandboxOptions, SandboxPerson } from './options.ts';
import { takeIssueSnapshot } from './issue-snapshot.ts';
import { createPeople } from './people.ts';
import { createPermissions } from './permissions.ts';
import { addPlatformRoutes } from './platform/add-platform-routes.ts';
import { createPlatformTokens } from './platform-tokens.ts';
import { createWorkflows } from './workflows.ts';

const somebody: SandboxPerson = { accountId: 'sandbox-1', name: 'Sam Sandbox', email: 'sam@sandbox.example' };
const ordinaryTimeTracking = { hoursPerDay: 8, daysPerWeek: 5 };

/** Switches of the sandbox that belong to its people, permissions and issues. */
export type PlatformSwitches = Pick<
  JiraSandbox,
  | 'apiToken'
  | 'scopedApiToken'
  | 'personalAccessToken'
  | 'tokenFor'
  | 'people'
  | 'putPerson'
  | 'permit'
  | 'forbid'
  | 'withholdPermissions'
  | 'setTimeTracking'
  | 'revoke'
  | 'addIssue'
  | 'deleteIssue'
  | 'addProject'
  | 'moveIssue'
  | 'renameProject'
  | 'issueSnapshot'
>;

/** Starts with the people of the options, or with one. @throws Error when the options name nobody */
export function openPlatform(options: SandboxOptions, issues: Issues, now: () => Date) {
  const people = createPeople(options.people ?? [somebody]);
  const first = people.all[0];
  if (first === undefined) throw new Error('A sandbox needs at least one person.');
  const permissions = createPermissions(people, issues);
  const tokens = createPlatformTokens(people);
  const records = createIssueRecords();
  const workflows = createWorkflows(issues);
  let timeTracking = options.timeTracking === 'off' ? undefined : (options.timeTracking ?? ordinaryTimeTracking);
  const switches: PlatformSwitches = {
    apiToken: tokens.tokenFor(first.accountId, 'api-token'),
    scopedApiToken: tokens.tokenFor(first.accountId, 'scoped-api-token'),
    personalAccessToken: tokens.tokenFor(first.accountId, 'personal-access-token'),
    tokenFor: tokens.tokenFor,
    people: people.all,
    putPerson: people.put,
    permit: permissions.permit,
    forbid: permissions.forbid,
    withholdPermissions: permissions.withhold,
    setTimeTracking: (value) => void (timeTracking = value),
    revoke: (token, revoked = true) => tokens.revoke(token, revoked),
    addIssue: (issue) => issues.addIssue(issue),
    deleteIssue: (key) => issues.deleteIssue(key),
    addProject: (project) => issues.addProject(project),
    moveIssue: (from, to) => issues.moveIssue(from, to),
    renameProject: (from, to) => issues.renameProject(from, to),
    issueSnapshot: () => takeIssueSnapshot(issues, records),
  };
  return {
    tokens,
    state: { people, records },
    addRoutes(app: FastifyInstance, url: () => string): void {
      const state = { issues, records, people, permissions, workflows };
      addPlatformRoutes(app, { ...state, timeTracking: () => timeTracking, url, now, personAt: tokens.personAt });
    },
    switches,
  };
}

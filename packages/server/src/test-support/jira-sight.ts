/** Jira as far as it says who may see what: for tests of gates, with every question written down. */

import {
  projectOf,
  type AtlassianAccountId,
  type IssueKey,
  type JiraSiteId,
  type ProjectKey,
} from '@branchline/domain';
import type { Caller } from '../ports/caller.ts';
import type { JiraViewer } from '../ports/jira-site.ts';
import type { JiraPeople, JiraPermission } from '../ports/jira-site/people.ts';

/** What somebody may do, by issue. */
export type Rights = Readonly<Record<string, readonly JiraPermission[]>>;

/** All that is needed to see an issue with its development information. */
export const sight: readonly JiraPermission[] = ['BROWSE_PROJECTS', 'VIEW_DEV_TOOLS'];

function heldIn(rights: Rights, wanted: readonly JiraPermission[], keys: readonly IssueKey[]): ReadonlySet<IssueKey> {
  return new Set(keys.filter((key) => wanted.every((each) => rights[key]?.includes(each))));
}

/** Whoever may do something with an issue may do it in its project: a level of security on the issue is not told by these. */
function projectsIn(rights: Rights, wanted: readonly JiraPermission[]): ReadonlySet<ProjectKey> {
  const keys = Object.keys(rights) as IssueKey[];
  return new Set([...heldIn(rights, wanted, keys)].map(projectOf));
}

/** The people of a site of which Jira tells the rights of whomever it is asked about; notes the keys of each question. */
export function peopleWith(rightsOf: (account: AtlassianAccountId) => Rights, asked: IssueKey[][] = []): JiraPeople {
  return {
    byEmail: async () => [],
    search: async () => [],
    named: async () => new Map(),
    may: async (account, wanted, key) => ({
      kind: 'known',
      held: new Set(wanted.filter((each) => rightsOf(account)[key]?.includes(each))),
    }),
    mayEach: async (account, wanted, keys) => {
      asked.push([...keys]);
      return { kind: 'known', held: heldIn(rightsOf(account), wanted, keys) };
    },
    mayInProjects: async (account, wanted, projects) => {
      const held = projectsIn(rightsOf(account), wanted);
      return { kind: 'known', held: new Set(projects.filter((project) => held.has(project))) };
    },
  };
}

/** The same for the one whose token it is. */
export function viewerWith(rights: Rights): JiraViewer {
  return {
    may: async (wanted, key) => new Set(wanted.filter((each) => rights[key]?.includes(each))),
    mayEach: async (wanted, keys) => heldIn(rights, wanted, keys),
    projectsWith: async (wanted) => projectsIn(rights, wanted),
  };
}

/** Somebody inside Jira; `viewer` is there when their token came along. */
export function jiraUser(jiraSiteId: JiraSiteId, accountId: string, viewer?: JiraViewer): Caller {
  const principal = { kind: 'jira-user', jiraSiteId, accountId: accountId as AtlassianAccountId } as const;
  return { principal, jiraViewer: viewer };
}

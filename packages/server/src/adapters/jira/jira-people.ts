/** People of a Jira Cloud site, and what they may do there. */

import { Failure } from '@branchline/domain';
import type { AtlassianAccountId, IssueKey, ProjectKey } from '@branchline/domain';
import { z } from 'zod';
import type { JiraIssues } from '../../ports/jira-site.ts';
import type {
  IssuesAnswer,
  JiraPeople,
  JiraPermission,
  JiraPerson,
  PermissionAnswer,
  ProjectsAnswer,
} from '../../ports/jira-site/people.ts';
import type { AskPlatform } from './ask-platform.ts';
import { readProjectNumbers } from './project-numbers.ts';

/** The fields we use of somebody; Jira leaves out what they hide. */
const User = z.object({
  accountId: z.string().min(1),
  accountType: z.string().optional(),
  displayName: z.string().optional(),
  emailAddress: z.string().nullish(),
  active: z.boolean().optional(),
  avatarUrls: z.record(z.string(), z.string()).optional(),
});
type User = z.infer<typeof User>;
const Users = z.array(User);
const UserPage = z.object({ values: Users });
const IssueNumber = z.object({ id: z.string().min(1) });
const Grants = z.object({
  globalPermissions: z.array(z.string()),
  projectPermissions: z.array(
    z.object({ permission: z.string(), issues: z.array(z.number()), projects: z.array(z.number()) }),
  ),
});

/** People in one question. The description of GET /rest/api/3/user/bulk shows ten; addresses may grow to 8,000 characters. */
const peopleAtOnce = 50;
/** "up to the thousandth user": the description of GET /rest/api/3/user/search. */
const lastPerson = 1000;
const avatarSize = '48x48';

/** @param issues with the same account's eyes */
export function createPeople(ask: AskPlatform, issues: JiraIssues, siteUrl: string): JiraPeople {
  async function find(query: string, startAt: number, maxResults: number): Promise<readonly User[]> {
    const path = `/user/search?query=${encodeURIComponent(query)}&startAt=${startAt}&maxResults=${maxResults}`;
    return ask.get(path, Users);
  }

  return {
    async byEmail(email) {
      const wanted = email.trim().toLowerCase();
      if (wanted === '') return [];
      const found: JiraPerson[] = [];
      for (let startAt = 0; startAt < lastPerson; startAt += peopleAtOnce) {
        // Jira matches beginnings, of names as well.
        const users = await find(wanted, startAt, peopleAtOnce);
        found.push(...users.filter((user) => user.emailAddress?.toLowerCase() === wanted).map(personFrom));
        if (users.length < peopleAtOnce) break;
      }
      return found;
    },
    async search(text, limit) {
      if (text.trim() === '' || limit <= 0) return [];
      const users = await find(text.trim(), 0, Math.min(limit, lastPerson));
      return users.filter(isHuman).slice(0, limit).map(personFrom);
    },
    async named(ids) {
      const wanted = [...new Set(ids)];
      const people = new Map<AtlassianAccountId, JiraPerson>();
      for (let start = 0; start < wanted.length; start += peopleAtOnce) {
        const some = wanted.slice(start, start + peopleAtOnce);
        const query = some.map((id) => `accountId=${encodeURIComponent(id)}`).join('&');
        const { values } = await ask.get(`/user/bulk?${query}&maxResults=${some.length}`, UserPage);
        for (const user of values) people.set(personFrom(user).accountId, personFrom(user));
      }
      return people;
    },
    may: (account, permissions, key) => answerOf(siteUrl, () => heldOn(ask, account, permissions, key)),
    mayEach: (account, permissions, keys) =>
      answerOf(siteUrl, () => allowedOf({ ask, issues }, account, permissions, keys)),
    mayInProjects: (account, permissions, projects) =>
      answerOf(siteUrl, () => projectsOf(ask, account, permissions, projects)),
  };
}

/** Apps have accounts too, and so have customers of a help desk. */
function isHuman({ accountType = 'atlassian' }: User): boolean {
  return accountType === 'atlassian';
}

function personFrom({ accountId, displayName = '', active = true, avatarUrls }: User): JiraPerson {
  return {
    accountId: accountId as AtlassianAccountId,
    displayName,
    isActive: active,
    avatarUrl: avatarUrls?.[avatarSize],
  };
}

/** Jira's permissions that are not of a project. */
const globalPermissions: ReadonlySet<JiraPermission> = new Set(['ADMINISTER']);

/** Issues, and projects, in one question. Source: the description of POST /rest/api/3/permissions/check. */
const issuesChecked = 1000;

async function heldOn(
  ask: AskPlatform,
  accountId: AtlassianAccountId,
  permissions: readonly JiraPermission[],
  key: IssueKey,
): Promise<ReadonlySet<JiraPermission>> {
  const id = await numberOf(ask, key);
  if (id === undefined) return new Set();
  const granted = await grantsOn(ask, accountId, permissions, [id]);
  // Whoever may not see the issue holds nothing there, whatever the scheme of the project says.
  if (granted.get('BROWSE_PROJECTS')?.has(id) !== true) return new Set();
  return new Set(permissions.filter((each) => granted.get(each)?.has(id) === true));
}

async function allowedOf(
  { ask, issues }: { readonly ask: AskPlatform; readonly issues: JiraIssues },
  accountId: AtlassianAccountId,
  permissions: readonly JiraPermission[],
  keys: readonly IssueKey[],
): Promise<ReadonlySet<IssueKey>> {
  const found = [...(await issues.read(keys)).found].map(([key, { id }]) => ({ key, id: Number(id) }));
  const allowed = new Set<IssueKey>();
  for (let start = 0; start < found.length; start += issuesChecked) {
    const some = found.slice(start, start + issuesChecked);
    const ids = some.map(({ id }) => id);
    const granted = await grantsOn(ask, accountId, permissions, ids);
    const wanted: readonly JiraPermission[] = ['BROWSE_PROJECTS', ...permissions];
    for (const { key, id } of some) {
      if (wanted.every((each) => granted.get(each)?.has(id) === true)) allowed.add(key);
    }
  }
  return allowed;
}

/** Jira's number of an issue; undefined when it is not there, or hidden from our account too. */
async function numberOf(ask: AskPlatform, key: IssueKey): Promise<number | undefined> {
  try {
    return Number((await ask.get(`/issue/${encodeURIComponent(key)}?fields=summary`, IssueNumber)).id);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** For each permission the issues on which it is held; a global one counts for all of them. */
async function grantsOn(
  ask: AskPlatform,
  accountId: AtlassianAccountId,
  permissions: readonly JiraPermission[],
  issues: readonly number[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const ofProjects = permissions.filter((each) => !globalPermissions.has(each));
  const body = {
    accountId,
    globalPermissions: permissions.filter((each) => globalPermissions.has(each)),
    projectPermissions: [{ issues, permissions: [...new Set(['BROWSE_PROJECTS', ...ofProjects])] }],
  };
  const grants = await ask.post('/permissions/check', body, Grants);
  return new Map([
    ...grants.globalPermissions.map((permission) => [permission, new Set(issues)] as const),
    ...grants.projectPermissions.map((granted) => [granted.permission, new Set(granted.issues)] as const),
  ]);
}

async function projectsOf(
  ask: AskPlatform,
  accountId: AtlassianAccountId,
  permissions: readonly JiraPermission[],
  projects: readonly ProjectKey[],
): Promise<ReadonlySet<ProjectKey>> {
  const found = [...(await readProjectNumbers(ask, projects))];
  const held = new Set<ProjectKey>();
  for (let start = 0; start < found.length; start += issuesChecked) {
    const some = found.slice(start, start + issuesChecked);
    const question = { projects: some.map(([, number]) => number), permissions };
    const { projectPermissions } = await ask.post(
      '/permissions/check',
      { accountId, projectPermissions: [question] },
      Grants,
    );
    const holders = permissions.map(
      (permission) => new Set(projectPermissions.find((each) => each.permission === permission)?.projects),
    );
    for (const [key, number] of some) if (holders.every((holder) => holder.has(number))) held.add(key);
  }
  return held;
}

/** What was found out, or that our account may not ask. @throws whatever says nothing about permissions */
export async function answerOf<Held>(
  siteUrl: string,
  read: () => Promise<ReadonlySet<Held>>,
): Promise<{ readonly kind: 'known'; readonly held: ReadonlySet<Held> } | CannotTell> {
  try {
    return { kind: 'known', held: await read() };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'forbidden') throw error;
    const because =
      `The account for ${siteUrl} may not ask Jira what other people may do. Give it the global permission ` +
      '"Administer Jira" in Jira under Settings → System → Global permissions.';
    return { kind: 'cannot-tell', because };
  }
}

/** Nobody can tell, which every kind of answer says alike. */
type CannotTell = Extract<PermissionAnswer, { kind: 'cannot-tell' }> &
  Extract<IssuesAnswer, { kind: 'cannot-tell' }> &
  Extract<ProjectsAnswer, { kind: 'cannot-tell' }>;

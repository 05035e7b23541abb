/** People of Jira Data Center, known by their user keys, and what they may do there. */

import { inParallel, Failure } from '@branchline/domain';
import type { AtlassianAccountId, IssueKey, ProjectKey } from '@branchline/domain';
import { z } from 'zod';
import type { JiraPeople, JiraPermission, JiraPerson } from '../../ports/jira-site/people.ts';
import type { AskPlatform } from './ask-platform.ts';
import { answerOf } from './jira-people.ts';
import { ordinaryLimits } from './limits.ts';

/** The fields we use of somebody. */
const User = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  displayName: z.string().optional(),
  emailAddress: z.string().nullish(),
  active: z.boolean().optional(),
  avatarUrls: z.record(z.string(), z.string()).optional(),
});
type User = z.infer<typeof User>;
const Users = z.array(User);

/** The most that Data Center gives in one answer. */
const peopleAtOnce = 1000;
const avatarSize = '48x48';

export function createDataCenterPeople(ask: AskPlatform, siteUrl: string): JiraPeople {
  async function find(text: string, limit: number): Promise<readonly User[]> {
    // "username" finds names and e-mail addresses too.
    return ask.get(`/user/search?username=${encodeURIComponent(text)}&maxResults=${limit}`, Users);
  }

  async function byKey(key: AtlassianAccountId): Promise<User | undefined> {
    try {
      return await ask.get(`/user?key=${encodeURIComponent(key)}`, User);
    } catch (error) {
      if (error instanceof Failure && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  return {
    async byEmail(email) {
      const wanted = email.trim().toLowerCase();
      if (wanted === '') return [];
      const users = await find(wanted, peopleAtOnce);
      return users.filter((user) => user.emailAddress?.toLowerCase() === wanted).map(personFrom);
    },
    async search(text, limit) {
      if (text.trim() === '' || limit <= 0) return [];
      const users = await find(text.trim(), Math.min(limit, peopleAtOnce));
      return users.slice(0, limit).map(personFrom);
    },
    async named(ids) {
      const people = new Map<AtlassianAccountId, JiraPerson>();
      await inParallel([...new Set(ids)], ordinaryLimits.parallel, async (id) => {
        const user = await byKey(id);
        if (user !== undefined) people.set(id, personFrom(user));
      });
      return people;
    },
    may: (account, permissions, key) =>
      answerOf(siteUrl, async () => {
        const user = await byKey(account);
        return user === undefined ? new Set() : heldOn(ask, user, permissions, key);
      }),
    mayEach: (account, permissions, keys) =>
      answerOf(siteUrl, async () =>
        placesOf(keys, await byKey(account), (user, issueKey) =>
          holdsAll(ask, user, visibleAnd(permissions), { issueKey }),
        ),
      ),
    mayInProjects: (account, permissions, projects) =>
      answerOf(siteUrl, async () =>
        placesOf(projects, await byKey(account), (user, projectKey) =>
          holdsAll(ask, user, permissions, { projectKey }),
        ),
      ),
  };
}

/** Of these places those where it holds; none for somebody who is gone. */
async function placesOf<Place>(
  places: readonly Place[],
  user: User | undefined,
  holds: (user: User, place: Place) => Promise<boolean>,
): Promise<ReadonlySet<Place>> {
  const held = new Set<Place>();
  if (user === undefined) return held;
  await inParallel([...new Set(places)], ordinaryLimits.parallel, async (place) => {
    if (await holds(user, place)) held.add(place);
  });
  return held;
}

function personFrom({ key, name, displayName = name, active = true, avatarUrls }: User): JiraPerson {
  return {
    accountId: key as AtlassianAccountId,
    displayName,
    isActive: active,
    avatarUrl: avatarUrls?.[avatarSize],
  };
}

/** Whoever may not see an issue holds nothing there. */
function visibleAnd(permissions: readonly JiraPermission[]): readonly JiraPermission[] {
  return [...new Set<JiraPermission>(['BROWSE_PROJECTS', ...permissions])];
}

/** Data Center only says who has all of some permissions: first it is asked for all of them, then one by one. */
async function heldOn(
  ask: AskPlatform,
  user: User,
  permissions: readonly JiraPermission[],
  key: IssueKey,
): Promise<ReadonlySet<JiraPermission>> {
  if (await holdsAll(ask, user, visibleAnd(permissions), { issueKey: key })) return new Set(permissions);
  if (!(await holdsAll(ask, user, ['BROWSE_PROJECTS'], { issueKey: key }))) return new Set();
  const held = new Set<JiraPermission>();
  for (const permission of permissions) {
    const isHeld = permission === 'BROWSE_PROJECTS' || (await holdsAll(ask, user, [permission], { issueKey: key }));
    if (isHeld) held.add(permission);
  }
  return held;
}

type PlaceAsked = { readonly issueKey: IssueKey } | { readonly projectKey: ProjectKey };

/** False for an issue or a project that is not there. */
async function holdsAll(
  ask: AskPlatform,
  user: User,
  wanted: readonly JiraPermission[],
  place: PlaceAsked,
): Promise<boolean> {
  const query = new URLSearchParams({
    username: user.name,
    permissions: wanted.join(','),
    ...place,
    maxResults: String(peopleAtOnce),
  });
  try {
    const users = await ask.get(`/user/permission/search?${query.toString()}`, Users);
    return users.some((each) => each.key === user.key);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return false;
    throw error;
  }
}

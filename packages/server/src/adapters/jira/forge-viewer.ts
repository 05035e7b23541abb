/** Jira as somebody at the screen sees it: asked with the token that came with their request, which is never kept. */

import { Failure, type ProjectKey } from '@branchline/domain';
import { z } from 'zod';
import type { JiraViewer, OpenJiraViewer } from '../../ports/jira-site.ts';
import type { JiraPermission } from '../../ports/jira-site/people.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import type { AskPlatform } from './ask-platform.ts';
import { askByForge } from './forge-platform.ts';
import { createIssues } from './jira-platform.ts';

const Permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });
const Granted = z.object({
  projectPermissions: z.array(z.object({ permission: z.string(), issues: z.array(z.number()) })),
});
const PermittedProjects = z.object({ projects: z.array(z.object({ key: z.string().min(1) })) });

/** "Up to 1000 issues": POST /rest/api/3/permissions/check in Atlassian's description. */
const issuesAtOnce = 1000;

/** @param http no matter whose: it keeps nothing of theirs */
export function openJiraViewers(http: HttpClient): OpenJiraViewer {
  return (settings, token) => createViewer(askByForge(settings, token, 'the person at the screen', http));
}

function createViewer(ask: AskPlatform): JiraViewer {
  return {
    async may(permissions, key) {
      const query = new URLSearchParams({ issueKey: key, permissions: permissions.join(',') });
      const answer = await ask.get(`/mypermissions?${query.toString()}`, Permissions).catch(nothingWhenMissing);
      return new Set(permissions.filter((permission) => answer?.permissions[permission]?.havePermission === true));
    },
    async mayEach(permissions, keys) {
      // Jira is asked about numbers, which only issues that this person may browse have here.
      const { found } = await createIssues(ask).read(keys);
      const allowed = await allowedAmong(
        ask,
        permissions,
        [...found.values()].map(({ id }) => Number(id)),
      );
      return new Set([...found].filter(([, { id }]) => allowed.has(Number(id))).map(([key]) => key));
    },
    async projectsWith(permissions) {
      const { projects } = await ask.post('/permissions/project', { permissions }, PermittedProjects);
      return new Set(projects.map(({ key }) => key as ProjectKey));
    },
  };
}

/** Numbers of issues for which all the permissions are held by whoever asks. */
async function allowedAmong(
  ask: AskPlatform,
  permissions: readonly JiraPermission[],
  numbers: readonly number[],
): Promise<ReadonlySet<number>> {
  const all = new Set<number>();
  for (let start = 0; start < numbers.length; start += issuesAtOnce) {
    const issues = numbers.slice(start, start + issuesAtOnce);
    const question = { projectPermissions: [{ issues, permissions }] };
    const { projectPermissions } = await ask.post('/permissions/check', question, Granted);
    const holders = permissions.map(
      (permission) => new Set(projectPermissions.find((each) => each.permission === permission)?.issues),
    );
    for (const issue of issues) if (holders.every((holder) => holder.has(issue))) all.add(issue);
  }
  return all;
}

/** An issue that is not there for them: nothing may be done with it. */
function nothingWhenMissing(error: unknown): undefined {
  if (error instanceof Failure && error.kind === 'not-found') return undefined;
  throw error;
}

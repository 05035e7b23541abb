/** Projects, issues and the account itself, as Jira's platform API tells of them. */

import { inParallel, Failure } from '@branchline/domain';
import type { IssueKey, ProjectKey } from '@branchline/domain';
import { z } from 'zod';
import type { JiraAccount, JiraIssue, JiraIssues, JiraProject, JiraProjects } from '../../ports/jira-site.ts';
import type { AskPlatform } from './ask-platform.ts';
import { createIssueChildren } from './issue-children.ts';
import { issuesAtOnce, ordinaryLimits, projectsAtOnce } from './limits.ts';

/** Jira Cloud names the account by `accountId`, Data Center by `key`. */
const Myself = z.union([
  z.object({ accountId: z.string().min(1) }).transform(({ accountId }) => accountId),
  z.object({ key: z.string().min(1) }).transform(({ key }) => key),
]);

const Project = z.object({
  key: z.string().min(1),
  name: z.string().nullish(),
  projectKeys: z.array(z.string()).optional(),
});
const ProjectPage = z.object({ values: z.array(Project), isLast: z.boolean().optional() });

const Named = z.object({ name: z.string() }).nullish();
/** As much of an issue as we ask for. */
export const Issue = z.object({
  id: z.string().min(1),
  key: z.string().min(1),
  fields: z.object({ summary: z.string().nullish(), status: Named, issuetype: Named }),
});
const IssueBatch = z.object({
  issues: z.array(Issue),
  issueErrors: z.array(z.object({ id: z.string().optional() })).nullish(),
});

/** The fields it needs. */
export const issueFields = ['summary', 'status', 'issuetype'];

export function createAccount(ask: AskPlatform): JiraAccount {
  return { whoAmI: () => ask.get('/myself', Myself) };
}

export function createProjects(ask: AskPlatform): JiraProjects {
  /** Data Center gives all in one answer. */
  async function allAtOnce(): Promise<readonly JiraProject[]> {
    return (await ask.get('/project?expand=projectKeys', z.array(Project))).map(projectFrom);
  }

  async function allInPages(): Promise<readonly JiraProject[]> {
    const projects = new Map<string, JiraProject>();
    for (let startAt = 0; ;) {
      const query = `startAt=${startAt}&maxResults=${projectsAtOnce}&orderBy=key&expand=projectKeys`;
      const page = await ask.get(`/project/search?${query}`, ProjectPage);
      for (const project of page.values) projects.set(project.key, projectFrom(project));
      // A page may be shorter than was asked for.
      startAt += page.values.length;
      if (page.isLast !== false || page.values.length === 0) return [...projects.values()];
    }
  }

  return { all: ask.isDataCenter ? allAtOnce : allInPages };
}

export function createIssues(ask: AskPlatform): JiraIssues {
  /** One by its key of today or of the past; undefined when there is none for our eyes. */
  async function readOne(key: IssueKey): Promise<JiraIssue | undefined> {
    try {
      const path = `/issue/${encodeURIComponent(key)}?fields=${issueFields.join(',')}`;
      return issueFrom(await ask.get(path, Issue));
    } catch (error) {
      if (error instanceof Failure && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  /** Those of the batch, and the keys that must be asked one by one. */
  async function readBatch(keys: readonly IssueKey[]) {
    const body = { issueIdsOrKeys: keys, fields: issueFields };
    const { issues, issueErrors } = await ask.post('/issue/bulkfetch', body, IssueBatch);
    const byKey = new Map(issues.map((issue) => [issue.key.toUpperCase(), issueFrom(issue)]));
    const absent = new Set((issueErrors ?? []).map(({ id }) => id?.toUpperCase()));
    const found = keys.flatMap((key) => {
      const issue = byKey.get(key.toUpperCase());
      return issue === undefined ? [] : [[key, issue] as const];
    });
    const asked = new Set(keys.map((key) => key.toUpperCase()));
    // A moved issue comes under its new key, and nothing says which of the asked ones it answers.
    const hasMoved = [...byKey.keys()].some((key) => !asked.has(key));
    const unsure = keys.filter((key) => !byKey.has(key.toUpperCase()) && !absent.has(key.toUpperCase()));
    return { found, unsure: hasMoved ? unsure : [] };
  }

  return {
    async read(keys) {
      const wanted = [...new Set(keys)];
      const found = new Map<IssueKey, JiraIssue>();
      const single: IssueKey[] = ask.isDataCenter ? [...wanted] : [];
      for (let start = 0; !ask.isDataCenter && start < wanted.length; start += issuesAtOnce) {
        const batch = await readBatch(wanted.slice(start, start + issuesAtOnce));
        for (const [key, issue] of batch.found) found.set(key, issue);
        single.push(...batch.unsure);
      }
      await inParallel(single, ordinaryLimits.parallel, async (key) => {
        const issue = await readOne(key);
        if (issue !== undefined) found.set(key, issue);
      });
      return { found, missing: wanted.filter((key) => !found.has(key)) };
    },
    children: createIssueChildren(ask),
  };
}

function projectFrom({ key, name, projectKeys = [] }: z.infer<typeof Project>): JiraProject {
  const formerKeys = projectKeys.filter((each) => each !== key) as ProjectKey[];
  return { key: key as ProjectKey, name: name ?? '', formerKeys };
}

/** In our words. */
export function issueFrom({ id, key, fields }: z.infer<typeof Issue>): JiraIssue {
  const { summary, status, issuetype } = fields;
  return {
    id,
    key: key as IssueKey,
    summary: summary ?? '',
    type: issuetype?.name ?? '',
    status: status?.name ?? '',
  };
}

/** Asks Jira which issues are below another one: its sub-tasks, the issues of an epic, and their sub-tasks. */

import { Failure, type IssueKey } from '@branchline/domain';
import { z } from 'zod';
import type { JiraChildren, JiraIssues } from '../../ports/jira-site.ts';
import type { AskPlatform } from './ask-platform.ts';

const Child = z.object({
  key: z.string().min(1),
  fields: z.object({ issuetype: z.object({ subtask: z.boolean().optional() }).nullish() }),
});
type Child = z.infer<typeof Child>;
const CloudPage = z.object({ issues: z.array(Child).optional(), nextPageToken: z.string().nullish() });
const DataCenterPage = z.object({ issues: z.array(Child) });

/** Keys in one question, which has to stay a readable length. */
const parentsAtOnce = 100;
/** Issues in one answer: Data Center gives up to 1,000 by default, Cloud up to 5,000 when few fields are asked for. */
const childrenAtOnce = 500;
/** Epic, issue, sub-task; above epics there are plans, whose levels people name themselves. */
const deepest = 3;
const fields = ['issuetype'];

export function createIssueChildren(ask: AskPlatform): JiraIssues['children'] {
  return async (key, limit) => {
    const found = new Set<IssueKey>();
    let parents: readonly IssueKey[] = [key];
    for (let depth = 1; depth <= deepest && parents.length > 0; depth += 1) {
      const children: Child[] = [];
      for (let start = 0; start < parents.length; start += parentsAtOnce) {
        children.push(...(await below(ask, parents.slice(start, start + parentsAtOnce), depth, limit + 1)));
      }
      const fresh = children.filter((child) => child.key !== key && !found.has(child.key as IssueKey));
      for (const child of fresh) found.add(child.key as IssueKey);
      if (found.size > limit) break;
      // Sub-tasks have none of their own.
      parents = fresh.filter(({ fields }) => fields.issuetype?.subtask !== true).map((child) => child.key as IssueKey);
    }
    return { keys: [...found].slice(0, limit), isCut: found.size > limit } satisfies JiraChildren;
  };
}

/** Of Cloud in one question; Data Center knows the issues of an epic by a field of their own. */
async function below(
  ask: AskPlatform,
  parents: readonly IssueKey[],
  depth: number,
  most: number,
): Promise<readonly Child[]> {
  const these = `in (${parents.map((key) => `"${key}"`).join(', ')}) ORDER BY key ASC`;
  if (!ask.isDataCenter) return fromCloud(ask, `parent ${these}`, most);
  const subTasks = await fromDataCenter(ask, `parent ${these}`, most);
  return depth > 1 ? subTasks : [...subTasks, ...(await ofEpic(ask, these, most))];
}

async function fromCloud(ask: AskPlatform, jql: string, most: number): Promise<readonly Child[]> {
  const children: Child[] = [];
  for (let token: string | undefined; ;) {
    const body = { jql, fields, maxResults: childrenAtOnce, ...(token === undefined ? {} : { nextPageToken: token }) };
    const { issues = [], nextPageToken } = await ask.post('/search/jql', body, CloudPage);
    children.push(...issues);
    if (children.length >= most || nextPageToken === undefined || nextPageToken === null || nextPageToken === '') {
      return children;
    }
    token = nextPageToken;
  }
}

async function fromDataCenter(ask: AskPlatform, jql: string, most: number): Promise<readonly Child[]> {
  const children: Child[] = [];
  for (;;) {
    const body = { jql, fields, maxResults: childrenAtOnce, startAt: children.length };
    const { issues } = await ask.post('/search', body, DataCenterPage);
    children.push(...issues);
    // A page may be shorter than was asked for.
    if (issues.length === 0 || children.length >= most) return children;
  }
}

/** Jira refuses the question where there are no epics, or where the issue is none. */
async function ofEpic(ask: AskPlatform, these: string, most: number): Promise<readonly Child[]> {
  try {
    return await fromDataCenter(ask, `"Epic Link" ${these}`, most);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'rejected') return [];
    throw error;
  }
}

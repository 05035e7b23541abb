/** Writes to issues as the account that asks: comments, work logs, transitions and edits. */

import { Failure } from '@branchline/domain';
import type { AtlassianAccountId, IssueKey } from '@branchline/domain';
import { z } from 'zod';
import type { IssueEdit, IssueWriter, JiraText, WorkLogEntry } from '../../ports/jira-site/writer.ts';
import type { AskPlatform, JiraChange } from './ask-platform.ts';
import { documentOf } from './document-text.ts';
import { markName } from './effect-marks.ts';
import { hasEffect } from './find-effect.ts';
import { jiraTime } from './jira-time.ts';
import { readStanding } from './read-standing.ts';
import { readTransitions } from './read-transitions.ts';
import { wikiTextOf } from './wiki-text.ts';
import type { WritePace } from './write-pace.ts';

const IssueOfProject = z.object({ fields: z.object({ project: z.object({ key: z.string().min(1) }) }) });
const Versions = z.array(z.object({ name: z.string(), archived: z.boolean().optional() }));
const UserName = z.object({ name: z.string().min(1) });

/** Jira counts in minutes. */
const leastSeconds = 60;

/**
 * A writer for whoever `ask` asks as.
 * @param pace the site's, which all its writers share
 */
export function createIssueWriter(ask: AskPlatform, pace: WritePace): IssueWriter {
  async function change(key: IssueKey, { path, ...rest }: JiraChange): Promise<void> {
    await pace.turn(key);
    await ask.change({ ...rest, path: `/issue/${encodeURIComponent(key)}${path}` });
  }

  return {
    async comment(key, text, mark) {
      if (bodyOf(ask, text, undefined) === undefined) {
        throw new Failure('rejected', 'jira', 'A comment without any text cannot be made.');
      }
      const body = bodyOf(ask, text, mark);
      const json = { body, ...propertiesOf(ask, mark) };
      await change(key, { method: 'POST', path: '/comment', json, repeatable: false });
    },
    async logWork(key, work, mark) {
      const json = workLogOf(ask, work, mark);
      await change(key, { method: 'POST', path: '/worklog?adjustEstimate=auto', json, repeatable: false });
    },
    transitions: (key) => readTransitions(ask, key),
    async transition(key, { id, hasScreen }, text, mark) {
      const body = hasScreen && text !== undefined ? bodyOf(ask, text, undefined) : undefined;
      const json = {
        transition: { id },
        historyMetadata: historyOf(mark),
        ...(body === undefined ? {} : { update: { comment: [{ add: { body } }] } }),
      };
      await change(key, { method: 'POST', path: '/transitions', json, repeatable: false });
    },
    standing: (key) => readStanding(ask, key),
    async assign(key, account) {
      const json = await assigneeOf(ask, account);
      await change(key, { method: 'PUT', path: '/assignee', json, repeatable: true });
    },
    async edit(key, edit) {
      const update = updateOf(edit);
      if (Object.keys(update).length === 0) return;
      await change(key, { method: 'PUT', path: '', json: { update }, repeatable: true });
    },
    versions: (key) => readVersions(ask, key),
    has: (key, effect, mark, since) => hasEffect(ask, { key, effect, mark, since }),
  };
}

function bodyOf(ask: AskPlatform, text: JiraText, mark: string | undefined): unknown {
  return ask.isDataCenter ? wikiTextOf(text, mark) : documentOf(text);
}

/** Where the mark is on Jira Cloud; on Data Center it is in the text. */
function propertiesOf(ask: AskPlatform, mark: string): Readonly<Record<string, unknown>> {
  return ask.isDataCenter ? {} : { properties: [{ key: markName, value: { mark } }] };
}

function workLogOf(ask: AskPlatform, work: WorkLogEntry, mark: string): Readonly<Record<string, unknown>> {
  const comment = ask.isDataCenter ? wikiTextOf(work.text, mark) : work.text && documentOf(work.text);
  return {
    timeSpentSeconds: Math.max(leastSeconds, Math.round(work.seconds)),
    started: jiraTime(work.startedAt),
    ...(comment === undefined ? {} : { comment }),
    ...propertiesOf(ask, mark),
  };
}

/** What the issue's history says of a change, and keeps the mark in. */
function historyOf(mark: string): Readonly<Record<string, unknown>> {
  return {
    type: markName,
    description: 'Branchline ran a smart commit',
    generator: { id: markName, type: 'application', displayName: 'Branchline' },
    extraData: { [markName]: mark },
  };
}

/** Data Center assigns by user name, and we know people by their keys. */
async function assigneeOf(ask: AskPlatform, account: AtlassianAccountId): Promise<Readonly<Record<string, string>>> {
  if (!ask.isDataCenter) return { accountId: account };
  const { name } = await ask.get(`/user?key=${encodeURIComponent(account)}`, UserName);
  return { name };
}

function updateOf({ labels = [], fixVersions = [], affectedVersions = [] }: IssueEdit) {
  return {
    ...(labels.length === 0 ? {} : { labels: labels.map((label) => ({ add: label })) }),
    ...(fixVersions.length === 0 ? {} : { fixVersions: fixVersions.map((name) => ({ add: { name } })) }),
    ...(affectedVersions.length === 0 ? {} : { versions: affectedVersions.map((name) => ({ add: { name } })) }),
  };
}

async function readVersions(ask: AskPlatform, key: IssueKey): Promise<readonly string[]> {
  // The issue may have moved: its project of today counts.
  const issue = await ask.get(`/issue/${encodeURIComponent(key)}?fields=project`, IssueOfProject);
  const { project } = issue.fields;
  const versions = await ask.get(`/project/${encodeURIComponent(project.key)}/versions`, Versions);
  return versions.filter(({ archived }) => archived !== true).map(({ name }) => name);
}

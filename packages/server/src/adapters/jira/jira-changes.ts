/** Asks Jira which issues were made, changed or moved lately. */

import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { JiraChanges, JiraIssueChange } from '../../ports/jira-site.ts';
import type { AskPlatform } from './ask-platform.ts';
import { Issue, issueFields, issueFrom } from './jira-platform.ts';
import { momentFrom } from './jira-time.ts';

const ChangedIssue = Issue.and(z.object({ fields: z.object({ updated: z.string() }) }));
const CloudPage = z.object({ issues: z.array(ChangedIssue).optional(), nextPageToken: z.string().nullish() });
const DataCenterPage = z.object({ issues: z.array(ChangedIssue) });

/** Issues in one answer: Cloud gives up to 5,000 when few fields are asked for, Data Center up to 1,000 by default. */
const changesAtOnce = 100;
const minute = 60_000;
const wantedFields = [...issueFields, 'updated'];

export function createChanges(ask: AskPlatform, clock: Clock): JiraChanges {
  /**
   * Minutes before now, because a time of day would be read in the time zone of the account. One more than it takes:
   * Jira cuts off seconds.
   */
  function query(since: Date): string {
    const minutes = Math.max(0, Math.ceil((clock.now().getTime() - since.getTime()) / minute)) + 1;
    return `updated >= -${minutes}m ORDER BY updated ASC, key ASC`;
  }

  async function* fromCloud(since: Date): AsyncIterable<readonly JiraIssueChange[]> {
    const jql = query(since);
    for (let token: string | undefined; ;) {
      const body = {
        jql,
        fields: wantedFields,
        maxResults: changesAtOnce,
        ...(token === undefined ? {} : { nextPageToken: token }),
      };
      const { issues = [], nextPageToken } = await ask.post('/search/jql', body, CloudPage);
      if (issues.length > 0) yield issues.map(changeFrom);
      if (nextPageToken === undefined || nextPageToken === null || nextPageToken === '') return;
      token = nextPageToken;
    }
  }

  /**
   * Pages are numbered there, and whoever changes an issue meanwhile moves the rest up by one. So each page begins
   * at the time at which the one before ended, and only when that brings nothing new, further down.
   */
  async function* fromDataCenter(since: Date): AsyncIterable<readonly JiraIssueChange[]> {
    const told = new Set<string>();
    let [from, startAt] = [since, 0];
    for (;;) {
      const body = { jql: query(from), fields: wantedFields, maxResults: changesAtOnce, startAt };
      const { issues } = await ask.post('/search', body, DataCenterPage);
      const fresh = issues.filter((issue) => !told.has(nameOf(issue)));
      for (const issue of fresh) told.add(nameOf(issue));
      const changes = fresh.map(changeFrom);
      if (changes.length > 0) yield changes;
      const last = changes.at(-1)?.updatedAt;
      if (issues.length === 0 || (last === undefined && issues.length < changesAtOnce)) return;
      [from, startAt] = last === undefined || last <= from ? [from, startAt + issues.length] : [last, 0];
    }
  }

  return { since: ask.isDataCenter ? fromDataCenter : fromCloud };
}

function nameOf({ id, fields }: z.infer<typeof ChangedIssue>): string {
  return `${id} ${fields.updated}`;
}

function changeFrom(issue: z.infer<typeof ChangedIssue>): JiraIssueChange {
  return { issue: issueFrom(issue), updatedAt: momentFrom(issue.fields.updated) ?? new Date(0) };
}

/** What changed lately, asked of the sandbox as Jira Cloud and as Data Center. */

import { afterEach, describe, expect, it } from 'vitest';
import type { JiraChanges } from '../../ports/jira-site.ts';
import { jiraAccountOf, type JiraTokenKind } from '../../test-support/jira-account.ts';
import { startTestJira, type TestJira, type TestJiraOptions } from '../../test-support/start-test-jira.ts';

const start = new Date('2026-03-01T12:00:00Z');
const hour = 3600_000;

let jira: TestJira;

afterEach(() => jira.stop());

async function startAs(kind: JiraTokenKind, options: TestJiraOptions = {}): Promise<JiraChanges> {
  jira = await startTestJira(options);
  const { changes } = jira.siteFor(jiraAccountOf(jira.sandbox, kind));
  if (changes === undefined) throw new Error('The site tells no changes.');
  return changes;
}

async function pagesOf(changes: JiraChanges, since: Date): Promise<readonly (readonly string[])[]> {
  const pages = [];
  for await (const page of changes.since(since)) pages.push(page.map(({ issue }) => issue.key));
  return pages;
}

function issues(count: number) {
  return Array.from({ length: count }, (_, at) => ({ key: `DEMO-${at + 1}`, summary: `Issue ${at + 1}` }));
}

describe.each(['scoped-api-token', 'personal-access-token'] as const)('with the token of kind %s', (kind) => {
  it('those made or changed since are told, the longest unchanged first', async () => {
    const changes = await startAs(kind, { issues: issues(3) });
    jira.advance(2 * hour);
    jira.sandbox.addIssue({ key: 'DEMO-2', summary: 'Changed' });
    jira.advance(5 * 60_000);
    jira.sandbox.addIssue({ key: 'DEMO-9', summary: 'New' });
    expect(await pagesOf(changes, new Date(start.getTime() + hour))).toEqual([['DEMO-2', 'DEMO-9']]);
    const found = [];
    for await (const page of changes.since(new Date(start.getTime() + hour))) found.push(...page);
    expect(found[0]).toEqual({
      issue: expect.objectContaining({ key: 'DEMO-2', summary: 'Changed', status: 'To Do' }),
      updatedAt: new Date(start.getTime() + 2 * hour),
    });
    jira.advance(hour);
    expect(await pagesOf(changes, new Date(start.getTime() + 3 * hour))).toEqual([]);
  });

  it('a change of the minute itself is told', async () => {
    const changes = await startAs(kind, { issues: issues(1) });
    jira.advance(hour + 30_000);
    expect(await pagesOf(changes, new Date(start.getTime() + 59_000))).toEqual([['DEMO-1']]);
  });

  it('many come in pages, each issue once', async () => {
    const changes = await startAs(kind, { issues: issues(250) });
    const pages = await pagesOf(changes, start);
    expect(pages.map((page) => page.length)).toEqual([100, 100, 50]);
    expect(new Set(pages.flat()).size).toBe(250);
  });

  it('moved issues come under their new key', async () => {
    const changes = await startAs(kind, { issues: issues(2) });
    jira.advance(hour);
    jira.sandbox.moveIssue('DEMO-2', 'ELSE-5');
    expect(await pagesOf(changes, new Date(start.getTime() + hour - 60_000))).toEqual([['ELSE-5']]);
  });
});

it('an issue that changes while Data Center is asked hides no other', async () => {
  const changes = await startAs('personal-access-token', { issues: issues(0) });
  for (const { key, summary } of issues(150)) {
    jira.advance(60_000);
    jira.sandbox.addIssue({ key, summary });
  }
  const found: string[] = [];
  for await (const page of changes.since(start)) {
    if (found.length === 0) jira.sandbox.addIssue({ key: 'DEMO-1', summary: 'Changed in between' });
    found.push(...page.map(({ issue }) => issue.key));
  }
  expect(new Set(found).size).toBe(150);
  expect(found.filter((key) => key === 'DEMO-1')).toHaveLength(2);
});

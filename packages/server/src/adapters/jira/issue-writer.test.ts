/** Writing to issues of the sandbox, in Jira Cloud's way and in Data Center's. */

import type { AtlassianAccountId, IssueKey } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { IssueWriter } from '../../ports/jira-site/writer.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraAccountOf, jiraTokenKinds, readAtJira, type JiraTokenKind } from '../../test-support/jira-account.ts';
import { startTestJira, type TestJira, type TestJiraOptions } from '../../test-support/start-test-jira.ts';

const key = 'DEMO-1' as IssueKey;
const startedAt = new Date('2026-02-27T08:30:00.123Z');
const since = new Date('2026-03-01T12:00:00Z');
const text = { body: 'done *at last*\nsee {code}', origin: { text: 'from abc', url: 'https://git.example.com/abc' } };

const asWikiText =
  'done \\*at last\\*\n\nsee \\{code\\}\n\n[from abc|https://git.example.com/abc]' +
  '{anchor:branchline-smart-commit_2F1}';
const paragraph: unknown = expect.objectContaining({ type: 'paragraph' });
const asDocument: unknown = expect.objectContaining({ type: 'doc', content: [paragraph, paragraph, paragraph] });

let jira: TestJira;

afterEach(() => jira.stop());

async function startAs(kind: JiraTokenKind, options: TestJiraOptions = {}): Promise<IssueWriter> {
  jira = await startTestJira(options);
  return writerAs(kind);
}

function writerAs(kind: JiraTokenKind, accountId?: string): IssueWriter {
  const { writer } = jira.siteFor(jiraAccountOf(jira.sandbox, kind, accountId));
  if (writer === undefined) throw new Error('The site offers no writer.');
  return writer;
}

function requests(method: string): readonly string[] {
  return jira.sandbox.requests.filter((one) => one.method === method).map(({ path }) => path.replace(/^.*\/issue/, ''));
}

const versions = [{ name: '1.0' }, { name: '1.1' }, { name: '0.9', isArchived: true }];

describe.each(jiraTokenKinds)('with the token of kind %s', (kind) => {
  const isDataCenter = kind === 'personal-access-token';

  it('a comment says what was written, as it was meant, and is found again by its mark', async () => {
    const writer = await startAs(kind);
    await writer.comment(key, text, 'smart-commit/1');
    const { comments } = (await readAtJira(jira.sandbox, kind, '/issue/DEMO-1/comment')) as {
      readonly comments: readonly { readonly body: unknown }[];
    };
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toEqual(isDataCenter ? asWikiText : asDocument);
    expect(await writer.has(key, 'comment', 'smart-commit/1', since)).toBe(true);
    expect(await writer.has(key, 'comment', 'smart-commit/11', since)).toBe(false);
    expect(await writer.has(key, 'work-log', 'smart-commit/1', since)).toBe(false);
  });

  it('work is logged in minutes, from when it began, and found again', async () => {
    const writer = await startAs(kind);
    await writer.logWork(key, { seconds: 5400, startedAt, text }, 'smart-commit/2');
    await writer.logWork(key, { seconds: 5, startedAt, text: undefined }, 'smart-commit/3');
    const { worklogs } = (await readAtJira(jira.sandbox, kind, '/issue/DEMO-1/worklog')) as {
      readonly worklogs: readonly Readonly<Record<string, unknown>>[];
    };
    expect(worklogs.map(({ timeSpentSeconds, started }) => [timeSpentSeconds, started])).toEqual([
      [5400, '2026-02-27T08:30:00.123+0000'],
      [60, '2026-02-27T08:30:00.123+0000'],
    ]);
    for (const mark of ['smart-commit/2', 'smart-commit/3']) {
      expect(await writer.has(key, 'work-log', mark, since)).toBe(true);
    }
    expect(await writer.has(key, 'work-log', 'smart-commit/4', since)).toBe(false);
  });

  it('a transition is run with its comment where there is a screen, and found again', async () => {
    const workflow = [
      { id: '1', name: 'Start', to: 'In Progress' },
      { id: '2', name: 'Finish', to: 'Done', screen: [{ id: 'note', name: 'Note', required: false }] },
    ];
    const writer = await startAs(kind, { projects: [{ key: 'DEMO', name: 'Demo', workflow }] });
    const [start, finish] = await writer.transitions(key);
    const about = { category: 'indeterminate', hasScreen: false, requiredFields: [] };
    expect(start).toEqual({ id: '1', name: 'Start', to: 'In Progress', ...about });
    await writer.transition(key, start!, text, 'smart-commit/5');
    await writer.transition(key, finish!, text, 'smart-commit/6');
    expect(await readAtJira(jira.sandbox, kind, '/issue/DEMO-1')).toMatchObject({
      fields: { status: { name: 'Done' } },
    });
    const { total } = (await readAtJira(jira.sandbox, kind, '/issue/DEMO-1/comment')) as { readonly total: number };
    expect(total).toBe(1);
    expect(await writer.has(key, 'transition', 'smart-commit/5', since)).toBe(true);
    expect(await writer.has(key, 'transition', 'smart-commit/6', since)).toBe(true);
    expect(await writer.has(key, 'transition', 'smart-commit/7', since)).toBe(false);
  });

  it('labels and versions are added to those there are, and an assignee is set', async () => {
    const people = [
      { accountId: 'sam-1', name: 'Sam', email: 'sam@sandbox.example' },
      { accountId: 'kim-2', name: 'Kim', email: 'kim@sandbox.example' },
    ];
    const writer = await startAs(kind, { people, projects: [{ key: 'DEMO', name: 'Demo', versions }] });
    expect(await writer.versions(key)).toEqual(['1.0', '1.1']);
    await writer.edit(key, { labels: ['one'], fixVersions: ['1.0'] });
    await writer.edit(key, { labels: ['one', 'two'], affectedVersions: ['1.1'] });
    expect(await writer.standing(key)).toEqual({ assignee: undefined, status: 'To Do', category: 'new' });
    await writer.assign(key, 'kim-2' as AtlassianAccountId);
    expect(await writer.standing(key)).toMatchObject({ assignee: { accountId: 'kim-2', displayName: 'Kim' } });
    const issue = await readAtJira(jira.sandbox, kind, '/issue/DEMO-1?fields=labels,fixVersions,versions,assignee');
    expect(issue).toMatchObject({
      fields: {
        labels: ['one', 'two'],
        fixVersions: [{ name: '1.0' }],
        versions: [{ name: '1.1' }],
        assignee: { displayName: 'Kim' },
      },
    });
  });

  it('nothing to edit asks nothing', async () => {
    const writer = await startAs(kind);
    await writer.edit(key, { labels: [] });
    expect(jira.sandbox.requests).toEqual([]);
  });

  it('each refusal has its kind and its words', async () => {
    const writer = await startAs(kind, { issues: [{ key: 'DEMO-1', summary: 'One' }] });
    const missing = 'DEMO-9' as IssueKey;
    expect((await failureOf(writer.comment(missing, text, 'm'))).kind).toBe('not-found');
    expect((await failureOf(writer.transitions(missing))).kind).toBe('not-found');
    expect((await failureOf(writer.has(missing, 'comment', 'm', since))).kind).toBe('not-found');
    const unknown = await failureOf(writer.edit(key, { fixVersions: ['9.9'] }));
    expect([unknown.kind, unknown.message]).toEqual(['rejected', expect.stringContaining('9.9')]);
    jira.sandbox.withholdPermissions(['ASSIGN_ISSUES']);
    const assigning = await failureOf(writer.assign(key, jira.sandbox.people[0]?.accountId as AtlassianAccountId));
    expect([assigning.kind, assigning.message]).toEqual([
      'forbidden',
      expect.stringContaining('Give the account a role'),
    ]);
  });
});

it('a comment of nothing is not sent', async () => {
  for (const kind of jiraTokenKinds) {
    const writer = await startAs(kind);
    expect((await failureOf(writer.comment(key, { body: ' \n', origin: undefined }, 'm'))).kind).toBe('rejected');
    expect(jira.sandbox.requests).toEqual([]);
    if (kind !== 'personal-access-token') await jira.stop();
  }
});

describe('after an answer that was lost', () => {
  const doubtful = [
    ['cut off', { kind: 'cut-after' }],
    ['a gateway gave up', { kind: 'status-after', status: 502 }],
    ['nonsense came back', { kind: 'garbage', body: '<html>' }],
  ] as const;

  it.each(doubtful)('(%s) a write is not repeated, and can be found', async (_what, fault) => {
    const writer = await startAs('scoped-api-token', { judged: false });
    jira.sandbox.faults.next(fault, { on: 'comment' });
    expect((await failureOf(writer.comment(key, text, 'smart-commit/8'))).kind).toBe('unavailable');
    expect(requests('POST')).toEqual(['/DEMO-1/comment']);
    expect(await writer.has(key, 'comment', 'smart-commit/8', since)).toBe(true);
  });

  it('what was not done is not found', async () => {
    const writer = await startAs('scoped-api-token');
    jira.sandbox.faults.next({ kind: 'cut-before' }, { on: 'work-log' });
    const work = { seconds: 60, startedAt, text: undefined };
    expect((await failureOf(writer.logWork(key, work, 'smart-commit/9'))).kind).toBe('unavailable');
    expect(await writer.has(key, 'work-log', 'smart-commit/9', since)).toBe(false);
  });

  it('what does no harm twice is repeated', async () => {
    const writer = await startAs('scoped-api-token');
    jira.sandbox.faults.next({ kind: 'status', status: 503 }, { on: 'edit' });
    await writer.edit(key, { labels: ['one'] });
    expect(requests('PUT')).toEqual(['/DEMO-1', '/DEMO-1']);
  });
});

it('too many writes are refused with the time when they are taken again', async () => {
  const writer = await startAs('scoped-api-token');
  jira.sandbox.faults.next({ kind: 'status', status: 429, retryAfter: '7' }, { on: 'comment' });
  const failure = await failureOf(writer.comment(key, text, 'm'));
  expect([failure.kind, failure.retryAt]).toEqual(['rate-limited', new Date('2026-03-01T12:00:07Z')]);
});

it('writes to one issue never meet its limit', async () => {
  const writer = await startAs('scoped-api-token');
  for (let count = 0; count < 120; count += 1) await writer.edit(key, { labels: [`l${count}`] });
  expect(jira.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
  expect(jira.pauses.length).toBeGreaterThan(0);
});

it('marks are looked for page by page, back to when it can have been', async () => {
  const writer = await startAs('scoped-api-token', { limits: {} });
  jira.sandbox.limits.perIssueWrites = false;
  await writer.comment(key, text, 'old');
  await writer.logWork(key, { seconds: 60, startedAt, text: undefined }, 'old');
  jira.advance(24 * 3600_000);
  for (let count = 0; count < 130; count += 1) {
    await writer.comment(key, { body: `${count}`, origin: undefined }, `smart-commit/${count}`);
    await writer.logWork(key, { seconds: 60, startedAt, text: undefined }, `smart-commit/${count}`);
  }
  const later = new Date('2026-03-02T12:00:00Z');
  jira.sandbox.forgetRequests();
  expect(await writer.has(key, 'comment', 'smart-commit/0', later)).toBe(true);
  expect(await writer.has(key, 'work-log', 'smart-commit/129', later)).toBe(true);
  expect(jira.sandbox.requests).toHaveLength(6);
  expect(await writer.has(key, 'comment', 'old', later)).toBe(false);
  expect(await writer.has(key, 'comment', 'old', since)).toBe(true);
  expect(await writer.has(key, 'comment', 'never', since)).toBe(false);
});

describe('fields of a transition', () => {
  const resolution = { id: 'resolution', name: 'Resolution', required: true, choices: ['Done'] };
  const workflow = [
    { id: '1', name: 'Resolve', to: 'Done', screen: [resolution] },
    { id: '2', name: 'Close', to: 'Closed', screen: [{ ...resolution, default: 'Done' }] },
    { id: '3', name: 'Rename', to: 'Done', screen: [{ id: 'summary', name: 'Summary', required: true }] },
    { id: '4', name: 'Note', to: 'Done', screen: [{ id: 'note', name: 'Note', required: false }] },
  ];

  it('are named when they must be filled in, have no default and are empty', async () => {
    const writer = await startAs('api-token', { projects: [{ key: 'DEMO', name: 'Demo', workflow }] });
    const found = await writer.transitions(key);
    expect(found.map(({ name, requiredFields }) => [name, requiredFields])).toEqual([
      ['Resolve', ['Resolution']],
      ['Close', []],
      ['Rename', []],
      ['Note', []],
    ]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../options.ts';
import { contract, paragraphOf, platformOf, startTestSandbox } from '../test-sandbox.ts';
import type { AskPlatform, TestSandbox } from '../test-sandbox.ts';

let jira: TestSandbox;
let ask: AskPlatform;
let time = 0;

const people = [
  { accountId: 'ada', name: 'Ada', email: 'ada@example.com' },
  { accountId: 'bob', name: 'Bob', email: 'bob@example.com', timeZone: 'Europe/Berlin' },
];
const projects = ['DEMO', 'SHOW'].map((key) => ({ key, name: key }));

/** Five issues, one made each minute from 12:00 on. */
async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  time = Date.parse('2026-07-01T12:00:00Z');
  jira = await startTestSandbox({ contract, people, projects, issues: [], now: () => new Date(time), ...options });
  ask = platformOf(jira.sandbox);
  for (const key of ['DEMO-1', 'DEMO-2', 'SHOW-1', 'DEMO-3', 'SHOW-2']) {
    jira.sandbox.addIssue({ key, summary: key });
    time += 60_000;
  }
  return jira;
}

afterEach(() => jira.stop());

interface Page {
  readonly issues: readonly { readonly key: string }[];
  readonly nextPageToken?: string;
  readonly isLast: boolean;
}

async function keys(jql: string, by = ask): Promise<readonly string[]> {
  const { body } = await by('POST', '/search/jql', { jql, fields: ['summary'] });
  return (body as Page).issues.map(({ key }) => key);
}

describe('search', () => {
  it.each([
    ['updated >= "2026-07-01 12:02" order by updated asc', ['SHOW-1', 'DEMO-3', 'SHOW-2']],
    ['updated >= -3m ORDER BY updated DESC', ['SHOW-2', 'DEMO-3', 'SHOW-1']],
    ['project in (SHOW, "DEMO") AND created < "2026/07/01 12:02"', ['DEMO-1', 'DEMO-2']],
    ['project = SHOW order by key', ['SHOW-1', 'SHOW-2']],
    ['issuekey in (demo-3, DEMO-1)', ['DEMO-1', 'DEMO-3']],
    ['updated > "2026-07-01 12:03" and updated <= "2026-07-01 12:04"', ['SHOW-2']],
    ['updated >= 2026-07-02', []],
  ])('%s', async (jql, expected) => {
    await start();
    expect(await keys(jql)).toEqual(expected);
  });

  it('finds sub-tasks and the issues of an epic by their parent', async () => {
    const { sandbox } = await start();
    sandbox.addIssue({ key: 'DEMO-2', summary: 'Story', parent: 'DEMO-1' });
    sandbox.addIssue({ key: 'DEMO-3', summary: 'Part', type: 'Sub-task', parent: 'DEMO-1' });
    sandbox.addIssue({ key: 'SHOW-1', summary: 'Elsewhere', parent: 'SHOW-2' });
    expect(await keys('parent = demo-1')).toEqual(['DEMO-2', 'DEMO-3']);
    expect(await keys('parent in (DEMO-1, SHOW-2)')).toEqual(['DEMO-2', 'SHOW-1', 'DEMO-3']);
    expect((await ask('POST', '/search/jql', { jql: 'parent = DEMO-77' })).status).toBe(400);
    expect((await ask('POST', '/search/jql', { jql: '"Epic Link" = DEMO-1' })).status).toBe(400);
    const dataCenter = platformOf(sandbox, 'ada', 'personal-access-token');
    const found = async (jql: string) => (await dataCenter('POST', '/search', { jql })).body as Page;
    expect((await found('parent = DEMO-1')).issues.map(({ key }) => key)).toEqual(['DEMO-3']);
    expect((await found('"Epic Link" = DEMO-1')).issues.map(({ key }) => key)).toEqual(['DEMO-2']);
  });

  it('reads moments in the time zone of whoever asks', async () => {
    const { sandbox } = await start();
    expect(await keys('updated >= "2026-07-01 14:03"', platformOf(sandbox, 'bob'))).toEqual(['DEMO-3', 'SHOW-2']);
    expect(await keys('updated >= "2026-07-01 14:03"')).toEqual([]);
  });

  it('finds what was changed by whatever hand', async () => {
    const { sandbox } = await start();
    sandbox.moveIssue('DEMO-1', 'SHOW-9');
    time += 60_000;
    await ask('POST', '/issue/DEMO-2/comment', { body: paragraphOf('a') });
    time += 60_000;
    await ask('POST', '/issue/SHOW-1/worklog', { timeSpentSeconds: 60 });
    expect(await keys('updated >= "2026-07-01 12:05" order by updated asc')).toEqual(['SHOW-9', 'DEMO-2', 'SHOW-1']);
  });

  it('turns pages by token, also while issues change', async () => {
    await start();
    const jql = 'updated >= "2026-07-01 12:00" order by updated asc';
    const first = (await ask('POST', '/search/jql', { jql, maxResults: 2, fields: ['status'] })).body as Page;
    expect(first).toMatchObject({ issues: [{ key: 'DEMO-1' }, { key: 'DEMO-2' }], isLast: false });
    await ask('POST', '/issue/DEMO-1/comment', { body: paragraphOf('a') });
    const { nextPageToken } = first;
    const second = (await ask('POST', '/search/jql', { jql, maxResults: 9, nextPageToken, fields: ['status'] })).body;
    expect(second).toMatchObject({ isLast: true });
    expect((second as Page).issues.map(({ key }) => key)).toEqual(['SHOW-1', 'DEMO-3', 'SHOW-2', 'DEMO-1']);
    expect(second).not.toHaveProperty('nextPageToken');
  });

  it('gives ids alone when no field is named', async () => {
    await start();
    const { body } = await ask('POST', '/search/jql', { jql: 'project = SHOW' });
    expect((body as Page).issues.map((issue) => Object.keys(issue))).toEqual([['id'], ['id']]);
  });

  it('leaves out what whoever asks may not see', async () => {
    const { sandbox } = await start();
    sandbox.forbid(['BROWSE_PROJECTS'], { person: 'bob', issue: 'SHOW-1' });
    const asBob = platformOf(sandbox, 'bob');
    expect(await keys('project = SHOW', asBob)).toEqual(['SHOW-2']);
    expect((await asBob('POST', '/search/jql', { jql: 'key in (SHOW-1, SHOW-2)' })).status).toBe(400);
  });

  it.each([
    ['order by updated'],
    ['colour = blue'],
    ['updated >= yesterday'],
    ['updated = -3m'],
    ['project = NONE'],
    ['key in (DEMO-77)'],
    ['project in SHOW'],
    ['project = SHOW order by colour'],
    [''],
  ])('refuses "%s"', async (jql) => {
    await start();
    expect((await ask('POST', '/search/jql', { jql })).status).toBe(400);
  });

  it('refuses a token that is none', async () => {
    await start();
    expect((await ask('POST', '/search/jql', { jql: 'project = SHOW', nextPageToken: 'x' })).status).toBe(400);
  });

  it('turns pages by number at Jira Data Center', async () => {
    const { sandbox } = await start();
    const dataCenter = platformOf(sandbox, 'ada', 'personal-access-token');
    const asked = { jql: 'project = DEMO order by key', startAt: 1, maxResults: 1, fields: ['summary'] };
    expect(await dataCenter('POST', '/search', asked)).toMatchObject({
      status: 200,
      body: { startAt: 1, maxResults: 1, total: 3, issues: [{ key: 'DEMO-2' }] },
    });
    expect((await dataCenter('POST', '/search', { jql: 'colour = blue' })).status).toBe(400);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../options.ts';
import { contract, paragraphOf, platformOf, startTestSandbox } from '../test-sandbox.ts';
import type { AskPlatform, TestSandbox } from '../test-sandbox.ts';

let jira: TestSandbox;
let ask: AskPlatform;

const people = ['ada', 'bob'].map((accountId) => ({ accountId, name: accountId, email: `${accountId}@example.com` }));
const properties = [{ key: 'branchline', value: { mark: 'smart-commit/1' } }];

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox({ contract, people, now: () => new Date('2026-03-01T12:00:00Z'), ...options });
  ask = platformOf(jira.sandbox);
  return jira;
}

afterEach(() => jira.stop());

function idOf({ body }: { readonly body: unknown }): string {
  return (body as { readonly id: string }).id;
}

describe('comments', () => {
  it('are kept with author, text and visibility', async () => {
    const { sandbox } = await start();
    const body = paragraphOf('Fixed it.');
    const visibility = { type: 'role', identifier: 'Developers' };
    const made = await platformOf(sandbox, 'bob')('POST', '/issue/demo-1/comment', { body, visibility });
    expect(made).toMatchObject({ status: 201, body: { author: { accountId: 'bob' }, body, visibility } });
    expect(await ask('GET', '/issue/DEMO-1/comment')).toMatchObject({
      body: { total: 1, comments: [{ id: idOf(made), created: '2026-03-01T12:00:00.000+0000' }] },
    });
  });

  it('come in pages, the oldest first or the newest', async () => {
    await start();
    for (const text of ['one', 'two', 'three']) await ask('POST', '/issue/DEMO-1/comment', { body: paragraphOf(text) });
    const bodies = async (query: string) => {
      const { body } = await ask('GET', `/issue/DEMO-1/comment?${query}`);
      return (body as { comments: readonly { body: unknown }[] }).comments.map((one) => one.body);
    };
    expect(await bodies('startAt=1&maxResults=1')).toEqual([paragraphOf('two')]);
    expect(await bodies('orderBy=-created&maxResults=2')).toEqual([paragraphOf('three'), paragraphOf('two')]);
  });

  it('show what an app keeps with them only where Jira does', async () => {
    const { sandbox } = await start();
    const made = await ask('POST', '/issue/DEMO-1/comment', { body: paragraphOf('a'), properties });
    const list = async (by: AskPlatform, expand = '') => {
      const { body } = await by('POST', `/comment/list${expand}`, { ids: [Number(idOf(made)), 7] });
      return (body as { values: readonly Readonly<Record<string, unknown>>[] }).values;
    };
    const { body } = await ask('GET', '/issue/DEMO-1/comment');
    expect((body as { comments: readonly unknown[] }).comments[0]).not.toHaveProperty('properties');
    expect((await list(ask))[0]).not.toHaveProperty('properties');
    expect(await list(ask, '?expand=properties')).toMatchObject([{ id: idOf(made), properties }]);
    expect((await ask('GET', `/comment/${idOf(made)}/properties/branchline`)).body).toEqual(properties[0]);
    expect((await ask('GET', `/comment/${idOf(made)}/properties/other`)).status).toBe(404);
    sandbox.forbid(['BROWSE_PROJECTS'], { person: 'bob', issue: 'DEMO-1' });
    expect(await list(platformOf(sandbox, 'bob'))).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['wiki text', { body: 'h1. Hello' }],
    ['an empty document', { body: { type: 'doc', version: 1, content: [] } }],
    ['an empty text node', { body: paragraphOf('') }],
    ['an unknown node', { body: { type: 'doc', version: 1, content: [{ type: 'macro' }] } }],
    ['a link to nowhere', { body: linkTo('javascript:alert(1)') }],
    ['a text too long', { body: paragraphOf('x'.repeat(32_768)) }],
    ['a property too large', { body: paragraphOf('a'), properties: [{ key: 'k', value: 'x'.repeat(32_768) }] }],
    ['a property without a name', { body: paragraphOf('a'), properties: [{ key: '', value: 1 }] }],
    ['a visibility for nobody', { body: paragraphOf('a'), visibility: { type: 'role' } }],
  ])('cannot be %s', async (_what, body) => {
    await start();
    expect(await ask('POST', '/issue/DEMO-1/comment', body)).toMatchObject({
      status: 400,
      body: { errors: { comment: expect.any(String) as string } },
    });
    expect((await ask('GET', '/issue/DEMO-1/comment')).body).toMatchObject({ total: 0 });
  });

  it('may hold links, marks, lists and code', async () => {
    await start();
    const code = { type: 'codeBlock', content: [{ type: 'text', text: 'git log' }] };
    const list = { type: 'bulletList', content: [{ type: 'listItem', content: paragraphOf('one').content }] };
    const content = [...linkTo('https://example.com/a').content, code, list];
    expect((await ask('POST', '/issue/DEMO-1/comment', { body: { type: 'doc', version: 1, content } })).status).toBe(
      201,
    );
  });

  it('need the permission, and the issue', async () => {
    const { sandbox } = await start();
    sandbox.forbid(['ADD_COMMENTS'], { person: 'bob' });
    const body = paragraphOf('a');
    expect((await platformOf(sandbox, 'bob')('POST', '/issue/DEMO-1/comment', { body })).status).toBe(400);
    expect((await ask('POST', '/issue/NONE-1/comment', { body })).status).toBe(404);
    expect((await ask('POST', '/comment/list', { ids: [] })).status).toBe(400);
  });
});

function linkTo(href: string) {
  const text = { type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }, { type: 'strong' }] };
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [text] }] };
}

describe('work logs', () => {
  const work = { timeSpentSeconds: 5400, started: '2026-02-28T09:30:00.000+0100', comment: paragraphOf('Review') };

  it('are kept with what was done and when', async () => {
    await start();
    expect(await ask('POST', '/issue/DEMO-1/worklog?adjustEstimate=auto', { ...work, properties })).toMatchObject({
      status: 201,
      body: { timeSpent: '1h 30m', timeSpentSeconds: 5400, started: '2026-02-28T08:30:00.000+0000' },
    });
    const { body } = await ask('GET', '/issue/DEMO-1/worklog?expand=properties');
    expect(body).toMatchObject({
      total: 1,
      worklogs: [{ comment: work.comment, properties, author: { accountId: 'ada' } }],
    });
    const after = Date.parse('2026-02-28T08:30:00Z');
    expect((await ask('GET', `/issue/DEMO-1/worklog?startedAfter=${after}`)).body).toMatchObject({ total: 0 });
    expect((await ask('GET', `/issue/DEMO-1/worklog?startedAfter=${after - 1}`)).body).toMatchObject({ total: 1 });
    const id = (body as { worklogs: readonly { id: string }[] }).worklogs[0]?.id;
    expect((await ask('GET', `/issue/DEMO-1/worklog/${id}/properties/branchline`)).body).toEqual(properties[0]);
    expect((await ask('GET', '/issue/DEMO-1/worklog/7/properties/branchline')).status).toBe(404);
  });

  it('count words by the hours of the site', async () => {
    await start({ timeTracking: { hoursPerDay: 7, daysPerWeek: 4 } });
    const { body } = await ask('POST', '/issue/DEMO-1/worklog', { timeSpent: '1w 1d 1.5h' });
    expect(body).toMatchObject({ timeSpentSeconds: 5 * 7 * 3600 + 5400 });
  });

  it.each([
    ['less than a minute', { timeSpentSeconds: 59 }],
    ['no time', { comment: paragraphOf('a') }],
    ['two times', { timeSpentSeconds: 60, timeSpent: '1m' }],
    ['no duration', { timeSpent: 'long' }],
    ['a moment in another form', { timeSpentSeconds: 60, started: '2026-02-28T09:30:00Z' }],
    ['an empty comment', { timeSpentSeconds: 60, comment: paragraphOf('') }],
  ])('cannot have %s', async (_what, body) => {
    await start();
    expect((await ask('POST', '/issue/DEMO-1/worklog', body)).status).toBe(400);
  });

  it('need an estimate where one is to be set', async () => {
    await start();
    expect((await ask('POST', '/issue/DEMO-1/worklog?adjustEstimate=new', work)).status).toBe(400);
    expect((await ask('POST', '/issue/DEMO-1/worklog?adjustEstimate=new&newEstimate=2d', work)).status).toBe(201);
    expect((await ask('POST', '/issue/DEMO-1/worklog?adjustEstimate=manual&newEstimate=2d', work)).status).toBe(400);
  });

  it('need the permission, the issue, and time tracking', async () => {
    const { sandbox } = await start();
    sandbox.forbid(['WORK_ON_ISSUES'], { person: 'bob' });
    expect((await platformOf(sandbox, 'bob')('POST', '/issue/DEMO-1/worklog', work)).status).toBe(400);
    expect((await ask('POST', '/issue/NONE-1/worklog', work)).status).toBe(404);
    sandbox.setTimeTracking(undefined);
    expect((await ask('POST', '/issue/DEMO-1/worklog', work)).status).toBe(400);
    expect((await ask('GET', '/issue/DEMO-1/worklog')).status).toBe(404);
  });
});

describe('time tracking', () => {
  it('is told to administrators in full, and to everybody in general', async () => {
    const { sandbox } = await start({ timeTracking: { hoursPerDay: 6, daysPerWeek: 4 } });
    const settings = { workingHoursPerDay: 6, workingDaysPerWeek: 4 };
    const asBob = platformOf(sandbox, 'bob');
    expect(await ask('GET', '/configuration/timetracking/options')).toMatchObject({ body: settings });
    expect(await ask('GET', '/configuration/timetracking')).toMatchObject({ status: 200, body: { key: 'JIRA' } });
    expect((await asBob('GET', '/configuration/timetracking/options')).status).toBe(403);
    expect((await asBob('GET', '/configuration/timetracking')).status).toBe(403);
    expect(await asBob('GET', '/configuration')).toMatchObject({
      body: { timeTrackingEnabled: true, timeTrackingConfiguration: settings },
    });
    sandbox.setTimeTracking(undefined);
    expect((await ask('GET', '/configuration/timetracking')).status).toBe(204);
    expect(await asBob('GET', '/configuration')).toMatchObject({ body: { timeTrackingEnabled: false } });
  });

  it('can be off from the start', async () => {
    await start({ timeTracking: 'off' });
    expect((await ask('GET', '/configuration/timetracking')).status).toBe(204);
  });
});

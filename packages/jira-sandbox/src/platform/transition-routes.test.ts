import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../options.ts';
import { contract, paragraphOf, platformOf, startTestSandbox } from '../test-sandbox.ts';
import type { AskPlatform, TestSandbox } from '../test-sandbox.ts';
import { trickyWorkflow } from '../workflows.ts';

let jira: TestSandbox;
let ask: AskPlatform;

const people = ['ada', 'bob', 'eve'].map((accountId) => ({
  accountId,
  name: accountId,
  email: `${accountId}@example.com`,
  isActive: accountId !== 'eve',
}));
const versions = [{ name: '1.0', isReleased: true }, { name: '2.0' }, { name: '0.9', isArchived: true }];
const projects = [{ key: 'DEMO', name: 'Demo', versions, workflow: trickyWorkflow('bob') }];

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox({ contract, people, projects, ...options });
  ask = platformOf(jira.sandbox);
  return jira;
}

afterEach(() => jira.stop());

interface Shown {
  readonly id: string;
  readonly name: string;
}

async function transitions(by = ask): Promise<readonly Shown[]> {
  const { body } = await by('GET', '/issue/DEMO-1/transitions?expand=transitions.fields');
  return (body as { readonly transitions: readonly Shown[] }).transitions;
}

async function field(name: string): Promise<unknown> {
  const { body } = await ask('GET', `/issue/DEMO-1?fields=${name}`);
  return (body as { readonly fields: Readonly<Record<string, unknown>> }).fields[name];
}

async function changes() {
  const { body } = await ask('GET', '/issue/DEMO-1/changelog');
  return (body as { readonly values: readonly Readonly<Record<string, unknown>>[] }).values;
}

function run(id: string, more: object = {}, by = ask) {
  return by('POST', '/issue/DEMO-1/transitions', { transition: { id }, ...more });
}

describe('transitions', () => {
  it('of a project that nobody set up lead from anywhere to each status', async () => {
    await start({ projects: [{ key: 'DEMO', name: 'Demo' }] });
    expect((await transitions()).map(({ name }) => name)).toEqual(['To Do', 'In Progress', 'Done']);
    expect((await run('31')).status).toBe(204);
    expect(await field('status')).toMatchObject({ name: 'Done', statusCategory: { key: 'done' } });
  });

  it('are those of the present status, and may be called alike', async () => {
    await start();
    expect((await transitions()).map(({ name }) => name)).toEqual(['Start progress', 'Start review', 'Close issue']);
    await run('4');
    expect((await transitions()).map(({ name }) => name)).toEqual([
      'Start review',
      'Finish',
      'Finish',
      'Resolve issue',
      'Close issue',
    ]);
  });

  it('tell their screens and fields when they are asked for', async () => {
    await start();
    await run('4');
    const [, finish, , resolve, close] = await transitions();
    expect(finish).toMatchObject({ hasScreen: false, fields: {}, to: { name: 'Done' } });
    expect(resolve).toMatchObject({
      hasScreen: true,
      fields: { resolution: { required: true, hasDefaultValue: false } },
    });
    expect(close).toMatchObject({ fields: { resolution: { required: true, hasDefaultValue: true } } });
    const { body } = await ask('GET', '/issue/DEMO-1/transitions?transitionId=8');
    expect((body as { transitions: readonly object[] }).transitions).toHaveLength(1);
    expect((body as { transitions: readonly object[] }).transitions[0]).not.toHaveProperty('fields');
  });

  it('hold for whom their condition holds, and for whom the permission is there', async () => {
    const { sandbox } = await start();
    await run('5');
    const asBob = platformOf(sandbox, 'bob');
    expect((await transitions(asBob)).map(({ name }) => name)).toContain('Approve');
    expect((await transitions()).map(({ name }) => name)).not.toContain('Approve');
    expect((await run('10')).status).toBe(400);
    sandbox.forbid(['TRANSITION_ISSUES'], { person: 'bob' });
    expect(await transitions(asBob)).toEqual([]);
    expect((await run('10', {}, asBob)).status).toBe(400);
  });

  it('want their required fields, and take the default where there is one', async () => {
    await start();
    await run('4');
    expect(await run('8')).toMatchObject({ status: 400, body: { errors: { resolution: 'Resolution is required.' } } });
    expect((await run('8', { fields: { resolution: { name: 'Fixed' } } })).status).toBe(400);
    expect((await run('8', { fields: { resolution: { name: "Won't do" } } })).status).toBe(204);
    expect(await field('resolution')).toEqual({ name: "Won't do" });
    await run('9');
    await run('12');
    expect(await field('resolution')).toEqual({ name: "Won't do" });
  });

  it('take the default of a required field that the issue has not', async () => {
    await start();
    expect((await run('9')).status).toBe(204);
    expect(await field('resolution')).toEqual({ name: 'Done' });
  });

  it('take a comment where there is a screen, and only there', async () => {
    const { sandbox } = await start();
    const update = { comment: [{ add: { body: paragraphOf('Closed.') } }] };
    expect((await run('4', { update })).status).toBe(400);
    expect((await run('9', { update })).status).toBe(204);
    expect((await run('12', { update: { comment: [{ add: { body: paragraphOf('') } }] } })).status).toBe(400);
    expect((await ask('GET', '/issue/DEMO-1/comment')).body).toMatchObject({ total: 1 });
    sandbox.forbid(['ADD_COMMENTS']);
    expect((await run('12', { update })).status).toBe(400);
    expect((await run('12')).status).toBe(204);
  });

  it.each([
    ['none', {}],
    ['one that is not there', { transition: { id: '99' } }],
    ['one of another status', { transition: { id: '12' } }],
    ['a field that is not on the screen', { transition: { id: '9' }, fields: { summary: 'x' } }],
    [
      'a field twice',
      { transition: { id: '9' }, fields: { resolution: 'Done' }, update: { resolution: [{ set: 'Done' }] } },
    ],
  ])('cannot be %s', async (_what, body) => {
    await start();
    expect((await ask('POST', '/issue/DEMO-1/transitions', body)).status).toBe(400);
    expect(await field('status')).toMatchObject({ name: 'To Do' });
  });

  it('are written down with what came along', async () => {
    const { sandbox } = await start();
    const historyMetadata = { type: 'branchline', extraData: { mark: 'smart-commit/1' } };
    await run('4', { historyMetadata }, platformOf(sandbox, 'bob'));
    await run('6');
    const items = [{ field: 'status', fromString: 'To Do', toString: 'In Progress' }];
    expect(await changes()).toMatchObject([
      { author: { accountId: 'bob' }, historyMetadata, items },
      { items: [{ fromString: 'In Progress', toString: 'Done' }] },
    ]);
    const { body } = await ask('GET', '/issue/DEMO-1?fields=status&expand=changelog');
    expect(body).toMatchObject({ changelog: { total: 2, histories: [{}, { historyMetadata, items }] } });
    expect((await changes())[1]).not.toHaveProperty('historyMetadata');
    expect(await ask('GET', '/issue/DEMO-1/changelog?startAt=1&maxResults=1')).toMatchObject({
      body: { total: 2, isLast: true, values: [{ items: [{ toString: 'Done' }] }] },
    });
  });
});

describe('edits', () => {
  it('add labels and versions to those there are', async () => {
    await start();
    const edit = (update: object) => ask('PUT', '/issue/DEMO-1', { update });
    expect((await edit({ labels: [{ add: 'a' }, { add: 'b' }] })).status).toBe(204);
    await edit({ labels: [{ add: 'b' }, { add: 'c' }, { remove: 'a' }] });
    await edit({ fixVersions: [{ add: { name: '2.0' } }], versions: [{ add: { name: '1.0' } }] });
    expect(await field('labels')).toEqual(['b', 'c']);
    expect(await field('fixVersions')).toEqual([{ name: '2.0' }]);
    expect(await field('versions')).toEqual([{ name: '1.0' }]);
    const names = (await changes()).map(({ items }) =>
      (items as readonly { field: string }[]).map((item) => item.field),
    );
    expect(names).toEqual([['labels'], ['labels'], ['Fix Version', 'Version']]);
  });

  it('set fields, and leave no entry when nothing changes', async () => {
    await start();
    const fields = { summary: 'New', labels: ['x'], assignee: { accountId: 'bob' }, fixVersions: [{ name: '1.0' }] };
    expect((await ask('PUT', '/issue/DEMO-1', { fields })).status).toBe(204);
    await ask('PUT', '/issue/DEMO-1', { fields });
    expect(await field('summary')).toBe('New');
    expect(await field('assignee')).toMatchObject({ accountId: 'bob' });
    expect(await changes()).toHaveLength(1);
  });

  it.each([
    ['a label with a space', { update: { labels: [{ add: 'a b' }] } }, 'labels'],
    ['a label too long', { update: { labels: [{ add: 'x'.repeat(256) }] } }, 'labels'],
    ['an unknown version', { update: { fixVersions: [{ add: { name: '3.0' } }] } }, 'fixVersions'],
    ['an unknown affected version', { update: { versions: [{ add: { name: '3.0' } }] } }, 'versions'],
    ['an unknown field', { fields: { colour: 'blue' } }, 'colour'],
    ['a field twice', { fields: { labels: [] }, update: { labels: [{ add: 'a' }] } }, 'labels'],
    ['no summary', { fields: { summary: ' ' } }, 'summary'],
    ['an unknown operation', { update: { labels: [{ copy: 'a' }] } }, 'labels'],
  ])('refuse %s, and change nothing', async (_what, body, name) => {
    await start();
    const answer = await ask('PUT', '/issue/DEMO-1', body);
    expect(answer.status).toBe(400);
    expect((answer.body as { readonly errors: object }).errors).toHaveProperty(name);
    expect(await changes()).toEqual([]);
  });

  it('need the permission', async () => {
    const { sandbox } = await start();
    sandbox.forbid(['EDIT_ISSUES']);
    expect((await ask('PUT', '/issue/DEMO-1', { update: { labels: [{ add: 'a' }] } })).status).toBe(400);
    expect((await ask('PUT', '/issue/NONE-1', { update: {} })).status).toBe(404);
  });

  it('assign to those who may be assigned', async () => {
    const { sandbox } = await start();
    const assign = (accountId: string) => ask('PUT', '/issue/DEMO-1/assignee', { accountId });
    expect((await assign('bob')).status).toBe(204);
    expect(await field('assignee')).toMatchObject({ accountId: 'bob' });
    for (const nobody of ['eve', 'zoe']) expect((await assign(nobody)).status).toBe(400);
    expect((await ask('PUT', '/issue/DEMO-1/assignee', {})).status).toBe(400);
    sandbox.forbid(['ASSIGNABLE_USER'], { person: 'ada' });
    expect((await assign('ada')).status).toBe(400);
    sandbox.forbid(['ASSIGN_ISSUES']);
    expect((await assign('bob')).status).toBe(403);
  });

  it('know the versions of a project', async () => {
    await start();
    expect(await ask('GET', '/project/DEMO/versions')).toMatchObject({
      body: [
        { name: '1.0', released: true },
        { name: '2.0', archived: false },
        { name: '0.9', archived: true },
      ],
    });
    expect((await ask('GET', '/project/NONE/versions')).status).toBe(404);
  });
});

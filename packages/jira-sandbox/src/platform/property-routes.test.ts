import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../options.ts';
import { contract, platformOf, startTestSandbox, type AskPlatform, type TestSandbox } from '../test-sandbox.ts';

let jira: TestSandbox;
let ask: AskPlatform;

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox({ contract, ...options });
  ask = platformOf(jira.sandbox);
  return jira;
}

afterEach(() => jira.stop());

describe('properties of issues', () => {
  const place = '/issue/DEMO-1/properties/branchline';

  it('are made, replaced, read and removed', async () => {
    await start();
    expect((await ask('PUT', place, { commits: 1 })).status).toBe(201);
    expect((await ask('PUT', place, { commits: 2 })).status).toBe(200);
    expect((await ask('GET', place)).body).toEqual({ key: 'branchline', value: { commits: 2 } });
    expect(await ask('GET', '/issue/DEMO-1/properties')).toMatchObject({ body: { keys: [{ key: 'branchline' }] } });
    expect(await ask('GET', '/issue/DEMO-1?fields=summary&properties=branchline,other')).toMatchObject({
      body: { properties: { branchline: { commits: 2 } } },
    });
    expect((await ask('DELETE', place)).status).toBe(204);
    expect((await ask('GET', place)).status).toBe(404);
    expect((await ask('DELETE', place)).status).toBe(404);
  });

  it('stay with an issue that moves', async () => {
    const { sandbox } = await start();
    await ask('PUT', place, { commits: 1 });
    sandbox.moveIssue('DEMO-1', 'DEMO-9');
    expect((await ask('GET', '/issue/DEMO-9/properties/branchline')).status).toBe(200);
  });

  it('have a limit to their size and their name', async () => {
    await start();
    // The quotation marks count.
    expect((await ask('PUT', place, 'x'.repeat(32_766))).status).toBe(201);
    expect((await ask('PUT', place, 'x'.repeat(32_767))).status).toBe(400);
    expect((await ask('PUT', `/issue/DEMO-1/properties/${'k'.repeat(255)}`, 1)).status).toBe(201);
    expect((await ask('PUT', `/issue/DEMO-1/properties/${'k'.repeat(256)}`, 1)).status).toBe(400);
  });

  it('need the permission to edit, and the issue', async () => {
    const { sandbox } = await start();
    await ask('PUT', place, 1);
    sandbox.forbid(['EDIT_ISSUES']);
    expect((await ask('PUT', place, 2)).status).toBe(403);
    expect((await ask('DELETE', place)).status).toBe(404);
    expect((await ask('PUT', '/issue/NONE-1/properties/a', 1)).status).toBe(404);
  });
});

describe('remote links', () => {
  const place = '/issue/DEMO-1/remotelink';
  const link = {
    globalId: 'branchline:r:commits',
    application: { type: 'org.branchline', name: 'Branchline' },
    relationship: 'commits',
    object: { url: 'https://git.example.com/r', title: '12 commits', summary: 'in r', status: { resolved: false } },
  };

  it('are made, then renewed by their global id, and lose what is not sent again', async () => {
    await start();
    const made = await ask('POST', place, link);
    expect(made.status).toBe(201);
    const object = { url: 'https://git.example.com/r', title: '13 commits' };
    const renewed = await ask('POST', place, { globalId: link.globalId, object });
    expect(renewed).toMatchObject({ status: 200, body: made.body });
    const { id, self } = made.body as { readonly id: number; readonly self: string };
    expect((await ask('GET', place)).body).toEqual([{ id, self, globalId: link.globalId, object }]);
  });

  it('without a global id are made each time', async () => {
    await start();
    const { globalId: _globalId, ...unnamed } = link;
    await ask('POST', place, unnamed);
    await ask('POST', place, unnamed);
    expect((await ask('GET', place)).body).toHaveLength(2);
  });

  it('are found and removed by their global id', async () => {
    await start();
    await ask('POST', place, link);
    const named = `${place}?globalId=${encodeURIComponent(link.globalId)}`;
    expect(await ask('GET', named)).toMatchObject({ body: { globalId: link.globalId, relationship: 'commits' } });
    expect((await ask('DELETE', named)).status).toBe(204);
    expect((await ask('DELETE', named)).status).toBe(404);
    expect((await ask('GET', named)).status).toBe(404);
    expect((await ask('DELETE', `${place}?globalId=`)).status).toBe(400);
  });

  it.each([
    ['an address that is none', { object: { url: 'nowhere', title: 'a' } }, 'url'],
    ['no title', { object: { url: 'https://example.com', title: '' } }, 'title'],
    ['a title too long', { object: { url: 'https://example.com', title: 'x'.repeat(256) } }, 'title'],
    ['a global id too long', { ...link, globalId: 'x'.repeat(256) }, 'globalId'],
  ])('cannot have %s', async (_what, body, name) => {
    await start();
    const answer = await ask('POST', place, body);
    expect(answer.status).toBe(400);
    expect((answer.body as { readonly errors: object }).errors).toHaveProperty(name);
  });

  it('need the permission', async () => {
    const { sandbox } = await start();
    await ask('POST', place, link);
    sandbox.forbid(['LINK_ISSUES']);
    expect((await ask('POST', place, link)).status).toBe(403);
    expect((await ask('DELETE', `${place}?globalId=${encodeURIComponent(link.globalId)}`)).status).toBe(403);
    expect((await ask('GET', place)).body).toHaveLength(1);
  });
});

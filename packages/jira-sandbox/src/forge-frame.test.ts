import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JiraSandbox } from './options.ts';
import { startJiraSandbox } from './start-jira-sandbox.ts';

const people = [
  { accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' },
  { accountId: 'ben-2', name: 'Ben', email: 'ben@example.com' },
];
const asked: { method: string; url: string; principal: unknown; issue: unknown; body: string }[] = [];
let jira: JiraSandbox;
let app: Server;
let folder: string;

/** What the invocation token says; whether it is signed well is for the server's own tests. */
function claimsOf(request: IncomingMessage): {
  readonly principal?: string;
  readonly context: { readonly extension: { readonly issue: { readonly key: string } } };
} {
  const [, claims = ''] = (request.headers.authorization ?? '').replace('Bearer ', '').split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString());
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forge-frame-'));
  await mkdir(join(folder, 'page'));
  await writeFile(join(folder, 'page/index.html'), '<html><head><title>App</title></head></html>');
  await writeFile(join(folder, 'page/page.js'), 'import "@forge/bridge";');
  await writeFile(join(folder, 'secret.js'), 'outside');
  app = createServer((request, response) => {
    void (async () => {
      const claims = claimsOf(request);
      const body = (await request.toArray()).join('');
      const { method = '', url = '' } = request;
      asked.push({ method, url, principal: claims.principal, issue: claims.context.extension.issue.key, body });
      response.writeHead(403, { 'content-type': 'application/problem+json' }).end('{"title":"Not for you"}');
    })();
  });
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve));
  jira = await startJiraSandbox({ people, forgePage: { folder: join(folder, 'page'), moduleKey: 'git-activity' } });
  jira.forge.connect(`http://127.0.0.1:${(app.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await jira.stop();
  app.close();
  await rm(folder, { recursive: true });
});

function invoke(changes: object = {}, type = 'application/json'): Promise<Response> {
  const request = { path: '/forge/api/v1/issues?limit=1', method: 'GET' };
  const body = JSON.stringify({ issue: 'DEMO-1', module: 'git-activity', person: null, request, ...changes });
  return fetch(`${jira.url}/_forge/invoke`, { method: 'POST', headers: { 'content-type': type }, body });
}

describe('the frame of an app', () => {
  it('stands on the page of an issue, for whoever looks at it', async () => {
    const page = await fetch(`${jira.url}/browse/DEMO-1?as=ben-2`);
    expect(await page.text()).toContain(
      'src="/_forge/page/index.html?module=git-activity&amp;issue=DEMO-1&amp;person=ben-2"',
    );
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self';");
  });

  it('may run what the app brings and the bridge, and nothing else', async () => {
    const page = await fetch(`${jira.url}/_forge/page/index.html`);
    const [, nonce] = /<head><script type="importmap" nonce="([^"]+)">/u.exec(await page.text()) ?? [];
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
    expect(policy).not.toContain('unsafe');
    expect(await (await fetch(`${jira.url}/_forge/page/bridge.js`)).text()).toContain(
      'export async function invokeRemote',
    );
    expect(await (await fetch(`${jira.url}/_forge/page/page.js`)).text()).toContain('@forge/bridge');
  });

  it.each(['missing.js', '..%2Fsecret.js', 'page', 'page.map'])('has no file %s', async (name) => {
    expect((await fetch(`${jira.url}/_forge/page/${name}`)).status).toBe(404);
  });
});

describe('a call through the bridge', () => {
  it('reaches the server with a token that names person and issue, and brings back what it said', async () => {
    const request = { path: '/forge/api/v1/explain', method: 'POST', body: { text: 'x' } };
    const answer = await invoke({ person: 'ben-2', request });
    expect(await answer.json()).toMatchObject({ status: 403, body: { title: 'Not for you' } });
    await invoke();
    expect(asked).toEqual([
      { method: 'POST', url: '/forge/api/v1/explain', principal: 'ben-2', issue: 'DEMO-1', body: '{"text":"x"}' },
      { method: 'GET', url: '/forge/api/v1/issues?limit=1', principal: 'ada-1', issue: 'DEMO-1', body: '' },
    ]);
  });

  it.each([
    ['leads elsewhere', { request: { path: 'https://evil.example', method: 'GET' } }],
    ['does what there is not', { request: { path: '/x', method: 'TRACE' } }],
    ['names no issue', { issue: '' }],
  ])('that %s is refused', async (_what, changes) => {
    const answer = await invoke(changes);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: expect.any(String) });
  });

  it('is not taken from a form of another site', async () => {
    expect((await invoke({}, 'text/plain')).status).toBe(400);
  });

  it('says that the server is gone', async () => {
    jira.forge.connect('http://127.0.0.1:1');
    const answer = await invoke();
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('could not be reached') });
  });
});

import { createHmac, createPublicKey, createVerify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JiraSandbox } from './options.ts';
import { contract, fetchAnswer, startTestSandbox, type Answer, type TestSandbox } from './test-sandbox.ts';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let running: TestSandbox;
let sandbox: JiraSandbox;
let received: Received[];
let remote: string;
let stopRemote: () => Promise<void>;
let remoteStatus: number;
const people = [
  { accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' },
  { accountId: 'ben-2', name: 'Ben', email: 'ben@example.com' },
];

beforeEach(async () => {
  running = await startTestSandbox({ people, contract });
  ({ sandbox } = running);
  received = [];
  remoteStatus = 202;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(remoteStatus, { 'content-type': 'application/json' }).end('{"well":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  remote = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stopRemote = () => new Promise((resolve) => server.close(() => resolve()));
});

afterEach(async () => {
  await running.stop();
  await stopRemote();
});

function platform(path: string, token: string | undefined): Promise<Answer> {
  const headers: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return fetchAnswer(`${sandbox.url}/ex/jira/${sandbox.cloudId}${path}`, { headers });
}

function post(path: string, body: unknown, token?: string): Promise<Answer> {
  const authorization: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  return fetchAnswer(`${sandbox.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const mutation = 'mutation x($input: OfflineUserAuthTokenInput!) { offlineUserAuthToken(input: $input) { success } }';

function impersonate(userId: string, contextId = `ari:cloud:jira::site/${sandbox.cloudId}`, token?: string) {
  const input = { contextIds: [contextId], userId };
  return post('/graphql', { query: mutation, variables: { input } }, token ?? sandbox.forge.tokens.app());
}

describe("the sandbox's Forge", () => {
  it('calls with a token that its published key proves, and with the tokens of app and person', async () => {
    sandbox.forge.connect(remote);
    const [ada] = people;
    const answer = await sandbox.forge.invoke({ as: ada, issue: 'DEMO-1', path: '/forge/api/x?y=1' });
    expect([answer.status, answer.body]).toEqual([202, { well: true }]);
    const { path, headers } = received[0] as Received;
    expect(path).toBe('/forge/api/x?y=1');
    const [head = '', claims = '', signature = ''] = String(headers.authorization).replace('Bearer ', '').split('.');
    const { keys } = (await fetchAnswer(sandbox.forge.keySetUrl())).body as { readonly keys: [Record<string, string>] };
    const key = createPublicKey({ format: 'jwk', key: keys[0] });
    expect(createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(key, signature, 'base64url')).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))).toMatchObject({
      iss: 'forge/invocation-token',
      aud: sandbox.forge.appId,
      principal: 'ada-1',
      app: { id: sandbox.forge.appId, installationId: sandbox.forge.installationId() },
      context: { cloudId: sandbox.cloudId, extension: { issue: { key: 'DEMO-1' } } },
    });
    const myself = await platform('/rest/api/3/myself', String(headers['x-forge-oauth-user']));
    expect(myself.body).toMatchObject({ accountId: 'ada-1' });
    expect((await platform('/rest/api/3/myself', String(headers['x-forge-oauth-system']))).status).toBe(200);
  });

  it('lets only the app send development information through its door', async () => {
    const path = '/rest/devinfo/0.10/existsByProperties?a=b';
    const tool = (await post('/oauth/token', client(sandbox))).body as { readonly access_token: string };
    const statuses = ['of-nobody', tool.access_token, sandbox.forge.tokens.user('ada-1'), sandbox.forge.tokens.app()];
    expect(await Promise.all(statuses.map(async (token) => (await platform(path, token)).status))).toEqual([
      401, 401, 401, 200,
    ]);
    const other = await fetchAnswer(`${sandbox.url}/jira/devinfo/0.1/cloud/${sandbox.cloudId}/existsByProperties?a=b`, {
      headers: { authorization: `Bearer ${sandbox.forge.tokens.app()}` },
    });
    expect(other.status).toBe(401);
  });

  it('lets the app act as those who are there and not forbidden', async () => {
    const granted = await impersonate('ben-2');
    expect(granted.body).toMatchObject({ data: { offlineUserAuthToken: { success: true, authToken: { ttl: 3600 } } } });
    sandbox.forge.forbidImpersonation('ben-2');
    const refusal = { data: { offlineUserAuthToken: { success: false, authToken: null } } };
    expect((await impersonate('ben-2')).body).toMatchObject(refusal);
    expect((await impersonate('nobody')).body).toMatchObject(refusal);
    expect((await impersonate('ada-1', 'ari:cloud:jira::site/other')).body).toHaveProperty('errors');
    expect((await impersonate('ada-1', undefined, sandbox.forge.tokens.user('ada-1'))).status).toBe(401);
    expect(sandbox.forge.impersonations.map(({ granted: was }) => was)).toEqual([true, false, false]);
  });

  it('tells of the installation, of time and of issues, and takes its tokens back', async () => {
    sandbox.forge.connect(remote);
    await sandbox.forge.tellInstalled();
    await sandbox.forge.tick();
    await sandbox.forge.tellIssue('created', 'DEMO-7', 2);
    await sandbox.forge.evaluate('/forge/jql', ['main']);
    expect(received.map(({ path }) => path)).toEqual(['/forge/events', '/forge/tick', '/forge/events', '/forge/jql']);
    expect(JSON.parse(received[2]?.body ?? '')).toMatchObject({
      payload: { eventType: 'avi:jira:created:issue', issue: { key: 'DEMO-7' }, retryContext: { retryCount: 2 } },
    });
    const before = sandbox.forge.installationId();
    const token = sandbox.forge.tokens.app();
    sandbox.forge.reinstall();
    expect(sandbox.forge.installationId()).not.toBe(before);
    expect((await platform('/rest/api/3/myself', token)).status).toBe(401);
  });
});

function client({ clientId, clientSecret }: Pick<JiraSandbox, 'clientId' | 'clientSecret'>) {
  return {
    audience: 'api.atlassian.com',
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  };
}

describe("the sandbox's service account", () => {
  it('gets tokens that open the platform API, until they expire', async () => {
    const { serviceAccount } = sandbox;
    const answer = (await post('/oauth/token', client(serviceAccount.credential))).body;
    const { access_token: token, expires_in: seconds } = answer as { access_token: string; expires_in: number };
    expect(seconds).toBe(900);
    expect((await platform('/rest/api/3/myself', token)).body).toMatchObject({ accountId: 'ada-1' });
    serviceAccount.expireTokens();
    expect((await platform('/rest/api/3/myself', token)).status).toBe(401);
    serviceAccount.revoke(true);
    expect((await post('/oauth/token', client(serviceAccount.credential))).status).toBe(401);
  });
});

describe('reports of kept accounts', () => {
  it('say what became of them, and take ninety at most', async () => {
    const token = sandbox.forge.tokens.app();
    const report = (ids: readonly string[]) => ({
      accounts: ids.map((accountId) => ({ accountId, updatedAt: '2026-03-01T12:00:00.000Z' })),
    });
    expect((await post('/app/report-accounts/', report(['a', 'b']), token)).status).toBe(204);
    sandbox.accountReports.set('b', 'closed');
    expect(await post('/app/report-accounts/', report(['a', 'b']), token)).toEqual({
      status: 200,
      body: { accounts: [{ accountId: 'b', status: 'closed' }] },
    });
    const many = Array.from({ length: 91 }, (_, at) => `id-${at}`);
    expect((await post('/app/report-accounts/', report(many), token)).status).toBe(400);
    expect((await post('/app/report-accounts/', report(['a']))).status).toBe(401);
    expect(sandbox.accountReports.received).toHaveLength(4);
  });
});

describe('webhooks of an administrator', () => {
  it('are signed over their bytes, and sent again under the same name', async () => {
    sandbox.webhooks.register({ url: `${remote}/hook`, secret: 'long secret' });
    remoteStatus = 503;
    const sent = await sandbox.webhooks.tell('jira:issue_updated', 'DEMO-2', 'OLD-1');
    expect(sent.statuses).toEqual([503]);
    remoteStatus = 202;
    expect((await sandbox.webhooks.tellAgain(sent)).statuses).toEqual([202]);
    const [first, second] = received as [Received, Received];
    const expected = createHmac('sha256', 'long secret').update(first.body).digest('hex');
    expect(first.headers['x-hub-signature']).toBe(`sha256=${expected}`);
    expect(second.headers['x-atlassian-webhook-identifier']).toBe(first.headers['x-atlassian-webhook-identifier']);
    expect(JSON.parse(first.body)).toMatchObject({
      webhookEvent: 'jira:issue_updated',
      issue: { key: 'DEMO-2' },
      changelog: { items: [{ field: 'Key', fromString: 'OLD-1', toString: 'DEMO-2' }] },
    });
    await sandbox.webhooks.tell('project_created', 'DEMO');
    expect(JSON.parse(received[2]?.body ?? '')).toMatchObject({ project: { key: 'DEMO', name: 'Demo' } });
    sandbox.webhooks.forget(`${remote}/hook`);
    expect((await sandbox.webhooks.tell('jira:issue_deleted', 'DEMO-2')).statuses).toEqual([]);
  });
});

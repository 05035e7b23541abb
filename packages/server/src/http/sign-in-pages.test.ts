/** Through the browser and back: what is shown before it is saved, and whom nobody can trick into it. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CookieBrowser } from '../test-support/cookie-browser.ts';
import { openSignInHouse, type SignInHouse } from '../test-support/sign-in-house.ts';
import { installation } from '../test-support/signed-service.ts';
import { accessToken, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { digestOf, sessionCookieFor } from './authenticate.ts';

let house: SignInHouse;
let test: TestServer;
let browser: CookieBrowser;

beforeEach(async () => {
  house = await openSignInHouse();
  await house.deps.store.installation.setAccessTokenDigest(digestOf(accessToken));
  test = await startTestServer({ ...house.deps, secure: true });
  browser = await new CookieBrowser(test.server).signIn();
});
afterEach(async () => {
  await test.stop();
  await house.close();
});

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

async function start(wish: object = {}) {
  const body = { connector: 'signed', settings: house.settings, ...wish };
  const answer = await browser.ask('POST', '/api/v1/oauth/start', body);
  return answer.json<{ authorizationUrl: string; browserUrl: string }>();
}

/** The address that the service sends the browser to after somebody agreed. */
async function agreed(account?: string, wish?: object): Promise<string> {
  return pathOf(house.server.agree((await start(wish)).authorizationUrl, account));
}

async function pendingOf(callback: string): Promise<string> {
  const answer = await browser.ask('GET', callback);
  expect(answer.statusCode).toBe(303);
  const place = String(answer.headers['location']);
  expect(place).toMatch(/^\/connect\/pending\//);
  return place.replace('/connect/pending/', '');
}

async function waiting(): Promise<number> {
  const client = await house.deps.store.integrations.list();
  return client.length;
}

describe('OAuth', () => {
  it('shows as whom it would connect, and saves only when somebody says so', async () => {
    const id = await pendingOf(await agreed('bob'));
    expect((await browser.ask('GET', `/api/v1/oauth/pending/${id}`)).json()).toMatchObject({
      connectorTitle: 'Signed',
      account: { login: 'bob', avatarUrl: 'https://signed.example/bob.png' },
      usable: true,
      integrationId: null,
    });
    expect(await waiting()).toBe(0);
    const saved = await browser.ask('POST', '/api/v1/integrations', { pending: id, name: 'Ours' });
    expect(saved.statusCode).toBe(201);
    expect(saved.json()).toMatchObject({ name: 'Ours', credentialKind: 'oauth', account: { login: 'bob' } });
    expect(saved.body).not.toContain('marked');
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const id = await pendingOf(await agreed());
    expect((await browser.ask('DELETE', `/api/v1/oauth/pending/${id}`)).statusCode).toBe(204);
    expect((await browser.ask('GET', `/api/v1/oauth/pending/${id}`)).statusCode).toBe(404);
    expect((await browser.ask('POST', '/api/v1/integrations', { pending: id })).statusCode).toBe(404);
    expect(await waiting()).toBe(0);
  });

  it('lets somebody choose another account, and warns when it is another than before', async () => {
    expect((await start({ switchesAccount: true })).authorizationUrl).toContain('prompt=select_account');
    const integrationId = await house.addByOAuth('ada');
    const id = await pendingOf(await agreed('bob', { integrationId }));
    const pending = (await browser.ask('GET', `/api/v1/oauth/pending/${id}`)).json<{ warnings: string[] }>();
    expect(pending).toMatchObject({ integrationId });
    expect(pending.warnings).toEqual(['The integration is connected as ada now, and would be as bob.']);
  });

  it('sets out from any browser that is signed in, for those who began at a terminal', async () => {
    const { authorizationUrl, browserUrl } = await start();
    const other = await new CookieBrowser(test.server).signIn();
    const away = await other.ask('GET', pathOf(browserUrl));
    expect(away.headers['location']).toBe(authorizationUrl);
    const back = pathOf(house.server.agree(authorizationUrl));
    expect((await browser.ask('GET', back)).statusCode).toBe(400);
    expect((await other.ask('GET', back)).statusCode).toBe(303);
    expect((await other.ask('GET', pathOf(browserUrl))).statusCode).toBe(400);
  });

  it('takes a state once, from the browser that set out, within ten minutes', async () => {
    const callback = await agreed();
    const stranger = await new CookieBrowser(test.server).signIn();
    for (const url of [callback, callback.replace(/state=[^&]+/, 'state=wrong'), '/oauth/callback']) {
      const answer = await stranger.ask('GET', url);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).toContain('begun in another browser');
    }
    await pendingOf(callback);
    expect((await browser.ask('GET', callback)).statusCode).toBe(400);
    const late = await agreed();
    house.advance(10 * 60_000 + 1);
    expect((await browser.ask('GET', late)).statusCode).toBe(400);
    expect(house.server.asked).toHaveLength(1);
  });

  it('admits nobody who is not signed in to Branchline', async () => {
    const callback = await agreed();
    browser.cookies.delete(sessionCookieFor({ secure: true }));
    const answer = await browser.ask('GET', callback);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['error=access_denied', 'access was declined at Signed'],
    ['error=server_error&error_description=%3Cb%3Ebroken%3C%2Fb%3E', '&lt;b&gt;broken&lt;/b&gt;'],
    ['code=x&iss=https%3A%2F%2Fevil.example', 'came from another service'],
    ['', 'sent no code'],
    ['code=wrong', 'refused the sign-in'],
  ])('says in words what the service said: %s', async (query, words) => {
    const state = new URL((await start()).authorizationUrl).searchParams.get('state');
    const answer = await browser.ask('GET', `/oauth/callback?state=${state}&${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain(words);
    expect(answer.body).not.toContain('<b>');
  });

  it('needs a client, and says where one is made', async () => {
    const body = { connector: 'signed', settings: { url: 'https://other.example' } };
    const answer = await browser.ask('POST', '/api/v1/oauth/start', body);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('https://other.example/applications');
  });

  it('keeps a client that integrations sign in with, and never shows its secret', async () => {
    const id = await pendingOf(await agreed());
    await browser.ask('POST', '/api/v1/integrations', { pending: id });
    const list = await browser.ask('GET', '/api/v1/oauth-clients');
    expect(list.json()).toMatchObject({ clients: [{ clientId: 'branchline-client', integrations: 1 }] });
    expect(list.body).not.toContain('marked-client-secret');
    const [client] = list.json<{ clients: { id: number }[] }>().clients;
    expect((await browser.ask('DELETE', `/api/v1/oauth-clients/${client?.id}`)).statusCode).toBe(409);
  });
});

describe('an app', () => {
  async function startApp(): Promise<{ action: string; browserUrl: string }> {
    const body = { connector: 'signed', settings: house.settings, name: 'Ours', owner: 'acme' };
    const answer = (await browser.ask('POST', '/api/v1/apps/start', body)).json<{
      form: { action: string };
      browserUrl: string;
    }>();
    return { action: answer.form.action, browserUrl: answer.browserUrl };
  }

  /** Registers it; where the browser goes to install it. */
  async function registered(): Promise<URL> {
    const state = new URL((await startApp()).action).searchParams.get('state');
    const answer = await browser.ask('GET', `/apps/callback?code=good-code&state=${state}`);
    expect(answer.statusCode).toBe(303);
    return new URL(String(answer.headers['location']));
  }

  it('is registered by a page that may send a form to that service and nowhere else', async () => {
    const { browserUrl, action } = await startApp();
    const page = await browser.ask('GET', pathOf(browserUrl));
    expect(page.headers['content-security-policy']).toContain(`form-action ${house.server.url}`);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain(`action="${action}"`);
    expect(page.body).toContain('/apps/setup');
    const other = await browser.ask('GET', '/');
    expect(other.headers['content-security-policy']).toContain("form-action 'self'");
  });

  it('goes on to its installation, which is shown before it is saved', async () => {
    const install = await registered();
    expect(install.pathname).toBe('/apps/ours/installations/new');
    const state = install.searchParams.get('state');
    const id = await pendingOf(`/apps/setup?installation_id=77&setup_action=install&state=${state}`);
    const saved = await browser.ask('POST', '/api/v1/integrations', { pending: id });
    expect(saved.json()).toMatchObject({ credentialKind: 'app', warnings: [] });
    expect(house.service.connections.at(-1)?.credential).toMatchObject({ kind: 'app', installationId: '77' });
    const list = await browser.ask('GET', '/api/v1/apps');
    expect(list.json()).toMatchObject({ apps: [{ name: 'Ours', appId: 'client-1', integrations: 1 }] });
    expect(list.body).not.toContain('marked');
    expect((await browser.ask('DELETE', '/api/v1/apps/1')).statusCode).toBe(409);
  });

  it('serves several organisations, each an integration', async () => {
    await registered();
    house.service.installations = [installation('77', 'acme'), installation('78', 'umbrella')];
    const list = (await browser.ask('GET', '/api/v1/apps/1/installations')).json<{ installations: object[] }>();
    expect(list.installations).toMatchObject([
      { installationId: '77', account: { login: 'acme' } },
      { installationId: '78', account: { login: 'umbrella' } },
    ]);
    for (const installationId of ['77', '78']) {
      const credential = { kind: 'app', app: 1, installationId };
      const body = { connector: 'signed', settings: house.settings, name: installationId, credential };
      expect((await browser.ask('POST', '/api/v1/integrations', body)).statusCode).toBe(201);
    }
    expect((await house.deps.store.integrations.list()).map(({ appId }) => appId)).toEqual([1, 1]);
  });

  it.each([
    ['a forged installation', 'installation_id=99', 'is not installed there'],
    ['a suspended one', 'installation_id=80', 'is suspended there'],
    ['one that an owner must agree to', 'setup_action=request', 'must agree to the app first'],
  ])('refuses %s', async (_what, query, words) => {
    const state = (await registered()).searchParams.get('state');
    house.service.installations = [installation('77', 'acme'), installation('80', 'sleepy', true)];
    const answer = await browser.ask('GET', `/apps/setup?${query}&state=${state}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(words);
  });

  it('is registered once for a code, and by whoever began', async () => {
    const state = new URL((await startApp()).action).searchParams.get('state');
    const stranger = await new CookieBrowser(test.server).signIn();
    expect((await stranger.ask('GET', `/apps/callback?code=good-code&state=${state}`)).statusCode).toBe(400);
    expect((await browser.ask('GET', `/apps/callback?code=bad-code&state=${state}`)).body).toContain(
      'does not know this code',
    );
    expect((await browser.ask('GET', `/apps/callback?code=good-code&state=${state}`)).statusCode).toBe(400);
    expect(await house.deps.store.apps.list()).toEqual([]);
  });

  it('is another way than OAuth: neither takes the other’s state', async () => {
    const register = new URL((await startApp()).action).searchParams.get('state');
    expect((await browser.ask('GET', `/oauth/callback?code=x&state=${register}`)).statusCode).toBe(400);
    const install = (await registered()).searchParams.get('state');
    expect((await browser.ask('GET', `/oauth/callback?code=x&state=${install}`)).statusCode).toBe(400);
    const oauth = new URL((await start()).authorizationUrl).searchParams.get('state');
    expect((await browser.ask('GET', `/apps/setup?installation_id=77&state=${oauth}`)).statusCode).toBe(400);
    expect(house.server.asked).toEqual([]);
  });

  it('that was changed at the service, without us, is only noted', async () => {
    expect((await browser.ask('GET', '/apps/setup?installation_id=5&setup_action=update')).statusCode).toBe(200);
  });
});

/** Connecting from inside Jira, where no cookie of ours says who it is: a code does, shown by the browser that was there. */

import { randomBytes } from 'node:crypto';
import type { AtlassianAccountId, IntegrationId, JiraSiteId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { confirmOwnSignIn, ownWay, startOwnSignIn, type OwnSignInDeps } from '../features/integrations/own-sign-in.ts';
import { CookieBrowser } from '../test-support/cookie-browser.ts';
import { openSignInHouse, type SignInHouse } from '../test-support/sign-in-house.ts';
import { startTestServer, type TestServer } from '../test-support/test-server.ts';

let house: SignInHouse;
let test: TestServer;
let integrationId: IntegrationId;
let deps: OwnSignInDeps;
let kept: unknown[];

const owner = { kind: 'jira-user', jiraSiteId: 1 as JiraSiteId, accountId: 'j-1' as AtlassianAccountId } as const;

beforeAll(async () => {
  house = await openSignInHouse();
  const randomToken = () => randomBytes(32).toString('base64url');
  test = await startTestServer({ ...house.deps, randomToken });
  integrationId = await house.addByToken();
});
afterAll(async () => {
  await test.stop();
  await house.close();
});
beforeEach(() => {
  kept = [];
  const keepOwn: OwnSignInDeps['keepOwn'] = async (...what) => {
    kept.push(what);
    return true;
  };
  deps = { ...house.deps, keepOwn };
});

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

async function started() {
  const wish = { integrationId, owner, next: undefined, switchesAccount: false, browser: undefined };
  const begun = await startOwnSignIn(deps, wish);
  if (begun === undefined) throw new Error('Nothing was started.');
  const browser = new CookieBrowser(test.server);
  const page = await browser.ask('GET', `/oauth/begin/${begun.id}`);
  expect([page.statusCode, page.headers['location']]).toEqual([303, begun.authorizationUrl]);
  return { ...begun, browser };
}

/** The code that the browser shows in the end. */
async function shownCode() {
  const { id, authorizationUrl, browser } = await started();
  const page = await browser.ask('GET', pathOf(house.server.agree(authorizationUrl)));
  const code = /<strong>([\w-]+)<\/strong>/.exec(page.body)?.[1] ?? '';
  expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(page.body).toContain('Did somebody send you the address that brought you here?');
  return { id, code };
}

async function wayOf(id: string) {
  const way = await ownWay(deps, id);
  if (way === undefined) throw new Error('It is over.');
  return way;
}

it('waits for the code, and keeps what was given for whoever types it inside Jira', async () => {
  const { id, code } = await shownCode();
  expect((await wayOf(id)).signIn.outcome?.kind).toBe('code-needed');
  expect(kept).toEqual([]);
  expect(await confirmOwnSignIn(deps, await wayOf(id), owner, code.toLowerCase().replaceAll('-', ' '))).toBe(true);
  expect(kept).toMatchObject([[owner, integrationId, { kind: 'oauth' }]]);
  expect((await wayOf(id)).signIn).toMatchObject({ outcome: { kind: 'connected' }, sealedCredential: undefined });
});

it('is over after a wrong code, and after a right one', async () => {
  const { id, code } = await shownCode();
  expect(await confirmOwnSignIn(deps, await wayOf(id), owner, 'AAAA-AAAA-AAAA')).toBe(false);
  expect(await confirmOwnSignIn(deps, await wayOf(id), owner, code)).toBe(false);
  expect((await wayOf(id)).signIn.outcome).toMatchObject({ because: expect.stringContaining('another one') as string });
  expect(kept).toEqual([]);
  const second = await shownCode();
  expect(await confirmOwnSignIn(deps, await wayOf(second.id), owner, code)).toBe(false);
  expect(kept).toEqual([]);
});

it('tells somebody who declined at the service so, where they did', async () => {
  const { authorizationUrl, browser, id } = await started();
  const state = new URL(authorizationUrl).searchParams.get('state');
  const page = await browser.ask('GET', `/oauth/callback?error=access_denied&state=${state}`);
  expect([page.statusCode, page.body]).toEqual([400, expect.stringContaining('access was declined at Signed')]);
  expect((await wayOf(id)).signIn.outcome?.kind).toBe('refused');
});

it('is nothing that a manager could make an integration of', async () => {
  const { id } = await shownCode();
  expect(await house.deps.store.signIns.finished(id, house.deps.clock.now())).toBeUndefined();
});

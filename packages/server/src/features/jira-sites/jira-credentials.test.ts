/** Adding, replacing, checking and forgetting the credentials of a Jira site. */

import { Secret, type JiraAccountCredential, type JiraSiteId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { startTestServer, type TestServer } from '../../test-support/test-server.ts';
import { addJiraSite, type NewJiraSite } from './add-jira-site.ts';
import { accountTokenPlace, connectJira } from './connect-jira.ts';
import { checkJiraSite, forgetAccount, replaceAccount, replaceOAuth } from './jira-credentials.ts';

let test: TestServer;

beforeEach(async () => {
  test = await startTestServer();
});
afterEach(() => test.stop());

function oauth(clientSecret = test.sandbox.clientSecret) {
  return { clientId: test.sandbox.clientId, clientSecret: new Secret(clientSecret) };
}

function account(token = test.sandbox.scopedApiToken): JiraAccountCredential {
  return { kind: 'scoped-api-token', email: undefined, token: new Secret(token) };
}

async function add(changes: Partial<NewJiraSite> = {}): Promise<JiraSiteId> {
  const { siteUrl, url } = test.sandbox;
  const site = { name: 'Jira', siteUrl, apiUrl: url, oauth: oauth(), account: undefined, ...changes };
  return (await addJiraSite(test.deps, site)).id;
}

async function siteOf(id: JiraSiteId) {
  const site = await test.deps.store.jiraSites.get(id);
  if (site === undefined) throw new Error('The site is gone.');
  return site;
}

async function brokenOf(id: JiraSiteId): Promise<readonly string[]> {
  return (await siteOf(id)).check!.findings.filter(({ works }) => !works).map(({ ability }) => ability);
}

async function jobNames(): Promise<readonly string[]> {
  return (await test.deps.store.jobs.list(100)).map(({ name }) => name);
}

describe('a site', () => {
  it('with both credentials can do everything, and its projects are asked for', async () => {
    const id = await add({ account: account() });
    expect(await brokenOf(id)).toEqual([]);
    expect(await jobNames()).toEqual(['refresh-projects']);
    const sealed = (await test.deps.store.jiraSites.sealedAccountToken(id))!;
    expect(sealed).not.toContain(test.sandbox.scopedApiToken);
    expect(test.deps.secretBox.open(sealed, accountTokenPlace(id)).reveal()).toBe(test.sandbox.scopedApiToken);
  });

  it('may have an account only, and then sends nothing', async () => {
    const id = await add({ oauth: undefined, account: account() });
    expect(await brokenOf(id)).toEqual(['development-information']);
    expect((await connectJira(test.deps, await siteOf(id))).developmentInformation).toBeUndefined();
  });

  it('of Jira Data Center needs no cloud id, and no other credential', async () => {
    const token = new Secret(test.sandbox.personalAccessToken);
    const id = await add({ oauth: undefined, account: { kind: 'personal-access-token', token } });
    expect(await siteOf(id)).toMatchObject({ cloudId: '', clientId: '', account: { kind: 'personal-access-token' } });
    expect(await brokenOf(id)).toEqual([]);
  });

  it('is not kept when either credential is refused', async () => {
    expect((await failureOf(add({ account: account('wrong') }))).kind).toBe('unauthorized');
    expect((await failureOf(add({ oauth: oauth('wrong'), account: account() }))).kind).toBe('unauthorized');
    expect(await test.deps.store.jiraSites.list()).toEqual([]);
  });
});

describe('replacing', () => {
  it('keeps the old account until a new one was taken', async () => {
    const id = await add({ account: account() });
    expect((await failureOf(replaceAccount(test.deps, id, account('wrong')))).kind).toBe('unauthorized');
    expect(await (await connectJira(test.deps, await siteOf(id))).account?.whoAmI()).toBe('sandbox-1');
    const email = test.sandbox.people[0]!.email;
    await replaceAccount(test.deps, id, { kind: 'api-token', email, token: new Secret(test.sandbox.apiToken) });
    expect(await siteOf(id)).toMatchObject({ account: { kind: 'api-token', email } });
    expect(await (await connectJira(test.deps, await siteOf(id))).account?.whoAmI()).toBe('sandbox-1');
  });

  it('keeps the old client secret until a new one was taken', async () => {
    const id = await add();
    expect((await failureOf(replaceOAuth(test.deps, id, oauth('wrong')))).kind).toBe('unauthorized');
    await (await connectJira(test.deps, await siteOf(id))).developmentInformation?.check();
  });

  it('resumes a site that was paused because Jira refused it, and not one that a person paused', async () => {
    const id = await add();
    const { jiraSites } = test.deps.store;
    await jiraSites.noteFailure(id, 'Jira refused.');
    await jiraSites.pause(id, 'Paused by a person.');
    await replaceOAuth(test.deps, id, oauth());
    expect((await siteOf(id)).pausedBecause).toBe('Paused by a person.');
    await jiraSites.pause(id, 'Jira refused.');
    await replaceOAuth(test.deps, id, oauth());
    expect((await siteOf(id)).pausedBecause).toBeUndefined();
  });

  it('does so for a new account where that is what sends, and only there', async () => {
    const personal = { kind: 'personal-access-token', token: new Secret(test.sandbox.personalAccessToken) } as const;
    const { jiraSites } = test.deps.store;
    for (const [credentials, next, pausedAfter] of [
      [{ oauth: undefined, account: personal }, personal, undefined],
      [{ account: account() }, account(), 'Jira refused.'],
    ] as const) {
      const id = await add(credentials);
      await jiraSites.noteFailure(id, 'Jira refused.');
      await jiraSites.pause(id, 'Jira refused.');
      await replaceAccount(test.deps, id, next);
      expect((await siteOf(id)).pausedBecause).toBe(pausedAfter);
      await jiraSites.remove(id);
    }
  });

  it('refuses a kind that is not for this Jira', async () => {
    const token = new Secret(test.sandbox.personalAccessToken);
    const id = await add();
    const failure = await failureOf(replaceAccount(test.deps, id, { kind: 'personal-access-token', token }));
    expect(failure).toMatchObject({ kind: 'rejected' });
    expect(failure.message).toContain('is Jira Cloud');
  });
});

describe('checking', () => {
  it('keeps what was found out', async () => {
    const id = await add({ account: account() });
    test.sandbox.revoke(test.sandbox.scopedApiToken);
    test.advance(60_000);
    await checkJiraSite(test.deps, id);
    expect(await brokenOf(id)).toContain('issues');
    expect((await siteOf(id)).check?.at).toEqual(test.deps.clock.now());
  });

  it('has nothing to do for a site that does not exist', async () => {
    const nowhere = 999 as JiraSiteId;
    expect(await checkJiraSite(test.deps, nowhere)).toBeUndefined();
    expect(await replaceOAuth(test.deps, nowhere, oauth())).toBeUndefined();
    expect(await replaceAccount(test.deps, nowhere, account())).toBeUndefined();
    expect(await forgetAccount(test.deps, nowhere)).toBeUndefined();
  });
});

describe('forgetting the account', () => {
  it('leaves sending as it was', async () => {
    const id = await add({ account: account() });
    await forgetAccount(test.deps, id);
    expect(await siteOf(id)).toMatchObject({ account: undefined });
    expect(await test.deps.store.jiraSites.sealedAccountToken(id)).toBeUndefined();
    expect(await brokenOf(id)).not.toContain('development-information');
  });

  it('is refused where there is nothing else', async () => {
    const id = await add({ oauth: undefined, account: account() });
    expect((await failureOf(forgetAccount(test.deps, id))).kind).toBe('rejected');
  });
});

/** A Forge app comes, ticks, goes silent, comes back and sends: from its calls to what becomes of the site. */

import { Failure } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { openForgeHouse, type ForgeHouse } from '../../test-support/forge-house.ts';
import { storedCredentials } from '../jira-sites/connect-jira.ts';
import { refreshProjects } from '../jira-sites/refresh-projects.ts';
import { checkForge } from './check-forge.ts';
import { forgetForgeApp, registerForgeApp, showForge } from './register-forge-app.ts';

let house: ForgeHouse;
let forge: ForgeHouse['sandbox']['forge'];
const minute = 60_000;
const hour = 60 * minute;

// One for all: opening takes longer than most of these tests.
beforeAll(async () => {
  house = await openForgeHouse();
  ({ forge } = house.sandbox);
});
beforeEach(() => house.restart());
afterAll(() => house.close());

async function site() {
  const found = await house.deps.store.jiraSites.get(house.siteId);
  if (found === undefined) throw new Error('the site is gone');
  return found;
}

async function credentials() {
  return storedCredentials(house.deps, await site());
}

async function trouble(): Promise<string | undefined> {
  return (await showForge(house.deps, house.siteId))?.trouble?.because;
}

async function finding() {
  return (await site()).check?.findings.find(({ ability }) => ability === 'forge-app');
}

/** Calls as the app does each hour, and lets what follows be done. */
async function tick(): Promise<number> {
  const { status } = await forge.tick();
  await house.work();
  return status;
}

describe('an app', () => {
  it('is known to have been registered, and to have called', async () => {
    expect(await trouble()).toBe('The Forge app is registered for this site and has not called Branchline yet.');
    expect((await forge.tellInstalled()).status).toBe(202);
    await house.work();
    expect(await showForge(house.deps, house.siteId)).toMatchObject({
      app: { appId: forge.appId, sink: 'oauth' },
      installation: { installationId: forge.installationId(), environment: 'PRODUCTION' },
      trouble: undefined,
    });
    expect(await finding()).toMatchObject({ works: true });
  });

  it('hands over a token, which is kept sealed, bound to the site, and replaced by a later one', async () => {
    await tick();
    const { store } = house.deps;
    const { forge: first } = await credentials();
    expect(first).toMatchObject({
      installationId: forge.installationId(),
      contextId: `ari:cloud:jira::site/${house.sandbox.cloudId}`,
    });
    const sealed = await store.forge.sealedAppToken(house.siteId);
    expect(sealed).not.toContain(first?.appToken.reveal().slice(0, 20));
    expect(() => house.deps.secretBox.open(sealed ?? ('' as never), 'jira-site/999/forge-app-token')).toThrow(/./);
    // Of other calls only what lasts longer; a tick comes for its sake, and so does what is told of the app.
    await forge.tellIssue('created', 'DEMO-1');
    expect((await credentials()).forge?.appToken.reveal()).toBe(first?.appToken.reveal());
    house.advance(5 * minute);
    await forge.tellIssue('created', 'DEMO-2');
    const { forge: second } = await credentials();
    expect(second?.appToken.reveal()).not.toBe(first?.appToken.reveal());
    await tick();
    const { forge: third } = await credentials();
    expect(third?.appToken.reveal()).not.toBe(second?.appToken.reveal());
    await forge.tellInstalled();
    expect((await credentials()).forge?.appToken.reveal()).not.toBe(third?.appToken.reveal());
  });

  it('without a token of its own is told to ask for one', async () => {
    await forge.invoke({ path: '/forge/tick', body: {}, withAppToken: false });
    expect(await trouble()).toBe('The Forge app has called, but handed over no token of its own.');
  });

  it('with a token that has ended is of no use, and of use again after the next tick', async () => {
    await tick();
    house.advance(4 * hour);
    expect(await trouble()).toContain('The last token of the Forge app ended at');
    expect((await credentials()).forge).toBeUndefined();
    await tick();
    expect(await trouble()).toBeUndefined();
  });
});

describe('projects', () => {
  it('are known from the app where there is no account, and stay known while it is away', async () => {
    await forge.tick();
    expect(await house.work()).toContain('refresh-projects');
    await refreshProjects(house.deps, house.siteId);
    expect((await site()).projectKeys).toEqual(['DEMO']);
    const { jiraSites } = house.deps.store;
    expect(await jiraSites.dueForProjects(new Date('2100-01-01T00:00:00Z'))).toEqual([house.siteId]);
    house.advance(5 * hour);
    await refreshProjects(house.deps, house.siteId);
    expect((await site()).projectKeys).toEqual(['DEMO']);
    await forgetForgeApp(house.deps, house.siteId);
    expect(await house.work()).toContain('refresh-projects');
    await refreshProjects(house.deps, house.siteId);
    expect((await site()).projectKeys).toBeUndefined();
    expect(await jiraSites.dueForProjects(new Date('2100-01-01T00:00:00Z'))).toEqual([]);
  });
});

describe('an app that does not call any more', () => {
  it('is taken for gone after three hours, which the site shows with the remedy, and comes back by calling', async () => {
    await tick();
    house.advance(3 * hour - minute);
    await house.watch();
    await house.work();
    expect(await trouble()).toBeUndefined();
    house.advance(minute);
    await house.watch();
    await house.work();
    expect(await trouble()).toMatch(
      /^The Forge app has not called since 2026-03-\d\d \d\d:00 UTC, though it does so each hour\.$/,
    );
    expect(await finding()).toMatchObject({ works: false, remedy: expect.stringContaining('Manage apps') as unknown });
    expect((await credentials()).forge).toBeUndefined();
    await tick();
    expect(await trouble()).toBeUndefined();
    expect(await finding()).toMatchObject({ works: true });
  });

  it('is found out earlier when Jira refuses its token', async () => {
    await tick();
    forge.uninstall();
    house.advance(72 * minute);
    await house.watch();
    await house.work();
    expect(await trouble()).toBeUndefined();
    // In the minutes that are multiples of ten.
    house.advance(8 * minute);
    await house.watch();
    await house.work();
    expect(await trouble()).toContain('Jira refused the token of the Forge app');
  });

  it('is given a quarter of an hour to get its rights after it was installed', async () => {
    await forge.tick();
    forge.tokens.revokeAll();
    await house.work();
    expect(await trouble()).toBeUndefined();
    house.advance(16 * minute);
    await checkForge({ ...house.deps, siteControl: calm }, house.siteId);
    expect(await trouble()).toContain('Jira refused the token of the Forge app');
  });
});

describe('installations', () => {
  it('of the same environment take the place of the one before, whose tokens are refused from then on', async () => {
    await tick();
    const former = forge.installationId();
    forge.reinstall();
    expect(await tick()).toBe(202);
    expect(await house.deps.store.forge.installation(house.siteId)).toMatchObject({
      installationId: forge.installationId(),
    });
    const late = await forge.invoke({
      path: '/forge/tick',
      body: {},
      spoil: { app: { installationId: former } },
    });
    expect(late.status).toBe(401);
    expect(house.warnings.at(-1)?.because).toBe('It comes from an installation that was replaced by another.');
  });

  it('of two environments do not take turns: the first counts until it is gone', async () => {
    await tick();
    const spoil = { app: { installationId: 'development-1', environment: { type: 'DEVELOPMENT' } } };
    const other = { path: '/forge/tick', body: {}, spoil };
    expect((await forge.invoke(other)).status).toBe(401);
    expect(house.warnings.at(-1)?.because).toContain('environments PRODUCTION and DEVELOPMENT');
    house.advance(3 * hour);
    await house.watch();
    expect((await forge.invoke(other)).status).toBe(202);
  });

  it('that call several times at one moment are bound once', async () => {
    const answers = await Promise.all([forge.tick(), forge.tellInstalled(), forge.tick(), forge.tick()]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(await house.deps.store.forge.standing(house.siteId, forge.installationId())).toBe('current');
  });
});

it('an app is forgotten with its installations and its token', async () => {
  await tick();
  expect(await forgetForgeApp(house.deps, house.siteId)).toBe(true);
  expect(await forgetForgeApp(house.deps, house.siteId)).toBe(false);
  expect(await showForge(house.deps, house.siteId)).toBeUndefined();
  expect(await house.deps.store.forge.sealedAppToken(house.siteId)).toBeUndefined();
  expect(await tick()).toBe(401);
});

it('Jira Data Center has no apps', async () => {
  const settings = { siteUrl: 'https://jira.example', cloudId: '', apiUrl: 'https://jira.example' };
  const { id } = await house.deps.store.jiraSites.add({ ...settings, name: 'Own', clientId: '' });
  const failure = await failureOf(registerForgeApp(house.deps, id, forge.appId));
  expect(failure).toBeInstanceOf(Failure);
  expect(failure.message).toBe('https://jira.example is Jira Data Center, which has no Forge apps.');
});

const calm = {
  resend: () => Promise.resolve(),
  goOn: () => Promise.resolve(),
  waiting: () => Promise.resolve(0),
  check: () => Promise.resolve(undefined),
};

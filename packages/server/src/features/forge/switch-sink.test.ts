/** Which door development information goes through, and what becomes of what went through the other. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { openForgeHouse, type ForgeHouse } from '../../test-support/forge-house.ts';
import { branchOf, linksTo } from '../../test-support/example-rows.ts';
import { storedCredentials } from '../jira-sites/connect-jira.ts';
import { siteControlOf } from '../jira-sites/site-control.ts';
import { forgetForgeApp, registerForgeApp } from './register-forge-app.ts';
import { followSink, switchSink } from './switch-sink.ts';

let house: ForgeHouse;
let forge: ForgeHouse['sandbox']['forge'];
const hour = 3_600_000;

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

async function tick(): Promise<void> {
  await forge.tick();
  await house.work();
}

describe('development information through the app', () => {
  const rows = [{ branch: branchOf('feature/DEMO-1', 1), links: linksTo('DEMO-1') }];

  beforeEach(async () => {
    await house.deps.store.development.saveBranches(house.repositoryId, rows, [], true);
    await tick();
  });

  async function push(): Promise<void> {
    const jira = house.deps.jiraSite(await site(), await storedCredentials(house.deps, await site()));
    await jira.developmentInformation?.check();
  }

  /** As if all pushes had been done: what they would have sent is marked as sent. */
  async function markAllSent(): Promise<void> {
    const { store } = house.deps;
    for (const stream of ['live', 'history'] as const) {
      const { upTo } = await store.development.changedAfter(house.repositoryId, stream, 0, 100);
      await store.pushes.record(house.repositoryId, house.siteId, stream, upTo, []);
    }
  }

  it('goes through one door at a time', async () => {
    await push();
    expect(house.sandbox.requests.at(-1)?.path).toContain('/jira/devinfo/0.1/cloud/');
    expect(await switchSink(house.deps, house.siteId, 'forge')).toBe('switched');
    await push();
    expect(house.sandbox.requests.at(-1)?.path).toContain('/rest/devinfo/0.10/');
    expect(await switchSink(house.deps, house.siteId, 'forge')).toBe('unchanged');
  });

  it('is sent anew through the new door before what the old one sent is taken back', async () => {
    await markAllSent();
    await switchSink(house.deps, house.siteId, 'forge');
    // What goes to Jira is another job's, which this house does not run.
    expect(await house.work()).toContain('push-development-information');
    house.sandbox.forgetRequests();
    await house.watch();
    await house.work();
    expect(deletions()).toEqual([]);
    await markAllSent();
    await house.watch();
    await house.work();
    expect(deletions()).toEqual([expect.stringContaining('/jira/devinfo/0.1/cloud/')]);
    expect(await house.deps.store.forge.app(house.siteId)).toMatchObject({ sink: 'forge', sinkToEmpty: undefined });
    await house.watch();
    expect(await house.work()).toEqual([]);
  });

  function deletions(): readonly string[] {
    return house.sandbox.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  }

  it('goes on by itself when a refused token had paused the site, and not when a person had', async () => {
    await switchSink(house.deps, house.siteId, 'forge');
    const { jiraSites } = house.deps.store;
    await jiraSites.noteFailure(house.siteId, 'Refused.');
    await jiraSites.pause(house.siteId, 'Refused.');
    await tick();
    expect((await site()).pausedBecause).toBeUndefined();
    await jiraSites.pause(house.siteId, 'Paused by a person.');
    await tick();
    expect((await site()).pausedBecause).toBe('Paused by a person.');
  });

  it('goes back the same way, also while the first switch is under way', async () => {
    await switchSink(house.deps, house.siteId, 'forge');
    await switchSink(house.deps, house.siteId, 'oauth');
    expect(await house.deps.store.forge.app(house.siteId)).toMatchObject({
      sink: 'oauth',
      sinkToEmpty: 'forge',
      resendDue: true,
    });
  });

  it('does not stop when the old door refuses to be emptied: it says why, and tries again', async () => {
    await switchSink(house.deps, house.siteId, 'forge');
    await house.work();
    await markAllSent();
    house.sandbox.faults.next({ kind: 'status', status: 403 }, { on: 'delete' });
    await house.watch();
    await house.work();
    expect(await house.deps.store.forge.app(house.siteId)).toMatchObject({
      sinkToEmpty: 'oauth',
      emptyingTrouble: expect.stringContaining('may not send development information') as unknown,
    });
    expect((await site()).pausedBecause).toBeUndefined();
    await followSink({ ...house.deps, siteControl: calm }, house.siteId);
    expect((await house.deps.store.forge.app(house.siteId))?.sinkToEmpty).toBeUndefined();
  });

  it('is left by an app that is gone, which can be forgotten then', async () => {
    await switchSink(house.deps, house.siteId, 'forge');
    await house.work();
    await house.deps.store.forge.noteEmptied(house.siteId);
    house.advance(5 * hour);
    await switchSink(house.deps, house.siteId, 'oauth');
    const deps = { ...house.deps, siteControl: calm };
    await followSink(deps, house.siteId);
    await followSink(deps, house.siteId);
    expect(await house.deps.store.forge.app(house.siteId)).toMatchObject({
      sink: 'oauth',
      emptyingTrouble: expect.stringContaining('If it was uninstalled, Jira has deleted what it sent') as unknown,
    });
    expect(await forgetForgeApp(house.deps, house.siteId)).toBe(true);
  });

  it('is not entrusted to an app that cannot send, and the app that sends is not forgotten', async () => {
    forge.uninstall();
    expect((await failureOf(switchSink(house.deps, house.siteId, 'forge'))).kind).toBe('unauthorized');
    house.advance(5 * hour);
    const failure = await failureOf(switchSink(house.deps, house.siteId, 'forge'));
    expect([failure.kind, failure.message]).toEqual(['conflict', expect.stringContaining('cannot send at the moment')]);
    await tick();
    await switchSink(house.deps, house.siteId, 'forge');
    expect((await failureOf(forgetForgeApp(house.deps, house.siteId))).message).toContain('send it first');
    const other = 'ari:cloud:ecosystem::app/other';
    expect((await failureOf(registerForgeApp(house.deps, house.siteId, other))).kind).toBe('conflict');
    await switchSink(house.deps, house.siteId, 'oauth');
    expect((await failureOf(forgetForgeApp(house.deps, house.siteId))).message).toContain('still being taken back');
  });

  it('is all sent again when the app was installed anew, and what waited when it was away', async () => {
    await switchSink(house.deps, house.siteId, 'forge');
    await house.work();
    await house.deps.store.forge.noteEmptied(house.siteId);
    await markAllSent();
    forge.reinstall();
    await forge.tick();
    expect(await house.work()).toContain('push-development-information');
    expect(await waiting()).toBe(1);
    await markAllSent();
    house.advance(5 * hour);
    await forge.tick();
    expect(await house.work()).toContain('push-development-information');
    expect(await waiting()).toBe(0);
    // And not each hour.
    house.advance(hour);
    await forge.tick();
    expect(await house.work()).not.toContain('push-development-information');
  });

  async function waiting(): Promise<number> {
    return (await siteControlOf(house.deps).waiting(house.siteId)) ?? -1;
  }
});

const calm = {
  resend: () => Promise.resolve(),
  goOn: () => Promise.resolve(),
  waiting: () => Promise.resolve(0),
  check: () => Promise.resolve(undefined),
};

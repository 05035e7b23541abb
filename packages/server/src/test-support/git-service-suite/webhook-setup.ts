/** The suite: webhooks are made once, set right, removed; what was missed is asked for. */

import { Secret } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { WebhookSetup, WebhookStanding, WebhookTarget } from '../../ports/git-service/webhooks.ts';
import { startHookTaker } from '../stand-in/hook-taker.ts';
import type { StandInHook } from '../stand-in/state.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, one, type ConnectionChanges, type Scene } from './scene.ts';

export const ourUrl = 'https://branchline.example/webhooks/marked-address';
const secret = new Secret('marked-webhook-secret');
const wanted = { url: ourUrl, secret };

export function setupOf({ connect, mark }: Scene, changes: ConnectionChanges = {}): WebhookSetup {
  mark(secret.reveal());
  const { webhookSetup } = connect(changes);
  if (webhookSetup === undefined) throw new Error('Webhooks are not offered.');
  return webhookSetup;
}

/** A target of each level, and where the stand-in keeps its webhooks. */
async function targets(scene: Scene): Promise<readonly (readonly [WebhookTarget, StandInHook[]])[]> {
  const { repository } = scene;
  const all: readonly (readonly [WebhookTarget, StandInHook[]])[] = [
    [{ level: 'repository', repository: await scene.remote() }, repository.hooks],
    [{ level: 'owner', owner: 'team' }, repository.owner.hooks],
  ];
  const { levels } = setupOf(scene);
  return all.filter(([{ level }]) => levels.includes(level));
}

export function describeWebhookSetup(facts: GitServiceFacts): void {
  describe('a webhook', () => {
    it(
      'is made once, however often it is asked for',
      inScene(facts, async (scene) => {
        const setup = setupOf(scene);
        for (const [target, hooks] of await targets(scene)) {
          const first = await setup.ensure(target, wanted);
          const second = await setup.ensure(target, wanted);
          expectSame(facts, second, first);
          expect(hooks).toHaveLength(1);
          expect(hooks[0]).toMatchObject({ url: ourUrl, isActive: true });
        }
      }),
    );

    it(
      'is set right where somebody changed it',
      inScene(facts, async (scene) => {
        const setup = setupOf(scene);
        const [target, hooks] = one(await targets(scene));
        const first = await setup.ensure(target, wanted);
        const hook = one(hooks);
        const right = { events: hook.events.toSorted(), secret: hook.secret };
        Object.assign(hook, { events: hook.events.slice(0, 1), isActive: false, secret: 'somebody-elses' });
        expectSame(facts, await setup.ensure(target, wanted), first);
        expect(hooks).toHaveLength(1);
        expect(hooks[0]).toMatchObject({ isActive: true, secret: right.secret });
        expect(hooks[0]?.events.toSorted()).toEqual(right.events);
      }),
    );

    it(
      'is removed, and those of others stay',
      inScene(facts, async (scene) => {
        const setup = setupOf(scene);
        for (const [target, hooks] of await targets(scene)) {
          scene.standIn.addHook({ hooks }, { url: 'https://other.example/hook', secret: 'theirs', events: ['push'] });
          await setup.ensure(target, wanted);
          await setup.remove(target, ourUrl);
          await setup.remove(target, ourUrl);
          expect(hooks.map(({ url }) => url)).toEqual(['https://other.example/hook']);
        }
      }),
    );
    describeRights(facts);
  });
}

function expectSame({ webhook }: GitServiceFacts, now: WebhookStanding, before: WebhookStanding): void {
  expect(now.remoteId === before.remoteId).toBe(webhook.isReplaced !== true);
}

function describeRights(facts: GitServiceFacts): void {
  it(
    'is found behind many others',
    inScene(facts, async (scene) => {
      const setup = setupOf(scene);
      const [target, hooks] = one(await targets(scene));
      for (const name of ['a', 'b', 'c']) {
        scene.standIn.addHook({ hooks }, { url: `https://${name}.example/hook`, secret: 'theirs', events: ['push'] });
      }
      const first = await setup.ensure(target, wanted);
      scene.standIn.state.largestPage = 2;
      expectSame(facts, await setup.ensure(target, wanted), first);
      expect(hooks).toHaveLength(4);
    }),
  );

  it(
    'is not made where our rights do not reach',
    inScene(facts, async (scene) => {
      const { repository, bob } = scene;
      repository.access.set(bob, 'read');
      const target = { level: 'repository', repository: await scene.remote() } as const;
      const failure = await scene.refused(setupOf(scene, { as: bob }).ensure(target, wanted));
      expect(failure.kind).toMatch(/^(forbidden|not-found)$/);
      expect(repository.hooks).toEqual([]);
    }),
  );

  it(
    'says when it fails, and sends again what was missed',
    inScene(facts, async (scene) => {
      const setup = setupOf(scene);
      if (setup.resendMissed === undefined) return;
      const taker = await startHookTaker();
      scene.allow(taker.url);
      try {
        const target = { level: 'repository', repository: await scene.remote() } as const;
        await setup.ensure(target, { ...wanted, url: taker.url });
        const since = scene.now();
        taker.status = 503;
        await scene.standIn.openPullRequest(scene.repository, { title: 'ABC-2', author: scene.ada, source: 'topic' });
        const missed = taker.taken.splice(0);
        taker.status = 202;
        expect((await setup.ensure(target, { ...wanted, url: taker.url })).state).toBe('failing');
        expect(await setup.resendMissed(target, taker.url, since)).toBeGreaterThanOrEqual(missed.length);
        expect(taker.taken.map(({ body }) => body.toString())).toEqual(
          expect.arrayContaining(missed.map(({ body }) => body.toString())),
        );
      } finally {
        await taker.close();
      }
    }),
  );
}

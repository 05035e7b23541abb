import { createHash } from 'node:crypto';
import { Secret } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { inScene, type Scene } from '../../../test-support/git-service-suite/scene.ts';
import { startHookTaker } from '../../../test-support/stand-in/hook-taker.ts';
import { gitlabFacts } from '../../../test-support/stand-in/gitlab/facts.ts';
import { gitlabSelfManaged } from './connector.ts';

const facts = { ...gitlabFacts, connector: gitlabSelfManaged };
const url = 'https://branchline.example/webhooks/one';
const secret = new Secret('marked-webhook-secret');

function setupOf({ connect }: Scene) {
  const setup = connect().webhookSetup;
  if (setup?.resendMissed === undefined) throw new Error('It is not offered.');
  return { ...setup, resendMissed: setup.resendMissed };
}

async function targetIn(scene: Scene) {
  return { level: 'repository', repository: await scene.remote() } as const;
}

describe('a webhook at GitLab', () => {
  it(
    'has the secret both ways, and listens to what we read',
    inScene(facts, async (scene) => {
      await setupOf(scene).ensure(await targetIn(scene), { url, secret });
      const [hook] = scene.repository.hooks;
      const digest = createHash('sha256').update('marked-webhook-secret').digest('base64');
      expect(hook?.secret).toBe('marked-webhook-secret');
      expect(hook?.own).toMatchObject({ signingToken: `whsec_${digest}`, verifies: true });
      expect(hook?.events).toEqual(['push_events', 'tag_push_events', 'merge_requests_events', 'note_events']);
    }),
  );

  it(
    'stays as its owners want it where certificates are concerned, and is one of its kind',
    inScene(facts, async (scene) => {
      const [setup, target] = [setupOf(scene), await targetIn(scene)];
      const { remoteId } = await setup.ensure(target, { url, secret });
      scene.repository.hooks[0]!.own['verifies'] = false;
      scene.standIn.addHook(scene.repository, { url, secret: 'older', events: [] });
      expect(await setup.ensure(target, { url, secret })).toMatchObject({ remoteId, state: 'untried' });
      expect(scene.repository.hooks).toHaveLength(1);
      expect(scene.repository.hooks[0]?.own['verifies']).toBe(false);
    }),
  );

  it(
    'of a group hears of new projects, and persons have none',
    inScene(facts, async (scene) => {
      const setup = setupOf(scene);
      await setup.ensure({ level: 'owner', owner: 'team' }, { url, secret });
      expect(scene.repository.owner.hooks[0]?.own['project_events']).toBe(true);
      const failure = await scene.refused(setup.ensure({ level: 'owner', owner: 'ada' }, { url, secret }));
      expect(failure.kind).toBe('not-found');
      expect((await scene.refused(setup.ensure({ level: 'app' }, { url, secret }))).kind).toBe('rejected');
    }),
  );
});

describe('a webhook that fails', () => {
  it(
    'is switched on again by a trial, and says so when that fails, too',
    withTaker(async (scene, taker) => {
      const [setup, target] = [setupOf(scene), await targetIn(scene)];
      await setup.ensure(target, { url: taker.url, secret });
      const [hook] = scene.repository.hooks;
      hook!.isActive = false;
      taker.status = 500;
      const failing = await setup.ensure(target, { url: taker.url, secret });
      expect(failing).toMatchObject({ state: 'failing', reason: expect.stringContaining('switched it off') });
      taker.status = 202;
      expect(await setup.ensure(target, { url: taker.url, secret })).toMatchObject({ state: 'working' });
      expect(hook!.isActive).toBe(true);
    }),
  );

  it(
    'says what became of the last attempt',
    withTaker(async (scene, taker) => {
      const [setup, target] = [setupOf(scene), await targetIn(scene)];
      await setup.ensure(target, { url: taker.url, secret });
      taker.status = 404;
      await openTopic(scene);
      const told = await setup.ensure(target, { url: taker.url, secret });
      expect(told.reason).toBe("At GitLab's last attempt our address answered 404.");
    }),
  );
});

describe('what was missed', () => {
  it(
    'is asked for once, oldest first, and not what came before or has arrived',
    withTaker(async (scene, taker) => {
      const [setup, target] = [setupOf(scene), await targetIn(scene)];
      await setup.ensure(target, { url: taker.url, secret });
      taker.status = 500;
      await openTopic(scene);
      const before = taker.taken.length;
      scene.standIn.state.clock.advance(3_600_000);
      const since = scene.now();
      const [request] = scene.repository.pullRequests;
      await scene.standIn.updatePullRequest(request!, { title: 'ABC-3' });
      await scene.standIn.comment(request!, scene.bob, 'Hm.');
      const missed = taker.taken.splice(0).slice(before);
      expect(missed).toHaveLength(2);
      taker.status = 202;
      expect(await setup.resendMissed(target, taker.url, since)).toBe(2);
      expect(taker.taken.map(({ body }) => String(body))).toEqual(missed.map(({ body }) => String(body)));
      expect(await setup.resendMissed(target, taker.url, since)).toBe(0);
    }),
  );

  it(
    'is left to later where GitLab sends no more for now',
    withTaker(async (scene, taker) => {
      const [setup, target] = [setupOf(scene), await targetIn(scene)];
      await setup.ensure(target, { url: taker.url, secret });
      const since = scene.now();
      taker.status = 500;
      await openTopic(scene);
      await scene.standIn.comment(scene.repository.pullRequests[0]!, scene.bob, 'Hm.');
      taker.status = 202;
      const enough = { kind: 'status', status: 429, json: { message: 'This endpoint was asked too often.' } } as const;
      scene.standIn.faults.add({ path: '/resend', after: 1, fault: enough });
      expect(await setup.resendMissed(target, taker.url, since)).toBe(1);
      expect((await scene.refused(setup.resendMissed(target, taker.url, since))).kind).toBe('rate-limited');
    }),
  );
});

type Taker = Awaited<ReturnType<typeof startHookTaker>>;

function withTaker(test: (scene: Scene, taker: Taker) => Promise<void>): () => Promise<void> {
  return inScene(facts, async (scene) => {
    const taker = await startHookTaker();
    scene.allow(taker.url);
    try {
      await test(scene, taker);
    } finally {
      await taker.close();
    }
  });
}

async function openTopic({ standIn, repository, ada }: Scene): Promise<void> {
  await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
}

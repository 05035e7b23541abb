/** The suite: deliveries of the stand-in, taken by a real door, are proved and read. */

import { Secret, type PullRequest } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { WebhookReader, WebhookReading, WebhookRequest } from '../../ports/git-service/webhooks.ts';
import { startHookTaker, type HookTaker } from '../stand-in/hook-taker.ts';
import { refusalOf } from './checks.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, one, type Scene } from './scene.ts';
import { setupOf } from './webhook-setup.ts';

const secret = new Secret('marked-webhook-secret');
const other = new Secret('marked-other-secret-xyz');

interface Hooked extends Scene {
  readonly taker: HookTaker;
  readonly reader: WebhookReader;
  /** What arrived while this happened. */
  readonly during: (work: () => Promise<unknown>) => Promise<readonly WebhookRequest[]>;
}

/** A scene with a webhook of ours, made by ourselves. */
function hooked(facts: GitServiceFacts, test: (scene: Hooked) => Promise<void>): () => Promise<void> {
  return inScene(facts, async (scene) => {
    const taker = await startHookTaker();
    scene.allow(taker.url);
    const reader = scene.connector.webhook;
    if (reader === undefined) throw new Error('Webhooks are not read.');
    try {
      const target = { level: 'repository', repository: await scene.remote() } as const;
      await setupOf(scene).ensure(target, { url: taker.url, secret });
      scene.mark(other.reveal());
      await test({
        ...scene,
        taker,
        reader,
        async during(work) {
          taker.taken.splice(0);
          await work();
          return taker.taken.map((taken) => ({ ...taken, receivedAt: scene.now() }));
        },
      });
    } finally {
      await taker.close();
    }
  });
}

export function describeWebhookReader(facts: GitServiceFacts): void {
  describe('a delivery', () => {
    it(
      'is proved by its secret, also while two are in use',
      hooked(facts, async (scene) => {
        const deliveries = await openTopic(scene);
        expect(deliveries.length).toBeGreaterThan(0);
        for (const delivery of deliveries) {
          expect(scene.reader.recognises(delivery)).toBe(true);
          for (const secrets of [[secret], [secret, other], [other, secret]]) {
            expect(() => scene.reader.verify(delivery, secrets)).not.toThrow();
          }
        }
      }),
    );

    it(
      'is refused when the proof is wrong, missing, empty or old',
      hooked(facts, async (scene) => {
        const { reader, now } = scene;
        const delivery = one(await openTopic(scene));
        const wrong: Readonly<Record<string, () => void>> = {
          'another secret': () => reader.verify(delivery, [other]),
          'no secret': () => reader.verify(delivery, []),
          'an empty secret': () => reader.verify(delivery, [new Secret('')]),
          ...tampered(facts, reader, delivery),
        };
        for (const [name, work] of Object.entries(wrong))
          expect([name, refusalOf(work).kind]).toEqual([name, 'invalid-signature']);
        if (!facts.webhook.refusesOld) return;
        const later = new Date(now().getTime() + 3_600_000);
        const old = refusalOf(() => reader.verify({ ...delivery, receivedAt: later }, [secret]));
        expect(old.kind).toBe('invalid-signature');
      }),
    );

    it(
      'without a secret at the service proves nothing',
      hooked(facts, async (scene) => {
        const hook = one(scene.repository.hooks);
        hook.secret = '';
        for (const name of Object.keys(hook.own)) delete hook.own[name];
        const deliveries = await openTopic(scene);
        for (const delivery of deliveries) {
          for (const secrets of [[secret], [new Secret('')], [new Secret(''), secret]]) {
            expect(refusalOf(() => scene.reader.verify(delivery, secrets)).kind).toBe('invalid-signature');
          }
        }
        expect(deliveries.length).toBeGreaterThan(0);
      }),
    );

    describeNames(facts);
    describeReadings(facts);
    describeContents(facts);
  });
}

function describeNames(facts: GitServiceFacts): void {
  it(
    'has a name, and an id that only its repetitions share',
    hooked(facts, async (scene) => {
      const deliveries = [...(await openTopic(scene)), ...(await pushOne(scene))];
      const told = deliveries.map((delivery) => scene.reader.describe(delivery));
      for (const { event } of told) expect(event).not.toBe('');
      const ids = told.flatMap(({ deliveryId }) => deliveryId ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      const hook = one(scene.repository.hooks);
      const last = one(hook.deliveries.slice(-1));
      const again = one(await scene.during(() => scene.standIn.redeliver(hook, last)));
      expect(scene.reader.describe(again)).toEqual(told.at(-1));
    }),
  );
}

function tampered(facts: GitServiceFacts, reader: WebhookReader, delivery: WebhookRequest) {
  const body = Buffer.from(delivery.body);
  const changed = Buffer.concat([body.subarray(0, -1), Buffer.from(' }')]);
  const { proofHeaders } = facts.webhook;
  const headersWith = (change: (value: string) => string | undefined) =>
    Object.fromEntries(
      Object.entries(delivery.headers).flatMap(([name, value]) => {
        const kept = proofHeaders.includes(name) ? change(value) : value;
        return kept === undefined ? [] : [[name, kept]];
      }),
    );
  return {
    ...(facts.webhook.signsBody
      ? { 'another body': () => reader.verify({ ...delivery, body: changed }, [secret]) }
      : {}),
    'no proof': () => reader.verify({ ...delivery, headers: headersWith(() => undefined) }, [secret]),
    'an empty proof': () => reader.verify({ ...delivery, headers: headersWith(() => '') }, [secret]),
    'half a proof': () => reader.verify({ ...delivery, headers: headersWith((it) => it.slice(0, 12)) }, [secret]),
    'no digest': () =>
      reader.verify({ ...delivery, headers: headersWith((it) => it.replace(/([=,]).*$/s, '$1')) }, [new Secret('')]),
  };
}

function describeReadings(facts: GitServiceFacts): void {
  it(
    'of a push says which refs to look at',
    hooked(facts, async (scene) => {
      const remote = await scene.remote();
      const pushed = looks(scene.reader, await pushOne(scene));
      expect(pushed).toContainEqual({ remoteId: remote.remoteId, scope: { kind: 'refs', names: ['refs/heads/main'] } });
      const made = await scene.during(async () => {
        await scene.repository.git.branch('feature/ABC-6#ä');
        await scene.standIn.push(scene.repository);
      });
      const ref = 'refs/heads/feature/ABC-6#ä';
      const names = [ref];
      expect(looks(scene.reader, made)).toContainEqual({ remoteId: remote.remoteId, scope: { kind: 'refs', names } });
      const gone = await scene.during(() => scene.standIn.setRef(scene.repository, ref, undefined));
      expect(looks(scene.reader, gone)).toContainEqual({ remoteId: remote.remoteId, scope: { kind: 'refs', names } });
    }),
  );

  it(
    'of a pull request says to look at it, whatever became of it',
    hooked(facts, async (scene) => {
      const { standIn, repository, bob } = scene;
      await openTopic(scene);
      const pullRequest = one(repository.pullRequests);
      const happenings: Readonly<Record<string, () => Promise<unknown>>> = {
        edited: () => standIn.updatePullRequest(pullRequest, { title: 'ABC-2 Better' }),
        'asked for review': () => standIn.updatePullRequest(pullRequest, { reviewers: [bob] }),
        approved: () => standIn.review(pullRequest, bob, 'approved'),
        refused: () => standIn.review(pullRequest, bob, 'changes-requested', 'No.'),
        commented: () => standIn.comment(pullRequest, bob, 'Hm.'),
        declined: () => standIn.decline(pullRequest, bob),
        reopened: () => standIn.reopen(pullRequest, bob),
        merged: () => standIn.merge(pullRequest, bob),
      };
      for (const [name, happen] of Object.entries(happenings)) {
        const { remoteId } = await scene.remote();
        const wanted = { remoteId, scope: { kind: 'pull-request', remoteId: '1' } };
        expect([name, looks(scene.reader, await scene.during(happen))]).toContainEqual(
          expect.arrayContaining([wanted]),
        );
      }
    }),
  );
}

function describeContents(facts: GitServiceFacts): void {
  it(
    'of a repository that changes its name or place says to look at the list, where it is told',
    hooked(facts, async (scene) => {
      const { standIn, repository } = scene;
      const told = await scene.during(async () => {
        await standIn.rename(repository, 'team/new-name');
        await standIn.archive(repository);
        await standIn.removeRepository(repository);
      });
      const kinds = told.map((delivery) => scene.reader.read(delivery).kind);
      expect(kinds).toEqual(kinds.map(() => 'discover'));
    }),
  );

  it(
    'that is unknown, cut off or empty is ignored, with the reason',
    hooked(facts, async (scene) => {
      const delivery = one(await openTopic(scene));
      const body = Buffer.from(delivery.body);
      const strange: readonly WebhookRequest[] = [
        { ...delivery, headers: { ...delivery.headers, ...facts.webhook.unknownEvent }, body: Buffer.from('{}') },
        { ...delivery, body: body.subarray(0, Math.floor(body.length / 2)) },
        { ...delivery, body: Buffer.from('') },
        { ...delivery, body: Buffer.from('[]') },
        { ...delivery, body: Buffer.from([0xff, 0xfe, 0x00]) },
        { ...delivery, headers: {} },
      ];
      for (const request of strange) {
        const reading = scene.reader.read(request);
        expect(reading).toMatchObject({ kind: 'ignore', reason: expect.stringMatching(/^[A-Z].*\.$/s) });
        expect(scene.reader.readRows?.(request)).toBeUndefined();
        scene.reader.describe(request);
      }
    }),
  );

  it(
    'holds rows that are the same as those asked for',
    hooked(facts, async (scene) => {
      const { reader, connect } = scene;
      if (reader.readRows === undefined) return;
      const remote = await scene.remote();
      const rows = (await openTopic(scene)).map((delivery) => reader.readRows?.(delivery));
      const told = rows.flatMap((one) => one?.pullRequests ?? [])[0];
      const asked = await connect().pullRequests?.get(remote, '1');
      expect(asToldEverywhere(told)).toEqual(asToldEverywhere(asked));
      expect(told?.author?.remoteId).toBe(asked?.author?.remoteId);
      const pushed = (await pushOne(scene)).flatMap((delivery) => reader.readRows?.(delivery) ?? []);
      expect(pushed[0]?.repository).toMatchObject({ remoteId: remote.remoteId, name: remote.name });
      const hash = await scene.repository.git.git('rev-parse', 'main');
      expect(pushed.flatMap(({ commits }) => commits.map((commit) => commit.hash))).toContain(hash);
      expect(pushed.flatMap(({ branches }) => branches.map(({ name, head }) => [name, head?.hash]))).toContainEqual([
        'main',
        hash,
      ]);
    }),
  );
}

/** What payloads tell as well as answers do. */
function asToldEverywhere(told: PullRequest | undefined) {
  if (told === undefined) return undefined;
  const { remoteId, title, description, state, isDraft, source, targetBranch, mergeCommit } = told;
  const { createdAt, updatedAt, closedAt, webUrl } = told;
  const said = { remoteId, title, description, state, isDraft, source, targetBranch, mergeCommit };
  return { ...said, createdAt, updatedAt, closedAt, webUrl };
}

interface Look {
  readonly remoteId: string | undefined;
  readonly scope: unknown;
}

function looks(reader: WebhookReader, deliveries: readonly WebhookRequest[]): readonly Look[] {
  const readings = deliveries.map((delivery): WebhookReading => reader.read(delivery));
  return readings.flatMap((reading) =>
    reading.kind === 'look' ? [{ remoteId: reading.repository.remoteId, scope: reading.scope }] : [],
  );
}

function openTopic({ during, standIn, repository, ada }: Hooked): Promise<readonly WebhookRequest[]> {
  const wish = { title: 'ABC-2', description: 'About ABC-2.', author: ada, source: 'topic' };
  return during(() => standIn.openPullRequest(repository, wish));
}

function pushOne({ during, standIn, repository }: Hooked): Promise<readonly WebhookRequest[]> {
  return during(async () => {
    await repository.git.checkout('main');
    await repository.git.commit('ABC-8 once more', { 'again.txt': 'again' });
    await standIn.push(repository);
  });
}

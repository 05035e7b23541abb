/** The suite: walks over pull requests, from anywhere, while people work. */

import type { RemoteRepository } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { ChangedSince, PullRequestPage, PullRequestReader } from '../../ports/git-service.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, one, type Scene } from './scene.ts';

export function readerOf({ connect }: Scene): PullRequestReader {
  const { pullRequests } = connect();
  if (pullRequests === undefined) throw new Error('Pull requests are not offered.');
  return pullRequests;
}

export async function walk(
  scene: Scene,
  wanted: ChangedSince,
  repository?: RemoteRepository,
): Promise<readonly PullRequestPage[]> {
  const pages: PullRequestPage[] = [];
  const place = repository ?? (await scene.remote());
  for await (const page of readerOf(scene).changedSince(place, wanted)) pages.push(page);
  return pages;
}

export function describeWalks(facts: GitServiceFacts): void {
  describe('changed pull requests', () => {
    it(
      'are told page by page, and on from any page',
      inScene(facts, async (scene) => {
        const numbers = await openSeveral(scene, 5);
        const pages = await walk(scene, { since: undefined });
        expect(pages.length).toBeGreaterThan(2);
        expect(pages.flatMap(idsIn).toSorted()).toEqual(numbers);
        for (const [at, { next }] of pages.entries()) {
          if (next === undefined) continue;
          const rest = (await walk(scene, { since: undefined, after: next })).flatMap(idsIn);
          expect(rest).toEqual(expect.arrayContaining(pages.slice(at + 1).flatMap(idsIn)));
          expect(rest.length).toBeLessThan(numbers.length);
        }
      }),
    );

    it(
      'are told as far back as wanted',
      inScene(facts, async (scene) => {
        await openSeveral(scene, 6);
        scene.standIn.state.clock.advance(3_600_000);
        const since = scene.now();
        const first = one(scene.repository.pullRequests);
        await scene.standIn.updatePullRequest(first, { title: 'ABC-9 late' });
        const repository = await scene.remote();
        scene.standIn.requests.splice(0);
        const pages: PullRequestPage[] = [];
        for await (const page of readerOf(scene).changedSince(repository, { since })) pages.push(page);
        expect(pages.flatMap(idsIn)).toEqual([String(first.number)]);
        // One page, and at most one more to see that it was the last.
        expect(scene.standIn.requests.length).toBeLessThanOrEqual(2);
      }),
    );
  });
  describeCheapWalks(facts);
  describeRestlessWalks(facts);
}

function describeCheapWalks(facts: GitServiceFacts): void {
  describe('a walk over pull requests', () => {
    it(
      'ends with a page that fails',
      inScene(facts, async (scene) => {
        await openSeveral(scene, 5);
        const repository = await scene.remote();
        scene.standIn.faults.add({ after: 1, fault: { kind: 'status', status: 502 } });
        const pages: PullRequestPage[] = [];
        const walking = async (): Promise<void> => {
          for await (const page of readerOf(scene).changedSince(repository, { since: undefined })) pages.push(page);
        };
        expect((await scene.refused(walking())).kind).toBe('unavailable');
        expect(pages).toHaveLength(1);
      }),
    );

    it.skipIf(!facts.validates)(
      'costs next to nothing when nothing is new',
      inScene(facts, async (scene) => {
        await openSeveral(scene, 2);
        const validator = (await walk(scene, { since: undefined }))[0]?.validator;
        expect(validator).toBeDefined();
        scene.standIn.requests.splice(0);
        expect((await walk(scene, { since: scene.now(), validator })).flatMap(idsIn)).toEqual([]);
        expect(scene.standIn.requests.at(-1)?.status).toBe(304);
        await scene.standIn.updatePullRequest(one(scene.repository.pullRequests), { title: 'ABC-7' });
        expect((await walk(scene, { since: scene.now(), validator })).flatMap(idsIn)).toEqual(['1']);
      }),
    );
  });
}

/** Each from a branch of its own, an hour apart; two on a page. */
async function openSeveral({ standIn, repository, ada }: Scene, count: number): Promise<readonly string[]> {
  for (let at = 0; at < count; at += 1) {
    await repository.git.git('branch', '--force', `topic-${at}`, 'topic');
    await standIn.push(repository);
    standIn.state.clock.advance(3_600_000);
    await standIn.openPullRequest(repository, { title: `ABC-${at}`, author: ada, source: `topic-${at}` });
  }
  standIn.state.largestPage = 2;
  return repository.pullRequests.map(({ number }) => String(number)).toSorted();
}

function idsIn({ pullRequests }: PullRequestPage): readonly string[] {
  return pullRequests.map(({ remoteId }) => remoteId);
}

function describeRestlessWalks(facts: GitServiceFacts): void {
  describe('a walk while people work', () => {
    it(
      'skips none that nobody touched',
      inScene(facts, async (scene) => {
        const numbers = await openSeveral(scene, 6);
        const repository = await scene.remote();
        const seen: string[] = [];
        for await (const page of readerOf(scene).changedSince(repository, { since: undefined })) {
          const first = seen.length === 0;
          seen.push(...idsIn(page));
          const touched = scene.repository.pullRequests.filter(({ number }) => idsIn(page).includes(String(number)));
          if (first) for (const one of touched) await scene.standIn.updatePullRequest(one, { title: 'ABC-9 again' });
        }
        expect([...new Set(seen)].toSorted()).toEqual(numbers);
      }),
    );

    it(
      'ends, and skips none, when all changed at the same moment',
      inScene(facts, async (scene) => {
        const numbers = await openSeveral(scene, 5);
        for (const pullRequest of scene.repository.pullRequests) pullRequest.updatedAt = scene.now();
        const pages = await walk(scene, { since: undefined });
        expect([...new Set(pages.flatMap(idsIn))].toSorted()).toEqual(numbers);
        const rest = await walk(scene, { since: scene.now(), after: pages[0]?.next });
        expect([...new Set([...pages.slice(0, 1), ...rest].flatMap(idsIn))].toSorted()).toEqual(numbers);
      }),
    );
  });
  describeRenamed(facts);
}

function describeRenamed(facts: GitServiceFacts): void {
  describe('a walk while names change', () => {
    it(
      'goes on under the name it began with, when the repository is renamed',
      inScene(facts, async (scene) => {
        await openSeveral(scene, 3);
        const repository = await scene.remote();
        await scene.standIn.rename(scene.repository, 'team/new-name');
        const told = await readerOf(scene).get(repository, '1');
        expect(told?.remoteId).toBe('1');
        const pages = await walk(scene, { since: undefined }, repository);
        expect(pages.flatMap(idsIn).toSorted()).toEqual(['1', '2', '3']);
      }),
    );

    it(
      'takes nothing of another repository that was given the name',
      inScene(facts, async (scene) => {
        const { standIn, ada } = scene;
        await openSeveral(scene, 1);
        const repository = await scene.remote();
        await standIn.rename(scene.repository, 'team/new-name');
        const other = await standIn.addRepository('team/app', { like: scene.repository.git });
        await standIn.openPullRequest(other, { title: 'Of another', author: ada, source: 'topic' });
        const told = await readerOf(scene)
          .get(repository, '1')
          .catch((failure: unknown) => failure);
        expect(told).not.toMatchObject({ title: 'Of another' });
        const walked = await walk(scene, { since: undefined }, repository).catch(() => []);
        expect(walked.flatMap(({ pullRequests }) => pullRequests.map(({ title }) => title))).not.toContain(
          'Of another',
        );
      }),
    );
  });
}

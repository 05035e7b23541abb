/** The suite: pull requests, told alike by themselves and in lists. */

import type { PullRequest } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { ChangedSince, PullRequestPage, PullRequestReader } from '../../ports/git-service.ts';
import { verdictsOf, type StandInPullRequest } from '../stand-in/state.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, one, type Scene } from './scene.ts';

export function describePullRequests(facts: GitServiceFacts): void {
  describe('pull requests', () => {
    it.each(Object.entries(stories))('%s are told alike by themselves and in a list', (_name, story) =>
      inScene(facts, async (scene) => {
        const pullRequest = await story(scene);
        const repository = await scene.remote();
        const reader = readerOf(scene);
        const alone = await reader.get(repository, String(pullRequest.number));
        expectAsIs(alone, pullRequest);
        expect(verdictsIn(alone)).toEqual(namedVerdicts(pullRequest));
        const [page] = await walk(scene, { since: undefined });
        const listed = page?.pullRequests.find(({ remoteId }) => remoteId === String(pullRequest.number));
        expectAsIs(listed, pullRequest);
        expect(withoutVerdicts(listed)).toEqual(withoutVerdicts(alone));
        expect(Object.keys(verdictsIn(alone))).toEqual(expect.arrayContaining(Object.keys(verdictsIn(listed))));
      })(),
    );

    it(
      'that are gone are undefined',
      inScene(facts, async (scene) => {
        expect(await readerOf(scene).get(await scene.remote(), '4711')).toBeUndefined();
      }),
    );

    it(
      'name nobody twice, and the author never',
      inScene(facts, async (scene) => {
        const { standIn, ada, bob } = scene;
        const pullRequest = await open(scene);
        await standIn.review(pullRequest, bob, 'changes-requested');
        await standIn.review(pullRequest, bob, 'approved');
        await standIn.review(pullRequest, bob, 'commented', 'Well done.');
        await standIn.comment(pullRequest, ada, 'Thank you.');
        const told = await readerOf(scene).get(await scene.remote(), String(pullRequest.number));
        expect(verdictsIn(told)).toEqual({ bob: 'approved' });
        expect(told?.commentCount).toBeGreaterThanOrEqual(2);
      }),
    );
  });
  describeWalks(facts);
}

/** Each makes one pull request of its kind. */
const stories: Readonly<Record<string, (scene: Scene) => Promise<StandInPullRequest>>> = {
  'open ones': open,
  async drafts(scene) {
    return open(scene, { isDraft: true });
  },
  async 'reviewed ones'(scene) {
    const pullRequest = await open(scene);
    await scene.standIn.review(pullRequest, scene.bob, 'approved');
    return pullRequest;
  },
  async 'refused ones'(scene) {
    const pullRequest = await open(scene);
    await scene.standIn.review(pullRequest, scene.bob, 'changes-requested', 'Please not so.');
    return pullRequest;
  },
  async 'merged ones'(scene) {
    return scene.standIn.merge(await open(scene), scene.bob);
  },
  async 'squashed ones'(scene) {
    return scene.standIn.merge(await open(scene), scene.bob, 'squash');
  },
  async 'declined ones'(scene) {
    return scene.standIn.decline(await open(scene), scene.bob);
  },
  async 'ones from a fork'(scene) {
    return (await openFromFork(scene)).pullRequest;
  },
  async 'ones whose fork is gone'(scene) {
    const { pullRequest, fork } = await openFromFork(scene);
    await scene.standIn.decline(pullRequest);
    await scene.standIn.removeRepository(fork);
    return pullRequest;
  },
};

function open(
  { standIn, repository, ada, bob }: Scene,
  more: { readonly isDraft?: boolean } = {},
): Promise<StandInPullRequest> {
  const wish = { title: 'ABC-2 Go on', description: 'About **ABC-3**.', source: 'topic', reviewers: [bob] };
  return standIn.openPullRequest(repository, { ...wish, author: ada, ...more });
}

async function openFromFork({ standIn, repository, bob }: Scene) {
  const fork = await standIn.fork(repository, 'bob/app');
  await fork.git.branch('from-fork');
  await fork.git.commit('ABC-4 elsewhere', { 'other.txt': 'o' });
  await standIn.push(fork, bob);
  const wish = { title: 'ABC-4', author: bob, source: 'from-fork', from: fork };
  return { fork, pullRequest: await standIn.openPullRequest(repository, wish) };
}

function expectAsIs(told: PullRequest | undefined, is: StandInPullRequest): void {
  expect(told).toMatchObject({
    remoteId: String(is.number),
    description: is.description,
    state: is.state,
    isDraft: is.isDraft,
    author: { login: is.author.login, remoteId: String(is.author.id) },
    targetBranch: is.targetBranch,
    mergeCommit: is.mergeCommit,
    createdAt: is.createdAt,
    updatedAt: is.updatedAt,
    closedAt: is.closedAt,
  });
  expect(told?.title).toContain(is.title);
  expect(told?.webUrl).toContain(`/${is.repository.owner.path}/${is.repository.name}/`);
  const { source } = is;
  const name = source.repository && `${source.repository.owner.path}/${source.repository.name}`;
  expect(told?.source).toMatchObject({ repositoryName: name, isFork: source.repository !== is.repository });
  if (source.repository === undefined) return;
  expect(told?.source).toMatchObject({ branch: source.branch, head: is.head });
}

function readerOf({ connect }: Scene): PullRequestReader {
  const { pullRequests } = connect();
  if (pullRequests === undefined) throw new Error('Pull requests are not offered.');
  return pullRequests;
}

function verdictsIn(told: PullRequest | undefined): Readonly<Record<string, string>> {
  const pairs = (told?.reviewers ?? []).map(({ person, verdict }) => [person.login, verdict] as const);
  expect(new Set(pairs.map(([login]) => login)).size, 'nobody twice').toBe(pairs.length);
  return Object.fromEntries(pairs);
}

function namedVerdicts(pullRequest: StandInPullRequest): Readonly<Record<string, string>> {
  return Object.fromEntries([...verdictsOf(pullRequest)].map(([{ login }, verdict]) => [login, verdict]));
}

function withoutVerdicts(told: PullRequest | undefined) {
  if (told === undefined) return undefined;
  // A list may name a person shorter.
  const author = { login: told.author?.login, remoteId: told.author?.remoteId };
  return { ...told, author, reviewers: [], commentCount: 0, isComplete: true };
}

async function walk(scene: Scene, wanted: ChangedSince): Promise<readonly PullRequestPage[]> {
  const pages: PullRequestPage[] = [];
  const repository = await scene.remote();
  for await (const page of readerOf(scene).changedSince(repository, wanted)) pages.push(page);
  return pages;
}

function describeWalks(facts: GitServiceFacts): void {
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

    it(
      'goes on under the name it began with, when the repository is renamed',
      inScene(facts, async (scene) => {
        await openSeveral(scene, 3);
        const repository = await scene.remote();
        await scene.standIn.rename(scene.repository, 'team/new-name');
        const told = await readerOf(scene).get(repository, '1');
        expect(told?.remoteId).toBe('1');
        const pages: PullRequestPage[] = [];
        for await (const page of readerOf(scene).changedSince(repository, { since: undefined })) pages.push(page);
        expect(pages.flatMap(idsIn).toSorted()).toEqual(['1', '2', '3']);
      }),
    );
  });
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

/** The suite: pull requests, told alike by themselves and in lists. */

import type { PullRequest } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { verdictsOf, type StandInPullRequest } from '../stand-in/state.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, type Scene } from './scene.ts';
import { readerOf, walk } from './walks.ts';

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
        await standIn.review(pullRequest, ada, 'commented', 'A note of my own.');
        await standIn.comment(pullRequest, ada, 'Thank you.');
        const told = await readerOf(scene).get(await scene.remote(), String(pullRequest.number));
        expect(verdictsIn(told)).toEqual({ bob: 'approved' });
        expect(told?.commentCount).toBeGreaterThanOrEqual(2);
      }),
    );
  });
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

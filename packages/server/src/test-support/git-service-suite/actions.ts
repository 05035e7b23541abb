/** The suite: what people do from Jira, under their own name. */

import type { CommitHash } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { PullRequestDraft, RepositoryActions } from '../../ports/git-service/actions.ts';
import { commitAt, refsOf } from '../stand-in/bare-git.ts';
import type { StandInPullRequest } from '../stand-in/state.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, one, type ConnectionChanges, type Scene } from './scene.ts';

const strangeName = 'feature/ABC-9#ä';
const unknownCommit = 'f'.repeat(40);

export function describeActions(facts: GitServiceFacts): void {
  describe('a branch', () => {
    it.each(['main', 'a hash'])('is made from %s', (from) =>
      inScene(facts, async (scene) => {
        const { repository, mainHead, bob } = scene;
        const actions = actionsOf(scene, { as: bob });
        const made = await actions.createBranch(await scene.remote(), strangeName, from === 'main' ? from : mainHead);
        expect(made).toMatchObject({ name: strangeName, head: mainHead });
        expect(made.webUrl).toContain('feature/ABC-9%23%C3%A4');
        expect(await commitAt(repository.folder, `refs/heads/${strangeName}`)).toBe(mainHead);
        expect(doneBy(scene)).toEqual(['bob']);
      })(),
    );

    it(
      'is not made twice, nor from nothing',
      inScene(facts, async (scene) => {
        const [actions, remote] = [actionsOf(scene), await scene.remote()];
        const taken = await scene.refused(actions.createBranch(remote, 'topic', 'main'));
        expect(taken.kind).toBe('conflict');
        const nowhere = await scene.refused(actions.createBranch(remote, 'new', 'no-such-branch'));
        expect(nowhere.kind).toMatch(/^(not-found|rejected)$/);
      }),
    );

    it(
      'is deleted, and may be gone already',
      inScene(facts, async (scene) => {
        const [actions, remote] = [actionsOf(scene), await scene.remote()];
        await actions.createBranch(remote, strangeName, 'main');
        await actions.deleteBranch(remote, strangeName);
        await actions.deleteBranch(remote, strangeName);
        const names = [...(await refsOf(scene.repository.folder)).keys()];
        expect(names).not.toContain(`refs/heads/${strangeName}`);
        expect(names).toContain('refs/heads/main');
      }),
    );

    it(
      'is not made by whoever may only read',
      inScene(facts, async (scene) => {
        const { repository, bob } = scene;
        repository.access.set(bob, 'read');
        const failure = await scene.refused(
          actionsOf(scene, { as: bob }).createBranch(await scene.remote(), 'new', 'main'),
        );
        expect(failure.kind).toMatch(/^(forbidden|not-found)$/);
      }),
    );
  });
  describeOpening(facts);
  describeMerging(facts);
}

function actionsOf({ connect }: Scene, changes: ConnectionChanges = {}): RepositoryActions {
  const { actions } = connect(changes);
  if (actions === undefined) throw new Error('Actions are not offered.');
  return actions;
}

/** Who asked for what changes something, by the tokens that came. */
function doneBy({ standIn }: Scene): readonly (string | undefined)[] {
  const changing = standIn.requests.filter(({ method, isGit }) => method !== 'GET' && !isGit);
  return [...new Set(changing.map(({ token }) => token?.person.login))];
}

const draft: PullRequestDraft = {
  title: 'ABC-2 Go on',
  description: 'About ABC-2.',
  sourceBranch: 'topic',
  targetBranch: 'main',
  reviewers: [],
  labels: [],
  isDraft: false,
};

function describeOpening(facts: GitServiceFacts): void {
  describe('a pull request', () => {
    it(
      'is opened with reviewers and labels, by whoever acts',
      inScene(facts, async (scene) => {
        const { repository, ada, bob } = scene;
        const remote = await scene.remote();
        const wish = { ...draft, reviewers: ['ada'], labels: ['bug'] };
        const { pullRequest, shortcomings } = await actionsOf(scene, { as: bob }).createPullRequest(remote, wish);
        expect(shortcomings).toEqual([]);
        const { title, description } = draft;
        expect(pullRequest).toMatchObject({ title, description, state: 'open', isDraft: false, targetBranch: 'main' });
        expect(pullRequest.reviewers.map(({ person }) => person.login)).toEqual(['ada']);
        const [opened] = repository.pullRequests;
        expect(opened).toMatchObject({ author: bob, asked: [ada], labels: ['bug'] });
        expect(doneBy(scene)).toEqual(['bob']);
      }),
    );

    it(
      'is opened as a draft, and says what could not be had',
      inScene(facts, async (scene) => {
        const remote = await scene.remote();
        const wish = { ...draft, isDraft: true, reviewers: ['nobody-at-all'], labels: ['unheard-of'] };
        const { pullRequest, shortcomings } = await actionsOf(scene).createPullRequest(remote, wish);
        expect(pullRequest.isDraft).toBe(true);
        expect(shortcomings.join(' ')).toContain('nobody-at-all');
        expect(one(scene.repository.pullRequests).labels.includes('unheard-of')).toBe(facts.makesLabels);
        expect(facts.makesLabels || shortcomings.join(' ').includes('unheard-of')).toBe(true);
        for (const sentence of shortcomings) expect(sentence).toMatch(/^[A-Z].*\.$/);
      }),
    );

    it(
      'is not opened twice, nor from nothing',
      inScene(facts, async (scene) => {
        const [actions, remote] = [actionsOf(scene), await scene.remote()];
        await actions.createPullRequest(remote, draft);
        expect((await scene.refused(actions.createPullRequest(remote, draft))).kind).toBe('conflict');
        const nowhere = { ...draft, sourceBranch: 'no-such-branch' };
        expect((await scene.refused(actions.createPullRequest(remote, nowhere))).kind).toMatch(
          /^(rejected|not-found)$/,
        );
      }),
    );
  });
  describeChoices(facts);
}

function describeChoices(facts: GitServiceFacts): void {
  describe('a pull request to be opened', () => {
    it(
      'begins with the template of the repository',
      inScene(facts, async (scene) => {
        const { repository, standIn } = scene;
        const [actions, remote] = [actionsOf(scene), await scene.remote()];
        expect(await actions.pullRequestTemplates(remote)).toEqual([]);
        await repository.git.commit('template', { [facts.templatePath]: '## Why\n\nBecause ä.\n' });
        await standIn.push(repository);
        const [template] = await actions.pullRequestTemplates(remote);
        expect(template?.text.trimEnd()).toBe('## Why\n\nBecause ä.');
        expect(template?.name).not.toMatch(/[/.]/);
      }),
    );

    it(
      'may be reviewed and labelled by what there is',
      inScene(facts, async (scene) => {
        const [actions, remote] = [actionsOf(scene), await scene.remote()];
        scene.standIn.addPerson({ login: 'carol' });
        expect((await actions.reviewersFor(remote, 'bo')).map(({ login }) => login)).toEqual(['bob']);
        expect([...(await actions.labels(remote))].toSorted()).toEqual(['bug', 'docs']);
      }),
    );
  });
}

function describeMerging(facts: GitServiceFacts): void {
  describe('merging', () => {
    it.each(['merge', 'squash'] as const)('by %s, with the head that was seen', (method) =>
      inScene(facts, async (scene) => {
        const { repository, bob, topicHead } = scene;
        const pullRequest = await openTopic(scene);
        const [actions, remote] = [actionsOf(scene, { as: bob }), await scene.remote()];
        const stale = { method, expectedHead: unknownCommit as CommitHash, deletesSourceBranch: false };
        expect((await scene.refused(actions.merge(remote, '1', stale))).kind).toBe('conflict');
        const wish = { method, expectedHead: topicHead, deletesSourceBranch: true };
        const merged = await actions.merge(remote, '1', wish);
        expect(pullRequest.state).toBe('merged');
        expect(merged).toMatchObject({ state: 'merged', mergeCommit: pullRequest.mergeCommit });
        expect(await commitAt(repository.folder, 'refs/heads/main')).toBe(pullRequest.mergeCommit);
        expect(await commitAt(repository.folder, 'refs/heads/topic')).toBeUndefined();
        expect(doneBy(scene)).toEqual(['bob']);
        expect((await scene.refused(actions.merge(remote, '1', wish))).kind).toMatch(/^(conflict|rejected)$/);
      })(),
    );

    it(
      'what does not fit is a conflict',
      inScene(facts, async (scene) => {
        const { repository, standIn } = scene;
        await openTopic(scene);
        await repository.git.commit('ABC-5 the same elsewhere', { 'src/a b.ts': 'other' });
        await standIn.push(repository);
        const wish = { method: 'merge', expectedHead: undefined, deletesSourceBranch: false } as const;
        const failure = await scene.refused(actionsOf(scene).merge(await scene.remote(), '1', wish));
        expect(failure.kind).toBe('conflict');
      }),
    );

    it(
      'is approved by whoever acts',
      inScene(facts, async (scene) => {
        await openTopic(scene);
        const remote = await scene.remote();
        const { actions, pullRequests } = scene.connect({ as: scene.bob });
        await actions?.approve(remote, '1');
        const told = await pullRequests?.get(remote, '1');
        expect(told?.reviewers).toMatchObject([{ person: { login: 'bob' }, verdict: 'approved' }]);
        expect(doneBy(scene)).toEqual(['bob']);
      }),
    );
  });
}

function openTopic({ standIn, repository, ada }: Scene): Promise<StandInPullRequest> {
  return standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
}

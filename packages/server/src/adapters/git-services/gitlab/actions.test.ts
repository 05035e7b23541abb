import { describe, expect, it } from 'vitest';
import { inScene, type Scene } from '../../../test-support/git-service-suite/scene.ts';
import { gitlabFacts } from '../../../test-support/stand-in/gitlab/facts.ts';
import { gitlabSelfManaged } from './connector.ts';

const facts = { ...gitlabFacts, connector: gitlabSelfManaged };

async function openTopic({ standIn, repository, ada }: Scene): Promise<void> {
  await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
}

describe('in a project of GitLab', () => {
  it(
    'approving twice is done already, and approving one’s own is forbidden',
    inScene(facts, async (scene) => {
      await openTopic(scene);
      const remote = await scene.remote();
      const byBob = scene.connect({ as: scene.bob }).actions!;
      await byBob.approve(remote, '1');
      await byBob.approve(remote, '1');
      expect(scene.repository.pullRequests[0]?.reviews).toHaveLength(1);
      const own = await scene.refused(scene.connect().actions!.approve(remote, '1'));
      expect(own.kind).toBe('forbidden');
    }),
  );

  it(
    'merging without the right is forbidden, and with a dead token unauthorized',
    inScene(facts, async (scene) => {
      await openTopic(scene);
      const remote = await scene.remote();
      const wish = { method: 'merge', expectedHead: undefined, deletesSourceBranch: false } as const;
      scene.repository.access.set(scene.bob, 'read');
      const byBob = scene.connect({ as: scene.bob }).actions!;
      expect((await scene.refused(byBob.merge(remote, '1', wish))).kind).toBe('forbidden');
      for (const token of scene.standIn.state.tokens) token.isRevoked = true;
      expect((await scene.refused(byBob.merge(remote, '1', wish))).kind).toBe('unauthorized');
    }),
  );

  it(
    'rebasing is done where the project does it, and refused with the reason where it does not',
    inScene(facts, async (scene) => {
      await openTopic(scene);
      const remote = await scene.remote();
      const wish = { method: 'rebase', expectedHead: undefined, deletesSourceBranch: false } as const;
      const actions = scene.connect().actions!;
      const failure = await scene.refused(actions.merge(remote, '1', wish));
      expect(failure.kind).toBe('rejected');
      expect(failure.message).toContain('merge method');
      scene.repository.own['mergeMethod'] = 'ff';
      expect((await actions.merge(remote, '1', wish)).state).toBe('merged');
    }),
  );

  it(
    'templates begin with that of the settings, then the standard file',
    inScene(facts, async (scene) => {
      const { repository, standIn } = scene;
      const folder = '.gitlab/merge_request_templates';
      await repository.git.commit('templates', { [`${folder}/Bug.md`]: 'bug', [`${folder}/default.md`]: 'file' });
      await standIn.push(repository);
      repository.own['template'] = 'settings';
      const templates = await scene.connect().actions!.pullRequestTemplates(await scene.remote());
      expect(templates.map(({ name, text }) => `${name}: ${text.trim()}`)).toEqual([
        'Project settings: settings',
        'default: file',
        'Bug: bug',
      ]);
    }),
  );

  it(
    'a draft’s prefix is not written twice, and one reviewer of several may be all there can be',
    inScene(facts, async (scene) => {
      const remote = await scene.remote();
      const oneReviewer = (json: unknown) => ({ ...(json as object), reviewers: [] });
      const path = /\/merge_requests$/;
      scene.standIn.faults.add({ method: 'POST', path, fault: { kind: 'changed', change: oneReviewer } });
      const draft = { description: '', sourceBranch: 'topic', targetBranch: 'main', labels: [], isDraft: true };
      const wish = { ...draft, title: 'Draft: ABC-2', reviewers: ['bob'] };
      const { pullRequest, shortcomings } = await scene.connect().actions!.createPullRequest(remote, wish);
      expect(pullRequest.title).toBe('Draft: ABC-2');
      expect(shortcomings).toEqual([expect.stringContaining('tier')]);
    }),
  );

  it(
    'a branch of a project that is gone is not deleted quietly',
    inScene(facts, async (scene) => {
      const remote = await scene.remote();
      await scene.standIn.removeRepository(scene.repository);
      const failure = await scene.refused(scene.connect().actions!.deleteBranch(remote, 'topic'));
      expect(failure.kind).toBe('not-found');
    }),
  );
});

import type { Failure, PullRequest } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { inScene, type Scene } from '../../../test-support/git-service-suite/scene.ts';
import { gitlabFacts } from '../../../test-support/stand-in/gitlab/facts.ts';
import { gitlabSelfManaged } from './connector.ts';
import { isDraftAtGitlab, verdictFromGitlab } from './pull-requests.ts';

const facts = { ...gitlabFacts, connector: gitlabSelfManaged };

async function openMany({ standIn, repository, ada }: Scene, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await repository.git.git('branch', `topic-${at}`, 'topic');
    await standIn.push(repository);
    await standIn.openPullRequest(repository, { title: `ABC-${at}`, author: ada, source: `topic-${at}` });
  }
}

describe('a walk over merge requests', () => {
  it(
    'skips none when others change meanwhile',
    inScene(facts, async (scene) => {
      const { standIn, repository, connect } = scene;
      await openMany(scene, 6);
      standIn.state.largestPage = 2;
      const seen: string[] = [];
      const remote = await scene.remote();
      for await (const { pullRequests } of connect().pullRequests!.changedSince(remote, { since: undefined })) {
        seen.push(...pullRequests.map(({ remoteId }) => remoteId));
        // Those already told move to the end: pages counted by number would now skip as many.
        if (seen.length === 2) {
          for (const request of repository.pullRequests.slice(0, 2)) {
            await standIn.updatePullRequest(request, { title: 'ABC-9' });
          }
        }
      }
      expect(new Set(seen)).toEqual(new Set(['1', '2', '3', '4', '5', '6']));
    }),
  );

  it(
    'comes past many of one and the same moment',
    inScene(facts, async (scene) => {
      await openMany(scene, 5);
      const moment = scene.now();
      for (const request of scene.repository.pullRequests) request.updatedAt = moment;
      scene.standIn.state.largestPage = 2;
      const seen: PullRequest[] = [];
      const remote = await scene.remote();
      for await (const page of scene.connect().pullRequests!.changedSince(remote, { since: moment })) {
        seen.push(...page.pullRequests);
      }
      expect(seen.map(({ remoteId }) => remoteId).toSorted()).toEqual(['1', '2', '3', '4', '5']);
    }),
  );

  it(
    'asks for the name of each fork once',
    inScene(facts, async (scene) => {
      const { standIn, repository, bob } = scene;
      const fork = await standIn.fork(repository, 'bob/app');
      for (const source of ['one', 'two']) {
        await fork.git.branch(source);
        await fork.git.commit('ABC-4', { [`${source}.txt`]: source });
        await standIn.push(fork, bob);
        await standIn.openPullRequest(repository, { title: source, author: bob, source, from: fork });
      }
      const remote = await scene.remote();
      standIn.requests.splice(0);
      const names: (string | undefined)[] = [];
      for await (const page of scene.connect().pullRequests!.changedSince(remote, { since: undefined })) {
        names.push(...page.pullRequests.map(({ source }) => source.repositoryName));
      }
      expect(names).toEqual(['bob/app', 'bob/app']);
      expect(standIn.requests.filter(({ path }) => path.endsWith(`/projects/${fork.id}`))).toHaveLength(1);
    }),
  );
});

describe('a project without merge requests', () => {
  const forbidden = { kind: 'status', status: 403, json: { message: '403 Forbidden' } } as const;

  it.each([
    ['has none', 'disabled', undefined],
    ['says no to us, which is another matter', 'private', 'forbidden'],
  ])('%s', (_what, level, kind) =>
    inScene(facts, async (scene) => {
      scene.repository.own['mergeRequests'] = level;
      const remote = await scene.remote();
      scene.standIn.faults.add({ path: /\/merge_requests$/, fault: forbidden });
      const walk = scene.connect().pullRequests!.changedSince(remote, { since: undefined })[Symbol.asyncIterator]();
      const first = await walk.next().catch((failure: Failure) => failure.kind);
      expect(first).toEqual(
        kind ?? { done: false, value: { pullRequests: [], next: undefined, validator: undefined } },
      );
    })(),
  );
});

describe('a merge request', () => {
  it(
    'of a server that tells neither reviewers’ words nor approvals is told all the same',
    inScene(facts, async (scene) => {
      const { standIn, repository, ada, bob } = scene;
      await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic', reviewers: [bob] });
      const unknown = { kind: 'status', status: 404, json: { error: '404 Not Found' } } as const;
      standIn.faults.add({ path: '/reviewers', fault: unknown });
      standIn.faults.add({ path: '/approvals', fault: unknown });
      const told = await scene.connect().pullRequests?.get(await scene.remote(), '1');
      expect(told).toMatchObject({ reviewers: [{ person: { login: 'bob' }, verdict: 'none' }], isComplete: true });
    }),
  );

  it(
    'is no pull request when its verdicts cannot be had',
    inScene(facts, async (scene) => {
      const { standIn, repository, ada } = scene;
      await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
      const remote = await scene.remote();
      standIn.faults.add({ path: '/approvals', fault: { kind: 'status', status: 403, json: { message: 'No.' } } });
      const failure = await scene.refused(scene.connect().pullRequests!.get(remote, '1'));
      expect(failure.kind).toBe('forbidden');
    }),
  );

  it.each([
    [{ title: 'Draft: x' }, true],
    [{ title: '[WIP] x' }, true],
    [{ title: 'Drafting x' }, false],
    [{ title: 'Draft: x', draft: false }, false],
    [{ title: 'x', draft: null, work_in_progress: true }, true],
  ])('%j is a draft: %s', (request, isDraft) => {
    expect(isDraftAtGitlab(request)).toBe(isDraft);
  });

  it.each([
    ['approved', 'approved'],
    ['requested_changes', 'changes-requested'],
    ['reviewed', 'commented'],
    ['unreviewed', 'none'],
    ['review_started', 'none'],
    ['unapproved', 'none'],
    ['something new', 'none'],
    [null, 'none'],
  ])('a reviewer who is %s says: %s', (state, verdict) => {
    expect(verdictFromGitlab(state)).toBe(verdict);
  });
});

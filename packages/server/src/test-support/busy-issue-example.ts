/** Gives an issue something of everything: for pages that show an issue at work. */

import type { CommitHash, LinkedPullRequest, RepositoryId } from '@branchline/domain';
import { linksTo, personOf, pullRequestOf } from './example-rows.ts';
import type { TestServer } from './test-server.ts';

/** Nobody may leave a page without a place to break a line. */
const longName = `ABC-7-${'a-name-as-long-as-services-take-them-'.repeat(3)}end`;

/**
 * All of a mirrored repository belongs to `ABC-7`: the commits of `main` with their files, two tags, two branches of which one
 * has a very long name, and a pull request of each state: open with reviewers of every verdict and
 * checks in every state, merged, declined.
 */
export async function busyIssueExample({ deps: { store }, mirrors }: TestServer, id: RepositoryId): Promise<void> {
  const repository = await store.repositories.get(id);
  if (repository === undefined) throw new Error('There is no such repository.');
  const { mirror } = mirrors;
  const links = linksTo('ABC-7');
  const heads = await mirror.heads(repository);
  const head = heads.find(({ ref }) => ref === 'refs/heads/main')?.hash as CommitHash;
  const commits = [];
  for await (const chunk of mirror.commits(repository, { from: [head], not: [], skip: 0 }, () => true)) {
    commits.push(...chunk.commits);
  }
  const hashes = commits.map(({ hash }) => hash);
  await store.development.saveCommits(
    id,
    commits.map((commit) => ({ commit, links })),
    true,
  );
  for await (const files of mirror.files(repository, hashes)) await store.development.saveFiles(id, files);
  await store.repositories.saveTags(id, await mirror.tags(repository));
  await store.development.saveContainments(id, await mirror.containments(repository, new Set(hashes)));
  const [topic] = await mirror.branches(repository, ['topic']);
  if (topic === undefined) throw new Error('The repository has no branch called topic.');
  const open = { ...topic, name: longName, merged: false, ahead: 3, behind: 12 };
  const branches = [{ ...topic, name: 'ABC-7-topic', merged: true }, open].map((branch) => ({ branch, links }));
  const indexed = { refsFingerprint: '', commitCount: commits.length, at: new Date(), changed: true };
  await store.repositories.markIndexed(id, { ...indexed, defaultBranch: 'main', nextLookAt: new Date() });
  await store.development.saveBranches(id, branches, [], true);
  await store.development.savePullRequests(id, pullRequests(head), true);
  await store.pullRequestChecks.want(id, '3');
  const checks = { head, state: 'failed', passed: 3, failed: 1, running: 2, webUrl: pullRequestOf(3).webUrl } as const;
  for (const due of await store.pullRequestChecks.due(id, 1)) {
    await store.pullRequestChecks.save(id, due, { head, checks, looks: 1 }, undefined);
  }
}

function pullRequests(head: CommitHash): readonly LinkedPullRequest[] {
  const verdicts = ['approved', 'changes-requested', 'commented', 'none'] as const;
  const reviewers = verdicts.map((verdict, place) => ({ person: personOf(`reviewer-${place}`), verdict }));
  const source = { branch: longName, head, repositoryName: 'team/changes', isFork: false };
  const ended = { closedAt: new Date(Date.UTC(2026, 0, 2)), mergeCommit: head };
  return [
    pullRequestOf(1, { title: 'ABC-7 Change everything', state: 'merged', ...ended }),
    pullRequestOf(2, { title: 'ABC-7 Change it another way', state: 'declined', ...ended, mergeCommit: undefined }),
    pullRequestOf(3, {
      title: `ABC-7 ${'A title that goes on and on. '.repeat(6)}`,
      source,
      reviewers,
      commentCount: 4,
    }),
  ].map((pullRequest) => ({ pullRequest, links: linksTo('ABC-7') }));
}

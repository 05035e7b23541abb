/** Rows from webhooks alone: what is kept and sent, what is flagged, and that git completes it all later. */

import type { Commit, CommitHash, Integration, PullRequest } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PayloadRows } from '../../ports/git-service/webhooks.ts';
import { pullRequestOf } from '../../test-support/example-rows.ts';
import { factsOf } from '../../test-support/facts.ts';
import { openPullRequestStory, type PullRequestStory } from '../../test-support/pull-request-story.ts';
import type { Connected, TestHouse } from '../../test-support/test-house.ts';
import { pauseRepository } from '../repositories/control-repository.ts';
import { repositoryView } from '../repositories/repository-views.ts';
import { savePayloadRows } from './save-payload-rows.ts';

let story: PullRequestStory;
let house: TestHouse;
let connected: Connected;
let integration: Integration;

beforeEach(async () => {
  story = await openPullRequestStory();
  ({ house } = story);
  connected = await story.connect('webhook-only');
  integration = (await house.store.integrations.get(connected.integrationId))!;
});
afterEach(() => story.close());

/** A commit as a payload tells it: no parents, and one time for everything, in another zone and a second off. */
async function told(hash: CommitHash): Promise<Commit> {
  const [name = '', email = '', seconds] = (await story.git.git('log', '-1', '--format=%an%x00%ae%x00%ct', hash)).split(
    '\0',
  );
  const signature = { name, email, at: new Date((Number(seconds) + 1) * 1000) };
  const message = await story.git.git('log', '-1', '--format=%B', hash);
  return { hash, parents: [], author: signature, committer: signature, message, notes: '' };
}

async function receive(rows: Partial<PayloadRows>, remoteId = '77') {
  const repository = { remoteId, name: 'acme/shop', cloneUrl: story.origin, webUrl: undefined };
  const nothing = { commits: [], branches: [], goneBranches: [], pullRequests: [], leftOut: undefined };
  const whole = { repository, defaultBranch: 'main', ...nothing, ...rows };
  return savePayloadRows(house, integration, whole, house.clock.now());
}

function entities(): readonly string[] {
  return house.jira.sandbox
    .snapshot()
    .repositories.flatMap(({ commits, branches, pullRequests }) => [...commits, ...branches, ...pullRequests])
    .map(({ id, keys }) => `${id} ${keys.join(' ')}`);
}

describe('a payload', () => {
  it('is kept, shown and sent without waiting for files, parents or anything else', async () => {
    const hash = await story.git.commit('ABC-1 Start', { 'a.txt': 'a\n' });
    const head = await told(hash);
    const pullRequest = pullRequestOf(7, { title: 'ABC-2 Change', isComplete: false });
    const { note, repositoryId } = await receive({
      commits: [head, { ...head, hash: '1'.repeat(40) as CommitHash, message: 'No key' }],
      branches: [
        { name: 'ABC-3-x', head },
        { name: 'main', head },
      ],
      pullRequests: [pullRequest],
    });
    expect(note).toBe('With issue keys: 1 commit, 1 branch, 1 pull request.');
    expect(repositoryId).toBe(connected.repositoryId);
    await story.finishJobs();
    expect(entities()).toEqual([`${hash} ABC-1`, 'ABC-3-x ABC-3', '7 ABC-2']);
    const view = await repositoryView(house.store, repositoryId);
    expect(view?.repository).toMatchObject({ state: 'up-to-date', defaultBranch: 'main', nextLookAt: undefined });
    const [development] = await house.store.issues.development('ABC-1' as never, [repositoryId], 10);
    expect(development?.commits).toMatchObject([{ commit: head, files: undefined, fromPayload: true }]);
    expect(house.mirrorCalls).toEqual([]);
  });

  it('makes its repository on first sight', async () => {
    const { repositoryId } = await receive({ commits: [await told(await story.git.commit('ABC-1 Start'))] }, '78');
    expect(repositoryId).not.toBe(connected.repositoryId);
    await story.finishJobs();
    expect(entities()).toHaveLength(1);
  });

  it('that comes twice changes nothing', async () => {
    const rows = {
      commits: [await told(await story.git.commit('ABC-1 Start'))],
      pullRequests: [pullRequestOf(7, { title: 'ABC-2 Change' })],
    };
    await receive(rows);
    await story.finishJobs();
    house.jira.sandbox.forgetRequests();
    await receive(rows);
    await story.finishJobs();
    expect(house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/bulk'))).toEqual([]);
  });

  it('that is older than what is known of a pull request changes nothing of it', async () => {
    const older = pullRequestOf(7, { title: 'ABC-2 Change', isComplete: false });
    const newer: PullRequest = { ...older, state: 'merged', updatedAt: new Date(Date.UTC(2026, 5, 1)) };
    await receive({ pullRequests: [newer] });
    await receive({ pullRequests: [older] });
    await story.finishJobs();
    expect(story.atJira()).toEqual({ 7: 'ABC-2 Change MERGED [] ABC-2' });
  });

  it('withdraws a branch that is gone', async () => {
    const head = await told(await story.git.commit('Start'));
    await receive({ branches: [{ name: 'ABC-1-x', head }] });
    await story.finishJobs();
    expect(entities()).toEqual(['ABC-1-x ABC-1']);
    expect((await receive({ goneBranches: ['ABC-1-x'] })).note).toBe('Nothing in it names an issue. 1 branch is gone.');
    await story.finishJobs();
    expect(entities()).toEqual([]);
  });

  it('that is incomplete is flagged until git is asked', async () => {
    const to = await story.git.commit('ABC-1 Last');
    const leftOut = { from: undefined, to };
    await receive({ commits: [await told(to)], leftOut });
    expect((await receive({ leftOut })).note).toContain('left out');
    const flags = async () => (await repositoryView(house.store, connected.repositoryId))?.truncatedPushes;
    expect(await flags()).toBe(1);
    await story.git.push();
    await house.store.integrations.change(integration.id, { mode: 'two-way' });
    await story.look(connected);
    await story.finishJobs();
    expect(await flags()).toBe(0);
  });

  it('for a paused repository is not kept, and says how it can be later', async () => {
    await pauseRepository(house, connected.repositoryId);
    const { note } = await receive({ commits: [await told(await story.git.commit('ABC-1 Start'))] });
    expect(note).toContain('replay');
    expect(await house.store.issues.counts(connected.repositoryId)).toMatchObject({ commits: 0 });
  });

  it('is the only source: nobody asks the service or git, whatever a person orders', async () => {
    await story.look(connected, 'reindex');
    await story.look(connected, { webhook: '7' });
    await story.finishJobs();
    expect(story.service.calls).toEqual([]);
    expect(house.mirrorCalls).toEqual([]);
  });
});

/** Rows that are not removed, without what tells only when they were first seen. */
async function truth(of: TestHouse) {
  const facts = await factsOf(of.database.connectionString);
  const strip = (rows: readonly string[]) =>
    rows
      .map((row) => JSON.parse(row) as Record<string, unknown>)
      .filter(({ removed }) => removed !== true)
      .map(({ live: _live, ...rest }) => JSON.stringify(rest))
      .sort();
  const kinds = ['commits', 'branches', 'pullRequests', 'links', 'containments', 'repositories'] as const;
  const rows = Object.fromEntries(kinds.map((kind) => [kind, strip(facts[kind])]));
  const gone = new Set(
    facts.commits
      .map((row) => JSON.parse(row) as { hash: string; removed: boolean })
      .filter(({ removed }) => removed)
      .map(({ hash }) => hash),
  );
  const files = facts.files.filter((row) => !gone.has((JSON.parse(row) as { hash: string }).hash));
  const snapshot = JSON.stringify(of.jira.sandbox.snapshot(), null, 1);
  return { ...rows, files, jira: snapshot.replaceAll(await of.store.installation.id(), 'here') };
}

describe('a credential that is added later', () => {
  it('lets git and the service complete everything, as if it had been there from the beginning', async () => {
    const { git, service } = story;
    const first = await git.commit('ABC-1 First', { 'a.txt': 'a\n' });
    await git.branch('ABC-2-x');
    const lost = await git.commit('ABC-2 Lost', { 'b.txt': 'b\n' });
    const opened = service.open({ title: 'ABC-3 Change' });
    const deleted = service.open({ title: 'ABC-3 Deleted' });
    await receive({
      commits: [await told(first), await told(lost)],
      branches: [{ name: 'ABC-2-x', head: await told(lost) }],
      pullRequests: [service.listed(opened), service.listed(deleted)],
    });
    await receive({ branches: [{ name: 'ABC-2-y', head: await told(lost) }] });
    await story.finishJobs();
    // Meanwhile, and nobody told: a forced push, a deleted branch and pull request, a review.
    await git.git('reset', '--quiet', '--hard', first);
    const second = await git.commit('ABC-2 Second', { 'c.txt': 'c\n' });
    await git.git('branch', '--force', 'main', second);
    await git.push();
    service.delete(deleted.remoteId);
    service.change(opened.remoteId, { commentCount: 5 });

    await house.store.integrations.change(integration.id, { mode: 'two-way' });
    await story.look(connected);
    await story.finishJobs();
    const completed = await truth(house);

    const other = await openPullRequestStory();
    try {
      // The same service and repository, known to a house that had the credential all along.
      (other.house.connectors as Map<string, unknown>).set('fake', service.connector);
      const { id } = await other.house.store.integrations.add({ connector: 'fake', name: 'Fake', settings: {} });
      const remote = { remoteId: '77', name: 'acme/shop', cloneUrl: story.origin, webUrl: undefined };
      const ordinary = { integrationId: id, repositoryId: (await other.house.store.repositories.save(id, remote)).id };
      await other.house.associate({ integrationId: id }, 'all');
      await other.look(ordinary);
      await other.finishJobs();
      const wanted = await truth(other.house);
      expect({ ...completed, jira: '' }).toEqual({ ...wanted, jira: '' });
      expect(completed.jira).toBe(wanted.jira);
    } finally {
      await other.close();
    }
  });
});

/** Smart commits of integrations that only webhooks tell of: the payload says what was pushed and by whom. */

import type { Commit, CommitHash, Integration } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PayloadRows } from '../../ports/git-service/webhooks.ts';
import { ada, openSmartCommitStory, type SmartCommitStory } from '../../test-support/smart-commit-story.ts';
import { savePayloadRows } from '../indexing/save-payload-rows.ts';

let story: SmartCommitStory;
let integration: Integration;
let key: string;
let commits = 0;

beforeAll(async () => {
  story = await openSmartCommitStory();
  const { store } = story.house;
  integration = (await store.integrations.get(story.connected.integrationId))!;
});
afterAll(() => story.close());
beforeEach(async () => {
  await story.begin();
  key = story.newIssue();
});

function told(message: string): Commit {
  commits += 1;
  const at = new Date(story.house.clock.now().getTime() + commits * 1000);
  const author = { name: 'Ada', email: 'ada@example.org', at };
  const hash = commits.toString(16).padStart(40, 'e') as CommitHash;
  return { hash, parents: [], author, committer: author, message, notes: '' };
}

async function receive(rows: Partial<PayloadRows>): Promise<void> {
  const repository = {
    remoteId: '77',
    name: 'acme/shop',
    cloneUrl: 'https://git.example/acme/shop',
    webUrl: undefined,
  };
  const nothing = { commits: [], branches: [], goneBranches: [], pullRequests: [], leftOut: undefined };
  const whole = { repository, defaultBranch: 'main', ...nothing, ...rows };
  await savePayloadRows(story.house, integration, whole, story.house.clock.now());
  await story.finishJobs();
}

it('every commit of a push runs, in order and once', async () => {
  const pushed = [told(`${key} #comment first`), told(`${key} #comment second`)];
  await receive({ commits: pushed, pusher: ada });
  await receive({ commits: pushed, pusher: ada });
  expect(await story.said(key)).toEqual(['first', 'second']);
  expect(await story.ends()).toEqual(['done', 'done']);
});

it('nothing runs where the service does not say who pushed, or says somebody else', async () => {
  await receive({ commits: [told(`${key} #comment x`)] });
  await receive({ commits: [told(`${key} #comment y`)], pusher: { ...ada, login: 'eve', email: 'eve@example.org' } });
  expect(await story.ends()).toEqual(['skipped pusher-unknown', 'skipped pusher-is-not-author']);
  expect(await story.said(key)).toEqual([]);
});

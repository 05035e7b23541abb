/** Whose word is taken for who made a commit, and that nobody acts as somebody else. */

import type { CommitHash, ServicePerson } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { personOf } from '../../test-support/example-rows.ts';
import { ada, openSmartCommitStory, type SmartCommitStory } from '../../test-support/smart-commit-story.ts';
import { notePushes } from '../webhooks/note-pushes.ts';

const eve: ServicePerson = { ...personOf('eve'), email: 'eve@example.org' };

let story: SmartCommitStory;
let key: string;

beforeAll(async () => {
  story = await openSmartCommitStory();
});
afterAll(() => story.close());
beforeEach(async () => {
  await story.begin();
  key = story.newIssue();
});

/** As a webhook tells it. */
async function tell(head: string, before: string | undefined, pusher: ServicePerson, seconds = 0): Promise<void> {
  const repository = await story.standing(story.connected);
  const receivedAt = new Date(story.house.clock.now().getTime() + seconds * 1000);
  const push = { head: head as CommitHash, before: before as CommitHash | undefined, pusher };
  await story.house.store.transaction((tables) => notePushes(tables, [{ repository, push, receivedAt }]));
}

it('nobody acts while nobody knows who pushed, until a webhook says so', async () => {
  const hash = await story.commit(`${key} #comment mine`);
  await story.pushAs(undefined);
  expect(await story.ends()).toEqual(['skipped pusher-unknown']);
  expect((await story.runs())[0]!.message).toMatch(/Set up webhooks/);
  expect(await story.said(key)).toEqual([]);
  await tell(hash, undefined, ada);
  await story.finishJobs();
  expect(await story.ends()).toEqual(['done']);
  expect(await story.said(key)).toEqual(['mine']);
});

it('a commit in the name of somebody else does nothing', async () => {
  await story.commit(`${key} #comment as Ada`);
  await story.pushAs(eve);
  expect(await story.ends()).toEqual(['skipped pusher-is-not-author']);
  expect((await story.runs())[0]!.message).toMatch(/Ada Lovelace made it, but eve pushed it/);
  expect(await story.said(key)).toEqual([]);
});

it('nor does one that somebody else had pushed before the author pushed again', async () => {
  const first = await story.commit(`${key} #comment as Ada`);
  const head = await story.commit('Mine');
  await tell(first, await story.git.git('rev-parse', `${first}~1`), eve);
  await tell(head, first, ada, 1);
  await story.pushAs(undefined);
  expect(await story.ends()).toEqual(['skipped pusher-is-not-author']);
});

it('nor one that was there before the only push that is known', async () => {
  const first = await story.commit(`${key} #comment as Ada`);
  await tell(await story.commit('Mine'), first, ada);
  await story.pushAs(undefined);
  expect(await story.ends()).toEqual(['skipped pusher-unknown']);
});

it('the login alone proves nothing: an account must be known to be the author’s', async () => {
  await story.commit(`${key} #comment as Ada`);
  await story.pushAs({ ...personOf('ada'), email: undefined });
  expect(await story.ends()).toEqual(['skipped pusher-is-not-author']);
});

it('the author is believed where it is set so, whoever pushed', async () => {
  await story.set({ believes: 'author' });
  await story.commit(`${key} #comment as Ada`);
  await story.pushAs(undefined);
  expect(await story.said(key)).toEqual(['as Ada']);
});

it('an author whom Jira does not know does nothing, and is told why', async () => {
  await story.commit(`${key} #comment who`, { author: 'Who', email: 'who@example.org' });
  await story.pushAs({ ...personOf('who'), email: 'who@example.org' });
  expect(await story.ends()).toEqual(['skipped author-unknown']);
  expect((await story.runs())[0]!.message).toMatch(/who@example\.org/);
});

it('an address that several people have does nothing', async () => {
  const { sandbox } = story.house.jira;
  for (const accountId of ['kim1', 'kim2']) sandbox.putPerson({ accountId, name: 'Kim', email: 'kim@example.org' });
  await story.commit(`${key} #comment which`, { author: 'Kim', email: 'kim@example.org' });
  await story.pushAs({ ...personOf('kim'), email: 'kim@example.org' });
  expect(await story.ends()).toEqual(['skipped author-ambiguous']);
});

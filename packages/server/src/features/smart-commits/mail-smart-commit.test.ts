/** Who gets a mail about what failed, what stands in it, and who never gets one. */

import type { PersonId, ServicePerson } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Failure } from '@branchline/domain';
import type { OutgoingMail } from '../../ports/mail.ts';
import { personOf } from '../../test-support/example-rows.ts';
import { ada, openSmartCommitStory, type SmartCommitStory } from '../../test-support/smart-commit-story.ts';
import { addressDigest } from './mail-smart-commit.ts';

let story: SmartCommitStory;
let key: string;
let refusal: Failure | undefined;
const mails: OutgoingMail[] = [];

beforeAll(async () => {
  const mail = {
    async send(sent: OutgoingMail): Promise<void> {
      if (refusal !== undefined) throw refusal;
      mails.push(sent);
    },
  };
  story = await openSmartCommitStory({ mail });
});
afterAll(() => story.close());
beforeEach(async () => {
  await story.begin();
  story.house.advance(2 * 60 * 60_000);
  key = story.newIssue();
  refusal = undefined;
  mails.length = 0;
});

async function pushAs(pusher: ServicePerson | undefined, message: string, who = {}): Promise<string> {
  const hash = await story.commit(message, who);
  await story.pushAs(pusher);
  return hash;
}

it('tells the author, in one mail, of all that failed, and of nothing that an issue says', async () => {
  const { sandbox } = story.house.jira;
  sandbox.addIssue({ key, summary: 'Secret plan' });
  const other = story.newIssue();
  const hash = await pushAs(ada, `${key} #time soon #comment fine #fixversion 9\n${other} #comment`);
  expect(mails).toHaveLength(1);
  const [{ to, subject, text }] = mails as [OutgoingMail];
  expect(to).toBe('ada@example.org');
  expect(subject).toBe(`3 commands of commit ${hash.slice(0, 10)} were not run: ${key}, ${other}`);
  expect(text).toContain(`${key}  #time soon\n    It does not say how long. Write: #time 1h 30m what was done.`);
  expect(text).toContain(`${key}  #fixversion 9\n    The project has no version called exactly "9".`);
  expect(text).toContain(`https://branchline.example/issues/${other}`);
  expect(text).not.toContain('fine');
  expect(text).not.toContain('Secret plan');
});

it('says nothing when nothing failed, and nothing twice', async () => {
  await pushAs(ada, `${key} #comment fine`);
  expect(mails).toEqual([]);
  await pushAs(ada, `${key} #time`);
  await pushAs(ada, 'Nothing to do');
  expect(mails).toHaveLength(1);
});

it('tells an author whom nobody knows only where the Git service vouches for the address', async () => {
  const who = { author: 'Who', email: 'who@example.org' };
  await pushAs({ ...personOf('who'), email: 'who@example.org' }, `${key} #comment x`, who);
  expect(mails.map(({ to }) => to)).toEqual(['who@example.org']);
  expect(mails[0]!.text).toContain('who@example.org');
  mails.length = 0;
  await story.set({ believes: 'author' });
  await pushAs({ ...personOf('eve'), email: 'eve@example.org' }, `${key} #comment y`, who);
  await pushAs(undefined, `${key} #comment z`, who);
  expect(mails).toEqual([]);
});

it('tells nobody about a commit in their name that somebody else pushed', async () => {
  await pushAs({ ...personOf('eve'), email: 'eve@example.org' }, `${key} #time`);
  expect(await story.ends()).toEqual(['skipped pusher-is-not-author']);
  expect(mails).toEqual([]);
});

it('tells nobody who wants no mails', async () => {
  const address = { kind: 'address', digest: addressDigest(' Ada@Example.org') } as const;
  await story.house.store.mails.setRefusal(address, true);
  await pushAs(ada, `${key} #time`);
  await story.house.store.mails.setRefusal(address, false);
  const personId = (await story.runs())[0]!.personId as PersonId;
  await story.house.store.mails.setRefusal({ kind: 'person', personId }, true);
  await pushAs(ada, `${key} #time`);
  await story.house.store.mails.setRefusal({ kind: 'person', personId }, false);
  expect(mails).toEqual([]);
  await pushAs(ada, `${key} #time`);
  expect(mails).toHaveLength(1);
});

it('sends an address no more than ten an hour', async () => {
  const at = story.house.clock.now();
  for (let count = 0; count < 9; count += 1) await story.house.store.mails.noteSent(addressDigest(ada.email!), at);
  await pushAs(ada, `${key} #time`);
  await pushAs(ada, `${key} #time`);
  expect(mails).toHaveLength(1);
  story.house.advance(60 * 60_000);
  await pushAs(ada, `${key} #time`);
  expect(mails).toHaveLength(2);
});

it('tries again later when the mail server is away, and gives up when it refuses for good', async () => {
  refusal = new Failure('unavailable', 'mail', 'The mail server cannot be reached.');
  await expect(pushAs(ada, `${key} #time`)).rejects.toThrow(/mail-smart-commit failed/);
  const { commit } = (await story.runs())[0]!;
  expect(await story.house.store.smartCommits.toMail(commit.id)).toHaveLength(1);
  refusal = new Failure('rejected', 'mail', 'The mail server did not take it.');
  await pushAs(ada, `${key} #time`);
  const [, second] = await story.runs();
  expect(await story.house.store.smartCommits.toMail(second!.commit.id)).toEqual([]);
  expect(mails).toEqual([]);
});

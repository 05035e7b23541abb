/** From a commit to the account at Jira: through the sandbox as a real site, with addresses that are shown, hidden and shared. */

import { Secret, type IntegrationId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replaceAccount } from '../../packages/server/src/features/jira-sites/jira-credentials.ts';
import { findAuthor } from '../../packages/server/src/features/people/find-author.ts';
import { schedulePeople } from '../../packages/server/src/features/people/schedule-people.ts';
import { openRepositoryStory, type RepositoryStory } from '../../packages/server/src/test-support/repository-story.ts';

let story: RepositoryStory;
let integrationId: IntegrationId;

const people = [
  { accountId: 'bot', name: 'Branchline', email: 'bot@example.org' },
  { accountId: 'ada', name: 'Ada', email: 'ada@example.org' },
  { accountId: 'hidden', name: 'Hidden', email: 'hidden@example.org', hidesEmail: true },
  { accountId: 'former', name: 'Former', email: 'former@example.org', isActive: false },
  { accountId: 'one', name: 'One', email: 'shared@example.org' },
  { accountId: 'other', name: 'Other', email: 'shared@example.org' },
  { accountId: 'longer', name: 'Longer', email: 'ada@example.organisation.org' },
] as const;

beforeAll(async () => {
  story = await openRepositoryStory({ people, projects: [{ key: 'ABC', name: 'Abc' }] });
  const { house } = story;
  const token = new Secret(house.jira.sandbox.scopedApiToken);
  await replaceAccount(house, house.siteId, { kind: 'scoped-api-token', email: undefined, token });
  await story.finishJobs();
  await story.git.commit('ABC-1 Start');
  ({ integrationId } = await story.connectAndIndex());
});
afterAll(() => story.close());

async function authorOf(email: string): Promise<string> {
  const author = { name: 'Somebody', email, at: new Date(0) };
  const answer = await findAuthor(story.house, { author, integrationId, jiraSiteId: story.house.siteId });
  return answer.kind === 'known' ? answer.accountId : answer.kind;
}

it.each([
  ['ADA@example.org', 'ada'],
  ['hidden@example.org', 'unknown'],
  ['former@example.org', 'unknown'],
  ['nobody@example.org', 'unknown'],
  ['shared@example.org', 'ambiguous'],
])('%s is %s', async (email, expected) => {
  expect(await authorOf(email)).toBe(expected);
});

it('the author of a linked commit is met by the schedule, without anybody asking', async () => {
  const { house } = story;
  await schedulePeople(house);
  await story.finishJobs();
  const met = await house.store.people.find({ kind: 'commit-email', email: 'ada@example.com' });
  expect(met).toMatchObject({ name: 'Ada Example' });
});

it('of accounts at Jira nothing is kept but their ids', async () => {
  const { store } = story.house;
  const query = { search: undefined, kind: undefined, inConflict: false, after: undefined, limit: 100 } as const;
  const accounts = (await store.people.list({ ...query, kind: 'jira-account' })).flatMap(
    ({ identities }) => identities,
  );
  const kept = accounts.filter(({ identity }) => identity.kind === 'jira-account');
  expect(kept.map(({ name, login, shownEmail }) => [name, login, shownEmail].join(''))).toEqual(kept.map(() => ''));
});

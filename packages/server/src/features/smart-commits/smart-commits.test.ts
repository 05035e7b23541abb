/** Smart commits from the push to the issue: what runs, in whose name, and what does not and why. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ada, openSmartCommitStory, type SmartCommitStory } from '../../test-support/smart-commit-story.ts';

let story: SmartCommitStory;

beforeEach(async () => {
  story = await openSmartCommitStory();
});
afterEach(() => story.close());

it('does at Jira what a commit commands, in the name of its author', async () => {
  const hash = await story.commit('ABC-2 Fix the roof #comment Fixed. #time 90m On the ladder');
  await story.pushAs(ada);
  expect(await story.told()).toEqual(['ABC-2 comment done: Commented.', 'ABC-2 time done: 90m logged.']);
  const { comments, workLogs } = await story.issueAtJira('ABC-2');
  const origin = `In the name of Ada Lovelace, by commit ${hash.slice(0, 10)}`;
  expect(comments).toEqual([`Fixed.\n${origin}`]);
  expect(workLogs).toEqual([{ seconds: 5400, text: `On the ladder\n${origin}` }]);
});

describe('history', () => {
  it('commands nothing', async () => {
    expect(await story.runs()).toEqual([]);
    expect((await story.issueAtJira('ABC-1')).comments).toEqual([]);
  });
});

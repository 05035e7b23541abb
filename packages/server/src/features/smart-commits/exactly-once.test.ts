/** Whenever the process ends while a command is run, Jira has what it commands exactly once in the end. */

import type { AtlassianAccountId, IssueKey, PersonId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JiraSite } from '../../ports/jira-site.ts';
import { hashOf, personOf } from '../../test-support/example-rows.ts';
import { Killed, lifeOf, mortalJiraIn, mortalStoreIn } from '../../test-support/mortal-store.ts';
import { notStopping } from '../../test-support/repository-story.ts';
import { seededRandom } from '../../test-support/seeded-random.ts';
import {
  openSmartCommitStory,
  type IssueAtJira,
  type SmartCommitStory,
} from '../../test-support/smart-commit-story.ts';
import { connectJira } from '../jira-sites/connect-jira.ts';
import { runSmartCommands, type RunSmartCommandsDeps } from './run-smart-commands.ts';
import { settlingMilliseconds } from './what-jira-has.ts';

/** Whoever says it: in the names of the tests, so that a failure tells how it is repeated. */
const seed = Number(process.env['BRANCHLINE_TEST_SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const leastPoints = 100;
/** Far more questions than any run asks. */
const everything = 1000;

let story: SmartCommitStory;
let site: JiraSite;
let commits = 0;

beforeAll(async () => {
  // The contract is held elsewhere; here a thousand runs are to end soon.
  story = await openSmartCommitStory({ judged: false });
  story.house.jira.sandbox.limits.perIssueWrites = false;
  const { store, siteId } = story.house;
  const row = await store.jiraSites.get(siteId);
  site = await connectJira(story.house, row!);
});
afterAll(() => story.close());

/** Writes a command down, as planning does. */
async function command(key: IssueKey, word: string, text: string): Promise<void> {
  const { store, clock, siteId } = story.house;
  commits += 1;
  const at = clock.now();
  const commit = { hash: hashOf(commits), fingerprint: `print ${commits}`, pusher: personOf('ada'), seenAt: at };
  const author = { name: 'Ada', email: 'ada@example.org', at };
  const { id } = await store.smartCommits.remember({ ...story.connected, ...commit, author });
  await store.smartCommits.addRuns(id, [{ jiraSiteId: siteId, key, position: 0, command: word, arguments: text }]);
}

/** A process that runs what waits at the issue, and dies after so many questions. Whether it died. */
async function runUntil(key: IssueKey, questions: number, afterWrite: boolean): Promise<boolean> {
  const life = lifeOf(questions, afterWrite);
  const accountId = 'ada' as AtlassianAccountId;
  const deps: RunSmartCommandsDeps = {
    ...story.house,
    store: mortalStoreIn(story.house.store, life),
    jiraSite: () => mortalJiraIn(site, life),
    findAuthor: async () => ({ kind: 'known', personId: 7 as PersonId, accountId }),
    findPusher: async () => 7 as PersonId,
  };
  const request = { jiraSiteId: story.house.siteId, key };
  try {
    await runSmartCommands(deps, request, notStopping);
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    // Whatever was on its way when it died has arrived by then.
    story.house.advance(settlingMilliseconds);
    return true;
  }
}

async function expectOnce(key: IssueKey, check: (issue: IssueAtJira) => void): Promise<void> {
  check(await story.issueAtJira(key));
  const [run] = await story.house.store.smartCommits.list({ key }, 1);
  expect(run?.state).toBe('done');
}

const cases: readonly (readonly [word: string, text: string, project: string, check: (issue: IssueAtJira) => void])[] =
  [
    ['comment', 'once', 'ABC', ({ comments }) => expect(comments).toHaveLength(1)],
    ['time', '1h once', 'ABC', ({ workLogs }) => expect(workLogs).toHaveLength(1)],
    [
      'start-review',
      'words apart',
      'FLOW',
      (issue) => expect([issue.status, issue.comments.length]).toEqual(['In Review', 1]),
    ],
    ['close', 'words along', 'FLOW', (issue) => expect([issue.status, issue.comments.length]).toEqual(['Closed', 1])],
    ['assign', 'me', 'ABC', ({ assignee }) => expect(assignee).toBe('ada')],
    ['label', 'one two', 'ABC', ({ labels }) => expect(labels).toEqual(['one', 'two'])],
    ['fixversion', '1.2', 'ABC', ({ fixVersions }) => expect(fixVersions).toEqual(['1.2'])],
    ['affectsversion', '1.2', 'ABC', ({ affectedVersions }) => expect(affectedVersions).toEqual(['1.2'])],
  ];

describe(`seed ${seed}: killed at every point, and while recovering`, { timeout: 120_000 }, () => {
  it.each(cases)('#%s %s', async (word, text, project, check) => {
    let points = 0;
    for (let round = 0; points < leastPoints; round += 1) {
      let died = true;
      for (let questions = 1; died; questions += 1) {
        const key = story.newIssue(project) as IssueKey;
        await command(key, word, text);
        died = await runUntil(key, questions, (questions + round) % 2 === 0);
        points += died ? 1 : 0;
        // Killed again on the way back, at any point.
        if (died && (await runUntil(key, 1 + Math.floor(random() * questions), random() < 0.5))) points += 1;
        await runUntil(key, everything, false);
        await expectOnce(key, check);
      }
    }
    expect(points).toBeGreaterThanOrEqual(leastPoints);
  });
});

/** What Jira says it has of ours, held against what it was sent. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  batchOf,
  branchRow,
  commitRow,
  hashOf,
  makeTarget,
  pullRequestRow,
} from '../../test-support/development-rows.ts';
import { startTestJira, type TestJira } from '../../test-support/start-test-jira.ts';
import type { DevelopmentHoldings } from '../../ports/jira-site.ts';

let jira: TestJira;
let holdings: DevelopmentHoldings;
const target = makeTarget();

beforeEach(async () => {
  jira = await startTestJira();
  if (jira.development.holdings === undefined) throw new Error('The site cannot be asked.');
  ({ holdings } = jira.development);
});
afterEach(() => jira.stop());

const commit = (number: number) => ({ kind: 'commit', name: hashOf(number) }) as const;

it('knows whether there is anything with a property', async () => {
  expect(await holdings.exists('integrationId', 'i1-3')).toBe(false);
  await jira.development.push(target, batchOf([commitRow(1)]));
  expect(await holdings.exists('integrationId', 'i1-3')).toBe(true);
  expect(await holdings.exists('integrationId', 'i1-4')).toBe(false);
});

it('compares by our names, and does not know a repository that Jira does not', async () => {
  const rows = batchOf([commitRow(1), commitRow(2)], [branchRow(3)], [pullRequestRow(4)]);
  expect(await holdings.compare(target.jiraRepositoryId, [commit(1)], true)).toBeUndefined();
  await jira.development.push(target, rows);
  const sent = [
    commit(1),
    commit(2),
    { kind: 'branch', name: 'feature/DEMO-3' },
    { kind: 'pull-request', name: '4' },
  ] as const;
  const { jiraRepositoryId } = target;
  expect(await holdings.compare(jiraRepositoryId, sent, true)).toEqual({ missing: 0, unexpected: 0 });
  expect(await holdings.compare(jiraRepositoryId, [commit(9), ...sent], true)).toEqual({ missing: 1, unexpected: 0 });
  expect(await holdings.compare(jiraRepositoryId, sent.slice(1), true)).toEqual({ missing: 0, unexpected: 1 });
  expect(await holdings.compare(jiraRepositoryId, sent.slice(1), false)).toEqual({ missing: 0, unexpected: 0 });
});

it('says nothing is missing when Jira shows only the newest', async () => {
  const numbers = Array.from({ length: 400 }, (_, index) => index + 1);
  await jira.development.push(target, batchOf(numbers.map((number) => commitRow(number))));
  const asked = [...numbers, 401].map(commit);
  expect(await holdings.compare(target.jiraRepositoryId, asked, false)).toEqual({ missing: 0, unexpected: 0 });
});

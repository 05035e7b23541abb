/** Which issues are below another one, asked of the sandbox as Jira Cloud and as Data Center. */

import type { IssueKey } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraAccountOf, type JiraTokenKind } from '../../test-support/jira-account.ts';
import { startTestJira, type TestJira } from '../../test-support/start-test-jira.ts';

let jira: TestJira;

afterEach(() => jira.stop());

/** An epic with two issues, one of them of another project and with two sub-tasks. */
const family = [
  { key: 'DEMO-1', summary: 'Epic', type: 'Epic' },
  { key: 'DEMO-2', summary: 'Story', type: 'Story', parent: 'DEMO-1' },
  { key: 'SHOW-3', summary: 'Elsewhere', type: 'Story', parent: 'DEMO-1' },
  { key: 'SHOW-4', summary: 'Part', type: 'Sub-task', parent: 'SHOW-3' },
  { key: 'SHOW-5', summary: 'Other part', type: 'Sub-task', parent: 'SHOW-3' },
  { key: 'DEMO-6', summary: 'Alone' },
];
const projects = ['DEMO', 'SHOW'].map((key) => ({ key, name: key }));

async function startAs(kind: JiraTokenKind, issues = family) {
  jira = await startTestJira({ issues, projects });
  const { issues: reader } = jira.siteFor(jiraAccountOf(jira.sandbox, kind));
  if (reader === undefined) throw new Error('The site reads no issues.');
  return (key: string, limit = 100) => reader.children(key as IssueKey, limit);
}

describe.each(['api-token', 'scoped-api-token', 'personal-access-token'] as const)(
  'with a token of kind %s',
  (kind) => {
    it('an epic has its issues and their sub-tasks', async () => {
      const children = await startAs(kind);
      expect(await children('DEMO-1')).toEqual({ keys: ['DEMO-2', 'SHOW-3', 'SHOW-4', 'SHOW-5'], isCut: false });
      expect(await children('SHOW-3')).toEqual({ keys: ['SHOW-4', 'SHOW-5'], isCut: false });
      expect(await children('DEMO-6')).toEqual({ keys: [], isCut: false });
      expect(await children('DEMO-1', 3)).toEqual({ keys: ['DEMO-2', 'SHOW-3', 'SHOW-4'], isCut: true });
    });

    it('an issue that is not there for the account is refused in words', async () => {
      const children = await startAs(kind);
      expect(await failureOf(children('DEMO-77'))).toMatchObject({ kind: 'rejected' });
    });

    it('a refusal is a failure', async () => {
      const children = await startAs(kind);
      jira.sandbox.faults.next({ kind: 'status', status: 403 }, { on: 'search' });
      expect(await failureOf(children('DEMO-1'))).toMatchObject({ kind: 'forbidden' });
    });
  },
);

it.each(['scoped-api-token', 'personal-access-token'] as const)('with %s many come in pages', async (kind) => {
  const children = Array.from({ length: 1200 }, (_, at) => ({
    key: `DEMO-${at + 2}`,
    summary: 'Part',
    type: 'Sub-task',
    parent: 'DEMO-1',
  }));
  const ask = await startAs(kind, [{ key: 'DEMO-1', summary: 'Whole' }, ...children] as typeof family);
  const { keys, isCut } = await ask('DEMO-1', 1100);
  expect([keys.length, new Set(keys).size, isCut]).toEqual([1100, 1100, true]);
});

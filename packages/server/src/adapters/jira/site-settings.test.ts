/** How long working days are, what is kept with issues, and which accounts are reported. */

import type { AtlassianAccountId, IssueKey } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { JiraSite } from '../../ports/jira-site.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraAccountOf, jiraTokenKinds, readAtJira, type JiraTokenKind } from '../../test-support/jira-account.ts';
import { startTestJira, type TestJira, type TestJiraOptions } from '../../test-support/start-test-jira.ts';

const key = 'DEMO-1' as IssueKey;

let jira: TestJira;

afterEach(() => jira.stop());

async function startAs(kind: JiraTokenKind, options: TestJiraOptions = {}): Promise<Required<JiraSite>> {
  jira = await startTestJira(options);
  return jira.siteFor(jiraAccountOf(jira.sandbox, kind)) as Required<JiraSite>;
}

describe.each(jiraTokenKinds)('with the token of kind %s', (kind) => {
  it('working days are as long as the site says, for accounts that administer nothing too', async () => {
    const { workingTime } = await startAs(kind, { timeTracking: { hoursPerDay: 7.5, daysPerWeek: 4 } });
    jira.sandbox.withholdPermissions(['ADMINISTER']);
    expect(await workingTime()).toEqual({ hoursPerDay: 7.5, daysPerWeek: 4 });
    jira.sandbox.setTimeTracking(undefined);
    expect(await workingTime()).toBeUndefined();
  });

  it('a property is kept with an issue, and replaced', async () => {
    const { issueProperties } = await startAs(kind);
    await issueProperties.save(key, 'branchline', { commits: 1 });
    await issueProperties.save(key, 'branchline', { commits: 2 });
    expect(await readAtJira(jira.sandbox, kind, '/issue/DEMO-1/properties/branchline')).toEqual({
      key: 'branchline',
      value: { commits: 2 },
    });
  });

  it('a property that is too large is not sent', async () => {
    const { issueProperties } = await startAs(kind);
    const failure = await failureOf(issueProperties.save(key, 'branchline', 'x'.repeat(32_767)));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('32768')]);
    expect((await failureOf(issueProperties.save(key, 'n'.repeat(256), 1))).kind).toBe('rejected');
    expect(jira.sandbox.requests).toEqual([]);
    await issueProperties.save(key, 'branchline', 'x'.repeat(32_766));
  });

  it('a property of an issue that is not there, or may not be edited, is refused in its kind', async () => {
    const { issueProperties } = await startAs(kind, { issues: [{ key: 'DEMO-1', summary: 'One' }] });
    expect((await failureOf(issueProperties.save('DEMO-2' as IssueKey, 'branchline', 1))).kind).toBe('not-found');
    jira.sandbox.withholdPermissions(['EDIT_ISSUES']);
    expect((await failureOf(issueProperties.save(key, 'branchline', 1))).kind).toBe('forbidden');
  });
});

describe('reporting accounts', () => {
  const ids = Array.from({ length: 100 }, (_, at) => `account-${at}` as AtlassianAccountId);
  const updatedAt = new Date('2026-02-01T00:00:00Z');

  it('goes ninety at a time, and tells who was closed or changed', async () => {
    const { accountReports } = await startAs('scoped-api-token');
    jira.sandbox.accountReports.set('account-3', 'closed');
    jira.sandbox.accountReports.set('account-95', 'updated');
    expect(await accountReports.report(ids.map((accountId) => ({ accountId, updatedAt })))).toEqual({
      closed: ['account-3'],
      updated: ['account-95'],
      nextAt: new Date('2026-03-08T12:00:00Z'),
    });
    // The sandbox takes ninety at most.
    expect(jira.sandbox.accountReports.received).toHaveLength(100);
  });

  it('says when nothing is to be done', async () => {
    const { accountReports } = await startAs('scoped-api-token');
    const report = await accountReports.report([{ accountId: ids[0]!, updatedAt }]);
    expect([report.closed, report.updated]).toEqual([[], []]);
    expect((await accountReports.report([])).closed).toEqual([]);
    expect(jira.sandbox.accountReports.received).toHaveLength(1);
  });

  it('is offered only to those whom Atlassian would listen to', async () => {
    for (const kind of ['api-token', 'personal-access-token'] as const) {
      const site = await startAs(kind);
      expect(site.accountReports).toBeUndefined();
      await jira.stop();
    }
    jira = await startTestJira();
    expect(jira.site.accountReports).toBeUndefined();
  });
});

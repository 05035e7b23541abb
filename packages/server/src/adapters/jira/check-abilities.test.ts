/** What a check of a Jira site says, credential by credential. */

import { Secret, type JiraAccountCredential } from '@branchline/domain';
import { afterEach, expect, it } from 'vitest';
import type { JiraSite } from '../../ports/jira-site.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { startTestJira, type TestJira } from '../../test-support/start-test-jira.ts';

let jira: TestJira;

afterEach(() => jira.stop());

function serviceAccount(): JiraAccountCredential {
  return { kind: 'scoped-api-token', email: undefined, token: new Secret(jira.sandbox.scopedApiToken) };
}

async function findingsOf(site: JiraSite) {
  return Object.fromEntries((await site.check()).findings.map(({ ability, ...finding }) => [ability, finding]));
}

const everything = {
  'development-information': true,
  account: true,
  projects: true,
  issues: true,
  comments: true,
  'work-logs': true,
  transitions: true,
  edits: true,
  assignments: true,
  people: true,
  'permissions-of-others': true,
};

async function whatWorks(site: JiraSite): Promise<Readonly<Record<string, boolean>>> {
  return Object.fromEntries(Object.entries(await findingsOf(site)).map(([ability, { works }]) => [ability, works]));
}

function only(...abilities: readonly string[]) {
  return Object.fromEntries(Object.keys(everything).map((ability) => [ability, abilities.includes(ability)]));
}

it('all works with both credentials, found out by reading only', async () => {
  jira = await startTestJira();
  expect(await whatWorks(jira.siteFor(serviceAccount()))).toEqual(everything);
  const asked = jira.sandbox.requests.filter(({ path }) => path !== '/oauth/token');
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['GET']));
});

it('without an account the rest works, and the remedy is to add one', async () => {
  jira = await startTestJira();
  expect(await whatWorks(jira.site)).toEqual(only('development-information'));
  expect((await findingsOf(jira.site))['issues']).toMatchObject({ because: 'There is no account for this site.' });
});

it('a wrong client secret leaves the account alone', async () => {
  jira = await startTestJira({ ourSecret: 'wrong' });
  const findings = await findingsOf(jira.siteFor(serviceAccount()));
  expect(findings['development-information']).toMatchObject({ works: false });
  expect(findings['development-information']?.because).toContain('refused the client id and secret');
  expect(findings['development-information']?.because).not.toContain('Ask a Jira administrator');
  expect(findings['development-information']?.remedy).toContain('Ask a Jira administrator');
  expect(findings['issues']).toEqual({ works: true, because: undefined, remedy: undefined });
});

it('a revoked token leaves sending alone', async () => {
  jira = await startTestJira();
  jira.sandbox.revoke(jira.sandbox.scopedApiToken);
  const site = jira.siteFor(serviceAccount());
  expect(await whatWorks(site)).toEqual(only('development-information'));
  expect((await findingsOf(site))['comments']?.remedy).toContain('Make a new token');
});

it('a missing permission is named as Jira names it', async () => {
  jira = await startTestJira();
  jira.sandbox.withholdPermissions(['WORK_ON_ISSUES']);
  const site = jira.siteFor(serviceAccount());
  expect(await whatWorks(site)).toEqual({ ...everything, 'work-logs': false });
  const { because, remedy } = (await findingsOf(site))['work-logs']!;
  expect(because).toBe('The account has the permission "Work On Issues" in no project.');
  expect(remedy).toContain('Project settings → Access');
});

it('an account that may browse nothing sees no project', async () => {
  jira = await startTestJira();
  jira.sandbox.withholdPermissions(['BROWSE_PROJECTS']);
  const works = await whatWorks(jira.siteFor(serviceAccount()));
  expect(works).toEqual({ ...everything, projects: false, issues: false });
});

it('nothing is found out while Jira cannot be asked', async () => {
  jira = await startTestJira();
  jira.sandbox.faults.next({ kind: 'status', status: 503 }, { times: 5 });
  expect((await failureOf(jira.site.check())).kind).toBe('unavailable');
});

it('a missing global permission is named with the place where it is given', async () => {
  jira = await startTestJira();
  jira.sandbox.withholdPermissions(['ADMINISTER', 'USER_PICKER']);
  const findings = await findingsOf(jira.siteFor(serviceAccount()));
  expect(findings['permissions-of-others']?.because).toBe('The account has no permission "Administer Jira".');
  expect(findings['people']?.because).toBe('The account has no permission "Browse users and groups".');
  expect(findings['people']?.remedy).toContain('Global permissions');
  expect(findings['assignments']?.works).toBe(true);
});

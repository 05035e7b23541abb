/** Configuration as code: whatever settings are said, they are there afterwards, and go into another installation the same. */

import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { everything } from '../../test-support/configuration-example.ts';
import { apply, exported, findRepository, outcomes, plan, siteOf } from '../../test-support/configure.ts';
import { startTestServer, type TestServer } from '../../test-support/test-server.ts';

let one: TestServer;
let other: TestServer;

beforeAll(async () => {
  one = await startTestServer();
  other = await startTestServer();
  for (const test of [one, other]) {
    await apply(test, everything(one.sandbox));
    await findRepository(test);
  }
});
afterAll(async () => {
  await one.stop();
  await other.stop();
});

const template = fc.constantFrom(
  '${issuekey}',
  '${issuekey}-${summary}',
  'x/${issuekey}',
  '${issuetype:Bug,fix,feature}/${issuekey}',
);
const branchNames = fc.record({
  template,
  byIssueType: fc.dictionary(fc.constantFrom('Bug', 'Story', 'Sub-task'), template),
  separator: fc.constantFrom('-', '_', '.'),
});
const sources = fc.uniqueArray(
  fc.constantFrom('commit-title', 'commit-body', 'commit-notes', 'branch-name', 'pull-request-branch'),
);
const projects = fc.oneof(fc.constant('all'), fc.uniqueArray(fc.constantFrom('ABC', 'DEF', 'GHI')));
const days = fc.integer({ min: 30, max: 365 });
const settings = fc.record({
  installation: fc.record({
    branchNames,
    retention: fc.record({ webhookDeliveries: days, auditLog: days, indexRuns: days, failedJobs: days }),
    mail: fc.record({
      alertsTo: fc.uniqueArray(fc.constantFrom('ada@example.org', 'bob@example.org')),
      alerts: fc.uniqueArray(fc.constantFrom('paused-integrations', 'failed-repositories')),
      tellsAuthors: fc.boolean(),
    }),
  }),
  flags: fc.record({
    requiresGitPermission: fc.boolean(),
    requiresPersonalToken: fc.boolean(),
    makesWebhooks: fc.boolean(),
  }),
  repository: fc.record({
    name: fc.constant('code'),
    displayName: fc.constantFrom(null, 'Shown'),
    runsSmartCommits: fc.boolean(),
    tags: fc.record({ include: fc.uniqueArray(fc.constantFrom('v*', '/^r\\d+$/')), exclude: fc.constant([]) }),
  }),
  site: fc.record({
    trustsEmail: fc.boolean(),
    smartCommits: fc.record(
      {
        processor: fc.constantFrom('jira', 'branchline', 'off'),
        mostAgeDays: fc.integer({ min: 1, max: 90 }),
        onMerges: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    projects: fc.uniqueArray(
      fc.record(
        { project: fc.constantFrom('ABC', 'DEF', 'GHI'), branchNames, linkSourcesOff: sources },
        { requiredKeys: ['project'] },
      ),
      { selector: ({ project }) => project },
    ),
    associations: fc
      .record({ see: projects, 'create-branch': projects, 'smart-commit': projects }, { requiredKeys: [] })
      .map((grants) => [{ integration: 'Code', grants }]),
  }),
});

it('whatever is said is there afterwards, and goes into another installation the same', async () => {
  const siteUrl = siteOf(await exported(one));
  await fc.assert(
    fc.asyncProperty(settings, async ({ installation, flags, repository, site }) => {
      const code = {
        name: 'Code',
        connector: 'git',
        settings: { cloneUrl: 'https://git.example/team/code.git' },
        ...flags,
      };
      const document = {
        version: 1,
        installation,
        integrations: [{ ...code, repositories: [repository] }],
        jiraSites: [{ siteUrl, ...site }],
      };
      const report = await apply(one, document);
      expect(outcomes(report).filter((words) => !words.endsWith(' done'))).toEqual([]);
      expect((await plan(one, document)).changes).toEqual([]);
      const { installation: set, integrations, jiraSites } = await exported(one);
      const whole = { version: 1, installation: set, integrations, jiraSites };
      await apply(other, whole, true);
      const copied = await exported(other);
      expect({
        installation: copied.installation,
        integrations: copied.integrations,
        jiraSites: copied.jiraSites,
      }).toEqual({
        installation: set,
        integrations,
        jiraSites,
      });
    }),
    { numRuns: 12 },
  );
});

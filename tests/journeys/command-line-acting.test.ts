/** Acting from an issue by the command line, against a real server in this process. */

import type { RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { branchOf, linksTo, pullRequestOf } from '../../packages/server/src/test-support/example-rows.ts';
import { actingCases } from '../../packages/server/src/test-support/route-cases-acting.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  await actingCases.createBranch.prepare(test);
  const { development } = test.deps.store;
  const [id, links] = [2 as RepositoryId, linksTo('ABC-1')];
  await development.saveBranches(id, [{ branch: branchOf('ABC-1-old', 1), links }], [], true);
  await development.savePullRequests(id, [{ pullRequest: pullRequestOf(7), links }], true);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const run = (words: string, input = '') => runCommand(words.split(' '), { BRANCHLINE_URL: address }, input);

it('repositories are listed with as whom one would act', async () => {
  const listed = await run('branch repositories ABC-1');
  expect(listed.printed).toMatch(/^ID.*\n2 +acme\/app +Signed +names the issue +by the service account, for you\n$/);
  const found = JSON.parse(
    (await run('branch repositories ABC-1 --pull-request --search app --json')).printed,
  ) as object;
  expect(found).toMatchObject({ repositories: [{ id: 2, actor: { kind: 'service-account' } }], isCut: false });
  expect((await run('branch repositories ABC-1 --search nothing')).printed).toContain('is called like "nothing"');
  expect((await run('branch repositories XYZ-1')).printed).toContain('may not create branches');
});

it('a branch is made and deleted', async () => {
  const made = await run('branch create ABC-1 --repository 2 --name ABC-1-door --from main');
  expect(made).toEqual({
    code: 0,
    complained: '',
    printed: 'ABC-1-door from main, by the service account, for you.\n',
  });
  const loose = await run('branch create abc-1 --repository 2 --name door --from main');
  expect(loose.complained).toBe('The name does not hold ABC-1, so the branch is not linked by it.\n');
  const dry = JSON.parse(
    (await run('branch create ABC-1 --repository 2 --from main --dry-run --json')).printed,
  ) as object;
  expect(dry).toMatchObject({ name: 'ABC-1', from: 'main', exists: false });
  expect((await run('branch delete ABC-1 ABC-1-old --repository 2')).printed).toBe('ABC-1-old is deleted.\n');
  expect((await run('branch delete ABC-1 old --repository 2')).complained).toContain('it takes your own name');
  expect((await run('branch sources ABC-1 --repository 2')).printed).toBe('There is none.\n');
});

it('rules of the service for names are told, and the service decides', async () => {
  const rule = 'The rule "No drafts" of Signed takes no names that begin with "wip/".\n';
  const made = await run('branch create ABC-1 --repository 2 --name wip/ABC-1 --from main');
  expect(made).toMatchObject({ code: 0, complained: rule, printed: expect.stringContaining('wip/ABC-1 from main') });
  const dry = await run('branch create ABC-1 --repository 2 --name wip/ABC-1 --from main --dry-run');
  expect(dry).toMatchObject({ complained: rule, printed: 'wip/ABC-1 from main\n' });
  const begun = await run('start-work ABC-1 --repository 2 --name wip/ABC-1-again --from main');
  expect(begun).toMatchObject({ complained: rule, printed: expect.stringContaining('wip/ABC-1-again') });
});

it('a pull request is proposed, opened, approved and merged', async () => {
  const proposed = await run('pull-request propose ABC-1 --repository 2 --source ABC-1-door --target main');
  expect(proposed.printed).toMatch(
    /^ABC-1\nfrom ABC-1-door into main\n0 commits\nWhether it merges is not known here\.\n/,
  );
  const words = 'pull-request create ABC-1 --repository 2 --source ABC-1-door --target main';
  const made = await run(`${words} --reviewer ada --label bug --draft --description-file -`, 'Because.');
  expect(made.printed).toMatch(/^#7 from ABC-1-door into main, by the service account, for you\.\nhttps:/);
  expect((await run('pull-request reviewers ABC-1 --repository 2 --search ada')).printed).toMatch(/\nada +ada\n$/);
  expect((await run('pull-request approve ABC-1 7 --repository 2')).complained).toContain('only in your own name');
  expect((await run('pull-request merge ABC-1 7 --repository 2 --method squash')).printed).toBe('Merged.\n');
});

it('work is begun, and what cannot be done in Jira is said', async () => {
  const shown = await run('start-work ABC-1');
  expect(shown.printed).toMatch(/^Status: –\. Assigned to: nobody\.\nBranchline does not know yet which Jira account/);
  const started = await run('start-work ABC-1 --assign --repository 2 --from main');
  expect(started.printed).toMatch(
    /^ABC-1, by the service account, for you\.\nNot assigned to you: Branchline does not know/,
  );
});

it.each([
  ['branch create ABC-1', "required option '--repository"],
  ['branch create ABC-1 --repository two', 'is not an id'],
  ['branch create ABC-1 --repository 2 --from main --name a..b', 'two dots'],
  ['branch create ABC-1 --repository 1 --from main', 'may not change branches'],
  ['branch create ABC-1 --repository 404 --from main', 'There is no issue ABC-1 and repository'],
  ['pull-request create ABC-1 --repository 2', 'name two: --source, --target'],
  ['pull-request create ABC-1 --repository 2 --source main --target main', 'cannot be merged into itself'],
  ['pull-request merge ABC-1 7 --repository 2 --method octopus', 'takes merge, squash or rebase'],
])('what is wrong is said: %s', async (words, said) => {
  const ended = await run(words);
  expect(ended.code).not.toBe(0);
  expect(ended.complained).toContain(said);
});

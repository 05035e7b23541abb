/** `why` from the command line, against a real server in this process. */

import type { RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { commitOf, filesOf, hashOf, linksTo } from '../../packages/server/src/test-support/example-rows.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

const repository = 1 as RepositoryId;

let test: TestServer;
let address: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  const { store } = test.deps;
  const commit = commitOf(1, { message: 'ABC-1 Begin \u202e\n\nXYZ-2, ISO-8859.1' });
  await store.development.saveCommits(repository, [{ commit, links: linksTo('ABC-1', 'XYZ-2') }], false);
  await store.development.saveFiles(repository, [filesOf(1)]);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
  const associate = ['jira-sites', 'associate', '1', '--integration', '1', '--projects', 'ABC'];
  const { code, complained } = await runCommand(associate, { BRANCHLINE_URL: address });
  if (code !== 0) throw new Error(complained);
});
afterAll(() => test.stop());

const why = (...words: readonly string[]) => runCommand(['why', ...words], { BRANCHLINE_URL: address });

it('says which keys count, what is none, and what Jira has', async () => {
  const { printed, code } = await why(hashOf(1));
  expect(code).toBe(0);
  expect(printed.split('\n')).toEqual([
    `commit ${hashOf(1)} in code (1)  ABC-1 Begin \u{fffd}`,
    '  ABC-1, title: counts',
    '  XYZ-2, body: counts',
    '  ISO-8859, body: is no key, a dot and a digit follow: it looks like a version',
    '  Sandbox waits to be sent with ABC-1',
    '    XYZ-2 is kept from it: its project does not see this repository (branchline associations)',
    '',
  ]);
});

it('says so when nothing of that name is indexed, and what to do', async () => {
  const { printed } = await why('feature/nothing');
  expect(printed).toContain('Nothing of that name is indexed.');
  expect(printed).toContain('1 repository looked at.');
  expect(printed).toContain('1 is not indexed yet.');
  expect(JSON.parse((await why('feature/nothing', '--json')).printed)).toMatchObject({ things: [] });
});

/** The description of the API from the command line, by REST, and as what a client needs: the same. */

import { expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { startTestServer } from '../../packages/server/src/test-support/test-server.ts';

it('is printed for programs that make clients of it', async () => {
  const test = await startTestServer();
  const address = await test.server.listen({ host: '127.0.0.1', port: 0 });
  const printed = await runCommand(['api'], { BRANCHLINE_URL: address });
  expect(printed).toMatchObject({ code: 0, complained: '' });
  const described: unknown = await (await fetch(`${address}/api/v1/openapi.json`)).json();
  expect(JSON.parse(printed.printed)).toEqual(described);
  expect(described).toMatchObject({ openapi: '3.1.0', paths: { '/api/v1/openapi.json': { get: {} } } });
  await test.stop();
});

/** The Forge app of a site, and a service account, from the command line, against a real server in this process. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
  test.sandbox.forge.connect(address);
});
afterAll(() => test.stop());

const branchline = (words: readonly string[], environment: Record<string, string> = {}) =>
  runCommand(['jira-sites', ...words], { BRANCHLINE_URL: address, ...environment });
const forge = (...words: readonly string[]) => branchline(['forge', ...words]);

it('an app is registered by the id that forge register wrote, whole or only its last part', async () => {
  expect((await forge('show', '1')).printed.trim()).toBe(
    'No Forge app is registered for this site: branchline jira-sites forge set.',
  );
  const { appId } = test.sandbox.forge;
  const uuid = appId.split('/').at(-1) ?? '';
  const set = await forge('set', '1', '--app-id', uuid.toUpperCase());
  expect(set).toMatchObject({ code: 0, complained: '' });
  expect(set.printed).toContain(`App: ${appId}`);
  expect(set.printed).toContain('Trouble: The Forge app is registered for this site and has not called');
  expect((await forge('set', '1', '--app-id', appId)).code).toBe(0);
  await test.sandbox.forge.tick();
  const shown = JSON.parse((await forge('show', '1', '--json')).printed) as unknown;
  expect(shown).toEqual({
    forge: {
      appId,
      installation: {
        environment: 'PRODUCTION',
        since: '2026-03-01T12:00:00.000Z',
        lastSeenAt: '2026-03-01T12:00:00.000Z',
        tokenEndsAt: '2026-03-01T16:00:00.000Z',
      },
      trouble: null,
      sink: 'oauth',
      sinkToEmpty: null,
      emptyingTrouble: null,
    },
  });
});

it('what sends is switched, said, and kept from being forgotten', async () => {
  expect((await forge('sink', '1', 'forge')).printed).toMatch(
    /through the Forge app\.\nWhat the OAuth credentials sent is taken back when all has been sent anew\./,
  );
  expect((await forge('forget', '1')).complained).toContain('Let the OAuth credentials send it first');
  expect((await forge('sink', '1', 'oauth')).printed).toContain('through the OAuth credentials.');
  await test.deps.store.forge.noteEmptied(1 as never);
  expect((await forge('forget', '1')).printed).toContain('Forgotten. Uninstall the app in Jira');
  expect((await forge('show', '1', '--json')).printed.trim()).toBe('{"forge":null}');
});

it.each([
  [['set', '1', '--app-id', 'branchline'], 'is no app id: look in manifest.yml'],
  [['set', '99', '--app-id', '01234567-89ab-cdef-0123-456789abcdef'], 'no Jira site'],
  [['show', '99'], 'no Jira site'],
  [['sink', '1', 'both'], 'Allowed choices are oauth, forge'],
  [['sink', '1', 'forge'], 'no Forge app'],
  [['forget', '1'], 'no Forge app'],
])('what is wrong is said: %j', async (words, said) => {
  const run = await forge(...words);
  expect(run.code).not.toBe(0);
  expect(run.complained).toContain(said);
});

it('a service account is used by its OAuth credentials, which are tried first and never shown', async () => {
  const { clientId, clientSecret } = test.sandbox.serviceAccount.credential;
  const words = ['credentials', '1', '--account-kind', 'service-account', '--token-variable', 'SECRET'];
  const alone = await branchline(words, { SECRET: clientSecret });
  expect(alone.complained).toContain('a service-account needs --account-client-id');
  const wrong = await branchline([...words, '--account-client-id', clientId], { SECRET: 'wrong' });
  expect(wrong.complained).toContain('Atlassian refused the client id and secret of the service account');
  const right = await branchline([...words, '--account-client-id', clientId], { SECRET: clientSecret });
  expect(right).toMatchObject({ code: 0, complained: '' });
  expect(right.printed).toContain(`Account: service-account, ${clientId}`);
  expect(right.printed).not.toContain(clientSecret);
  const checked = await branchline(['check', '1']);
  expect(checked.printed).toContain('works  projects');
});

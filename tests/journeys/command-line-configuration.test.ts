/** Settings and configuration as code from the command line, against a real server in this process. */

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;
let folder: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'branchline-configuration-'));
});
afterAll(async () => {
  await test.stop();
  await rm(folder, { recursive: true });
});

const branchline = (...words: readonly string[]) => runCommand(words, { BRANCHLINE_URL: address });

async function fileWith(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

describe('settings', () => {
  it('are shown and changed, one at a time', async () => {
    const before = await branchline('settings', 'show');
    expect(before.printed).toContain('Branch names: ${issuekey}-${summary} (separator -)');
    expect(before.printed).toContain(
      'Kept: webhooks 30 days, audit log 730 days, index runs 90 days, failed jobs 30 days',
    );
    const types = ['--type-template', 'Bug=fix/${issuekey}', 'Story=feature/${issuekey}'];
    const changed = await branchline(
      'settings',
      'set',
      '--keep-webhooks',
      '7',
      '--alerts-to',
      'ada@example.org',
      ...types,
    );
    expect(changed.printed).toContain('  Bug: fix/${issuekey}');
    expect(changed.printed).toContain('webhooks 7 days, audit log 730 days');
    expect(changed.printed).toContain('alerts to ada@example.org about paused-integrations, failed-repositories');
    const taken = await branchline('settings', 'set', '--type-template', 'Story=', '--tell-authors', 'no', '--json');
    expect(JSON.parse(taken.printed)).toMatchObject({
      branchNames: { byIssueType: { Bug: 'fix/${issuekey}' } },
      mail: { tellsAuthors: false, alertsTo: ['ada@example.org'] },
    });
    const log = await branchline('audit', 'list', '--what', 'settings/');
    expect(log.printed).toContain('retention.webhookDeliveries: 30 → 7');
  });

  it('try out a branch name, and a mail', async () => {
    const tried = await branchline('settings', 'try-branch-name', 'ABC-7', 'bug', 'It is broken');
    expect(tried.printed.trim()).toBe('fix/ABC-7');
    const options = ['--type-template', 'Bug=', '--branch-template', '${summary}/${issuekey}', '--separator', '_'];
    const other = await branchline('settings', 'try-branch-name', 'ABC-7', 'Bug', 'It is broken', ...options);
    expect(other.printed.trim()).toBe('it_is_broken/ABC-7');
    expect((await branchline('settings', 'test-mail', 'ada@example.org')).printed).toContain(
      'The mail server took the mail.',
    );
  });

  it('are set for single projects', async () => {
    const set = await branchline(
      'projects',
      'set',
      '1',
      'ABC',
      '--links-off',
      'commit-body,commit-notes',
      '--branch-template',
      'x/${issuekey}',
    );
    expect(set.printed).toContain('Branch names: x/${issuekey} (separator -)\n');
    expect(set.printed).toContain('Links off: commit-body, commit-notes');
    const on = await branchline('projects', 'set', '1', 'ABC', '--links-on', 'commit-notes');
    expect(on.printed).toContain('Links off: commit-body\n');
    const list = await branchline('projects', 'list', '1', '--only-set');
    expect(list.printed).toMatch(/ABC +x\/\$\{issuekey\} +commit-body +jira/);
    const reset = await branchline('projects', 'set', '1', 'ABC', '--reset');
    expect(reset.printed).toContain('(as the installation)');
    expect((await branchline('projects', 'show', '1', 'ABC', '--json')).printed).toContain('"linkSourcesOff":[]');
    expect((await branchline('projects', 'list', '1', '--only-set')).printed.trim()).toBe('No project matches.');
  });

  it.each([
    [['settings', 'set', '--branch-template', '${summary}'], 'needs ${issuekey}'],
    [['settings', 'set', '--branch-template', '${isuekey}'], 'no variable ${isuekey}'],
    [['settings', 'set', '--keep-audit', '1'], 'auditLog'],
    [['settings', 'set', '--alerts', 'weather'], 'alerts'],
    [['settings', 'set', '--type-template', 'Bug'], 'write --type-template Type=template'],
    [['settings', 'test-mail', 'nobody'], 'to'],
    [['projects', 'set', '1', 'ABC', '--links-off', 'commit-color'], 'linkSourcesOff'],
    [['projects', 'show', '1', 'abc'], 'is not a project key'],
    [['projects', 'show', '99', 'ABC'], 'no Jira site'],
    [['projects', 'list', '99'], 'no Jira site'],
  ] as const)('say what is wrong: %j', async (words, said) => {
    const run = await branchline(...words);
    expect(run.code).not.toBe(0);
    expect(run.complained).toContain(said);
  });
});

describe('the configuration', () => {
  it('is exported, and applied without any change; a change is told before it is made', async () => {
    const file = join(folder, 'exported.yaml');
    expect((await branchline('export', '--file', file)).printed).toContain('The configuration is in');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('fromEnvironment: SIGNED_TOKEN');
    expect((await branchline('export')).printed.trim()).toBe(text.trim());
    const kept = await branchline('apply', file, '--dry-run', '--keep-secrets');
    expect(kept.printed).toMatch(/^Nothing would change\. \d+ things are as the file says\.\n$/);

    const changed = await fileWith('changed.yaml', text.replace('indexRuns: 90', 'indexRuns: 10'));
    const planned = await branchline('apply', changed, '--dry-run', '--keep-secrets');
    expect(planned.printed).toContain('Change the settings of the installation, retention: retention.indexRuns.\n');
    expect(planned.printed).toContain('    retention.indexRuns: 90 → 10\n1 change; nothing was done.');
    const applied = await branchline('apply', changed, '--keep-secrets');
    expect(applied).toMatchObject({ code: 0, printed: expect.stringMatching(/^DONE +Change the settings/) as string });
    expect((await branchline('apply', changed, '--keep-secrets')).printed).toContain('Nothing was changed.');
    const json = await branchline('apply', changed, '--dry-run', '--keep-secrets', '--json');
    expect(JSON.parse(json.printed)).toMatchObject({ changes: [] });
  });

  it('takes secrets from variables and files, and names those that are missing', async () => {
    await fileWith('token', 'good\n');
    const integration = (name: string, reference: string) =>
      `  - {name: ${name}, connector: signed, settings: {url: "https://${name}.example"}, credential: {kind: token, token: {${reference}}}}`;
    const lines = [
      'version: 1',
      'integrations:',
      integration('one', 'fromEnvironment: ONE_TOKEN'),
      integration('two', 'fromFile: token'),
    ];
    const file = await fileWith('secrets.yaml', lines.join('\n'));
    const missing = await branchline('apply', file);
    expect(missing.code).not.toBe(0);
    expect(missing.complained).toContain('integrations[0].credential.token: ONE_TOKEN is not set, or is empty');
    const environment = { BRANCHLINE_URL: address, ONE_TOKEN: 'good' };
    const applied = await runCommand(['apply', file], environment);
    expect(applied.printed).toMatch(/^DONE +Add the integration "one"\.\nDONE +Add the integration "two"\.\n$/);
    const again = await runCommand(['apply', file, '--dry-run'], environment);
    expect(again.printed).toMatch(/^\d+ things not in the file would stay: --prune removes\.\nNothing would change/);
  });

  it('says what failed, and ends with an error then', async () => {
    const lines = [
      'version: 1',
      'integrations:',
      '  - {name: no, connector: cvs, settings: {}}',
      'accounts: [{login: eve}]',
    ];
    const run = await runCommand(['apply', '-'], { BRANCHLINE_URL: address }, lines.join('\n'));
    expect(run.code).not.toBe(0);
    expect(run.printed).toMatch(/^FAILED +Add the integration "no"\. There is no connector "cvs"/);
    expect(run.printed).toMatch(/DONE +Add the account "eve"\./);
    expect(run.complained).toContain('1 of 2 changes could not be made');
  });

  it.each([
    ['version: 1\nintegrations:\n  - name: x\n   connector: git', 'line 4'],
    [
      'version: 1\ninstallation:\n  retentoin: {}',
      'line 3, installation.retentoin: There is no such field. Did you mean "retention"?',
    ],
    ['version: 1\naccounts:\n  - login: ada\n    role: king', 'line 4, accounts[0].role: Invalid option'],
    ['version: 2', 'line 1, version:'],
    ['version: 1\nintegrations: many', 'line 2, integrations: Invalid input: expected array'],
    ['version: 1\naccounts:\n  - name: Ada', 'line 3, accounts[0].login:'],
    [
      'version: 1\nidentityProviders:\n  - {name: a, issuer: "https://a.example", clientId: b, clientSecret: hunter2}',
      'line 3, identityProviders[0].clientSecret: is no reference to a secret',
    ],
    ['a: &a [x]\nversion: 1\nversion: 1', 'line 3'],
  ])('says where a file is wrong: %j', async (text, said) => {
    const run = await branchline('apply', await fileWith('wrong.yaml', text), '--dry-run');
    expect(run.code).not.toBe(0);
    expect(run.complained).toContain(said);
    expect(run.complained).not.toContain('hunter2');
  });

  it('says that a file is not there, or cannot be written', async () => {
    expect((await branchline('apply', join(folder, 'none.yaml'))).complained).toContain('cannot be read');
    expect((await branchline('export', '--file', join(folder, 'no', 'where.yaml'))).complained).toContain(
      'cannot be written',
    );
  });
});

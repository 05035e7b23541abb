/** Configuration as code: what is exported, applied and exported again is the same, and nothing is done twice. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything } from '../../test-support/configuration-example.ts';
import {
  apply,
  ask,
  exported,
  findRepository,
  outcomes,
  plan,
  siteOf,
  withSecrets,
  type Document,
} from '../../test-support/configure.ts';
import { startTestServer, type TestServer } from '../../test-support/test-server.ts';

let one: TestServer;
let other: TestServer;

beforeAll(async () => {
  one = await startTestServer();
  other = await startTestServer();
});
afterAll(async () => {
  await one.stop();
  await other.stop();
});

async function applyCompletely(test: TestServer, document: Document): Promise<void> {
  const first = await apply(test, document);
  expect(first.changes.filter(({ outcome }) => outcome !== 'done').map(({ kind, outcome }) => [kind, outcome])).toEqual(
    [
      ['repository', 'waits'],
      ['association', 'waits'],
    ],
  );
  await findRepository(test);
  const second = await apply(test, document);
  expect(outcomes(second)).toEqual([
    'repository Code: code done',
    expect.stringMatching(/^association .*: Code \/ code done$/) as unknown as string,
  ]);
  expect(second.isComplete).toBe(true);
}

describe('a document about everything', () => {
  it('is applied, does nothing the second time, and comes out of an empty installation as it went in', async () => {
    const planned = await plan(one, everything(one.sandbox));
    expect(planned.changes.every(({ action, problem }) => action !== 'change' || problem === null)).toBe(true);
    expect((await exported(one)).integrations).toEqual([]);
    await applyCompletely(one, everything(one.sandbox));
    expect(await plan(one, everything(one.sandbox))).toMatchObject({ changes: [], notInDocument: 0 });

    const document = await exported(one);
    expect(JSON.stringify(document)).not.toContain('good');
    const { clientSecret } = one.sandbox;
    expect(JSON.stringify(document)).not.toContain(clientSecret);
    const secrets = { SANDBOX_CLIENT_SECRET: clientSecret };
    await applyCompletely(other, withSecrets(document, secrets) as Document);
    expect(await exported(other)).toEqual(document);
    // References that nobody followed leave secrets alone.
    expect((await plan(other, document as unknown as Document)).changes).toEqual([]);
  });

  it('says every field that it can say', async () => {
    const [document] = [await exported(one)];
    expect(document).toMatchObject(JSON.parse(JSON.stringify(withoutSecrets(everything(one.sandbox)))) as object);
  });
});

/** What an export must hold; lists of ids are sorted there. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'string') ? value.toSorted() : value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([, each]) => !(typeof each === 'object' && each !== null && 'value' in each),
  );
  return Object.fromEntries(entries.map(([name, each]) => [name, withoutSecrets(each)]));
}

describe('a plan', () => {
  it('says each difference, as data and in words', async () => {
    const document = {
      version: 1,
      installation: { retention: { webhookDeliveries: 3, auditLog: 100, indexRuns: 10, failedJobs: 2 } },
      integrations: [
        {
          name: 'Code',
          connector: 'git',
          settings: { cloneUrl: 'https://git.example/team/code.git' },
          makesWebhooks: true,
        },
      ],
    };
    const { changes, same } = await plan(one, document);
    expect(changes).toEqual([
      {
        kind: 'installation',
        name: 'retention',
        action: 'change',
        words: 'Change the settings of the installation, retention: retention.auditLog.',
        differences: [{ path: 'retention.auditLog', before: 365, after: 100 }],
        problem: null,
      },
      expect.objectContaining({
        words: 'Change the integration "Code": makesWebhooks.',
        differences: [{ path: 'makesWebhooks', before: false, after: true }],
      }),
    ]);
    expect(same).toBe(0);
    expect((await exported(one)).installation?.retention?.auditLog).toBe(365);
  });

  it('counts what is not there, and removes it only when asked, in numbers', async () => {
    const document = { version: 1, integrations: [], accounts: [{ login: 'ada' }] };
    expect(await plan(one, document)).toMatchObject({ changes: [], notInDocument: 3, same: 1 });
    const { changes } = await plan(one, document, true);
    expect(changes.map(({ words }) => words)).toEqual([
      'Remove the account "bob" with its sessions and tokens.',
      'Remove the integration "Code" with 1 repository, 0 webhooks, 0 entries in Jira.',
      'Remove the integration "Signed" with 0 repositories, 0 webhooks, 0 entries in Jira.',
    ]);
  });

  it('leaves alone what the document does not speak of', async () => {
    expect(await plan(one, { version: 1 }, true)).toEqual({ changes: [], notInDocument: 0, same: 0 });
    const { integrations = [] } = await exported(one);
    const named = integrations.map(({ name, connector, settings }) => ({ name, connector, settings }));
    expect((await plan(one, { version: 1, integrations: named }, true)).changes).toEqual([]);
  });

  it.each([
    [{ name: 'New', connector: 'cvs', settings: {} }, 'no connector "cvs"'],
    [{ name: 'New', connector: 'git', settings: {} }, 'clone'],
    [{ name: 'Code', connector: 'signed', settings: { url: 'https://signed.example' } }, 'is connected by git'],
    [
      {
        name: 'New',
        connector: 'signed',
        settings: { url: 'https://signed.example' },
        credential: { kind: 'token', token: { fromEnvironment: 'NOT_SET' } },
      },
      'NOT_SET',
    ],
    [
      { name: 'New', connector: 'signed', settings: { url: 'https://signed.example' }, credential: { kind: 'oauth' } },
      'has to sign in',
    ],
    [
      {
        name: 'New',
        connector: 'signed',
        settings: { url: 'https://signed.example' },
        credential: { kind: 'app', app: 'Ours', installationId: '1' },
      },
      'no app "Ours"',
    ],
  ])('names what cannot be: %j', async (integration, said) => {
    const document = { version: 1, integrations: [integration] };
    const [change] = (await plan(one, document)).changes;
    expect(change?.problem?.toLowerCase()).toContain(said.toLowerCase());
    const report = await apply(one, document);
    expect(report.changes[0]).toMatchObject({ outcome: 'failed', because: change?.problem });
  });
});

describe('applying', () => {
  it('skips what needs something that failed, and does the rest', async () => {
    const grants = { see: 'all' };
    const siteUrl = siteOf(await exported(one));
    const report = await apply(one, {
      version: 1,
      integrations: [
        {
          name: 'Refused',
          connector: 'signed',
          settings: { url: 'https://signed.example' },
          credential: { kind: 'token', token: { value: 'bad' } },
        },
      ],
      jiraSites: [
        {
          siteUrl,
          trustsEmail: false,
          associations: [
            { integration: 'Refused', grants },
            { integration: 'Nowhere', grants },
          ],
        },
      ],
    });
    expect(report.changes.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['integration', 'failed'],
      ['jira-site', 'done'],
      ['association', 'skipped'],
      ['association', 'failed'],
    ]);
    expect(report.isComplete).toBe(false);
    expect(report.changes[3]?.because).toContain('the document adds none');
    await apply(one, { version: 1, jiraSites: [{ siteUrl, trustsEmail: true }] });
  });

  it('takes over a secret that is another, and not one that is the same', async () => {
    const signed = (token: string) => ({
      version: 1,
      integrations: [
        {
          name: 'Signed',
          connector: 'signed',
          settings: { url: 'https://signed.example' },
          credential: { kind: 'token', token: { value: token } },
        },
      ],
    });
    expect((await plan(one, signed('good'))).changes).toEqual([]);
    const [change] = (await plan(one, signed('another'))).changes;
    expect(change?.differences).toEqual([{ path: 'credential.token', before: '[secret]', after: '[another secret]' }]);
    expect((await apply(one, signed('another'))).isComplete).toBe(true);
    expect((await plan(one, signed('another'))).changes).toEqual([]);
    const [refused] = (await apply(one, signed('bad'))).changes;
    expect(refused?.outcome).toBe('failed');
    expect(JSON.stringify(refused)).not.toContain('"bad"');
    expect((await plan(one, signed('another'))).changes).toEqual([]);
  });

  it('refuses what is there twice', async () => {
    const account = { login: 'ada' };
    const answer = await ask(one, 'POST', '/apply', {
      configuration: { version: 1, accounts: [account, { login: 'ADA' }] },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ detail: '"ada" is twice among the accounts. Each name may be there once.' });
    await one.deps.store.integrations.add({ connector: 'git', name: 'Code', settings: {} });
    const twice = await ask(one, 'GET', '');
    expect(twice.statusCode).toBe(409);
    expect(twice.json()).toMatchObject({
      detail: expect.stringContaining('2 integrations are called "Code"') as string,
    });
    const [, second] = (await one.deps.store.integrations.list()).filter(({ name }) => name === 'Code');
    await one.deps.store.integrations.change(second!.id, { name: 'Second' });
    await apply(one, { version: 1, integrations: (await exported(other)).integrations }, true);
    expect((await exported(one)).integrations?.map(({ name }) => name)).toEqual(['Code', 'Signed']);
  });

  it('prunes what is left out, and never whoever applies it', async () => {
    const { jiraSites: [site] = [] } = await exported(one);
    const { siteUrl } = site!;
    const document = { version: 1, jiraSites: [{ siteUrl, projects: [], associations: [] }], identityProviders: [] };
    const report = await apply(one, document, true);
    expect(outcomes(report)).toEqual([
      'identity-provider Company done',
      expect.stringContaining('association') as unknown as string,
      expect.stringContaining('association') as unknown as string,
      `project ${siteUrl}: ABC done`,
      `project ${siteUrl}: DEF done`,
    ]);
    const after = await exported(one);
    expect(after.identityProviders).toEqual([]);
    expect(after.jiraSites).toEqual([expect.objectContaining({ projects: [], associations: [], trustsEmail: true })]);
    const last = await apply(one, { version: 1, accounts: [{ login: 'bob' }] }, true);
    expect(last.changes).toEqual([
      expect.objectContaining({
        name: 'ada',
        outcome: 'failed',
        because: expect.stringContaining('administrator') as string,
      }),
    ]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from './options.ts';
import { contract, sentBranch, sentCommit, sentPullRequest, startTestSandbox } from './test-sandbox.ts';
import type { Answer, TestSandbox } from './test-sandbox.ts';

let jira: TestSandbox;

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox(options);
  return jira;
}

afterEach(() => jira.stop());

function failedCommits(answer: Answer): readonly { readonly id: string; readonly errorMessages: unknown }[] {
  const body = answer.body as { failedDevinfoEntities: Record<string, { commits?: [] }> };
  return body.failedDevinfoEntities['r']?.commits ?? [];
}

function storedCommits() {
  return jira.sandbox.snapshot().repositories[0]?.commits ?? [];
}

function associated(...values: string[]) {
  return { associations: [{ associationType: 'issueIdOrKeys', values }] };
}

describe('a pull request', () => {
  it('is kept, and fails alone when something in it breaks a rule', async () => {
    const { submit } = await start();
    const reviewers = [{ name: 'Bob', approvalStatus: 'APPROVED' }];
    const answer = await submit({
      pullRequests: [
        sentPullRequest('1', { reviewers }),
        sentPullRequest('2', { status: 'DRAFT' }),
        sentPullRequest('3', { title: 'x'.repeat(1025) }),
        sentPullRequest('4', { sourceBranch: 'x'.repeat(256) }),
        sentPullRequest('5', { reviewers: [{ name: 'Bob', approvalStatus: 'MAYBE' }] }),
        sentPullRequest('6', { sourceBranchUrl: 'no address' }),
      ],
    });
    const { acceptedDevinfoEntities, failedDevinfoEntities } = answer.body as {
      acceptedDevinfoEntities: Record<string, { pullRequests: readonly string[] }>;
      failedDevinfoEntities: Record<string, { pullRequests: readonly { readonly id: string }[] }>;
    };
    expect(acceptedDevinfoEntities['r']?.pullRequests).toEqual(['1']);
    expect(failedDevinfoEntities['r']?.pullRequests.map(({ id }) => id)).toEqual(['2', '3', '4', '5', '6']);
    expect(jira.sandbox.snapshot().repositories[0]?.pullRequests).toMatchObject([{ id: '1', keys: ['DEMO-1'] }]);
  });
});

describe('a submission', () => {
  it('is accepted entity by entity', async () => {
    const { submit } = await start({ contract });
    const answer = await submit({ commits: [sentCommit('a'), sentCommit('b')], branches: [sentBranch('main')] });
    expect(answer).toEqual({
      status: 202,
      body: {
        acceptedDevinfoEntities: { r: { commits: ['a', 'b'], branches: ['main'] } },
        failedDevinfoEntities: {},
        unknownIssueKeys: [],
        unknownAssociations: [],
      },
    });
  });

  it('replaces an entity only with a greater number', async () => {
    const { submit } = await start({ contract });
    for (const [number, message] of [
      [5, 'five'],
      [4, 'four'],
      [5, 'five again'],
      [6, 'six'],
    ] as const) {
      await submit({ commits: [sentCommit('a', { updateSequenceId: number, message })] });
      const expected = number === 6 ? 'six' : 'five';
      expect(storedCommits()[0]?.content['message']).toBe(expected);
    }
  });

  it('takes back keys that are no longer named', async () => {
    const { submit, sandbox } = await start({ contract });
    await submit({ commits: [sentCommit('a', associated('DEMO-1', 'DEMO-2'))] });
    await submit({ commits: [sentCommit('a', { updateSequenceId: 2, ...associated('DEMO-2') })] });
    expect(storedCommits()[0]?.keys).toEqual(['DEMO-2']);
    const page = await (await fetch(`${sandbox.url}/browse/DEMO-1`)).text();
    expect(page).toContain('No development information has arrived');
  });

  it('names unknown issues in the words in which they were asked for, and keeps nothing for them', async () => {
    const { submit, sandbox } = await start({ contract });
    const first = await submit({
      commits: [sentCommit('a', associated('ZZ-1', 'DEMO-1')), sentCommit('b', associated('ZZ-2'))],
    });
    expect(first.body).toMatchObject({
      acceptedDevinfoEntities: { r: { commits: ['a', 'b'] } },
      unknownIssueKeys: [],
      unknownAssociations: [{ associationType: 'issueIdOrKeys', values: ['ZZ-1', 'ZZ-2'] }],
    });
    const second = await submit({ commits: [sentCommit('c', { issueKeys: ['ZZ-3', 'DEMO-1'] })] });
    expect(second.body).toMatchObject({ unknownIssueKeys: ['ZZ-3'], unknownAssociations: [] });
    expect(storedCommits().map((one) => [one.id, one.keys])).toEqual([
      ['a', ['DEMO-1']],
      ['c', ['DEMO-1']],
    ]);
    expect(sandbox.snapshot().repositories).toHaveLength(1);
  });

  it('finds an issue that appeared in the meantime when it is sent again', async () => {
    const { submit, sandbox } = await start({ contract, issues: [{ key: 'DEMO-1', summary: 'One' }] });
    const commit = sentCommit('a', associated('DEMO-2'));
    await submit({ commits: [commit] });
    expect(storedCommits()).toEqual([]);
    sandbox.addIssue({ key: 'DEMO-2', summary: 'Two' });
    await submit({ commits: [commit] });
    expect(storedCommits()).toHaveLength(1);
  });

  it('understands an issue’s number and any case of its key', async () => {
    const { submit } = await start({ contract, issues: [{ key: 'DEMO-8', summary: 'Eight' }] });
    await submit({ commits: [sentCommit('a', associated('10000')), sentCommit('b', associated('demo-8'))] });
    expect(storedCommits().map((one) => one.keys)).toEqual([['DEMO-8'], ['DEMO-8']]);
  });

  it('shortens long messages', async () => {
    const { submit } = await start();
    await submit({ commits: [sentCommit('a', { message: '🚀'.repeat(1025) })] });
    expect(storedCommits()[0]?.content['message']).toBe('🚀'.repeat(1024));
  });

  it('keeps the same whatever the order and the numbers', async () => {
    const { submit, sandbox, ask } = await start({ contract });
    await submit({ commits: [sentCommit('a'), sentCommit('b')], branches: [sentBranch('x')] });
    const first = sandbox.snapshot();
    await ask('DELETE', '/repository/r');
    expect(sandbox.snapshot().repositories).toEqual([]);
    const number = { updateSequenceId: 99 };
    await submit({ ...number, branches: [sentBranch('x', number)] });
    await submit({ updateSequenceId: 100, commits: [sentCommit('b', number), sentCommit('a', number)] });
    expect(sandbox.snapshot()).toEqual(first);
  });
});

describe('an entity that breaks a rule', () => {
  const long = (length: number) => 'x'.repeat(length);
  const file = { path: 'a', url: 'https://x.y/a', changeType: 'ADDED', linesAdded: 1, linesRemoved: 0 };

  it.each([
    ['an id with a slash', sentCommit('a/b')],
    ['an id of 1,025 characters', sentCommit(long(1025))],
    ['a display id of 256 characters', sentCommit('a', { displayId: long(256) })],
    ['a name of 256 characters', sentCommit('a', { author: { name: long(256) } })],
    ['an address of 2,001 characters', sentCommit('a', { url: `https://x.y/${long(1989)}` })],
    ['a relative address', sentCommit('a', { url: '/a' })],
    ['a script for an address', sentCommit('a', { url: 'javascript:alert(1)' })],
    ['eleven files', sentCommit('a', { files: Array.from({ length: 11 }, () => file) })],
    ['a path of 1,025 characters', sentCommit('a', { files: [{ ...file, path: long(1025) }] })],
    ['a wrong change type', sentCommit('a', { files: [{ ...file, changeType: 'RENAMED' }] })],
    ['a negative count', sentCommit('a', { fileCount: -1 })],
    ['a time that is none', sentCommit('a', { authorTimestamp: 'yesterday' })],
    ['no author', sentCommit('a', { author: undefined })],
    ['no key', sentCommit('a', { issueKeys: [] })],
    ['a key that is none', sentCommit('a', { issueKeys: ['1-A'] })],
    ['501 keys', sentCommit('a', { issueKeys: Array.from({ length: 501 }, (_, at) => `DEMO-${at}`) })],
    ['501 values', sentCommit('a', associated(...Array.from({ length: 501 }, (_, at) => `DEMO-${at}`)))],
    ['no issue at all', sentCommit('a', { associations: undefined })],
  ])('(%s) fails alone', async (_rule, broken) => {
    const { submit } = await start();
    const answer = await submit({ commits: [sentCommit('good'), broken] });
    expect(answer.status).toBe(202);
    expect(failedCommits(answer)).toMatchObject([{ id: broken.id, errorMessages: [{ message: expect.any(String) }] }]);
    expect(storedCommits().map((one) => one.id)).toEqual(['good']);
  });

  it.each([
    ['an id of 1,024 characters', sentCommit(long(1024), { message: 'DEMO-1' })],
    ['a display id of 255 characters', sentCommit('a', { displayId: long(255) })],
    ['an address of 2,000 characters', sentCommit('a', { url: `https://x.y/${long(1988)}` })],
    ['ten files', sentCommit('a', { files: Array.from({ length: 10 }, () => file) })],
    ['500 keys', sentCommit('a', { issueKeys: Array.from({ length: 500 }, (_, at) => `DEMO-${at}`) })],
  ])('does not: %s', async (_rule, fitting) => {
    const { submit } = await start({ contract });
    expect(failedCommits(await submit({ commits: [fitting] }))).toEqual([]);
  });

  it('is a branch without keys on its last commit, too', async () => {
    const { submit } = await start();
    const { associations: _associations, ...lastCommit } = sentCommit('abc');
    const answer = await submit({ branches: [sentBranch('main', { lastCommit })] });
    expect(answer.body).toMatchObject({ failedDevinfoEntities: { r: { branches: [{ id: 'main' }] } } });
  });

  it('is a repository, with everything in it', async () => {
    const { submit, sandbox } = await start();
    const answer = await submit({ name: long(256), commits: [sentCommit('a')] });
    expect(answer.body).toMatchObject({
      acceptedDevinfoEntities: {},
      failedDevinfoEntities: { r: { errorMessages: [{ message: expect.stringContaining('255') }] } },
    });
    expect(sandbox.snapshot().repositories).toEqual([]);
  });
});

describe('a request that breaks a rule', () => {
  const many = (count: number, prefix = 'c') => Array.from({ length: count }, (_, at) => sentCommit(`${prefix}${at}`));

  it.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
    ['401 commits', { commits: many(401) }],
    ['an id twice', { commits: [sentCommit('a'), sentCommit('a')] }],
    ['both ways of naming issues', { commits: [{ ...sentCommit('a'), issueKeys: ['DEMO-1'] }] }],
    ['six properties', {}, { properties: { a: '', b: '', c: '', d: '', e: '', f: '' } }],
    ['a property with an underscore', {}, { properties: { _a: '1' } }],
    ['a property with a colon', {}, { properties: { 'a:b': '1' } }],
    ['a property of 256 characters', {}, { properties: { a: 'x'.repeat(256) } }],
    ['an unknown kind of operation', {}, { operationType: 'FAST' }],
    ['no repository', {}, { repositories: [] }],
    ['a repository twice', {}, { repositories: [{ id: 'r' }, { id: 'r' }] }],
    ['101 repositories', {}, { repositories: Array.from({ length: 101 }, (_, at) => ({ id: `r${at}` })) }],
    [
      '1,001 entities',
      {},
      { repositories: ['a', 'b', 'c'].map((id) => ({ id, commits: many(id === 'a' ? 201 : 400) })) },
    ],
  ])('(%s) is refused as a whole', async (_rule, repository, request) => {
    const { submit, sandbox } = await start();
    const answer = await submit({ commits: [sentCommit('good')], ...repository }, request);
    expect(answer).toMatchObject({ status: 400, body: { errorMessages: [{ message: expect.any(String) }] } });
    expect(sandbox.snapshot().repositories).toEqual([]);
  });

  it('because it is no JSON is refused with words', async () => {
    const { sandbox } = await start();
    const response = await fetch(`${sandbox.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty('errorMessages');
  });
});

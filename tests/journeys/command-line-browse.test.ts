/** What a repository holds, from the command line, against a real server in this process. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { mirroredExample, type MirroredExample } from '../../packages/server/src/test-support/mirror-example.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;
let example: MirroredExample;
let last: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  example = await mirroredExample(test);
  last = example.last.slice(0, 10);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const branchline = (...words: readonly string[]) => runCommand(['browse', ...words], { BRANCHLINE_URL: address });

async function printed(...words: readonly string[]): Promise<string> {
  const ran = await branchline(...words);
  expect(ran).toMatchObject({ code: 0, complained: '' });
  return ran.printed;
}

it('lists repositories and folders', async () => {
  expect(await printed('list', '--search', 'COD')).toMatch(/^ID .*\n1 +code +Code /u);
  expect(await printed('list', '--search', 'nothing')).toContain('There is no such repository');
  expect(await printed('ls', '1')).toMatch(/src\/ *\nREADME\.md +16/u);
  expect(await printed('ls', '1', 'src')).toContain('picture.png');
  expect(await printed('ls', '1', '--revision', 'first')).toMatch(/README\.md +8/u);
});

it('shows a file, who wrote it, and what changed it', async () => {
  expect(await printed('show', '1', 'README.md')).toBe('one\nhidden line\n');
  expect(await printed('show', '1', 'README.md', '--revision', 'first')).toBe('one\ntwo\n');
  expect(await printed('show', '1', 'src/picture.png')).toMatch(/^It is a picture: \d+ bytes\.\n$/u);
  expect(await printed('blame', '1', 'README.md')).toMatch(
    new RegExp(`^${example.first.slice(0, 10)} .* 1: one\n${last} .* 2: hidden line\n$`, 'u'),
  );
  expect(await printed('blame', '1', 'README.md', '--first', '2')).toMatch(
    new RegExp(`^${last} .* 2: hidden line\n$`, 'u'),
  );
  expect(await printed('log', '1', 'README.md')).toMatch(new RegExp(`${last} .*ABC-1 Hidden words\n.*Begin`, 'u'));
  expect(await printed('log', '1', 'README.md', '--skip', '1')).not.toContain('Hidden words');
});

it('shows what a commit changed, and how two revisions differ', async () => {
  const commit = await printed('commit', '1', 'main');
  expect(commit).toContain(`commit ${example.last}\n`);
  expect(commit).toContain('Branches: main\n');
  expect(commit).toMatch(/modified +\+1 -1 +README\.md\n$/u);
  expect(await printed('diff', '1')).toMatch(/^modified +\+1 -1 +README\.md\n$/u);
  expect(await printed('diff', '1', '--base', 'main')).toBe('No file differs.\n');
  const lines = await printed('diff', '1', '--base', 'first', '--path', 'README.md', '--context', '0');
  expect(lines).toBe('--- README.md\n+++ README.md\n@@ -2,1 +2,1 @@ one\n-two\n+hidden line\n');
});

it('finds a text in code, paths and messages', async () => {
  expect(await printed('search', '1', 'HIDDEN')).toBe('README.md:2: hidden line\n');
  expect(await printed('search', '1', 'HIDDEN', '--case', 'exact')).toBe('Nothing was found.\n');
  expect(await printed('search', '1', 'read', '--in', 'paths')).toBe('README.md\n');
  expect(await printed('search', '1', 'words', '--in', 'messages')).toBe(`${last} ABC-1 Hidden words\n`);
  const answer = JSON.parse(await printed('search', '1', 'hidden', '--json')) as { matches: readonly unknown[] };
  expect(answer.matches).toEqual([{ path: 'README.md', line: 2, text: 'hidden line' }]);
});

it.each([
  [['show', '1', 'nowhere'], 'There is no such file at this revision'],
  [['ls', '1', '--revision', 'nowhere'], 'There is no branch, tag or commit "nowhere"'],
  [['ls', '999'], 'There is no repository of that id that you may look into'],
  [['blame', '1', 'README.md', '--first', '99'], 'no such line'],
  [['diff', '1', '--path', 'src/page.html'], 'There is no such changed file'],
])('says what is wrong: %s', async (words, expected) => {
  expect(await branchline(...words)).toMatchObject({
    code: 1,
    complained: expect.stringContaining(expected) as string,
  });
});

it('knows three places to look for a text in', async () => {
  const ran = await branchline('search', '1', 'x', '--in', 'dreams');
  expect(ran).toMatchObject({
    code: 1,
    complained: expect.stringContaining('--in is one of code, paths, messages') as string,
  });
});

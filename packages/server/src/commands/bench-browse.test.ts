/** The bench of browsing asks each of its questions beside git, and writes nothing into the repository. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../test-support/git-playground.ts';
import { programPlace, type ProgramPlace } from '../test-support/program.ts';
import type { BrowseBenchReport } from './bench-browse.ts';

let git: GitPlayground;
let place: ProgramPlace;

beforeAll(async () => {
  git = await gitPlayground();
  await git.commit('Begin', {
    'small.txt': 'a\n',
    'large.txt': 'a transaction\n'.repeat(500),
    'larger.bin': Buffer.alloc(9000),
  });
  place = await programPlace();
});
afterAll(async () => {
  await place.remove();
  await git.remove();
});

it('measures with the largest file of text', async () => {
  const { code, stdout } = await place.run(['bench', 'browse', git.path, '--rounds', '1', '--json']);
  const report = JSON.parse(stdout) as BrowseBenchReport;
  expect([code, report.file, report.bytes]).toEqual([0, 'large.txt', 7000]);
  expect(report.figures.map(({ question }) => question)).toEqual(
    expect.arrayContaining(['root folder', 'largest file', 'code with "transaction", the first results']),
  );
  expect(report.figures.every(({ ms, gitMs }) => ms >= 0 && gitMs >= 0)).toBe(true);
  expect(await git.git('status', '--porcelain')).toBe('');
});

it('says that there is nothing to be read', async () => {
  const empty = await gitPlayground();
  const { code, stderr } = await place.run(['bench', 'browse', empty.path]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('There is no commit in')]);
  await empty.remove();
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../test-support/git-playground.ts';
import { programPlace, type ProgramPlace } from '../test-support/program.ts';

let place: ProgramPlace;
let git: GitPlayground;

beforeAll(async () => {
  [place, git] = await Promise.all([programPlace(), gitPlayground()]);
  const commits = Array.from({ length: 40_000 }, (_, index) => {
    const message = `ABC-${index + 1} Change`;
    const who = `Ada <ada@example.com> ${1_700_000_000 + index} +0000`;
    const file = `M 100644 inline f${index % 50}\ndata 4\n${String(index % 1000).padStart(4)}\n`;
    return `commit refs/heads/main\ncommitter ${who}\ndata ${message.length}\n${message}\n${file}`;
  });
  await git.fastImport(commits.join(''));
});

afterAll(async () => {
  await place.remove();
  await git.remove();
});

const patience = { timeout: 120_000 } as const;
const opens = /Open {2}http:\/\/127\.0\.0\.1:(\d+)\//;

describe('demo', () => {
  it('ends with 0 in the middle of a large index and removes everything it made', patience, async () => {
    const demo = place.start(['demo', git.path]);
    await demo.untilSaid(/reading history|reading changed files/);
    demo.signal('SIGINT');
    const { code, stderr } = await demo.ended;
    expect({ code, complaints: stderr.replace('branchline: building the web app\n', '') }).toEqual({
      code: 0,
      complaints: '',
    });
    expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
  });

  it('takes another port when the first is taken by another demo', patience, async () => {
    const one = place.start(['demo', git.path]);
    const [, port = ''] = await one.untilSaid(opens);
    const two = place.start(['demo', git.path, '--port', port]);
    const [, another] = await two.untilSaid(opens);
    expect(another).not.toBe(port);
    one.signal('SIGTERM');
    two.signal('SIGTERM');
    expect([(await one.ended).code, (await two.ended).code]).toEqual([0, 0]);
    expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
  });

  it('says which folder is not there', async () => {
    const { code, stderr } = await place.run(['demo', `${place.folder}/nothing`]);
    expect(code).toBe(1);
    expect(stderr).toContain(`There is no folder ${place.folder}/nothing`);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configVariables } from './config.ts';
import { programPlace, type ProgramPlace } from './test-support/program.ts';

let place: ProgramPlace;

beforeAll(async () => {
  place = await programPlace();
});

afterAll(() => place.remove());

describe('the command line', () => {
  it('prints its version', async () => {
    expect(await place.run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it('names every command, and helps with each', async () => {
    const { code, stdout } = await place.run(['--help']);
    expect(code).toBe(0);
    for (const command of ['bench', 'demo', 'doctor', 'explain', 'index', 'start', 'test']) {
      expect(stdout).toContain(`\n  ${command}`);
      expect(await place.run([command, '--help'])).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('lists every variable under start', async () => {
    const { stdout } = await place.run(['start', '--help']);
    for (const { name } of Object.values(configVariables)) expect(stdout).toContain(name);
  });

  it.each([
    ['nonsense'],
    ['index'],
    ['index', 'a', 'b'],
    ['index', 'a', '--unknown'],
    ['start', '--role', 'queen'],
    ['demo', '--port', '65536'],
    ['demo', '--port', 'http'],
    ['explain', '--text', 'x', '--dialect', 'welsh'],
    ['bench'],
  ])('ends with 2 and helps when it cannot be used: %s %s %s', async (...words) => {
    const { code, stdout, stderr } = await place.run(words.filter((word) => word !== undefined));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: branchline');
  });
});

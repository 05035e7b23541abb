import { describe, expect, it } from 'vitest';
import { type Counts, countsFromReport, runSteps, type Step, type TestReport } from './test.ts';

const fine: Counts = { passed: 1, failed: 0, skipped: 0 };
const broken: Counts = { passed: 0, failed: 1, skipped: 0 };

function step(name: string, counts: Counts): Step {
  return { name, run: () => Promise.resolve(counts) };
}

function report(changes: Partial<TestReport>): TestReport {
  return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [], ...changes };
}

describe('runSteps', () => {
  async function run(steps: readonly Step[]): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
    const lines: string[] = [];
    const code = await runSteps(steps, (line) => lines.push(...line.split('\n')), new AbortController().signal);
    return { code, lines };
  }

  it('goes on after a failing step and ends with the sum', async () => {
    const tests = { passed: 40, failed: 0, skipped: 0 };
    const { code, lines } = await run([step('format', broken), step('lint', fine), step('tests', tests)]);
    expect(lines.at(-1)).toBe('41 passed, 1 failed');
    expect(lines.filter((line) => line.startsWith('FAILED'))).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('names what was skipped', async () => {
    const { code, lines } = await run([step('tests', { passed: 3, failed: 0, skipped: 2 })]);
    expect(lines.at(-1)).toBe('3 passed, 0 failed, 2 skipped');
    expect(code).toBe(0);
  });

  it('is a failure when nothing ran', async () => {
    expect(await run([step('tests', { passed: 0, failed: 0, skipped: 5 })])).toMatchObject({ code: 1 });
  });

  it('starts no further step once interrupted', async () => {
    const interruption = new AbortController();
    const started: string[] = [];
    const note = (name: string): Step => ({
      name,
      run: () => {
        started.push(name);
        interruption.abort();
        return Promise.resolve(fine);
      },
    });
    await runSteps([note('format'), note('lint')], () => {}, interruption.signal);
    expect(started).toEqual(['format']);
  });
});

describe('countsFromReport', () => {
  it('counts tests', () => {
    const counted = countsFromReport(report({ numPassedTests: 7, numPendingTests: 2, numTodoTests: 1 }), 0);
    expect(counted).toEqual({ passed: 7, failed: 0, skipped: 3 });
  });

  it('counts a file that could not be loaded', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
    ];
    const counted = countsFromReport(report({ numPassedTests: 7, numFailedTests: 1, testResults }), 1);
    expect(counted).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });

  it('takes no bad ending for a good one', () => {
    expect(countsFromReport(report({ numPassedTests: 7 }), 1).failed).toBe(1);
  });

  it('fails without a report and without a test', () => {
    expect(countsFromReport(undefined, 0).failed).toBe(1);
    expect(countsFromReport(report({}), 0).failed).toBe(1);
  });
});

/** `./branchline test`: every check of the repository in one command, with one line at the end that says how it went. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Runner, startRunner } from './test-runner.ts';

/** How many checks ended in which way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One check, or one run of many tests. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<Counts>;
}

/** What is read of Vitest's JSON report. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * Runs format, lint, types, web build and tests; none is left out because another failed.
 * @param paths run only the tests of these files or folders, and nothing else
 * @returns the exit code: 0 when everything passed, 1 when something failed or no test ran, 128 and
 *   the signal's number when interrupted
 */
export async function runTests(paths: readonly string[]): Promise<number> {
  const runner = startRunner(root);
  try {
    const code = await runSteps(paths.length > 0 ? [testStep(runner, paths)] : allSteps(runner), print, runner.signal);
    return runner.interruptedWith() ?? code;
  } finally {
    runner.close();
  }
}

function print(line: string): void {
  console.log(line);
}

/** An installed tool. */
function tool(name: string): string {
  return `node_modules/.bin/${name}`;
}

function allSteps(runner: Runner): readonly Step[] {
  return [
    toolStep(runner, 'format', [tool('oxfmt'), '--check']),
    toolStep(runner, 'lint', [tool('oxlint'), '--type-aware', '--deny-warnings']),
    toolStep(runner, 'types', [tool('tsc'), '--noEmit', '-p', 'tsconfig.json']),
    toolStep(runner, 'web build', ['scripts/build-web.ts']),
    testStep(runner, []),
  ];
}

function toolStep(runner: Runner, name: string, command: readonly string[]): Step {
  async function run(): Promise<Counts> {
    const fine = (await runner.run(command)) === 0;
    return { passed: fine ? 1 : 0, failed: fine ? 0 : 1, skipped: 0 };
  }
  return { name, run };
}

function testStep(runner: Runner, paths: readonly string[]): Step {
  async function run(): Promise<Counts> {
    const folder = await mkdtemp(join(tmpdir(), 'branchline-test-'));
    const file = join(folder, 'report.json');
    try {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const code = await runner.run([tool('vitest'), 'run', ...reporters, ...paths]);
      const text = await readFile(file, 'utf8').catch(() => undefined);
      return countsFromReport(text === undefined ? undefined : (JSON.parse(text) as TestReport), code);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { name: 'tests', run };
}

/**
 * Counts tests. A file that could not be loaded counts as one failure, and so does a run that ended badly although
 * every test passed (an error outside of any test) or that left no report. No test at all is a failure, too.
 */
export function countsFromReport(report: TestReport | undefined, exitCode: number): Counts {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  );
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + brokenFiles.length;
  const endedBadly = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: endedBadly ? 1 : failed, skipped: report.numPendingTests + report.numTodoTests };
}

/**
 * Runs every step, tells about each, and ends with the one line that others read: `N passed, N failed`, and
 * `, N skipped` where some were.
 */
export async function runSteps(
  steps: readonly Step[],
  say: (line: string) => void,
  stopping: AbortSignal,
): Promise<0 | 1> {
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const outcomes: string[] = [];
  for (const { name, run } of steps) {
    if (stopping.aborted) break;
    say(`\n── ${name} ──`);
    const started = performance.now();
    const counts = await run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    outcomes.push(`${counts.failed === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
    total = {
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    };
  }
  say(`\n${outcomes.join('\n')}\n`);
  say(`${total.passed} passed, ${total.failed} failed${total.skipped === 0 ? '' : `, ${total.skipped} skipped`}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

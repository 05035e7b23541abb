/** A worker process for tests of take-over: it says which job it started and never ends it. */

import { createJobRunner } from '../adapters/job-runner/job-runner.ts';
import { openJobLedger } from '../adapters/store/job-ledger.ts';
import { everyJob } from './every-job.ts';
import { silentLog } from './silent-log.ts';

const [connectionString = ''] = process.argv.slice(2);

async function start(): Promise<void> {
  process.stdout.write('started\n');
  await new Promise(() => undefined);
}

const handlers = everyJob(start);

await createJobRunner({
  connectionString,
  ledger: openJobLedger({ connectionString, log: silentLog }),
  log: silentLog,
  clock: { now: () => new Date() },
  concurrency: 1,
}).run(
  handlers,
  { decide: () => ({ verdict: 'give-up' }), onGivenUp: () => Promise.resolve() },
  new AbortController().signal,
);

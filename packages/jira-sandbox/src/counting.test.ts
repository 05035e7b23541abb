/** A sandbox for a million entities: it takes and answers as always, tells what came, and keeps nothing. */

import { expect, it } from 'vitest';
import type { SubmissionRecord } from './options.ts';
import { contract, sentCommit, startTestSandbox } from './test-sandbox.ts';

it('tells of every submission, taken or not, and forgets what was in it', async () => {
  const told: SubmissionRecord[] = [];
  const test = await startTestSandbox({ contract, forgetsEntities: true, onSubmission: (one) => told.push(one) });
  test.sandbox.faults.poison('bad');
  const taken = await test.submit({ commits: [sentCommit('aa1')] });
  expect(taken).toMatchObject({ status: 202, body: { acceptedDevinfoEntities: { r: { commits: ['aa1'] } } } });
  expect((await test.submit({ commits: [sentCommit('bad')] })).status).toBe(400);
  expect(test.sandbox.snapshot().repositories).toEqual([]);
  expect(told.map(({ isTaken }) => isTaken)).toEqual([true, false]);
  expect(told[0]).toMatchObject({ body: { repositories: [{ id: 'r', commits: [{ id: 'aa1' }] }] } });
  expect(told[0]?.bytes).toBeGreaterThan(100);
  await test.stop();
});

import { expect, it } from 'vitest';
import type { IndexRunTable, PhaseProgress } from '../../ports/store/index-runs.ts';
import { progressWriter } from './progress-writer.ts';

it('writes how far each phase came, though writing every step would cost too much', async () => {
  const written: PhaseProgress[] = [];
  const runs = { progress: async (_run: number, progress: PhaseProgress) => void written.push(progress) };
  const writer = progressWriter(runs as unknown as IndexRunTable, 1, { now: () => new Date(0) });
  for (let done = 1; done <= 50; done += 1) writer.report({ phase: 'cloning', done, total: 50, bytes: undefined });
  for (let done = 1; done <= 30; done += 1) {
    writer.report({ phase: 'reading-history', done, total: undefined, bytes: undefined });
  }
  await writer.settled();
  expect(written.map(({ phase, done }) => `${phase} ${done}`)).toEqual([
    'cloning 1',
    'cloning 50',
    'reading-history 1',
    'reading-history 30',
  ]);
});

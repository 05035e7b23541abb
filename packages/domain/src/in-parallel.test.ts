import { expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

it('works on a few at a time, each once', async () => {
  const done: number[] = [];
  let atOnce = 0;
  let most = 0;
  await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await Promise.resolve();
    done.push(item);
    atOnce -= 1;
  });
  expect([done, most]).toEqual([[1, 2, 3, 4, 5], 2]);
  await inParallel([], 3, async () => expect.unreachable());
});

it('starts nothing more once one has failed, and ends what has begun', async () => {
  const done: number[] = [];
  const slow = Promise.withResolvers<void>();
  const work = inParallel([1, 2, 3, 4], 2, async (item) => {
    if (item === 1) throw new Error('The first broke.');
    await slow.promise;
    done.push(item);
  });
  slow.resolve();
  await expect(work).rejects.toThrow('The first broke.');
  expect(done).toEqual([2]);
});

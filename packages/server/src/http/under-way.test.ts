import { expect, it } from 'vitest';
import { underWay } from './under-way.ts';

it('waits for everything that is under way, also for what begins meanwhile, however it ends', async () => {
  const work = underWay();
  const ended: string[] = [];
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const one = work.during(first.promise).then(() => {
    ended.push('one');
    return work.during(second.promise).catch(() => ended.push('two'));
  });
  const settled = work.settled().then(() => ended.push('settled'));
  first.resolve('well');
  await first.promise;
  second.reject(new Error('badly'));
  await Promise.all([one, settled]);
  expect(ended).toEqual(['one', 'two', 'settled']);
  await work.settled();
});

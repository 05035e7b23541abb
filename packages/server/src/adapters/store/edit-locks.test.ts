import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { editLocks } from './edit-locks.ts';
import { namedLocks } from './named-locks.ts';

let test: TestStore;

describe('editLocks', () => {
  beforeAll(async () => {
    test = await openTestStore();
  });
  afterAll(() => test.close());

  it('keep apart who edits the same thing in two processes, in the order in which they came', async () => {
    const [one, other] = [editLocks(test.connectionString), editLocks(test.connectionString)];
    const done: string[] = [];
    const inside = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const first = one.hold('thing', async () => {
      inside.resolve();
      await mayEnd.promise;
      done.push('first');
    });
    await inside.promise;
    const second = other.hold('thing', async () => void done.push('second'));
    await other.hold('another', async () => void done.push('another'));
    mayEnd.resolve();
    await Promise.all([first, second]);
    expect(done).toEqual(['another', 'first', 'second']);
  });

  it('say so when somebody else does not come to an end, and do nothing then', async () => {
    const options = { connectionString: test.connectionString, applicationName: 'test', space: 7_299 };
    const one = namedLocks({ ...options, patienceMilliseconds: 60_000 });
    const other = namedLocks({ ...options, patienceMilliseconds: 1 });
    let done = false;
    await one.hold('thing', async () => {
      expect(await other.hold('thing', async () => void (done = true))).toEqual({ outcome: 'held-too-long' });
    });
    expect(done).toBe(false);
    expect(await other.hold('thing', () => Promise.resolve('free'))).toEqual({ outcome: 'done', result: 'free' });
  });

  it('take no more connections at once than they may, and pass a place on when work fails', async () => {
    const options = { connectionString: test.connectionString, applicationName: 'test', space: 7_298 };
    const locks = namedLocks({ ...options, patienceMilliseconds: 60_000, most: 2 });
    let [inside, most] = [0, 0];
    const works = [1, 2, 3, 4, 5, 6].map((each) =>
      locks.hold(`thing ${each}`, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await Promise.resolve();
        inside -= 1;
        if (each % 2 === 0) throw new Error('failed');
      }),
    );
    const outcomes = await Promise.allSettled(works);
    expect(outcomes.map(({ status }) => status)).toEqual(
      [1, 2, 3].flatMap(() => ['fulfilled', 'rejected'] satisfies PromiseSettledResult<unknown>['status'][]),
    );
    expect(most).toBeLessThanOrEqual(2);
  });
});

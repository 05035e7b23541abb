import { describe, expect, it } from 'vitest';
import { branchRow, commitRow, makeTarget } from '../../test-support/development-rows.ts';
import { chunksOf, envelopeBytes } from './chunks.ts';
import { ordinaryLimits } from './limits.ts';
import { shapeBranch, shapeCommit } from './shape-entities.ts';

const target = makeTarget();
const commits = Array.from({ length: 5 }, (_, at) => shapeCommit(target, commitRow(at + 10), 'associations'));
const branches = Array.from({ length: 5 }, (_, at) => shapeBranch(target, branchRow(at + 10), 'associations'));
const size = (commits[0]?.bytes ?? 0) + 1;

describe('chunksOf', () => {
  it('makes none of nothing and one of what fits', () => {
    expect(chunksOf([], ordinaryLimits)).toEqual([]);
    expect(chunksOf([...commits, ...branches], ordinaryLimits)).toHaveLength(1);
  });

  it('counts each kind, and all together', () => {
    expect(chunksOf(commits, { ...ordinaryLimits, perType: 2 }).map((one) => one.length)).toEqual([2, 2, 1]);
    expect(chunksOf([...commits, ...branches], { ...ordinaryLimits, perType: 5 })).toHaveLength(1);
    expect(chunksOf([...commits, ...branches], { ...ordinaryLimits, entities: 6 }).map((one) => one.length)).toEqual([
      6, 4,
    ]);
  });

  it('fills a request to the last byte and not beyond', () => {
    const three = { ...ordinaryLimits, bytes: envelopeBytes + 3 * size };
    expect(chunksOf(commits, three).map((one) => one.length)).toEqual([3, 2]);
    expect(chunksOf(commits, { ...three, bytes: three.bytes - 1 }).map((one) => one.length)).toEqual([2, 2, 1]);
  });

  it('gives what fits nowhere a request of its own', () => {
    expect(chunksOf(commits, { ...ordinaryLimits, bytes: 1 }).map((one) => one.length)).toEqual([1, 1, 1, 1, 1]);
  });

  it('loses nothing and keeps the order', () => {
    const all = [...commits, ...branches];
    expect(chunksOf(all, { ...ordinaryLimits, perType: 2, entities: 3 }).flat()).toEqual(all);
  });
});

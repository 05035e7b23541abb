import type { IndexProgress } from '@branchline/contract';
import { describe, expect, it } from 'vitest';
import { progressWords } from './index-progress.tsx';

const nothing = { done: 0, total: null, bytes: null, ratePerSecond: null, secondsLeft: null };
const words = (progress: Partial<IndexProgress> & Pick<IndexProgress, 'phase'>) =>
  progressWords({ ...nothing, ...progress });

describe('progressWords', () => {
  it('says phase, share, bytes, rate and time left while cloning', () => {
    const progress = { done: 620, total: 1000, bytes: 340e6, ratePerSecond: 12e6, secondsLeft: 21 };
    expect(words({ phase: 'cloning', ...progress })).toBe('Cloning 62 % · 340 MB · 12 MB/s · 21 s left');
  });

  it('counts commits while reading history', () => {
    const progress = { done: 81_000, total: 103_140, ratePerSecond: 9800, secondsLeft: 180 };
    expect(words({ phase: 'reading-history', ...progress })).toBe(
      'Reading history 81,000 of 103,140 commits · 9,800/s · 3 min left',
    );
  });

  it('claims nothing that is not known', () => {
    expect(words({ phase: 'looking' })).toBe('Looking for changes');
    expect(words({ phase: 'cloning', bytes: 2_500_000 })).toBe('Cloning · 2.5 MB');
    expect(words({ phase: 'reading-tags', done: 12 })).toBe('Reading tags 12 tags');
  });

  it('never says more than all', () => {
    expect(words({ phase: 'cloning', done: 1001, total: 1000 })).toBe('Cloning 100 %');
  });
});

import { describe, expect, it } from 'vitest';
import { defaultRefPatterns, refPatternsFrom } from './ref-patterns.ts';

describe('patterns of refs', () => {
  it.each([
    ['refs/heads/*', 'refs/heads/main', true],
    ['refs/heads/*', 'refs/heads/a/b', true],
    ['refs/heads/*', 'refs/headsets/a', false],
    ['refs/tags/v1', 'refs/tags/v1', true],
    ['refs/tags/v1', 'refs/tags/v10', false],
    ['refs/pull/*/head', 'refs/pull/12/head', true],
    ['refs/pull/*/head', 'refs/pull/12/merge', false],
    ['refs/pull/*/head', 'refs/pull/head', false],
  ])('%s takes %s: %s', (pattern, ref, isTaken) => {
    expect(refPatternsFrom([pattern]).take(ref)).toBe(isTaken);
  });

  it('leave out what starts with ^', () => {
    const patterns = refPatternsFrom(defaultRefPatterns);
    const taken = ['refs/heads/a', 'refs/stash', 'refs/replace/1'].map((ref) => patterns.take(ref));
    expect(taken).toEqual([true, false, false]);
    expect(patterns.refspecs[0]).toBe('+refs/*:refs/*');
  });

  it.each(['heads/*', 'refs/*/*', 'refs/a b', 'refs/a:refs/b', '--upload-pack=x', 'refs/a?', '+refs/*'])(
    'are not %s',
    (pattern) => {
      expect(() => refPatternsFrom([pattern])).toThrow('not a pattern');
    },
  );
});

import { describe, expect, it } from 'vitest';
import { branchNameOfRef, isLocalBranchRef, isNotesRef, tagNameOfRef } from './ref-names.ts';

describe('ref names', () => {
  it.each([
    ['refs/heads/main', 'main'],
    ['refs/heads/feature/ABC-1', 'feature/ABC-1'],
    ['refs/heads/HEAD', 'HEAD'],
    ['refs/remotes/origin/main', 'main'],
    ['refs/remotes/origin/feature/ABC-1', 'feature/ABC-1'],
    ['refs/remotes/origin/HEAD', undefined],
    ['refs/remotes/origin', undefined],
    ['refs/tags/v1', undefined],
    ['refs/pull/1/head', undefined],
  ])('%s is branch %s', (ref, name) => {
    expect(branchNameOfRef(ref)).toBe(name);
  });

  it('tell local branches, tags and notes apart', () => {
    expect(isLocalBranchRef('refs/heads/main')).toBe(true);
    expect(isLocalBranchRef('refs/remotes/origin/main')).toBe(false);
    expect(tagNameOfRef('refs/tags/v1/rc')).toBe('v1/rc');
    expect(tagNameOfRef('refs/heads/v1')).toBeUndefined();
    expect(isNotesRef('refs/notes/review')).toBe(true);
    expect(isNotesRef('refs/heads/notes')).toBe(false);
  });
});

import type { Grants } from '@branchline/contract';
import { describe, expect, it } from 'vitest';
import { draftFrom, grantsFrom, isSameDraft, noGrants, withChoice, withSame } from './association-draft.ts';

const mixed: Grants = { see: 'all', 'create-branch': ['XYZ', 'ABC'], 'create-pull-request': [], 'smart-commit': 'all' };

describe('a draft', () => {
  it('says what it was made from, sorted', () => {
    expect(grantsFrom(draftFrom(mixed))).toEqual({ ...mixed, 'create-branch': ['ABC', 'XYZ'] });
    expect(grantsFrom(draftFrom(noGrants))).toEqual(noGrants);
  });

  it('is one choice for all actions exactly where all are granted the same, in any order', () => {
    expect(draftFrom(mixed).isSame).toBe(false);
    expect(draftFrom(noGrants).isSame).toBe(true);
    const same = { see: ['A', 'B'], 'create-branch': ['B', 'A'], 'create-pull-request': ['A', 'B'] };
    expect(draftFrom({ ...same, 'smart-commit': ['B', 'A'] }).isSame).toBe(true);
  });

  it('holds the choice for seeing for every action, and starts from it where they part', () => {
    const chosen = withChoice(draftFrom(noGrants), 'see', { reach: 'chosen', keys: ['ABC'] });
    expect(new Set(Object.values(grantsFrom(chosen)).map(String))).toEqual(new Set(['ABC']));
    const apart = withChoice(withSame(chosen, false), 'smart-commit', { reach: 'none', keys: ['ABC'] });
    expect(grantsFrom(apart)).toMatchObject({ see: ['ABC'], 'create-branch': ['ABC'], 'smart-commit': [] });
    expect(grantsFrom(withSame(apart, true))['smart-commit']).toEqual(['ABC']);
  });

  it('keeps the keys while another reach is tried', () => {
    const chosen = withChoice(draftFrom(noGrants), 'see', { reach: 'chosen', keys: ['ABC'] });
    const all = withChoice(chosen, 'see', { ...chosen.choices.see, reach: 'all' });
    expect(grantsFrom(all).see).toBe('all');
    expect(grantsFrom(withChoice(all, 'see', { ...all.choices.see, reach: 'chosen' })).see).toEqual(['ABC']);
  });
});

describe('two drafts', () => {
  it('are the same where they would be saved the same', () => {
    const own = { inherits: false, grants: draftFrom(mixed) };
    expect(
      isSameDraft(own, { inherits: false, grants: draftFrom({ ...mixed, 'create-branch': ['ABC', 'XYZ'] }) }),
    ).toBe(true);
    expect(isSameDraft(own, { inherits: false, grants: draftFrom(noGrants) })).toBe(false);
    expect(isSameDraft(own, { inherits: true, grants: draftFrom(mixed) })).toBe(false);
    expect(isSameDraft({ inherits: true, grants: draftFrom(noGrants) }, { inherits: true, grants: own.grants })).toBe(
      true,
    );
  });

  it('are the same where nobody is chosen and where no project is', () => {
    const none = draftFrom(noGrants);
    const nobody = withChoice(none, 'see', { reach: 'chosen', keys: [] });
    expect(isSameDraft({ inherits: false, grants: none }, { inherits: false, grants: nobody })).toBe(true);
  });
});

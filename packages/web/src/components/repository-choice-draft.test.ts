/** What is ticked, what rules leave out, and what is sent of it. */

import type { ListedRepository, RepositoryChoice } from '@branchline/contract';
import { describe, expect, it } from 'vitest';
import {
  choiceFrom,
  chosenAmong,
  draftFrom,
  isTicked,
  leftOutBecause,
  wantsFutureOf,
  withEverything,
  withFutureOf,
  withTicks,
} from './repository-choice-draft.ts';

const everything: RepositoryChoice = {
  current: 'all',
  futureInOwners: 'all',
  futureOwners: true,
  include: [],
  exclude: [],
  takesArchived: true,
  apiPath: null,
  filter: null,
};

function entry(remoteId: string, name: string, changes: Partial<ListedRepository> = {}): ListedRepository {
  const plain = { webUrl: null, isArchived: false, isEmpty: false, isGone: false, activeAt: null };
  const owner = name.slice(0, name.lastIndexOf('/'));
  return { remoteId, name, owner, ...plain, isTaken: false, because: null, ...changes };
}

const app = entry('1', 'acme/app');
const docs = entry('2', 'acme/docs');
const tool = entry('3', 'other/tool', { isArchived: true });
const entries = [app, docs, tool];
const list = { apiPath: null, filter: null };

describe('ticks', () => {
  it('all of them are sent as all, whatever was ticked and unticked on the way', () => {
    const draft = withTicks(withTicks(draftFrom(everything, entries), [app], false), [app], true);
    expect(choiceFrom(draft, entries, list)).toEqual(everything);
  });

  it('are sent one by one when one is missing', () => {
    const draft = withTicks(draftFrom(everything, entries), [docs], false);
    expect(choiceFrom(draft, entries, list).current).toEqual(['1', '3']);
  });

  it('hold for entries that are listed later as for the rest', () => {
    const late = entry('4', 'acme/late');
    const all = withTicks(draftFrom(everything, entries), [docs], false);
    expect(isTicked(all, late)).toBe(true);
    const some = withTicks(withEverything(all, false), [docs], true);
    expect(isTicked(some, late)).toBe(false);
    expect(choiceFrom(some, [...entries, late], list).current).toEqual(['2']);
  });

  it('stand as they were saved, and as rules decided about what came since', () => {
    const said: RepositoryChoice = { ...everything, current: ['1'] };
    const since = [app, entry('2', 'acme/docs', { because: 'new-of-chosen-owner' }), tool];
    expect(since.filter((each) => isTicked(draftFrom(said, since), each))).toEqual(since.slice(0, 2));
    const not = [app, entry('2', 'acme/docs', { because: 'owner-not-chosen' })];
    expect(isTicked(draftFrom(everything, not), not[1]!)).toBe(false);
  });
});

describe('rules', () => {
  it('leave out what they leave out, for the reason that the server would name', () => {
    const rules = draftFrom({ ...everything, include: ['acme/*'], exclude: ['*docs'], takesArchived: false }, entries);
    expect(entries.map((each) => leftOutBecause(rules, each))).toEqual([undefined, 'excluded', 'not-included']);
    expect(leftOutBecause({ ...rules, include: [] }, tool)).toBe('archived');
    expect(leftOutBecause(rules, { ...app, because: 'filtered-out' })).toBe('filtered-out');
  });

  it('are counted together with the ticks', () => {
    expect(chosenAmong({ ...everything, current: ['1', '2', '3'], exclude: ['docs'] }, entries)).toBe(2);
  });

  it('name the owners that stay when one of all is taken out', () => {
    const draft = withFutureOf(draftFrom(everything, entries), 'acme', ['acme', 'other'], false);
    expect(choiceFrom(draft, entries, list).futureInOwners).toEqual(['other']);
    expect(wantsFutureOf(draft, 'acme')).toBe(false);
    expect(wantsFutureOf(withFutureOf(draft, 'acme', ['acme', 'other'], true), 'acme')).toBe(true);
  });
});

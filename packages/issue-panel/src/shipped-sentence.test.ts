import type { IssueShipping } from '@branchline/contract';
import { describe, expect, it } from 'vitest';
import { shippedSentence } from './shipped-sentence.ts';
import { exampleShippedRepository } from './test-support/examples.ts';

type Repository = IssueShipping['repositories'][number];

function repository(
  commitCount: number,
  merged: number,
  releasedCount: number,
  shippedIn: string | null,
  base = 'main',
): Repository {
  const branch = { name: base, isDefault: true, holds: 'some', count: merged, missing: [], webUrl: null } as const;
  return exampleShippedRepository({ commitCount, releasedCount, shippedIn, branches: [{ ...branch, missing: [] }] });
}

describe('shippedSentence', () => {
  it.each<[readonly Repository[], string]>([
    [[], 'No commit names this issue yet, so there is nothing to ship.'],
    [[repository(0, 0, 0, null)], 'No commit names this issue yet, so there is nothing to ship.'],
    [
      [exampleShippedRepository({ knownAt: null, commitCount: 2 })],
      'Branches and tags have not been read yet, so nobody knows where this has arrived.',
    ],
    [
      [repository(5, 5, 5, '4.1.0'), exampleShippedRepository({ knownAt: null })],
      'All 5 commits are in 4.1.0 and on main.',
    ],
    [[repository(5, 5, 5, '4.1.0')], 'All 5 commits are in 4.1.0 and on main.'],
    [[repository(1, 1, 1, '4.1.0')], 'The one commit is in 4.1.0 and on main.'],
    [[repository(2, 0, 2, '4.1.0')], 'Both commits are in 4.1.0.'],
    [
      [repository(3, 3, 3, '4.1.0'), repository(2, 2, 2, 'web-7', 'master')],
      'All 5 commits are in 4.1.0 and web-7 and on main and master.',
    ],
    [[repository(3, 3, 3, null)], 'All 3 commits are in releases, though no one release holds them all.'],
    [
      [repository(3, 3, 3, '4.1.0'), repository(2, 2, 2, null)],
      'All 5 commits are in releases, though no one release holds them all.',
    ],
    [[repository(5, 5, 3, null)], '2 of 5 commits are in no release yet.'],
    [[repository(3, 3, 3, '4.1.0'), repository(1, 1, 0, null)], '1 of 4 commits is in no release yet.'],
    [[repository(1500, 1500, 0, null)], 'All 1,500 commits are on main, but in no release yet.'],
    [[repository(5, 4, 0, null)], '1 of 5 commits is not on main yet.'],
    [[repository(5, 0, 0, null)], 'None of the 5 commits is on main yet.'],
    [
      [exampleShippedRepository({ commitCount: 2, releasedCount: 0, branches: [], shippedIn: null })],
      'Both commits are in no release yet.',
    ],
  ])('%#', (repositories, sentence) => {
    expect(shippedSentence({ repositories: [...repositories] })).toBe(sentence);
  });
});

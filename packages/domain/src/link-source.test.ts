/** Which keys count when places are switched off, and which places are off for everybody. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueKey, ProjectKey } from './ids.ts';
import type { FoundIn } from './issue-key.ts';
import {
  keysThatCount,
  linkSourceOf,
  linkSources,
  sourcePlaces,
  sourcesOffEverywhere,
  type LinkSource,
} from './link-source.ts';

const link = (key: string, foundIn: FoundIn) => ({ key: key as IssueKey, foundIn });
const off =
  (...sources: readonly LinkSource[]) =>
  () =>
    new Set(sources);

describe('a key', () => {
  it('counts as long as one of its places does', () => {
    const links = [link('A-1', 'title'), link('A-1', 'body'), link('A-2', 'body')];
    expect(keysThatCount('commit', links, off())).toEqual(['A-1', 'A-2']);
    expect(keysThatCount('commit', links, off('commit-title'))).toEqual(['A-1', 'A-2']);
    expect(keysThatCount('commit', links, off('commit-body'))).toEqual(['A-1']);
    expect(keysThatCount('commit', links, off('commit-title', 'commit-body'))).toEqual([]);
  });

  it('is switched off by places of its own kind only, and never where somebody linked it by hand', () => {
    const links = [link('A-1', 'title'), link('A-2', 'by-hand')];
    expect(keysThatCount('pull-request', links, off('commit-title'))).toEqual(['A-1', 'A-2']);
    expect(keysThatCount('commit', links, off(...linkSources))).toEqual(['A-2']);
  });

  it('counts whatever order its places come in', () => {
    const place = fc.constantFrom<FoundIn>('title', 'body', 'trailer', 'notes', 'by-hand');
    const links = fc.array(
      fc.record({ key: fc.constantFrom('A-1', 'B-1').map((key) => key as IssueKey), foundIn: place }),
    );
    const sources = fc.uniqueArray(fc.constantFrom(...linkSources));
    fc.assert(
      fc.property(links, sources, (found, switched) => {
        const one = keysThatCount('commit', found, off(...switched)).toSorted();
        expect(keysThatCount('commit', found.toReversed(), off(...switched)).toSorted()).toEqual(one);
        // What counts with more switched off counts with less.
        const fewer = keysThatCount('commit', found, off(...switched.slice(1)));
        expect(one.every((key) => fewer.includes(key))).toBe(true);
      }),
    );
  });
});

it('every source has a place of its own', () => {
  for (const source of linkSources) {
    const { kind, foundIn } = sourcePlaces[source];
    expect(linkSourceOf(kind, foundIn)).toBe(source);
  }
  expect(linkSourceOf('branch', 'title')).toBeUndefined();
});

describe('sources of several Jira sites', () => {
  const project = 'ABC' as ProjectKey;
  const site = (projects: readonly string[] | undefined, sources?: readonly LinkSource[]) => ({
    projects: projects as readonly ProjectKey[] | undefined,
    off: new Map(sources === undefined ? [] : [[project, sources]]),
  });

  it.each([
    [[], []],
    [[site(undefined, ['commit-body'])], ['commit-body']],
    [
      [site(['ABC'], ['commit-body', 'commit-title']), site(['DEF'])],
      ['commit-title', 'commit-body'],
    ],
    [[site(['ABC'], ['commit-body']), site(['ABC'])], []],
    [[site(['ABC'], ['commit-body', 'commit-notes']), site(undefined, ['commit-notes'])], ['commit-notes']],
  ])('are off only where every site that has the project has them off: %#', (sites, expected) => {
    expect(sourcesOffEverywhere(sites, project)).toEqual(expected);
  });
});

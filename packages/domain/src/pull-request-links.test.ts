import { describe, expect, it } from 'vitest';
import type { ProjectKey } from './ids.ts';
import { keyLimit } from './issue-key.ts';
import type { KeyRule } from './issue-key.ts';
import { linksOfPullRequest } from './pull-request-links.ts';
import { pullRequestLabel } from './pull-request.ts';

const anyProject: KeyRule = { projects: undefined };

function placesOf(title: string, description: string, branch: string, rule = anyProject): readonly string[] {
  const source = { branch, head: undefined, repositoryName: undefined, isFork: false };
  return linksOfPullRequest({ title, description, source }, rule).map(({ key, foundIn }) => `${key} ${foundIn}`);
}

describe('the links of a pull request', () => {
  it('name every place of each key: title, description, source branch', () => {
    expect(placesOf('AB-1: title', 'Fixes AB-2 and AB-1', 'ab-3-ab-2')).toEqual([
      'AB-1 title',
      'AB-2 description',
      'AB-1 description',
      'AB-3 branch-name',
      'AB-2 branch-name',
    ]);
  });

  it('follow the rules of free text in title and description, and those of branch names in the branch', () => {
    expect(placesOf('ab-1', 'ab-2', 'feature/ab-3')).toEqual(['AB-3 branch-name']);
    const known: KeyRule = { projects: new Set(['AB' as ProjectKey]) };
    expect(placesOf('CD-1', 'AB-2', 'cd-3', known)).toEqual(['AB-2 description']);
  });

  it('are none without a key', () => {
    expect(placesOf('', '', 'main')).toEqual([]);
  });

  it('are not more than the limit, of all places together', () => {
    const many = Array.from({ length: keyLimit }, (_, index) => `AB-${index + 1}`).join(' ');
    const places = placesOf('CD-1', many, 'ef-1');
    expect(places).toHaveLength(keyLimit);
    expect(places[0]).toBe('CD-1 title');
    expect(places.at(-1)).toBe(`AB-${keyLimit - 1} description`);
  });
});

describe('the label of a pull request', () => {
  it.each([
    ['12', 'https://git.example/acme/shop/pull/12', '#12'],
    ['12', 'https://git.example/base/acme/shop/-/merge_requests/12', '!12'],
    ['12', 'https://git.example/acme/shop/pulls/12', '#12'],
    [
      'I8473b95934b5732ac55d26311a706c9c2bde9940',
      'https://git.example/c/shop/+/7',
      'I8473b95934b5732ac55d26311a706c9c2bde9940',
    ],
  ])('of %s at %s is %s', (remoteId, webUrl, label) => {
    expect(pullRequestLabel({ remoteId, webUrl })).toBe(label);
  });
});

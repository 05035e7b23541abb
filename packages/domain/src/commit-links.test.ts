import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linksOfBranch, linksOfCommit, partsOfMessage } from './commit-links.ts';
import { keyDetector, keyLimit } from './issue-key.ts';
import type { KeyRule } from './issue-key.ts';

const rule: KeyRule = { projects: undefined };

function placesOf(message: string, notes = ''): readonly string[] {
  return linksOfCommit({ message, notes }, rule).map((link) => `${link.key} ${link.foundIn}`);
}

describe('the parts of a message', () => {
  it.each([
    ['', '', '', ''],
    ['title', 'title', '', ''],
    ['\n\n  title\n', '  title', '', ''],
    ['title\nbody', 'title', 'body', ''],
    ['title\n\nfirst\n\nsecond\n', 'title', 'first\n\nsecond', ''],
    ['title\n\nbody\n\nIssue: ABC-1\nSigned-off-by: A\n', 'title', 'body', 'Issue: ABC-1\nSigned-off-by: A'],
    ['title\n\nIssue: ABC-1\n  ABC-2', 'title', '', 'Issue: ABC-1\n  ABC-2'],
    ['title\r\n\r\nbody\r\n\r\nIssue: ABC-1\r\n', 'title', 'body', 'Issue: ABC-1'],
    ['Issue: ABC-1', 'Issue: ABC-1', '', ''],
    ['title\n\nIssue: ABC-1\nand a sentence', 'title', 'Issue: ABC-1\nand a sentence', ''],
    ['title\n\nABC-1: a sentence', 'title', 'ABC-1: a sentence', ''],
  ])('of %j are %j, %j and %j', (message, title, body, trailer) => {
    expect(partsOfMessage(message)).toEqual({ title, body, trailer });
  });
});

describe('the links of a commit', () => {
  it('name every place of each key', () => {
    const message = 'AB-1: title\n\nAB-2 and AB-1\n\nIssue: AB-3\nFixes: AB-2\n';
    expect(placesOf(message, 'AB-4 AB-3')).toEqual([
      'AB-1 title',
      'AB-2 body',
      'AB-1 body',
      'AB-3 trailer',
      'AB-2 trailer',
      'AB-4 notes',
      'AB-3 notes',
    ]);
  });

  it('leave out the change id of Gerrit', () => {
    expect(placesOf('title\n\nChange-Id: AB-1\n')).toEqual([]);
  });

  it('end at the limit over all places', () => {
    const keys = Array.from({ length: keyLimit }, (_, index) => `AB-${index + 1}`);
    expect(placesOf(`CD-1\n\n${keys.join(' ')}`, 'CD-2')).toHaveLength(keyLimit);
  });

  it('are there exactly when the detector says so', () => {
    const piece = fc.constantFrom(
      'ABC-1',
      'ABC-',
      '1',
      ' ',
      '\n',
      '\n\n',
      '\r',
      '.',
      '@x.org',
      'Change-Id: ',
      'Token: ',
      'é',
    );
    const text = fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (message, notes) => {
        const links = linksOfCommit({ message, notes }, rule);
        expect(links.length > 0).toBe(keyDetector(rule, 'text')(`${message}\n${notes}`));
      }),
    );
  });
});

it('finds the keys of a branch in any case', () => {
  expect(linksOfBranch('feature/abc-1-and-ABC-2', rule)).toEqual([
    { key: 'ABC-1', foundIn: 'branch-name' },
    { key: 'ABC-2', foundIn: 'branch-name' },
  ]);
});

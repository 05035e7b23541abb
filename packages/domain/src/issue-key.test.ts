import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectKey } from './ids.ts';
import { findIssueKeys, keyDetector, keyLimit, scanForIssueKeys } from './issue-key.ts';
import type { KeyField, KeyRule } from './issue-key.ts';

const anyProject: KeyRule = { projects: undefined };

function known(...projects: readonly string[]): KeyRule {
  return { projects: new Set(projects as readonly ProjectKey[]) };
}

describe('without known projects', () => {
  it.each<readonly [string, readonly string[]]>([
    ['', []],
    ['ABC-1', ['ABC-1']],
    ['fix ABC-1, (DEF-2) and [GHI-3]', ['ABC-1', 'DEF-2', 'GHI-3']],
    ['ABC-2 ABC-1 ABC-2', ['ABC-2', 'ABC-1']],
    ['A1-7 A1B2-8', ['A1-7', 'A1B2-8']],
    ['A-1 7A-1 22-123 -5', []],
    ['xABC-1 9ABC-1', []],
    ['ABC-1x ABC-1é', ['ABC-1']],
    ['éABC-1', ['ABC-1']],
    ['kebab-case-ABC-1-more', ['ABC-1']],
    ['ABC-1-2', ['ABC-1']],
    ['_ABC-1_ __ABC-2__', ['ABC-1', 'ABC-2']],
    ['MY_PROJ-12', ['MY_PROJ-12']],
    ['9_PROJ-12', ['PROJ-12']],
    ['A_-1', ['A_-1']],
    ['_-1 A_1-', []],
    ['abc-1 Abc-1', []],
    ['ABC--1 ABC -1 ABC- 1', []],
    ['\u212AEY-1', ['EY-1']],
    ['ABC-\uFF11', []],
    ['ABC\u20111', []],
    ['ABC-1\nDEF-2\rGHI-3', ['ABC-1', 'DEF-2', 'GHI-3']],
    ['ABC-0 ABC-01', []],
    ['ABC-9223372036854775807', ['ABC-9223372036854775807']],
    ['ABC-9223372036854775808 ABC-10000000000000000000', []],
    ['library ABC-1.5', []],
    ['ABC-1. ABC-2.x ABC-3...ABC-4', ['ABC-1', 'ABC-2', 'ABC-3', 'ABC-4']],
    ['ABC-1@example.org x.ABC-2@example.org me@ABC-3.example.org me@mail.ABC-4.org', []],
    ['@ABC-1@ @ABC-2.x ABC-3@main ABC-4@2.0', ['ABC-1', 'ABC-2', 'ABC-3', 'ABC-4']],
    ['ABC-1\n\nchange-id: IA-2 IB-3\nDEF-4', ['ABC-1', 'DEF-4']],
    ['see Change-Id: ABC-1', ['ABC-1']],
    [`${'A'.repeat(255)}-1`, [`${'A'.repeat(255)}-1`]],
    [`${'A'.repeat(256)}-1`, []],
  ])('finds in the text %j: %j', (text, keys) => {
    expect(findIssueKeys(text, anyProject, 'text')).toEqual(keys);
  });

  it.each<readonly [string, readonly string[]]>([
    ['feature/abc-1-login', ['ABC-1']],
    ['Abc-1', ['ABC-1']],
    ['task/abc-1_2', ['ABC-1']],
    ['my_proj-1', ['MY_PROJ-1']],
  ])('finds in the branch name %j: %j', (name, keys) => {
    expect(findIssueKeys(name, anyProject, 'branch-name')).toEqual(keys);
  });
});

describe('with known projects', () => {
  it.each<readonly [string, readonly string[]]>([
    ['abc-1 Abc-2 ABC-3', ['ABC-1', 'ABC-2', 'ABC-3']],
    ['UTF-8 CVE-2024-1 ABC-1', ['ABC-1']],
    ['my_proj-1', ['MY_PROJ-1']],
    ['not_my_proj-1', ['MY_PROJ-1']],
    ['other_proj-1', ['PROJ-1']],
    ['release_abc-1', ['ABC-1']],
    ['XABC-1', []],
    [`${'x'.repeat(300)}_abc-1`, ['ABC-1']],
    [`${'x_'.repeat(300)}zz-1`, []],
  ])('finds in %j: %j', (text, keys) => {
    expect(findIssueKeys(text, known('ABC', 'PROJ', 'MY_PROJ'), 'text')).toEqual(keys);
  });

  it('finds nothing when there are no projects', () => {
    expect(findIssueKeys('ABC-1', known(), 'branch-name')).toEqual([]);
  });
});

describe('refused keys', () => {
  it.each([
    ['XYZ-1', known('ABC'), 'unknown-project'],
    ['abc-1', anyProject, 'lower-case'],
    ['ABC-01', anyProject, 'leading-zero'],
    ['ABC-0', anyProject, 'leading-zero'],
    ['ABC-9223372036854775808', anyProject, 'number-too-large'],
    [`${'A'.repeat(256)}-1`, anyProject, 'project-key-too-long'],
    [`${'A'.repeat(256)}-1`, known('ABC'), 'project-key-too-long'],
  ] as const)('refuses %j', (text, rule, why) => {
    expect(scanForIssueKeys(text, rule, 'text')).toEqual({ keys: [], refused: [{ text, why }] });
  });

  it.each([
    ['ABC-1.2', 'ABC-1', 'version-string'],
    ['ABC-1@example.org', 'ABC-1', 'email-address'],
    ['Change-Id: IA-1', 'IA-1', 'change-id'],
  ] as const)('refuses what stands in %j', (text, refused, why) => {
    expect(scanForIssueKeys(text, anyProject, 'text').refused).toEqual([{ text: refused, why }]);
  });

  it('names each refused text once, and nothing that is not shaped like a key', () => {
    expect(scanForIssueKeys('abc-1 abc-1 22-123 ABC-1x', anyProject, 'text').refused).toHaveLength(1);
  });

  it('keeps the first keys up to the limit and refuses the rest', () => {
    const keys = Array.from({ length: keyLimit + 2 }, (_, index) => `ABC-${index + 1}`);
    const scan = scanForIssueKeys(`${keys.join(' ')} ABC-1`, anyProject, 'text');
    expect(scan.keys).toEqual(keys.slice(0, keyLimit));
    expect(scan.refused).toEqual([
      { text: `ABC-${keyLimit + 1}`, why: 'beyond-limit' },
      { text: `ABC-${keyLimit + 2}`, why: 'beyond-limit' },
    ]);
  });
});

// Pieces that make keys and everything that is nearly one likely.
const piece = fc.constantFrom(
  'ABC',
  'abc',
  'MY_PROJ',
  'A',
  'K',
  '_',
  '-',
  '1',
  '07',
  '.',
  '@',
  'x.org',
  ' ',
  '\n',
  '\r',
  'é',
  '\u212A',
  'Change-Id: ',
  'ABC-1',
  'my_proj-12',
  '99999999999999999999',
);
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
);
const rules: readonly KeyRule[] = [anyProject, known(), known('ABC', 'PROJ'), known('MY_PROJ', 'PROJ', 'K')];
const fields: readonly KeyField[] = ['text', 'branch-name'];

describe('every text', () => {
  it('is scanned without an error, and the detector says exactly whether there is a key', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...rules), fc.constantFrom(...fields), (text, rule, field) => {
        const { keys, refused } = scanForIssueKeys(text, rule, field);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(key).toMatch(/^[A-Z][A-Z0-9_]{1,254}-[1-9]\d*$/);
        for (const { text: refusedText } of refused) expect(text).toContain(refusedText);
        const bytes = Buffer.from(text, 'utf8').toString('latin1');
        expect(keyDetector(rule, field)(text)).toBe(keys.length > 0);
        expect(keyDetector(rule, field)(bytes)).toBe(findIssueKeys(bytes, rule, field).length > 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same keys when each of its bytes is one character', () => {
    const wellFormed = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(wellFormed, fc.constantFrom(...rules), (text, rule) => {
        const bytes = Buffer.from(text, 'utf8').toString('latin1');
        expect(findIssueKeys(bytes, rule, 'text')).toEqual(findIssueKeys(text, rule, 'text'));
      }),
    );
  });

  it('gives back a key that was printed into it', () => {
    const key = fc
      .tuple(fc.stringMatching(/^[A-Z][A-Z0-9]{1,9}$/), fc.bigInt(1n, 2n ** 63n - 1n))
      .map((parts) => parts.join('-'));
    const surrounding = fc.array(fc.constantFrom(' ', ',', '(', ']', '/', 'é', 'word ', ' ABC-5 ', '\n'), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(key, surrounding, surrounding, (printed, before, after) => {
        const text = `${before.join('')} ${printed} ${after.join('')}`;
        expect(findIssueKeys(text, anyProject, 'text')).toContain(printed);
        expect(findIssueKeys(text.toLowerCase(), known(printed.split('-')[0]!), 'text')).toContain(printed);
      }),
    );
  });
});

describe('a megabyte of hostile text', () => {
  // Any step that is quadratic in the length would take minutes here and meet the time limit of the test.
  it.each([
    'A',
    '1',
    '_',
    '-',
    'A_',
    '_A',
    'A-',
    '-1',
    'A-1',
    'AA-1.',
    'AA-1@',
    '@AA-1.x',
    'x@AA-1.',
    'AA-0 ',
    '\n',
    ' ',
    '\r\nAA-1',
  ])('of %j is read in linear time', (unit) => {
    const text = `x@${unit.repeat(1_000_000 / unit.length)}-1 AA-1`;
    for (const rule of [anyProject, known('MY_PROJ', 'PROJ')]) {
      expect(keyDetector(rule, 'text')(text)).toBe(findIssueKeys(text, rule, 'text').length > 0);
    }
  });
});

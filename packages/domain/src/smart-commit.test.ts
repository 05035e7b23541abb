import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectKey } from './ids.ts';
import { commandLimit, isMergeMessage, isRevertMessage, parseSmartCommit } from './smart-commit.ts';
import type { SmartCommitDialect } from './smart-commit.ts';

/** Commands as `KEY command: arguments`. */
function read(message: string, dialect: SmartCommitDialect): readonly string[] {
  return parseSmartCommit(message, dialect).map((found) => `${found.key} ${found.command}: ${found.arguments}`);
}

const dialects: readonly SmartCommitDialect[] = ['line', 'multi-line'];

describe.each(dialects)('in the dialect %s', (dialect) => {
  it.each<readonly [string, readonly string[]]>([
    ['', []],
    ['AB-1 no command', []],
    ['#close without a key', []],
    ['AB-1 #close', ['AB-1 close: ']],
    ['AB-1 #Close', ['AB-1 close: ']],
    ['AB-1#close', ['AB-1 close: ']],
    ['AB-1 text #close and #time 1h more', ['AB-1 close: and', 'AB-1 time: 1h more']],
    ['AB-1 AB-2,AB-3 , AB-4 #close', ['AB-1 close: ', 'AB-2 close: ', 'AB-3 close: ', 'AB-4 close: ']],
    ['AB-1 AB-2 #a-b x #c y', ['AB-1 a-b: x', 'AB-2 a-b: x', 'AB-1 c: y', 'AB-2 c: y']],
    ['AB-1 and AB-2 #close', ['AB-2 close: ']],
    ['AB-1,, AB-2 #close', ['AB-2 close: ']],
    ['AB-1 AB-1 #time 1h', ['AB-1 time: 1h']],
    ['AB-1 #a x AB-2 #b y', ['AB-1 a: x', 'AB-2 b: y']],
    ['AB-1 #comment as in AB-2', ['AB-1 comment: as in AB-2']],
    ['AB-1 #comment see /AB-2 #close', ['AB-1 comment: see /AB-2', 'AB-1 close: ']],
    ['AB-1 #comment a#b c #12 #v2 #_x #', ['AB-1 comment: a#b c #12 #v2 #_x #']],
    ['AB-1 #comment like #CD-2', ['AB-1 comment: like #CD-2']],
    ['AB-1 #schließen', ['AB-1 schließen: ']],
    ['-AB-1 #close', []],
    ['AB-1.5 #close', []],
    ["Merge branch 'x'\n\nAB-1 #close", []],
    ['Revert "AB-1 #close"', []],
  ])('reads %j as %j', (message, commands) => {
    expect(read(message, dialect)).toEqual(commands);
  });

  it('reads merges, but never reverts, when it is told to', () => {
    const options = { includeMerges: true };
    expect(parseSmartCommit("Merge branch 'x'\n\nAB-1 #close", dialect, undefined, options)).toHaveLength(1);
    expect(parseSmartCommit('Revert "AB-1 #close"', dialect, undefined, options)).toEqual([]);
  });

  it('takes only known projects when they are known', () => {
    const rule = { projects: new Set(['AB' as ProjectKey]) };
    expect(parseSmartCommit('CD-1 #close AB-1 #time 1h', dialect, rule)).toEqual([
      { key: 'AB-1', command: 'time', arguments: '1h' },
    ]);
  });

  it('reads no more commands than the limit', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `AB-${index + 1}`).join(' ');
    expect(parseSmartCommit(`${keys} ${'#a '.repeat(20)}`, dialect)).toHaveLength(commandLimit);
    expect(parseSmartCommit('AB-1 #a\n'.repeat(commandLimit + 1), dialect)).toHaveLength(commandLimit);
  });

  it('gives back what was printed', () => {
    const key = fc.integer({ min: 1, max: 99 }).map((number) => `AB-${number}`);
    const command = fc.record({
      command: fc.stringMatching(/^[a-z][a-z-]{0,8}[a-z]$/),
      arguments: fc.stringMatching(/^([\w.,!?()]+( [\w.,!?()]+)*)?$/).filter((text) => text.trim() === text),
    });
    fc.assert(
      fc.property(key, fc.array(command, { minLength: 1, maxLength: 5 }), (printed, commands) => {
        const words = commands.map((one) => `#${one.command} ${one.arguments}`);
        const expected = commands.map((one) => ({ key: printed, ...one }));
        expect(parseSmartCommit(`${printed} ${words.join(' ')}`, dialect)).toEqual(expected);
      }),
    );
  });

  it('never throws, and what it reads stands in the message', () => {
    const piece = fc.constantFrom(
      'AB-1',
      'ab-2',
      '#',
      '#close',
      '#time 1h',
      ' ',
      ',',
      '\n',
      '\r\n',
      '/',
      'text',
      'T: x',
      'é',
    );
    const message = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(message, (text) => {
        for (const found of parseSmartCommit(text, dialect)) {
          expect(text.toUpperCase()).toContain(found.key);
          expect(text.toLowerCase()).toContain(`#${found.command}`);
          expect(text.replaceAll(/\r\n?/g, '\n')).toContain(found.arguments);
        }
      }),
    );
  });

  // Any step that is quadratic in the length would take minutes here and meet the time limit of the test.
  it.each(['#', '#a', '#a ', ' #a', 'AB-1 ', 'AB-1,', 'AB-1 #a ', 'AB-1#a', ' ', '\n', '#a-', 'AB-1\n#a\n', '1h'])(
    'reads a megabyte of %j',
    (unit) => {
      const text = unit.repeat(1_000_000 / unit.length);
      for (const message of [`AB-1 ${text}`, `AB-1${text}, AB-2 #close`]) {
        expect(parseSmartCommit(message, dialect).length).toBeLessThanOrEqual(commandLimit);
      }
    },
  );
});

describe('the dialects differ', () => {
  it('in keys in lower case', () => {
    expect(read('ab-1 #close', 'line')).toEqual([]);
    expect(read('ab-1 #close', 'multi-line')).toEqual(['AB-1 close: ']);
    const rule = { projects: new Set(['AB' as ProjectKey]) };
    expect(parseSmartCommit('ab-1 #close', 'line', rule)).toEqual([]);
  });

  it('in what the next line belongs to', () => {
    const message = 'AB-1 #comment one\r\ntwo #close\n\nAB-2\n#time 1h';
    expect(read(message, 'line')).toEqual(['AB-1 comment: one']);
    expect(read(message, 'multi-line')).toEqual(['AB-1 comment: one\ntwo', 'AB-1 close: ', 'AB-2 time: 1h']);
  });

  it('in keys on lines of their own', () => {
    expect(read('AB-1\nAB-2 #close', 'multi-line')).toEqual(['AB-2 close: ']);
  });
});

it('keeps trailers out of arguments that run over line ends', () => {
  const message = 'AB-1 fix\n\n#comment done\n\nSigned-off-by: A <a@example.org>\n';
  expect(read(message, 'multi-line')).toEqual(['AB-1 comment: done']);
  expect(read('fix\n\nIssue: AB-1 #close\n', 'multi-line')).toEqual(['AB-1 close: ']);
});

describe('messages that repeat others', () => {
  it.each([
    ["Merge branch 'a' into b", true],
    ['Merge pull request #1 from a/b', true],
    ["Merge remote-tracking branch 'origin/a'", true],
    ['Merge "AB-1 #close"', true],
    ['Merged in a (pull request #1)', true],
    ['Merge the two readers', false],
    ['AB-1 Merge branch handling', false],
  ])('%j is of a merge: %j', (message, isMerge) => {
    expect(isMergeMessage(message)).toBe(isMerge);
  });

  it.each([
    ['Revert "a"', true],
    ['Reapply "a"', true],
    ['Undo a\n\nThis reverts commit 0123456789abcdef.', true],
    ['Revert the decision', false],
    ['This reverts commit 0123456', false],
  ])('%j is of a revert: %j', (message, isRevert) => {
    expect(isRevertMessage(message)).toBe(isRevert);
  });
});

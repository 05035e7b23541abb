import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchNameFromTemplate, branchNameLimit, branchNameProblem, defaultBranchTemplate } from './branch-name.ts';
import type { BranchNameOptions, IssueToBranch } from './branch-name.ts';
import type { IssueKey } from './ids.ts';

const key = 'ABC-12' as IssueKey;

function issue(changes: Partial<IssueToBranch> = {}): IssueToBranch {
  return { key, type: 'New Feature', summary: 'Log in with a passkey', ...changes };
}

function fromSummary(summary: string): string {
  return branchNameFromTemplate(defaultBranchTemplate, issue({ summary }));
}

/** The rules as git-check-ref-format(1) numbers them, said once more and differently. */
function isAllowedByManual(name: string): boolean {
  const parts = name.split('/');
  const ofParts = parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
  const forbidden = ['..', '@{', '\\', ' ', '~', '^', ':', '?', '*', '[', '\u007F'];
  const hasForbidden = forbidden.some((text) => name.includes(text));
  const hasControl = Array.from(name).some((character) => character < ' ');
  const isReserved = name === '@' || name === 'HEAD' || name.startsWith('-') || name.endsWith('.');
  return ofParts && !hasForbidden && !hasControl && !isReserved;
}

function gitAllows(name: string): boolean {
  return spawnSync('git', ['check-ref-format', '--branch', name], { cwd: tmpdir() }).status === 0;
}

describe('a branch name', () => {
  it.each<readonly [string, string, BranchNameOptions]>([
    [defaultBranchTemplate, 'ABC-12-log-in-with-a-passkey', {}],
    ['${issuekey}_${summary}', 'ABC-12_log_in_with_a_passkey', { separator: '_' }],
    ['${issuetype}/${issuekey}', 'newfeature/ABC-12', {}],
    ['${issuetype:Bug,fix,new feature,feature}/${issuekey}', 'feature/ABC-12', {}],
    ['${issuetype:Bug,fix,task}/${issuekey}', 'task/ABC-12', {}],
    ['${issuetype:Bug,fix}/${issuekey}', 'newfeature/ABC-12', {}],
    ['${issuetype:}/${issuekey}', 'ABC-12', {}],
    ['${projectkey}/${issuekey}', 'ABC/ABC-12', {}],
    ['${sourcebranch}-${issuekey}', 'release/1.2-ABC-12', { sourceBranch: 'release/1.2' }],
    ['${displayname}/${issuekey}', 'jane-o-neil-doe/ABC-12', { displayName: 'Jane O-Neil Doe' }],
    ['${displayname}/${issuekey}-${username}', 'ABC-12', {}],
    ['${IssueKey}${constructor}', 'ABC-12', {}],
    ['a b~c..d@{e/.f.lock/${issuekey}.', 'a-b-c.d@e/f/ABC-12', {}],
    ['-/${issuekey}', 'ABC-12', {}],
    ['a@{{b/${issuekey}', 'a@b/ABC-12', {}],
    ['', 'ABC-12', {}],
    ['HEAD', 'ABC-12', {}],
    ['${unfinished', '${unfinished', {}],
  ])('from %j is %j', (template, name, options) => {
    expect(branchNameFromTemplate(template, issue(), options)).toBe(name);
  });

  it.each([
    ['', 'ABC-12'],
    ['Überprüfe Größe', 'ABC-12-uberprufe-grosse'],
    ['Łódź & Ærø: it’s fine!', 'ABC-12-lodz-aero-its-fine'],
    ['İstanbul', 'ABC-12-istanbul'],
    ['Исправить вход', 'ABC-12-исправить-вход'],
    ['ログイン 修正', 'ABC-12-ログイン-修正'],
    ['हिन्दी', 'ABC-12-हिन्दी'],
    ['✨ Ship 2.0 ✨', 'ABC-12-ship-2-0'],
    ['../../etc', 'ABC-12-etc'],
    ['a.lock', 'ABC-12-a-lock'],
    ['broken \uD800 letter', 'ABC-12-broken-letter'],
  ])('of an issue called %j is %j', (summary, name) => {
    expect(fromSummary(summary)).toBe(name);
  });
});

describe('a long branch name', () => {
  it('loses whole words from its end', () => {
    const name = fromSummary('word '.repeat(51));
    expect(name).toBe(`ABC-12${'-word'.repeat(48)}`);
  });

  it('loses letters of a script without blanks', () => {
    expect(fromSummary('字'.repeat(200))).toBe(`ABC-12-${'字'.repeat(81)}`);
  });

  it('loses everything but the key when it must', () => {
    const long = 'x'.repeat(branchNameLimit);
    expect(branchNameFromTemplate('${sourcebranch}/${issuekey}', issue(), { sourceBranch: long })).toBe('ABC-12');
    expect(branchNameFromTemplate(`${long}/\${issuekey}`, issue())).toBe('ABC-12');
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(...Array.from('aZ1é字 ./-_~^:?*[\\@{}$'), '\t', '\u007F', '.lock', '..', '@{', 'HEAD', 'word '),
      {
        maxLength: 80,
      },
    )
    .map((parts) => parts.join('')),
);

it('is always one that git allows, with the whole key in it', () => {
  const variable = fc.constantFrom('${summary}', '${issuetype}', '${sourcebranch}', '${displayname}', '/', '-');
  const parts = fc.array(fc.oneof(text, variable), { maxLength: 6 }).map((some) => some.join(''));
  const templates = fc.tuple(parts, parts).map(([before, after]) => `${before}/\${issuekey}${after}`);
  fc.assert(
    fc.property(templates, text, text, fc.constantFrom('-', '_', '.'), (template, summary, other, separator) => {
      const options = { separator, sourceBranch: other, displayName: other } as const;
      const name = branchNameFromTemplate(template, issue({ summary, type: other }), options);
      expect(isAllowedByManual(name)).toBe(true);
      expect(branchNameProblem(name)).toBeUndefined();
      expect(name).toContain(key);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(branchNameLimit);
    }),
    { numRuns: 1000 },
  );
});

describe('a typed name', () => {
  it.each([
    ['', 'needs a name'],
    ['a b', 'blank'],
    ['a~b', '~'],
    ['a\\b', '~'],
    ['a\tb', 'control'],
    ['a\uD800', 'broken'],
    ['-a', 'dash'],
    ['/a', 'slash'],
    ['a/', 'slash'],
    ['a//b', 'slash'],
    ['a..b', 'dots'],
    ['a.', 'dot'],
    ['a/.b', 'dot'],
    ['a.lock/b', '.lock'],
    ['a@{b', '@{'],
    ['@', 'HEAD'],
    ['HEAD', 'HEAD'],
    ['é'.repeat(126), '250 bytes'],
  ])('%j is refused: %s', (name, reason) => {
    expect(branchNameProblem(name)).toContain(reason);
  });

  it.each(['main', 'feature/ABC-1', 'a.b', 'a@b', 'a-', '@/a', 'HEAD/a', 'é'.repeat(125)])('%j is fine', (name) => {
    expect(branchNameProblem(name)).toBeUndefined();
  });

  it('is judged as the manual says', () => {
    fc.assert(
      fc.property(text, (name) => {
        fc.pre(name.isWellFormed() && Buffer.byteLength(name) <= branchNameLimit);
        expect(branchNameProblem(name) === undefined).toBe(isAllowedByManual(name));
      }),
      { numRuns: 2000 },
    );
  });

  it('is judged as git itself does, but for @, which git takes and everywhere else reads as HEAD', () => {
    fc.assert(
      fc.property(text, (name) => {
        fc.pre(
          name !== '@' && name.isWellFormed() && !name.includes('\0') && Buffer.byteLength(name) <= branchNameLimit,
        );
        expect(branchNameProblem(name) === undefined).toBe(gitAllows(name));
      }),
      { numRuns: 150 },
    );
    for (const name of ['HEAD', '-', '-a', 'a', 'a.lock', '@{-1}', 'a/.b', 'a.', 'HEAD/a']) {
      expect([name, branchNameProblem(name) === undefined]).toEqual([name, gitAllows(name)]);
    }
  });
});

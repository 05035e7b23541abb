import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchNameProblem } from './branch-name.ts';
import { branchExpressionLimit, branchRuleProblems, literalExpression, type BranchRule } from './branch-rules.ts';

function rule(changes: Partial<BranchRule> = {}): BranchRule {
  return { kind: 'wants', title: undefined, operator: 'starts-with', text: 'feature/', isCertain: true, ...changes };
}

const said = (name: string, ...rules: readonly BranchRule[]) =>
  branchRuleProblems(name, rules, 'GitHub').map(({ sentence }) => sentence);

describe('a name that a rule does not take', () => {
  it.each<readonly [Partial<BranchRule>, string]>([
    [{}, 'A rule of GitHub wants names that begin with "feature/", such as feature/ABC-1.'],
    [
      { title: 'Prefix', operator: 'ends-with', text: '-x' },
      'The rule "Prefix" of GitHub wants names that end with "-x", such as ABC-1-x.',
    ],
    [{ operator: 'contains', text: 'ACME' }, 'A rule of GitHub wants names that contain "ACME".'],
    [{ operator: 'matches', text: '^\\d+$' }, 'A rule of GitHub wants names that match "^\\d+$".'],
    [{ title: ' ', operator: 'equals', text: 'one' }, 'A rule of GitHub wants names that are "one".'],
    [{ text: '..' }, 'A rule of GitHub wants names that begin with "..".'],
    [{ kind: 'refuses', operator: 'contains', text: 'ABC' }, 'A rule of GitHub takes no names that contain "ABC".'],
    [
      { kind: 'restricts', operator: 'equals', text: 'ABC-1', isCertain: false },
      'GitHub lets only some people make a branch called "ABC-1". Whether that holds for you, GitHub says when you try.',
    ],
    [
      { kind: 'restricts', operator: 'matches', text: '^A.*$', title: 'A*' },
      'GitHub lets only some people make branches called like "A*".',
    ],
    [
      { kind: 'protects', operator: 'equals', text: 'ABC-1' },
      'GitHub protects branches called "ABC-1": only some people may push to them.',
    ],
    [
      { kind: 'protects', operator: 'matches', text: '^A.*$', title: 'A*', isCertain: false },
      'GitHub protects branches called like "A*": only some people may push to them. Whether that holds for you, GitHub says when you try.',
    ],
  ])('is told why by %j', (changes, sentence) => {
    expect(branchRuleProblems('ABC-1', [rule(changes)], 'GitHub')).toEqual([
      { sentence, isCertain: changes.isCertain ?? true },
    ]);
  });

  it('is told so by each, and by those only', () => {
    const rules = [rule(), rule({ text: 'A' }), rule({ text: 'b' })];
    expect(said('ABC-1', ...rules)).toEqual([expect.stringContaining('"feature/"'), expect.stringContaining('"b"')]);
  });

  it('is told in short of a rule whose words are long', () => {
    expect(said('ABC-1', rule({ title: 'x'.repeat(101), text: '字'.repeat(300) }))).toEqual([
      `The rule "${'x'.repeat(100)}…" of GitHub wants names that begin with "${'字'.repeat(100)}…".`,
    ]);
  });
});

describe('an expression', () => {
  it.each([
    ['^(feature|fix)/[A-Z]+-\\d+', 'fix/ABC-12', true],
    ['^(feature|fix)/[A-Z]+-\\d+', 'fixes/ABC-12', false],
    ['^[a-z0-9/-]+$', 'ABC-12', false],
    ['-\\d{1,3}$', 'ABC-1234', false],
  ])('%s of %s', (text, name, isTaken) => {
    expect(said(name, rule({ operator: 'matches', text }))).toHaveLength(isTaken ? 0 : 1);
    expect(said(name, rule({ kind: 'refuses', operator: 'matches', text }))).toHaveLength(isTaken ? 1 : 0);
  });

  it.each([
    '(?i)^abc',
    '(?!main)',
    '\\bABC',
    '[[:alpha:]]+',
    '[:alpha:]',
    '[]a]',
    '[^]a]',
    '(',
    '(((a{200}){200}){200})',
    'a'.repeat(branchExpressionLimit + 1),
  ])('that cannot be tried is shown, and nothing is certain: %s', (text) => {
    const [problem, ...others] = branchRuleProblems('ABC-1', [rule({ operator: 'matches', text })], 'GitHub');
    expect(problem?.isCertain).toBe(false);
    expect(problem?.sentence).toContain(`wants names that match "${text.slice(0, 100)}`);
    expect(problem?.sentence).toContain('Branchline cannot try that here; GitHub does.');
    expect(others).toEqual([]);
  });

  it('that cannot be tried is shown as people wrote it', () => {
    const unread = { operator: 'matches', text: '^(', title: '{a' } as const;
    expect(said('a', rule({ ...unread, kind: 'protects' }))).toEqual([
      'GitHub protects branches called like "{a". Branchline cannot try that here; GitHub does.',
    ]);
    expect(said('a', rule({ ...unread, kind: 'restricts' }))).toEqual([expect.stringContaining('restricts branches')]);
    expect(said('a', rule({ ...unread, kind: 'refuses' }))).toEqual([expect.stringContaining('takes no names')]);
  });
});

const words = fc.string({ unit: fc.constantFrom(...Array.from('aB1-/.*+?()[]{}|\\^$:字')), maxLength: 30 });
const kinds = fc.constantFrom<BranchRule['kind']>('wants', 'refuses', 'restricts', 'protects');

it('says of plain words what the words say', () => {
  fc.assert(
    fc.property(words, words, kinds, fc.boolean(), (name, text, kind, isCertain) => {
      const isSuch = {
        equals: name === text,
        'starts-with': name.indexOf(text) === 0,
        'ends-with': name.slice(name.length - text.length) === text && text.length <= name.length,
        contains: name.split(text).length > 1 || text === '',
      };
      for (const [operator, holds] of Object.entries(isSuch)) {
        const one = rule({ kind, text, isCertain, operator: operator as BranchRule['operator'] });
        const problems = branchRuleProblems(name, [one], 'S');
        expect(problems.map((problem) => problem.isCertain)).toEqual(holds === (kind === 'wants') ? [] : [isCertain]);
      }
    }),
  );
});

it('takes any expression, is certain of none that is not, and reads what it reads as everybody does', () => {
  fc.assert(
    fc.property(words, words, fc.boolean(), (name, text, isCertain) => {
      const problems = branchRuleProblems(name, [rule({ operator: 'matches', text, isCertain })], 'S');
      expect(problems.length).toBeLessThanOrEqual(1);
      const isTold = isCertain && problems.every(({ sentence }) => !sentence.includes('cannot try'));
      expect(problems.filter((problem) => problem.isCertain)).toEqual(isTold ? problems : []);
      const literal = rule({ operator: 'matches', text: `^${literalExpression(text)}$` });
      expect(branchRuleProblems(name, [literal], 'S').length === 0).toBe(name === text);
      expect(branchRuleProblems(text, [literal], 'S')).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('gives only examples that git takes and the rule, too', () => {
  const operators = fc.constantFrom('starts-with' as const, 'ends-with' as const);
  fc.assert(
    fc.property(words, words, operators, (name, text, operator) => {
      const one = rule({ operator, text });
      const [sentence = ''] = said(name, one);
      const example = /, such as (.*)\.$/.exec(sentence)?.[1];
      if (example === undefined) return;
      expect(branchNameProblem(example)).toBeUndefined();
      expect(said(example, one)).toEqual([]);
    }),
  );
});

it('is quick with expressions that are slow elsewhere', () => {
  const slow = [String.raw`^(a+)+$`, String.raw`^(a|a)*$`, String.raw`(.*)*(.*)*(.*)*x`];
  for (const text of slow) {
    expect(said(`${'a'.repeat(249)}!`, rule({ operator: 'matches', text }))).toHaveLength(1);
  }
});

import { describe, expect, it } from 'vitest';
import { problemOfTagPattern, tagCounter } from './tag-filter.ts';

function counted(include: readonly string[], exclude: readonly string[], names: readonly string[]): readonly string[] {
  return names.filter(tagCounter({ include, exclude }));
}

describe('which tags count', () => {
  it.each([
    [[], [], ['v1', 'nightly/1'], ['v1', 'nightly/1']],
    [['v*'], [], ['v1.0', 'V1.0', 'release/v1', 'v', 'v1/rc'], ['v1.0', 'v']],
    [['release/*'], [], ['release/1', 'release/1/rc', 'release/'], ['release/1', 'release/']],
    [['release/**'], [], ['release/1', 'release/1/rc', 'other'], ['release/1', 'release/1/rc']],
    [['v?'], [], ['v1', 'v10', 'v/'], ['v1']],
    [[], ['*-rc*'], ['v1', 'v1-rc2'], ['v1']],
    [['v*'], ['v0*'], ['v0.1', 'v1'], ['v1']],
    [['v*', '2026-*'], [], ['v1', '2026-01', 'x'], ['v1', '2026-01']],
    [['/^v\\d+\\.\\d+$/'], [], ['v1.2', 'v1.2.3', 'xv1.2'], ['v1.2']],
    [['/rc/'], [], ['v1-rc1', 'v1'], ['v1-rc1']],
    [['a.b+(c)'], [], ['a.b+(c)', 'aXbb(c)'], ['a.b+(c)']],
    [['💚*'], [], ['💚1', '1'], ['💚1']],
  ])('%j without %j', (include, exclude, names, expected) => {
    expect(counted(include, exclude, names)).toEqual(expected);
  });
});

describe('regular expressions', () => {
  it.each([
    ['^(?:alpha|beta)-\\d{2,3}$', ['alpha-12', 'beta-123'], ['alpha-1', 'alpha-1234', 'gamma-12']],
    ['^[a-c][^0-9]$', ['ax', 'c-'], ['dx', 'a1']],
    ['^\\w+\\s\\S\\W$', ['ab c-'], ['abc-']],
    ['^v1?$', ['v', 'v1'], ['v11']],
    ['^(a|ab)(c|bcd)$', ['abcd', 'ac', 'abc'], ['abd']],
    ['^x{3}$', ['xxx'], ['xx', 'xxxx']],
    ['^x{2,}?y', ['xxy', 'xxxxyz'], ['xy']],
    ['[\\]\\-]', [']', '-'], ['\\']],
    ['[a-]', ['a', '-'], ['b']],
    ['a{b', ['a{b'], ['ab']],
    ['\\/', ['a/b'], ['ab']],
    ['', ['', 'anything'], []],
    ['()*', ['', 'x'], []],
    ['^$', [''], ['x']],
  ])('/%s/', (expression, matching, others) => {
    const counts = tagCounter({ include: [expression === '' ? '/(?:)/' : `/${expression}/`], exclude: [] });
    expect(matching.filter((name) => !counts(name))).toEqual([]);
    expect(others.filter(counts)).toEqual([]);
  });

  it('agrees with the engine of JavaScript on whatever both can read', () => {
    const pieces = ['a', 'b', '.', 'a*', '(a|b)', '[ab]', 'b+', 'a?', '^', '$', '(?:ab){1,2}', '\\d'];
    const texts = ['', 'a', 'b', 'ab', 'aab', 'abab', 'bba', '1', 'a1', 'xaby'];
    let seed = 7;
    const next = (limit: number): number => (seed = (seed * 48_271) % 2_147_483_647) % limit;
    for (let round = 0; round < 2000; round += 1) {
      const expression = Array.from({ length: 1 + next(5) }, () => pieces[next(pieces.length)] ?? '').join('');
      const pattern = `/${expression}/`;
      const known = problemOfTagPattern(pattern) === undefined;
      if (!known) continue;
      const counts = tagCounter({ include: [pattern], exclude: [] });
      const theirs = new RegExp(expression, 'su');
      for (const text of texts) expect([expression, text, counts(text)]).toEqual([expression, text, theirs.test(text)]);
    }
  });

  it('takes time in proportion, where others take for ever', () => {
    const counts = tagCounter({ include: ['/^(a+)+(a|aa)*(a?){100}$/'], exclude: [] });
    expect(counts(`${'a'.repeat(2000)}!`)).toBe(false);
  });
});

describe('what is wrong with a pattern', () => {
  it.each([
    ['', 'is empty'],
    ['x'.repeat(301), '301 characters; 300'],
    ['/(/', 'A "(" is not closed.'],
    ['/a)/', 'A ")" closes nothing.'],
    ['/[a/', 'A "[" is not closed.'],
    ['/*a/', 'nothing before "*"'],
    ['/a{3,2}/', '"{3,2}" ends before it begins.'],
    ['/[z-a]/', '"z-a" ends before it begins.'],
    ['/a{1000}/', 'At most 200 repetitions'],
    ['/((a{200}){200}){200}/', 'repeats too much'],
    ['/(?=a)/', 'Looking ahead'],
    ['/(a)\\1/', 'Going back'],
    ['/\\q/', '"\\q" is not known'],
    ['/a\\/', 'ends with a "\\"'],
  ])('%j', (pattern, words) => {
    expect(problemOfTagPattern(pattern)).toContain(words);
    expect(tagCounter({ include: [pattern], exclude: [] })('a')).toBe(false);
  });

  it.each(['v*', '/^v/', '/', '//', 'a//b', '/a'])('nothing with %j', (pattern) => {
    expect(problemOfTagPattern(pattern)).toBeUndefined();
  });
});

import { assert, property, string, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern, patternLengthLimit, problemOfPattern } from './name-pattern.ts';

describe('a pattern', () => {
  it.each([
    ['acme/app', 'acme/app', true],
    ['acme/app', 'ACME/App', true],
    ['acme/app', 'acme/*', true],
    ['acme/tools/app', 'acme/*', false],
    ['acme/tools/app', 'acme/**', true],
    ['acme/tools/app', '**/app', true],
    ['acme/app-docs', '*-docs', true],
    ['docs/app', 'docs', false],
    ['docs/app', 'app', true],
    ['app', 'a?p', true],
    ['a/p', 'a?p', false],
    ['acme/app', '*', true],
    ['acme/app', 'acme', false],
    ['acme/app.js', 'acme/app.js', true],
    ['acme/appxjs', 'acme/app.js', false],
    ['acme/app', '', false],
    ['acme/app', 'acme/[a-z]*', false],
  ])('%s is named by %s: %s', (name, pattern, expected) => {
    expect(matchesPattern(name, pattern)).toBe(expected);
  });

  it('names itself, and ** with a slash names everything with an owner', () => {
    const plain = stringMatching(/^[a-zA-Z0-9._/-]{1,40}$/);
    assert(property(plain, (name) => matchesPattern(name, name)));
    assert(property(plain, plain, (owner, name) => matchesPattern(`${owner}/${name}`, '**/**')));
  });

  it('never breaks', () => {
    assert(property(string(), string(), (name, pattern) => typeof matchesPattern(name, pattern) === 'boolean'));
  });

  it('is answered at once, however many stars it has', () => {
    const pattern = `${'*a'.repeat(140)}b`;
    expect(matchesPattern('a'.repeat(300), pattern)).toBe(false);
  });

  it('may not be empty or endless', () => {
    expect(problemOfPattern('acme/*')).toBeUndefined();
    expect(problemOfPattern('  ')).toContain('empty');
    expect(problemOfPattern('a'.repeat(patternLengthLimit))).toBeUndefined();
    expect(problemOfPattern('a'.repeat(patternLengthLimit + 1))).toContain('300');
  });
});

import { Failure } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { jmespathFilter } from './jmespath-filter.ts';

const app = { id: 1, name: 'app', topics: ['web'], archived: false };
const docs = { id: 2, name: 'app-docs', topics: [], archived: true };
const bare = { id: 3, name: 'tools' };

function kept(expression: string, answer: unknown): readonly unknown[] {
  return [...jmespathFilter().compile(expression)(answer)];
}

function refusal(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('nothing was refused');
}

describe('a JMESPath filter', () => {
  it.each([
    ["[?contains(name, 'docs')]", [docs]],
    ["[?(!contains(name, 'docs'))]", [app, bare]],
    ["[?starts_with(name, 'app') && archived == `false`]", [app]],
    ["[?contains(topics || `[]`, 'web')]", [app]],
    ['[?archived]', [docs]],
    ['@', [app, docs, bare]],
    ['[?name == null]', []],
  ])('%s keeps the very entries', (expression, expected) => {
    const found = kept(expression, [app, docs, bare]);
    expect(found).toHaveLength(expected.length);
    for (const [place, entry] of expected.entries()) expect(found[place]).toBe(entry);
  });

  it('understands answers that wrap their list', () => {
    expect(kept("{values: values[?name == 'app']}", { values: [app, docs] })[0]).toBe(app);
    expect(kept("repositories[] | [?name == 'app']", { total_count: 2, repositories: [app, docs] })[0]).toBe(app);
    expect(kept('nothing[?here]', { values: [app] })).toEqual([]);
  });

  it.each(['[?', 'contains(', '', "[?unknown_function(name, 'x')]"])(
    'refuses %j in words with an example',
    (expression) => {
      const failure = refusal(() => kept(expression, [app]));
      expect(failure.kind).toBe('rejected');
      expect(failure.message).toMatch(/^The filter cannot be used: .*Example: /s);
    },
  );

  it('refuses what gives no list, and endless expressions', () => {
    expect(refusal(() => kept('length(@)', [app])).message).toContain('a list of repositories');
    expect(refusal(() => kept('{a: [], b: []}', [app])).message).toContain('a list of repositories');
    expect(kept(`[?name == '${'x'.repeat(1980)}']`, [app])).toEqual([]);
    expect(refusal(() => kept(' '.repeat(2001), [app])).message).toContain('2001');
  });

  it('refuses a comparison that does not fit, when it meets it', () => {
    const filter = jmespathFilter().compile("[?starts_with(id, 'x')]");
    expect(refusal(() => filter([app])).kind).toBe('rejected');
  });
});

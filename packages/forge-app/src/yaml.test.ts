import { describe, expect, it } from 'vitest';
import { yamlOf } from './yaml.ts';

describe('yamlOf', () => {
  it('writes blocks of two blanks, lists of things, and what is empty', () => {
    const value = {
      app: { id: 'a', on: true, count: 3, left: undefined },
      list: [
        { key: 'one', parts: ['x', 'y'] },
        { key: 'two', none: [], nothing: {} },
      ],
    };
    expect(yamlOf(value)).toBe(
      [
        'app:',
        '  id: "a"',
        '  on: true',
        '  count: 3',
        'list:',
        '  - key: "one"',
        '    parts:',
        '      - "x"',
        '      - "y"',
        '  - key: "two"',
        '    none: []',
        '    nothing: {}',
      ].join('\n'),
    );
  });

  it('keeps texts texts, whatever they look like', () => {
    expect(yamlOf({ a: 'no', b: '{issue.key}', c: 'x: # y\n"z"', d: '12' })).toBe(
      'a: "no"\nb: "{issue.key}"\nc: "x: # y\\n\\"z\\""\nd: "12"',
    );
  });

  it('quotes names that YAML would take apart', () => {
    expect(yamlOf({ 'read:dev-info:jira': {}, '12': 1, 'a b': 2, 'x:': 3 })).toBe(
      '"12": 1\nread:dev-info:jira: {}\n"a b": 2\n"x:": 3',
    );
  });
});

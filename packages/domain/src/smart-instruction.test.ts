import { describe, expect, it } from 'vitest';
import { matchVersion, readInstruction, wholeMinutes } from './smart-instruction.ts';
import { usualWorkingTime } from './worklog.ts';

function read(command: string, text = '') {
  return readInstruction({ command, arguments: text });
}

describe('what a command asks for', () => {
  it.each([
    ['comment', 'done\nat last', { kind: 'comment', text: 'done\nat last' }],
    ['assign', 'me', { kind: 'assign', whom: 'me' }],
    ['assign', '@Ada Lovelace', { kind: 'assign', whom: 'Ada Lovelace' }],
    ['assign', 'ada@example.org', { kind: 'assign', whom: 'ada@example.org' }],
    ['label', ' one two.three, four@five  one', { kind: 'label', labels: ['one', 'two.three', 'four@five'] }],
    ['fixversion', '1.2 beta', { kind: 'fix-version', version: '1.2 beta' }],
    ['affectsversion', '1.2', { kind: 'affected-version', version: '1.2' }],
    ['start-review', 'please', { kind: 'transition', name: 'start-review', text: 'please' }],
    ['constructor', '', { kind: 'transition', name: 'constructor', text: '' }],
  ] as const)('#%s %s', (command, text, expected) => {
    expect(read(command, text)).toEqual(expected);
  });

  it('reads how long somebody worked', () => {
    const instruction = read('time', '1h 30m roof');
    expect(instruction).toMatchObject({ kind: 'time', worklog: { duration: '1h 30m', comment: 'roof' } });
    expect(instruction.kind === 'time' && instruction.worklog.seconds(usualWorkingTime)).toBe(5400);
  });

  it.each([
    ['comment', '', /empty.*#comment/],
    ['time', '', /how long.*#time/],
    ['time', 'tomorrow', /how long/],
    ['time', '30', /no unit.*#time/],
    ['assign', '', /to whom.*#assign/],
    ['label', ' , ', /no label.*#label/],
    ['label', 'x'.repeat(256), /at most 255/],
    ['fixversion', '', /no version.*#fixversion/],
    ['affectsversion', '', /no version.*#affectsversion/],
  ] as const)('says what is missing to #%s %s', (command, text, because) => {
    expect(read(command, text)).toEqual({ kind: 'unreadable', because: expect.stringMatching(because) as string });
  });
});

describe('the version that is meant', () => {
  it.each([
    ['1.2', ['1.2', '1.20'], { version: '1.2' }],
    ['next', ['Next', '2.0'], { version: 'Next' }],
    ['next', ['next', 'Next'], { version: 'next' }],
    ['NEXT', ['next', 'Next'], { error: 'ambiguous', candidates: ['next', 'Next'] }],
    ['1', ['1.2'], { error: 'none', candidates: ['1.2'] }],
    ['1', [], { error: 'none', candidates: [] }],
  ] as const)('%s among %j', (wanted, available, expected) => {
    expect(matchVersion(wanted, available)).toEqual(expected);
  });
});

it.each([
  [0, 60],
  [1, 60],
  [60, 60],
  [61, 120],
  [5400, 5400],
])('%i seconds are %i to Jira', (seconds, expected) => {
  expect(wholeMinutes(seconds)).toBe(expected);
});

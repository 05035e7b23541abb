import { describe, expect, it } from 'vitest';
import { matchTransition } from './transition-match.ts';

describe('a command', () => {
  it.each([
    ['close', ['Close'], { transition: 'Close' }],
    ['close', ['Close Issue', 'Close'], { transition: 'Close' }],
    ['close', ['Reopen', 'Close Issue'], { transition: 'Close Issue' }],
    ['in-work', ['In Work'], { transition: 'In Work' }],
    ['in-work', ['In Work', 'In-Work later'], { transition: 'In-Work later' }],
    ['close', ['Close', 'close'], { error: 'ambiguous', candidates: ['Close', 'close'] }],
    ['st', ['Start', 'Stop', 'Go'], { error: 'ambiguous', candidates: ['Start', 'Stop'] }],
    ['go', ['Start'], { error: 'none', candidates: ['Start'] }],
    ['go', [], { error: 'none', candidates: [] }],
  ])('%j among %j', (command, available, expected) => {
    expect(matchTransition(command, available)).toEqual(expected);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWorklog, usualWorkingTime } from './worklog.ts';

function read(text: string): string {
  const worklog = parseWorklog(text);
  if ('error' in worklog) return worklog.error;
  return `${worklog.duration} = ${worklog.seconds(usualWorkingTime)}: ${worklog.comment}`;
}

describe('a work log', () => {
  it.each([
    ['1w', '1w = 144000: '],
    ['1d', '1d = 28800: '],
    ['1h', '1h = 3600: '],
    ['1m', '1m = 60: '],
    ['30m 1H 2d', '2d 1h 30m = 63000: '],
    ['1h30m fixed', '1h 30m = 5400: fixed'],
    ['0.1h 0.2h', '0.3h = 1080: '],
    ['1h, fixed', '1h = 3600: fixed'],
    ['\t1h\n fixed\n it ', '1h = 3600: fixed\n it'],
    ['1h 2hours', '1h = 3600: 2hours'],
    ['', 'no-duration'],
    ['0h', 'no-duration'],
    ['9999999w', 'no-duration'],
    ['1q', 'no-duration'],
    ['h', 'no-duration'],
    ['1hour', 'no-duration'],
    ['fixed 1h', 'no-duration'],
    ['1,5h', 'no-duration'],
    ['30', 'no-unit'],
    ['1.5 days', 'no-unit'],
  ])('of %j is %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('counts the working time of the site', () => {
    const worklog = parseWorklog('1w 1d');
    if ('error' in worklog) throw new Error(worklog.error);
    expect(worklog.seconds({ hoursPerDay: 7.5, daysPerWeek: 4 })).toBe(135_000);
  });

  it('never throws, and reads its own duration again', () => {
    const piece = fc.constantFrom('1', '90', '.', '5', 'w', 'D', 'h', 'm', ' ', '-', 'x', ',');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
        (text) => {
          const worklog = parseWorklog(text);
          if ('error' in worklog) return;
          expect(read(worklog.duration)).toBe(`${worklog.duration} = ${worklog.seconds(usualWorkingTime)}: `);
          expect(Number.isSafeInteger(worklog.seconds(usualWorkingTime))).toBe(true);
        },
      ),
    );
  });

  it.each(['1', '1h', '1h ', ' ', '.', '1.'])('is read from a megabyte of %j', (unit) => {
    expect(() => parseWorklog(unit.repeat(1_000_000 / unit.length))).not.toThrow();
  });
});

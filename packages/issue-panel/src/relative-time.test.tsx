// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RelativeTime } from './relative-time.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const looked = new Date('2026-03-10T12:00:00Z');

function shown(at: string, present: string): string | null {
  vi.useFakeTimers({ now: new Date(present), toFake: ['Date'] });
  return render(<RelativeTime at={at} now={looked} />).container.textContent;
}

describe('a moment after the page looked at the clock', () => {
  it('has just been, when it has been', () =>
    expect(shown('2026-03-10T12:00:10Z', '2026-03-10T12:00:15Z')).toBe('just now'));
  it('is to come, when it is', () =>
    expect(shown('2026-03-10T12:00:30Z', '2026-03-10T12:00:15Z')).toBe('in under a minute'));
  it('stays far off, when the page never looked again', () =>
    expect(shown('2026-03-10T14:00:00Z', '2026-03-10T15:00:00Z')).toBe('in 2 hours'));
});

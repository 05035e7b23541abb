// @vitest-environment jsdom
import type { Virtualizer } from '@tanstack/react-virtual';
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useSamePlace } from './use-same-place.ts';

afterEach(cleanup);

/** A list of rows of 10 pixels each, which learns where it was scrolled to when somebody says so. */
function scene(first: readonly string[], offset: number) {
  const state = { sent: [] as number[], offset, rows: first };
  const list = {
    get scrollOffset() {
      return state.offset;
    },
    get measurementsCache() {
      return state.rows.map((_row, index) => ({ start: index * 10 }));
    },
    scrollToOffset: (to: number) => void state.sent.push(to),
  } as unknown as Virtualizer<HTMLDivElement, Element>;
  const hook = renderHook(() => {
    const top = Math.floor(state.offset / 10);
    useSamePlace({ rows: state.rows, keyOf: (row) => row, list, top, heading: undefined });
  });
  return {
    sent: state.sent,
    show: (rows: readonly string[]) => {
      state.rows = rows;
      hook.rerender();
    },
    arrive: () => {
      state.offset = state.sent.at(-1) ?? state.offset;
      hook.rerender();
    },
  };
}

it('keeps the row at the top where it is when rows come above it', () => {
  const { show, sent } = scene(['a', 'b', 'c', 'd'], 23);
  show(['x', 'a', 'b', 'c', 'd']);
  expect(sent).toEqual([33]);
});

it('keeps the same row while more comes before the list has arrived', () => {
  const { show, sent, arrive } = scene(['a', 'b', 'c', 'd'], 23);
  show(['x', 'a', 'b', 'c', 'd']);
  show(['x', 'y', 'a', 'b', 'c', 'd']);
  show(['a', 'b', 'c', 'd']);
  expect(sent).toEqual([33, 43, 23]);
  arrive();
  show(['x', 'a', 'b', 'c', 'd']);
  expect(sent).toEqual([33, 43, 23, 33]);
});

it('goes nowhere at the very top, or when nothing moved', () => {
  const top = scene(['a', 'b'], 0);
  top.show(['x', 'a', 'b']);
  expect(top.sent).toEqual([]);
  const same = scene(['a', 'b', 'c'], 10);
  same.show(['a', 'b', 'c', 'd']);
  expect(same.sent).toEqual([]);
});

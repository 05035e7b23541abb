/** Goes through changed files by keyboard: n and p from change to change, j and k from file to file. */

import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { DiffRow } from './diff-rows.ts';
import type { RowListHold } from './row-list.tsx';

/** Room above a change that was gone to, for its file's heading and some lines, in pixels. */
export const roomAbove = 100;

/** The key of the row it is at. */
export function useDiffKeys(rows: readonly DiffRow[], hold: RefObject<RowListHold | null>): string | undefined {
  const [current, setCurrent] = useState<string>();
  // Where it went last, and how far down that was: unless somebody scrolled, it goes on from there.
  const went = useRef({ index: -1, offset: -1 });
  const hadG = useRef(false);
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const { key } = event;
      // `g p` goes to a place of the host.
      const isOther = hadG.current;
      hadG.current = key === 'g';
      const list = hold.current;
      if (isOther || list === null || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const isStop = key === 'n' || key === 'p' ? startsChange : key === 'j' || key === 'k' ? isHeading : undefined;
      if (isStop === undefined) return;
      const room = isStop === isHeading ? 0 : roomAbove;
      const from = went.current.offset === list.offset() ? went.current.index : placeOf(list, room);
      const to = nextStop(rows, from, key === 'n' || key === 'j' ? 1 : -1, isStop);
      const row = to === undefined ? undefined : rows[to];
      if (to === undefined || row === undefined) return;
      event.preventDefault();
      list.scrollTo(to, row.kind === 'heading' ? 0 : room);
      went.current = { index: to, offset: list.offset() };
      setCurrent(row.key);
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [rows, hold]);
  return current;
}

/** What is as far down as a change that was gone to; at the very top all is still to come. */
function placeOf(list: RowListHold, room: number): number {
  return list.offset() === 0 ? -1 : list.rowAt(room);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [role="tree"], dialog *');
}

function isHeading(row: DiffRow): boolean {
  return row.kind === 'heading';
}

/** Files without lines are changes, too: they are gone to by their heading. */
function startsChange(row: DiffRow): boolean {
  if (row.kind === 'line' || row.kind === 'pair') return row.startsChange;
  if (row.kind !== 'heading') return false;
  const { load } = row.view;
  return load.state !== 'ready' || load.diff.hunks.length === 0 || !row.view.isOpen;
}

function nextStop(
  rows: readonly DiffRow[],
  from: number,
  step: 1 | -1,
  isStop: (row: DiffRow) => boolean,
): number | undefined {
  for (let index = from + step; index >= 0 && index < rows.length; index += step) {
    const row = rows[index];
    if (row !== undefined && isStop(row)) return index;
  }
  return undefined;
}

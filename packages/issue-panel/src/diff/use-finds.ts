/** Finds a text in the lines that are there, and goes from one find to the next. */

import { useMemo, useState } from 'react';
import type { RefObject } from 'react';
import type { DiffRow } from './diff-rows.ts';
import type { RowListHold } from './row-list.tsx';
import { roomAbove } from './use-diff-keys.ts';

export interface Finds {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Rows that have it. */
  readonly count: number;
  /** Which of them is gone to, counted from 1; 0 before the first. */
  readonly place: number;
  readonly go: (step: 1 | -1) => void;
  /** The key of the row that is gone to. */
  readonly current: string | undefined;
}

export function useFinds(rows: readonly DiffRow[], hold: RefObject<RowListHold | null>): Finds {
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const found = useMemo(() => rowsWith(rows, text), [rows, text]);
  const at = Math.min(place, found.length);
  function go(step: 1 | -1): void {
    if (found.length === 0) return;
    const next = at === 0 && step === -1 ? found.length : ((at - 1 + step + found.length) % found.length) + 1;
    setPlace(next);
    const index = found[next - 1];
    if (index !== undefined) hold.current?.scrollTo(index, roomAbove);
  }
  function change(wanted: string): void {
    setText(wanted);
    setPlace(0);
  }
  const row = rows[found[at - 1] ?? -1];
  return { text, change, count: found.length, place: at, go, current: row?.key };
}

function rowsWith(rows: readonly DiffRow[], text: string): readonly number[] {
  if (text === '') return [];
  const wanted = text.toLowerCase();
  const has = (line: { readonly text: string } | undefined) => line?.text.toLowerCase().includes(wanted) === true;
  return rows.flatMap((row, index) => {
    if (row.kind === 'line') return has(row.line) ? [index] : [];
    return row.kind === 'pair' && (has(row.left) || has(row.right)) ? [index] : [];
  });
}

/** The keyboard of a tree: arrows, home and end, space, and typing the beginning of a name. */

import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { findByTyping, type TreeRow } from './repository-rows.ts';

export interface TreeKeysOptions {
  readonly rows: readonly TreeRow[];
  /** Lines that fit on the screen. */
  readonly page: number;
  readonly onToggle: (row: TreeRow) => void;
  readonly onOpen: (owner: string, open: boolean) => void;
  /** Shift and space at an owner. */
  readonly onFuture: (owner: string) => void;
  readonly onShow: (place: number) => void;
}

export interface TreeKeys {
  /** The line the keyboard is at. */
  readonly active: number;
  readonly goTo: (place: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Letters closer together than this are one word, in milliseconds. */
const wordMilliseconds = 700;

export function useTreeKeys(options: TreeKeysOptions): TreeKeys {
  const { rows, onShow } = options;
  const [kept, setKept] = useState(0);
  const typed = useRef({ word: '', at: 0 });
  const active = Math.max(0, Math.min(kept, rows.length - 1));
  function goTo(place: number): void {
    const next = Math.max(0, Math.min(place, rows.length - 1));
    setKept(next);
    onShow(next);
  }
  function type(letter: string, at: number): void {
    const isSameWord = at - typed.current.at < wordMilliseconds;
    typed.current = { word: isSameWord ? typed.current.word + letter : letter, at };
    // A longer word may still mean the line it is at.
    const place = findByTyping(rows, typed.current.word, isSameWord ? active : active + 1);
    if (place !== undefined) goTo(place);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const place = placeAfter(event.key, active, options);
    if (place !== undefined) goTo(place);
    else if (event.key === ' ' || event.key === 'Enter') press(options, rows[active], event.shiftKey);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') sideways(options, active, event.key, goTo);
    else if (event.key.length === 1) type(event.key, event.timeStamp);
    else return;
    event.preventDefault();
    // Letters are the page's shortcuts elsewhere.
    event.stopPropagation();
  }
  return { active, goTo, onKeyDown };
}

function placeAfter(key: string, active: number, { rows, page }: TreeKeysOptions): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active - 1;
    case 'PageDown':
      return active + page;
    case 'PageUp':
      return active - page;
    case 'Home':
      return 0;
    case 'End':
      return rows.length - 1;
    default:
      return undefined;
  }
}

function press({ onToggle, onFuture }: TreeKeysOptions, row: TreeRow | undefined, shift: boolean): void {
  if (row === undefined) return;
  if (shift && row.kind === 'owner') onFuture(row.group.owner);
  else onToggle(row);
}

/** Right opens, then goes in; left goes out, or closes. */
function sideways({ rows, onOpen }: TreeKeysOptions, active: number, key: string, goTo: (place: number) => void): void {
  const row = rows[active];
  if (row === undefined) return;
  if (row.kind === 'entry') {
    if (key === 'ArrowLeft') goTo(row.parent);
  } else if (key === 'ArrowRight') {
    if (row.isOpen) goTo(active + 1);
    else onOpen(row.group.owner, true);
  } else if (row.isOpen) onOpen(row.group.owner, false);
}

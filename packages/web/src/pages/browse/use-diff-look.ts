/** How somebody likes to see changes; remembered by the browser. */

import type { DiffLook } from '@branchline/issue-panel';
import { useState } from 'react';

const place = 'branchline.diff-look';
const usual: DiffLook = { layout: 'unified', whitespace: 'show', wraps: false, showsTree: true };
/** Where there is little room the list of files would push the lines out of sight, and nobody scrolls sideways. */
const onPhones: DiffLook = { ...usual, wraps: true, showsTree: false };

export function useDiffLook(): readonly [DiffLook, (look: DiffLook) => void] {
  const [look, setLook] = useState(remembered);
  function choose(next: DiffLook): void {
    localStorage.setItem(place, JSON.stringify(next));
    setLook(next);
  }
  return [look, choose];
}

/** What it does not understand is as if nothing had been chosen. */
function remembered(): DiffLook {
  const first = window.matchMedia('(max-width: 48rem)').matches ? onPhones : usual;
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Record<keyof DiffLook, unknown>>;
    return {
      layout: kept.layout === 'split' || kept.layout === 'unified' ? kept.layout : first.layout,
      whitespace: kept.whitespace === 'ignore' || kept.whitespace === 'show' ? kept.whitespace : first.whitespace,
      wraps: typeof kept.wraps === 'boolean' ? kept.wraps : first.wraps,
      showsTree: typeof kept.showsTree === 'boolean' ? kept.showsTree : first.showsTree,
    };
  } catch {
    return first;
  }
}

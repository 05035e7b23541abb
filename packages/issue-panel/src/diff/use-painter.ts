/** The colours of code for a component: it draws again when more of them are known. */

import { useState, useSyncExternalStore } from 'react';
import { createPainter, type Painter } from './painter.ts';

/** `painted` grows with each portion that is done. */
export function usePainter(): { readonly painter: Painter; readonly painted: number } {
  const [painter] = useState(createPainter);
  const painted = useSyncExternalStore(painter.subscribe, painter.done);
  return { painter, painted };
}

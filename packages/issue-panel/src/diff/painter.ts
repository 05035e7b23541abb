/** Highlights portions of code one after the other while the page has time, and tells when one is done. */

import { highlightedLine, portionOf, type CodeBlock, type Portion } from './code-block.ts';
import type { TonedRange } from './text-range.ts';

type Tones = readonly (readonly TonedRange[])[];
type Highlighter = typeof import('./highlighter.ts');

export interface Painter {
  /** Of a line counted from 0; undefined while nobody has looked. */
  readonly tonesOf: (block: CodeBlock, line: number) => readonly TonedRange[] | undefined;
  /** Asks for a line's colours; asking again costs nothing. */
  readonly want: (block: CodeBlock, line: number) => void;
  /** `told` is called after each portion; returns how to end that. */
  readonly subscribe: (told: () => void) => () => void;
  /** How many portions are done. */
  readonly done: () => number;
}

/** Milliseconds of work between two pictures; small portions fit in by the dozen. */
const slice = 8;

/** Waits for a moment without work; browsers without such moments wait a little. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 200 });
  else setTimeout(work, 1);
}

/** @param load brings the highlighter */
export function createPainter(load: () => Promise<Highlighter> = () => import('./highlighter.ts')): Painter {
  const painted = new WeakMap<Portion, Tones>();
  const asked = new WeakSet<Portion>();
  const waiting: Portion[] = [];
  const listeners = new Set<() => void>();
  let done = 0;
  let works = false;
  async function paintSome(): Promise<void> {
    const until = performance.now() + slice;
    do {
      // The one asked for last is what somebody looks at now.
      const portion = waiting.pop();
      if (portion === undefined) break;
      painted.set(portion, await tonesOfPortion(portion, load));
      done += 1;
    } while (performance.now() < until);
    for (const tell of listeners) tell();
    works = waiting.length > 0;
    if (works) whenIdle(() => void paintSome());
  }
  return {
    tonesOf(block, line) {
      const portion = portionOf(block, line);
      return portion && painted.get(portion)?.[line - portion.first];
    },
    want(block, line) {
      const portion = portionOf(block, line);
      if (portion === undefined || asked.has(portion)) return;
      asked.add(portion);
      waiting.push(portion);
      if (works) return;
      works = true;
      whenIdle(() => void paintSome());
    },
    subscribe(told) {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    done: () => done,
  };
}

/** Plain where the highlighter did not come or broke: colours are no reason to show nothing. */
async function tonesOfPortion({ block, first, end }: Portion, load: () => Promise<Highlighter>): Promise<Tones> {
  try {
    const { learn, highlight } = await load();
    if (!(await learn(block.language))) return [];
    const lines = block.lines.slice(first, end).map((line) => (line.length > highlightedLine ? '' : line));
    return highlight(block.language, lines);
  } catch {
    return [];
  }
}

/** Makes up the change of one very long file of code, as the API tells it: for measuring pages that show it. */

import type { FileChangeView, FileDiffView } from '@branchline/contract';

type Hunk = FileDiffView['hunks'][number];
type Line = Hunk['lines'][number];

/** Lines taken away together, and put there in their place. */
const together = 4;
/** Such places in one part of the change. */
const places = 25;
const unchanged = 3;

function lineOf(kind: Line['kind'], number: number, before: number | null, after: number | null): Line {
  const word = kind === 'removed' ? 'formerly' : 'now';
  const text =
    kind === 'same'
      ? `  // ${number} stays as it is, ${'and '.repeat(number % 7)}says so.`
      : `  const value${number} = await ${word}({ place: ${number}, names: ['one', "two"], wide: ${number % 3 === 0} }); // ${word}`;
  return { kind, text, before, after, endsFile: false };
}

function hunkFrom(first: number, heading: string): Hunk {
  const lines: Line[] = [];
  let [before, after] = [first, first];
  const same = () => {
    for (let count = 0; count < unchanged; count += 1) lines.push(lineOf('same', before, before++, after++));
  };
  same();
  for (let place = 0; place < places; place += 1) {
    const number = before;
    for (let at = 0; at < together; at += 1) lines.push(lineOf('removed', number + at, before++, null));
    for (let at = 0; at < together; at += 1) lines.push(lineOf('added', number + at, null, after++));
    same();
  }
  const [beforeLines, afterLines] = [before - first, after - first];
  return { beforeStart: first, beforeLines, afterStart: first, afterLines, heading, lines };
}

/** A file of TypeScript, with at least so many lines to be shown. */
export function changedLines(
  path: string,
  wanted: number,
): { readonly file: FileChangeView; readonly diff: FileDiffView } {
  const hunks: Hunk[] = [];
  let shown = 0;
  let next = 1;
  while (shown < wanted) {
    const hunk = hunkFrom(next, `function part${hunks.length}() {`);
    hunks.push(hunk);
    shown += hunk.lines.length;
    next += hunk.beforeLines + 10;
  }
  const changed = hunks.length * places * together;
  return {
    file: { path, previousPath: null, change: 'modified', linesAdded: changed, linesRemoved: changed },
    diff: { path, previousPath: null, isBinary: false, isCut: false, hunks },
  };
}

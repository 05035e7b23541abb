/** Examples of changed files and their lines, written as git writes them. */

import type { DiffLineView, FileChangeView, FileDiffView } from '@branchline/contract';

export function exampleChange(path: string, changes: Partial<FileChangeView> = {}): FileChangeView {
  return { path, previousPath: null, change: 'modified', linesAdded: 1, linesRemoved: 1, ...changes };
}

/** @param hunks each begins with its head, `@@ -40,3 +40,4 @@ heading`; lines begin with ` `, `-` or `+` */
export function exampleDiff(path: string, hunks: string, changes: Partial<FileDiffView> = {}): FileDiffView {
  const found: FileDiffView['hunks'] = [];
  let [before, after] = [0, 0];
  for (const line of hunks.split('\n')) {
    const head = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@ ?(.*)$/u.exec(line);
    if (head !== null) {
      [before, after] = [Number(head[1]), Number(head[3])];
      found.push({
        beforeStart: before,
        beforeLines: Number(head[2]),
        afterStart: after,
        afterLines: Number(head[4]),
        heading: head[5] ?? '',
        lines: [],
      });
    } else {
      const kind = line.startsWith('-') ? 'removed' : line.startsWith('+') ? 'added' : 'same';
      found.at(-1)?.lines.push(exampleLine(kind, line.slice(1), before, after));
      if (kind !== 'added') before += 1;
      if (kind !== 'removed') after += 1;
    }
  }
  return { path, previousPath: null, isBinary: false, isCut: false, hunks: found, ...changes };
}

function exampleLine(kind: DiffLineView['kind'], text: string, before: number, after: number): DiffLineView {
  return {
    kind,
    text,
    before: kind === 'added' ? null : before,
    after: kind === 'removed' ? null : after,
    endsFile: false,
  };
}

/** A change of one line with so many unchanged ones around it, as the server answers with that much context. */
export function exampleSurroundings(path: string, context: number, at = 50, length = 100): FileDiffView {
  const [first, last] = [Math.max(1, at - context), Math.min(length, at + context)];
  const count = last - first + 1;
  const lines = Array.from({ length: count }, (_nothing, index) => first + index).flatMap((number) =>
    number === at ? [`-line ${number}`, `+changed ${number}`] : [` line ${number}`],
  );
  return exampleDiff(path, [`@@ -${first},${count} +${first},${count} @@ heading`, ...lines].join('\n'));
}

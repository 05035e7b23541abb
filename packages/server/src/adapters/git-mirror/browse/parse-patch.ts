/** Reads the lines of one file's change as `git diff` writes them. */

import { diffLineLimit, type DiffHunk, type DiffLine, type FileDiff } from '@branchline/domain';
import { decoded } from '../lines-of.ts';

const hunkHead = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/su;

type Open = Omit<DiffHunk, 'lines'> & { readonly lines: DiffLine[] };

/** Takes git's lines as they come; `isFull` says that nothing more is wanted. */
export interface PatchParser {
  readonly isFull: boolean;
  add(line: string): void;
  end(): FileDiff;
}

const kinds: Readonly<Record<string, DiffLine['kind']>> = { ' ': 'same', '-': 'removed', '+': 'added' };

/** @param limit lines that are kept */
export function patchParser(limit: number): PatchParser {
  const hunks: Open[] = [];
  let [isBinary, isFull] = [false, false];
  let [kept, before, after] = [0, 0, 0];
  function addLine(open: Open, kind: DiffLine['kind'], bytes: string): void {
    if (kept === limit) {
      isFull = true;
      return;
    }
    kept += 1;
    const text = decoded(bytes).slice(0, diffLineLimit);
    const numbers = {
      before: kind === 'added' ? undefined : before,
      after: kind === 'removed' ? undefined : after,
    };
    if (kind !== 'added') before += 1;
    if (kind !== 'removed') after += 1;
    open.lines.push({ kind, text, ...numbers, endsFile: false });
  }
  return {
    get isFull() {
      return isFull;
    },
    add(line) {
      const open = hunks.at(-1);
      const kind = kinds[line[0] ?? ''];
      if (open !== undefined && kind !== undefined) addLine(open, kind, line.slice(1));
      else if (open !== undefined && line.startsWith('\\')) endFile(open);
      else if (line.startsWith('@@')) {
        const hunk = hunkFrom(line);
        [before, after] = [hunk.beforeStart, hunk.afterStart];
        hunks.push(hunk);
      } else if (line.startsWith('Binary files ')) isBinary = true;
    },
    end: () => ({ isBinary, hunks: hunks.filter(({ lines }) => lines.length > 0), isCut: isFull }),
  };
}

function hunkFrom(line: string): Open {
  const [, beforeStart = '', beforeLines = '1', afterStart = '', afterLines = '1', heading = ''] =
    hunkHead.exec(line) ?? [];
  return {
    beforeStart: Number(beforeStart),
    beforeLines: Number(beforeLines),
    afterStart: Number(afterStart),
    afterLines: Number(afterLines),
    heading: decoded(heading),
    lines: [],
  };
}

function endFile({ lines }: Open): void {
  const last = lines.at(-1);
  if (last !== undefined) lines[lines.length - 1] = { ...last, endsFile: true };
}

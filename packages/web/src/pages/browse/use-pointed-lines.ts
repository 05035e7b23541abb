/** Lines that the address points out, `#L10` or `#L10-L20`, and how to point out others. */

import type { PointedLines } from '@branchline/issue-panel';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useCallback } from 'react';

export interface Pointing {
  readonly pointed: PointedLines | undefined;
  /** @param extendsRange from the first line that is pointed out to this one */
  readonly point: (line: number, extendsRange: boolean) => void;
}

export function usePointedLines(): Pointing {
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const navigate = useNavigate();
  const pointed = linesOf(hash);
  const from = pointed?.first;
  const point = useCallback(
    (line: number, extendsRange: boolean) => {
      const [first, last] =
        extendsRange && from !== undefined ? [Math.min(from, line), Math.max(from, line)] : [line, line];
      void navigate({
        to: '.',
        search: true,
        hash: first === last ? `L${first}` : `L${first}-L${last}`,
        replace: true,
        resetScroll: false,
        hashScrollIntoView: false,
      });
    },
    [navigate, from],
  );
  return { pointed, point };
}

/** Undefined where it says nothing of the kind. */
function linesOf(hash: string): PointedLines | undefined {
  const match = /^#?L(\d{1,9})(?:-L(\d{1,9}))?$/u.exec(hash);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first > 0 ? { first: Math.min(first, last), last: Math.max(first, last) } : undefined;
}

/** The address of one line of what is shown. */
export function lineAddress(line: number): string {
  return `#L${line}`;
}

/** How the checks of a pull request stand, in English, for pages and terminals. */

import type { CheckCounts } from '@branchline/domain';

/** `4 checks passed`, `2 of 4 checks running`, `1 of 4 checks failed, 2 running`. */
export function checksInWords({ passed, failed, running }: CheckCounts): string {
  const total = passed + failed + running;
  const noun = total === 1 ? 'check' : 'checks';
  const some = (count: number): string =>
    count === total ? `${numbered(count)} ${noun}` : `${numbered(count)} of ${numbered(total)} ${noun}`;
  if (failed > 0) return `${some(failed)} failed${running > 0 ? `, ${numbered(running)} running` : ''}`;
  return running > 0 ? `${some(running)} running` : `${some(passed)} passed`;
}

function numbered(count: number): string {
  return count.toLocaleString('en');
}

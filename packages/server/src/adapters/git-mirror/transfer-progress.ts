/** Reads the progress git prints while it clones or fetches. */

import type { TransferProgress } from '../../ports/git-mirror.ts';

const stages: Readonly<Record<string, TransferProgress['stage']>> = {
  'Counting objects': 'counting',
  'Receiving objects': 'receiving',
  'Resolving deltas': 'resolving',
};
const line =
  /^(?:remote: )?(Counting objects|Receiving objects|Resolving deltas): +\d+% \((\d+)\/(\d+)\)(?:, ([\d.]+) (bytes|KiB|MiB|GiB))?/;
const unit: Readonly<Record<string, number>> = { bytes: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** One line of git's progress; undefined for any other line. */
export function readProgress(text: string): TransferProgress | undefined {
  const [, name = '', done, total, size, sizeUnit = ''] = line.exec(text) ?? [];
  const stage = stages[name];
  if (stage === undefined) return undefined;
  const bytes = size === undefined ? undefined : Math.round(Number(size) * (unit[sizeUnit] ?? 1));
  return { stage, done: Number(done), total: Number(total), bytes };
}

/** A listener for git's error output that tells `onProgress` of each line of progress in it. */
export function progressListener(
  onProgress: ((progress: TransferProgress) => void) | undefined,
): ((text: string) => void) | undefined {
  if (onProgress === undefined) return undefined;
  let rest = '';
  return (text) => {
    const lines = (rest + text).split(/[\r\n]/);
    rest = (lines.pop() ?? '').slice(-1000);
    for (const candidate of lines) {
      const progress = readProgress(candidate);
      if (progress !== undefined) onProgress(progress);
    }
  };
}

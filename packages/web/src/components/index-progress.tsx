/** The running indexing of a repository: phase by name, how far, how fast, how long. */

import type { IndexProgress as Progress } from '@branchline/contract';
import { duration, numbered, size } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { ProgressBar } from './progress-bar.tsx';

const words = texts.progress;

export interface IndexProgressProps {
  readonly progress: Progress;
  readonly repositoryName: string;
}

export function IndexProgress({ progress, repositoryName }: IndexProgressProps): ReactElement {
  return (
    <ProgressBar label={words.indexingOf(repositoryName)} done={progress.done} total={progress.total}>
      {progressWords(progress)}
    </ProgressBar>
  );
}

/** `Cloning 62 % · 340 MB · 12 MB/s`, `Reading history 81,000 of 103,140 commits · 9,800/s · 3 s left`. */
export function progressWords(progress: Progress): string {
  const { phase, done, total, bytes, ratePerSecond, secondsLeft } = progress;
  const { name, things } = words.phases[phase];
  const cloning = phase === 'cloning';
  return [
    `${name}${cloning ? percent(done, total) : count(done, total, things)}`,
    ...(bytes === null ? [] : [size(bytes)]),
    ...(ratePerSecond === null || ratePerSecond < 0.5
      ? []
      : [cloning ? `${size(ratePerSecond)}/s` : `${numbered(Math.round(ratePerSecond))}/s`]),
    ...(secondsLeft === null ? [] : [words.left(duration(secondsLeft))]),
  ].join(' · ');
}

function percent(done: number, total: number | null): string {
  return total === null || total === 0 ? '' : ` ${Math.floor((Math.min(done, total) / total) * 100)} %`;
}

function count(done: number, total: number | null, things: string): string {
  if (total !== null) return ` ${words.of(done, total)} ${things}`.trimEnd();
  return done === 0 ? '' : ` ${numbered(done)} ${things}`.trimEnd();
}

/** The lines of one file as they were last asked for: loading, there, or a problem. */

import { isProblemError, type FileDiffView, type Problem } from '@branchline/contract';
import { useCallback, useEffect, useState } from 'react';
import type { DiffOptions, FileInCommit, LoadDiff } from './panel-tools.tsx';
import { texts } from './texts.ts';

export interface AskedDiff {
  /** The last answer; stays while it is asked for with other options. */
  readonly diff: FileDiffView | undefined;
  readonly problem: Problem | undefined;
  readonly isAsking: boolean;
  readonly options: DiffOptions;
  /** With which the last answer was asked for. */
  readonly answered: DiffOptions;
  readonly onOptions: (changed: Partial<DiffOptions>) => void;
  readonly onRetry: () => void;
}

interface Question {
  readonly repositoryId: number;
  readonly hash: string;
  readonly file: FileInCommit;
  readonly loadDiff: LoadDiff;
}

interface Outcome {
  readonly diff?: FileDiffView;
  readonly problem?: Problem;
  /** Of that answer. */
  readonly options: DiffOptions;
  /** Of the round that it answers. */
  readonly round: number;
}

const first: DiffOptions = { whitespace: 'show', context: 3 };

export function useFileDiff({ repositoryId, hash, file, loadDiff }: Question): AskedDiff {
  const [asked, setAsked] = useState<{ readonly options: DiffOptions; readonly round: number }>({
    options: first,
    round: 1,
  });
  const [outcome, setOutcome] = useState<Outcome>({ options: first, round: 0 });
  const { path, previousPath } = file;
  const { options, round } = asked;
  useEffect(() => {
    let isWanted = true;
    async function load(): Promise<void> {
      try {
        const diff = await loadDiff(repositoryId, hash, { path, previousPath }, options);
        if (isWanted) setOutcome({ diff, options, round });
      } catch (error) {
        if (isWanted) setOutcome((before) => ({ ...before, problem: problemOf(error), round }));
      }
    }
    void load();
    return () => {
      isWanted = false;
    };
  }, [repositoryId, hash, path, previousPath, options, round, loadDiff]);
  return {
    diff: outcome.diff,
    problem: outcome.problem,
    isAsking: outcome.round < round,
    options,
    answered: outcome.options,
    onOptions: useCallback(
      (changed) => setAsked((before) => ({ options: { ...before.options, ...changed }, round: before.round + 1 })),
      [],
    ),
    onRetry: useCallback(() => setAsked((before) => ({ ...before, round: before.round + 1 })), []),
  };
}

function problemOf(error: unknown): Problem {
  if (isProblemError(error)) return error.problem;
  return { type: 'defect', title: texts.diff.defect, status: 0, detail: String(error), remedy: texts.diff.reload };
}

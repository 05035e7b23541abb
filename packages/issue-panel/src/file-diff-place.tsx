/** The place of one file's changed lines: loading, there, or a problem with a way to try again. */

import type { ReactElement } from 'react';
import type { UnfoldingDiffProps } from './unfolding-diff.tsx';
import { ProblemView } from './problem-view.tsx';
import { texts } from './texts.ts';
import { useFileDiff } from './use-file-diff.ts';

export type FileDiffPlaceProps = Omit<UnfoldingDiffProps, 'name' | 'children'>;

export function FileDiffPlace({ onCopy, ...question }: FileDiffPlaceProps): ReactElement {
  const asked = useFileDiff(question);
  const { diff, problem } = asked;
  return (
    <>
      {problem !== undefined && <ProblemView problem={problem} onCopy={onCopy} onRetry={asked.onRetry} />}
      {diff === undefined && problem === undefined && (
        <section className="bl-diff-bones" aria-busy="true" aria-label={texts.diff.loading(question.file.path)}>
          <span className="bl-bone" />
          <span className="bl-bone bl-bone-short" />
          <span className="bl-bone" />
        </section>
      )}
      {diff !== undefined && (
        <pre className="bl-message">
          {diff.hunks.flatMap(({ lines }) => lines.map(({ kind, text }) => `${signs[kind]}${text}`)).join('\n')}
        </pre>
      )}
    </>
  );
}

const signs = { same: ' ', added: '+', removed: '-' } as const;

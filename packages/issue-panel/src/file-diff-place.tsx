/** The place of one file's changed lines: loading, there, or a problem with a way to try again. */

import type { ReactElement } from 'react';
import type { Copy } from './copy-button.tsx';
import { DiffLines } from './diff/diff-lines.tsx';
import type { FileInCommit, LoadDiff } from './panel-tools.tsx';
import { ProblemView } from './problem-view.tsx';
import { texts } from './texts.ts';
import { useFileDiff } from './use-file-diff.ts';
import { visibleText } from './visible-text.ts';

/** Which lines, and how they are asked for. */
export interface FileDiffPlaceProps {
  readonly repositoryId: number;
  readonly hash: string;
  readonly file: FileInCommit;
  readonly loadDiff: LoadDiff;
  readonly onCopy: Copy;
}

export function FileDiffPlace({ onCopy, ...question }: FileDiffPlaceProps): ReactElement {
  const { diff, problem, options, onOptions, onRetry, answered } = useFileDiff(question);
  const { path, previousPath } = question.file;
  const hidesWhitespace = options.whitespace === 'ignore';
  return (
    <>
      {problem !== undefined && <ProblemView problem={problem} onCopy={onCopy} onRetry={onRetry} />}
      {diff === undefined && problem === undefined && (
        <section className="bl-diff-bones" aria-busy="true" aria-label={texts.diff.loading(visibleText(path))}>
          <span className="bl-bone" />
          <span className="bl-bone bl-bone-short" />
          <span className="bl-bone" />
        </section>
      )}
      {diff !== undefined && (
        <>
          <label className="bl-check bl-quiet">
            <input
              type="checkbox"
              checked={hidesWhitespace}
              onChange={({ target }) => onOptions({ whitespace: target.checked ? 'ignore' : 'show' })}
            />
            {texts.diff.ignoreWhitespace}
          </label>
          <DiffLines
            file={{ path, previousPath, change: 'modified', linesAdded: null, linesRemoved: null }}
            diff={diff}
            context={answered.context}
            layout="unified"
            wraps={false}
            hidesWhitespace={answered.whitespace === 'ignore'}
            onContext={(context) => onOptions({ context })}
          />
        </>
      )}
    </>
  );
}

/** A file with who wrote each stretch of its lines, and the way to how it was before. */

import type { BlameView as BlameAnswer, BrowsedFileView } from '@branchline/contract';
import { CodeLines, ProblemView } from '@branchline/issue-panel';
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ReactElement } from 'react';
import { problemOf } from '../../api.ts';
import { copyText } from '../../components/copy-text.ts';
import { useNow } from '../../components/use-now.ts';
import { blameLines, blameQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { BlameCell, type BlamedStretch } from './blame-cell.tsx';
import { FileContent } from './file-content.tsx';
import { lineAddress, usePointedLines } from './use-pointed-lines.ts';

const words = texts.browsedFiles.blame;

export interface BlameViewProps {
  readonly id: number;
  readonly file: BrowsedFileView;
}

/** The lines are there at once; who wrote them follows, portion by portion. */
export function BlameView({ id, file }: BlameViewProps): ReactElement {
  const { path, text, commit } = file;
  const lineCount = text === null ? 0 : text.split('\n').length;
  const portions = Math.ceil(lineCount / blameLines);
  const blames = useQueries({
    queries: Array.from({ length: portions }, (_, place) =>
      // By the commit that the text is of: a push between the two questions would shift the lines.
      blameQuery(id, { revision: commit, path }, place * blameLines + 1),
    ),
  });
  const answers = blames.map(({ data }) => data);
  const error = blames.find((blame) => blame.error !== null)?.error;
  return (
    <>
      {error !== undefined && error !== null && (
        <ProblemView
          problem={problemOf(error)}
          onCopy={copyText}
          onRetry={() => void Promise.all(blames.map((blame) => blame.refetch()))}
        />
      )}
      <output className="visually-hidden">{blames.some(({ isPending }) => isPending) ? words.loading : ''}</output>
      {text === null || text === '' ? (
        <FileContent id={id} file={file} wraps={false} />
      ) : (
        <BlamedLines id={id} path={path} text={text} answers={answers} />
      )}
    </>
  );
}

interface BlamedLinesProps {
  readonly id: number;
  readonly path: string;
  readonly text: string;
  readonly answers: readonly (BlameAnswer | undefined)[];
}

function BlamedLines({ id, path, text, answers }: BlamedLinesProps): ReactElement {
  const { pointed, point } = usePointedLines();
  const now = useNow();
  const known = answers.filter((answer) => answer !== undefined).length;
  // Answers come one after the other and never change.
  // oxlint-disable-next-line react/exhaustive-deps
  const written = useMemo(() => stretchesByLine(answers), [known]);
  const beside = useCallback(
    (line: number) => {
      const stretch = written.get(line);
      return stretch === undefined ? '' : <BlameCell id={id} stretch={stretch} now={now} />;
    },
    [written, id, now],
  );
  return (
    <CodeLines
      path={path}
      text={text}
      lineAddress={lineAddress}
      pointed={pointed}
      onPoint={point}
      wraps={false}
      beside={beside}
    />
  );
}

/** Only the first line of a stretch says whose it is. */
function stretchesByLine(answers: readonly (BlameAnswer | undefined)[]): ReadonlyMap<number, BlamedStretch> {
  const written = new Map<number, BlamedStretch>();
  for (const answer of answers) {
    if (answer === undefined) continue;
    const commits = new Map(answer.commits.map((commit) => [commit.hash, commit]));
    for (const { commit: hash, firstLine, before: revision, pathBefore: path } of answer.stretches) {
      const commit = commits.get(hash);
      const before = revision === null || path === null ? undefined : { revision, path };
      if (commit !== undefined) written.set(firstLine, { commit, before });
    }
  }
  return written;
}

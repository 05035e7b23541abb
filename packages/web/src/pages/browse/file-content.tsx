/** What is in a file: its lines, its picture, or why neither is shown. */

import type { BrowsedFileView } from '@branchline/contract';
import { CodeLines, WebLink, size, visibleText } from '@branchline/issue-panel';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { imageAddress } from '../../queries/image-address.ts';
import * as texts from '../../texts.ts';
import { GoToLine } from './go-to-line.tsx';
import { lineCountOf } from './line-count.ts';
import { lineAddress, usePointedLines } from './use-pointed-lines.ts';

const words = texts.browsedFiles;

export interface FileContentProps {
  readonly id: number;
  readonly file: BrowsedFileView;
  /** Whether long lines go on below. */
  readonly wraps: boolean;
}

export function FileContent({ id, file, wraps }: FileContentProps): ReactElement {
  const { kind, path, text } = file;
  if (kind === 'image') return <Picture id={id} file={file} />;
  if (kind === 'binary') return <NotShown file={file} {...words.binary} />;
  if (kind === 'large' || text === null) return <NotShown file={file} {...words.large} />;
  if (text === '') return <p className="quiet">{words.emptyFile}</p>;
  return <Lines path={path} text={text} wraps={wraps} />;
}

interface LinesProps {
  readonly path: string;
  readonly text: string;
  readonly wraps: boolean;
}

function Lines({ path, text, wraps }: LinesProps): ReactElement {
  const { pointed, point } = usePointedLines();
  // Drawn anew each time, the lines begin at the one that is pointed out.
  const [visit, setVisit] = useState(0);
  function go(line: number): void {
    point(line, false);
    setVisit(visit + 1);
  }
  return (
    <>
      <GoToLine lines={lineCountOf(text)} onGo={go} />
      <CodeLines
        key={visit}
        path={path}
        text={text}
        lineAddress={lineAddress}
        pointed={pointed}
        onPoint={point}
        wraps={wraps}
      />
    </>
  );
}

function Picture({ id, file }: Pick<FileContentProps, 'id' | 'file'>): ReactElement {
  const { path, commit } = file;
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken) return <NotShown file={file} {...words.brokenImage} />;
  return (
    <figure className="picture">
      <img
        src={imageAddress(id, commit, path)}
        alt={visibleText(words.image(path))}
        onError={() => setIsBroken(true)}
      />
    </figure>
  );
}

interface NotShownProps {
  readonly file: BrowsedFileView;
  readonly title: string;
  readonly text: string;
}

function NotShown({ file, title, text }: NotShownProps): ReactElement {
  return (
    <EmptyState
      title={`${title}, ${size(file.size)}`}
      action={<WebLink url={file.webUrl}>{file.webUrl !== null && words.open}</WebLink>}
    >
      {text}
    </EmptyState>
  );
}

/** What stands above the lines of a file: its name, what became of it, and what can be done with it. */

import type { ReactElement } from 'react';
import { Badge } from '../badge.tsx';
import { CopyButton } from '../copy-button.tsx';
import type { Copy } from '../copy-button.tsx';
import { FileName } from '../file-name.tsx';
import { Icon } from '../icon.tsx';
import { LineCounts } from '../line-counts.tsx';
import type { PlaceLink } from '../panel-tools.tsx';
import { diffTexts } from './diff-texts.ts';
import type { FileView } from './diff-rows.ts';
import { turnsDirection } from './hidden-characters.ts';
import { visibleText } from '../visible-text.ts';

export interface FileHeadingProps {
  readonly view: FileView;
  readonly onFold: (isOpen: boolean) => void;
  /** Shows the whole file, or only its changes again. */
  readonly onWhole: (isWhole: boolean) => void;
  /** The page of the file, where the host has one. */
  readonly link: PlaceLink | undefined;
  readonly onCopy: Copy;
}

export function FileHeading({ view, onFold, onWhole, link, onCopy }: FileHeadingProps): ReactElement {
  const { file, isOpen, load, revealed } = view;
  const isWhole = revealed.some(({ last }) => last === Infinity);
  const hasGaps = load.state === 'ready' && load.diff.hunks.length > 0 && !load.diff.isCut && mayHaveMore(view);
  const fold = isOpen ? diffTexts.fold(visibleText(file.path)) : diffTexts.unfold(visibleText(file.path));
  return (
    <div className="bl-file-heading">
      <button
        type="button"
        className="bl-heading-fold"
        aria-expanded={isOpen}
        aria-label={fold}
        onClick={() => onFold(!isOpen)}
      >
        <Icon name="chevron" />
      </button>
      <h3 className="bl-heading-name" title={visibleText(file.path)}>
        <FileName change={file.change} path={file.path} previousPath={file.previousPath} />
      </h3>
      <CopyButton text={file.path} what={diffTexts.path(file.path)} onCopy={onCopy} />
      {file.linesAdded !== null && file.linesRemoved !== null && (
        <LineCounts added={file.linesAdded} removed={file.linesRemoved} />
      )}
      {hasHiddenDirections(view) && (
        <Badge tone="warning" title={diffTexts.turnsDirectionWhy}>
          {diffTexts.turnsDirection}
        </Badge>
      )}
      <span className="bl-heading-actions">
        {hasGaps && (
          <button type="button" className="bl-quiet-button" onClick={() => onWhole(!isWhole)}>
            {isWhole ? diffTexts.onlyChanges : diffTexts.wholeFile}
          </button>
        )}
        {link !== undefined && (
          <a className="bl-quiet-button" {...link}>
            {diffTexts.viewFile}
          </a>
        )}
      </span>
    </div>
  );
}

/** Of new and deleted files every line is a change. */
function mayHaveMore({ file }: FileView): boolean {
  return file.change !== 'added' && file.change !== 'deleted';
}

const known = new WeakMap<object, boolean>();

function hasHiddenDirections({ load }: FileView): boolean {
  if (load.state !== 'ready') return false;
  const { diff } = load;
  const found =
    known.get(diff) ??
    diff.hunks.some(({ lines }) => lines.some(({ text, kind }) => kind !== 'removed' && turnsDirection(text)));
  known.set(diff, found);
  return found;
}

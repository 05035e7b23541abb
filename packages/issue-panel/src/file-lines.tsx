/** Groups and files of a roll-up, line by line; of a long list only what fits on the screen is drawn. */

import type { IssueDevelopment } from '@branchline/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { FileLine } from './arrange-files.ts';
import type { Copy } from './copy-button.tsx';
import { FileCommits } from './file-commits.tsx';
import { FileName } from './file-name.tsx';
import { Icon } from './icon.tsx';
import { LineCounts } from './line-counts.tsx';
import { setLength } from './set-length.ts';
import { texts } from './texts.ts';
import { visibleText } from './visible-text.ts';

/** Lists of more lines scroll in a place of their own. */
const longList = 200;
/** Of a line that is not unfolded, in pixels. */
const lineHeight = 28;
/** Lines drawn above and below what is seen. */
const spare = 15;
/** Between a folder and what is in it, in pixels. */
const indent = 16;

export interface FileLinesProps {
  readonly lines: readonly FileLine[];
  readonly development: IssueDevelopment;
  readonly onCopy: Copy;
  readonly onFold: (key: string) => void;
}

export function FileLines(props: FileLinesProps): ReactElement {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  function toggle(key: string): void {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  }
  const shared = { ...props, opened, onToggle: toggle };
  return props.lines.length > longList ? <LongList {...shared} /> : <ShortList {...shared} />;
}

interface ListProps extends FileLinesProps {
  /** Files whose commits are shown. */
  readonly opened: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}

function ShortList(props: ListProps): ReactElement {
  return (
    <ul className="bl-file-lines">
      {props.lines.map((line) => (
        <li key={line.key}>
          <Line {...props} line={line} />
        </li>
      ))}
    </ul>
  );
}

function LongList(props: ListProps): ReactElement {
  const { lines } = props;
  const scrolled = useRef<HTMLElement>(null);
  // Nothing here is memoized: no compiler does it, and what it returns is read at each drawing.
  // oxlint-disable-next-line react/incompatible-library
  const drawn = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrolled.current,
    getItemKey: (index) => lines[index]?.key ?? index,
    estimateSize: () => lineHeight,
    overscan: spare,
  });
  return (
    // A place that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={scrolled} className="bl-file-scroll" aria-label={texts.rollUp.files} tabIndex={0}>
      <ul className="bl-file-lines" ref={(list) => setLength(list, '--bl-length', drawn.getTotalSize())}>
        {drawn.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <li
              key={String(key)}
              data-index={index}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
              ref={(item) => {
                setLength(item, '--bl-start', start);
                drawn.measureElement(item);
              }}
            >
              <Line {...props} line={line} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Line(props: ListProps & { readonly line: FileLine }): ReactElement {
  const { line, opened, onToggle, onFold, development, onCopy } = props;
  const inset = (element: HTMLElement | null) => setLength(element, '--bl-inset', line.depth * indent);
  if (line.kind === 'group') {
    return (
      <div className="bl-file-line bl-file bl-unfolds" ref={inset}>
        <button type="button" className="bl-unfold" aria-expanded={!line.isFolded} onClick={() => onFold(line.key)}>
          <Icon name="chevron" />
          <span className="bl-path bl-group">
            <bdi>{visibleText(line.label)}</bdi>
          </span>
        </button>
        <span className="bl-quiet">{texts.files(line.fileCount)}</span>
        <LineCounts added={line.linesAdded} removed={line.linesRemoved} />
      </div>
    );
  }
  const { file, key } = line;
  const isOpen = opened.has(key);
  return (
    <div className="bl-file-line" ref={inset}>
      <div className="bl-file bl-unfolds">
        <button type="button" className="bl-unfold" aria-expanded={isOpen} onClick={() => onToggle(key)}>
          <Icon name="chevron" />
          <FileName change={file.change} path={line.label} previousPath={file.previousPath} />
        </button>
        <span className="bl-quiet bl-wide" title={visibleText(file.people.join(', '))}>
          {texts.rollUp.inCommits(file.commits.length)}
        </span>
        {file.isBinary ? (
          <span className="bl-quiet">{texts.binary}</span>
        ) : (
          <LineCounts added={file.linesAdded} removed={file.linesRemoved} />
        )}
      </div>
      {isOpen && <FileCommits {...{ file, development, onCopy }} />}
    </div>
  );
}

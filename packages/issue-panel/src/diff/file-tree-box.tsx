/** The lines of the tree of changed files: one goes through them by keyboard, and only what is seen is drawn. */

import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactElement } from 'react';
import { ChangeLetter } from '../file-name.tsx';
import { Icon } from '../icon.tsx';
import { LineCounts } from '../line-counts.tsx';
import { diffTexts } from './diff-texts.ts';
import type { TreeLine } from './file-tree.ts';
import { firstHeight, watchSize } from './watch-size.ts';
import { visibleText } from '../visible-text.ts';

export interface FileTreeBoxProps {
  readonly lines: readonly TreeLine[];
  /** The path of the file that is in sight. */
  readonly current: string | undefined;
  readonly onGo: (path: string) => void;
  readonly onFold: (path: string, isOpen: boolean) => void;
}

/** Of a line, in pixels, as in the stylesheet. */
const lineHeight = 28;

export function FileTreeBox({ lines, current, onGo, onFold }: FileTreeBoxProps): ReactElement {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  // Nothing here is memoized: no compiler does it, and what it returns is read at each drawing.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 12,
    initialRect: { width: firstHeight, height: firstHeight },
    observeElementRect: watchSize,
    useFlushSync: false,
  });
  function press(line: TreeLine): void {
    if (line.kind === 'folder') onFold(line.path, !line.isOpen);
    else onGo(line.path);
  }
  const keys = useKeys(lines, press, (index) => list.scrollToIndex(index));
  const drawn = list.getVirtualItems();
  const { active } = keys;
  return (
    <div
      ref={box}
      className="bl-tree-box"
      role="tree"
      aria-label={diffTexts.tree.label}
      tabIndex={0}
      {...(drawn.some(({ index }) => index === active) ? { 'aria-activedescendant': `${id}-${active}` } : {})}
      onKeyDown={keys.onKeyDown}
      onClick={keys.onClick}
    >
      <div
        role="none"
        className="bl-tree-lines"
        ref={(element) => element?.style.setProperty('--bl-length', `${list.getTotalSize()}px`)}
      >
        {drawn.map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          const place = { id: `${id}-${index}`, index, start };
          const marks = { isCurrent: line.path === current, isActive: index === active };
          return <Line key={`${line.kind} ${line.path}`} line={line} {...place} {...marks} />;
        })}
      </div>
    </div>
  );
}

interface Keys {
  /** The line the keyboard is at. */
  readonly active: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
}

function useKeys(lines: readonly TreeLine[], press: (line: TreeLine) => void, show: (index: number) => void): Keys {
  const [kept, setKept] = useState(0);
  const active = Math.max(0, Math.min(kept, lines.length - 1));
  function onClick(event: MouseEvent): void {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    const index = Number(element?.dataset['index'] ?? Number.NaN);
    const line = lines[index];
    if (line === undefined) return;
    setKept(index);
    press(line);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const line = lines[active];
    const to = placeAfter(event.key, active, lines);
    if (to !== undefined) {
      const next = Math.max(0, Math.min(to, lines.length - 1));
      setKept(next);
      show(next);
    } else if (line !== undefined && presses(event.key, line)) press(line);
    else return;
    event.preventDefault();
  }
  return { active, onKeyDown, onClick };
}

function presses(key: string, line: TreeLine): boolean {
  if (key === 'Enter' || key === ' ') return true;
  return line.kind === 'folder' && key === (line.isOpen ? 'ArrowLeft' : 'ArrowRight');
}

function placeAfter(key: string, active: number, lines: readonly TreeLine[]): number | undefined {
  const line = lines[active];
  if (key === 'ArrowDown' || (key === 'ArrowRight' && line?.isOpen === true)) return active + 1;
  if (key === 'ArrowUp') return active - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return lines.length - 1;
  if (key !== 'ArrowLeft' || line?.isOpen === true) return undefined;
  const parent = lines.slice(0, active).findLastIndex(({ depth }) => depth < (line?.depth ?? 0));
  return parent === -1 ? undefined : parent;
}

interface LineProps {
  readonly line: TreeLine;
  readonly id: string;
  readonly index: number;
  /** From the top, in pixels. */
  readonly start: number;
  readonly isCurrent: boolean;
  readonly isActive: boolean;
}

function Line({ line, id, index, start, isCurrent, isActive }: LineProps): ReactElement {
  const { file } = line;
  function place(element: HTMLElement | null): void {
    element?.style.setProperty('--bl-start', `${start}px`);
    element?.style.setProperty('--bl-depth', String(line.depth));
  }
  return (
    <div
      id={id}
      className={`bl-tree-line ${isCurrent ? 'bl-tree-current' : ''} ${isActive ? 'bl-tree-active' : ''}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={line.depth + 1}
      aria-selected={isCurrent}
      {...(line.kind === 'folder' ? { 'aria-expanded': line.isOpen } : {})}
      data-index={index}
      title={visibleText(line.path)}
      ref={place}
    >
      {file === undefined ? (
        <Icon name={line.isOpen ? 'folder-open' : 'folder'} />
      ) : (
        <ChangeLetter change={file.change} />
      )}
      <bdi className="bl-tree-name">{visibleText(line.name)}</bdi>
      {file !== undefined && <LineCounts added={file.linesAdded ?? 0} removed={file.linesRemoved ?? 0} />}
    </div>
  );
}

/** The tree of files beside one of them: folders open in place, arrow keys go through it. */

import { Icon, visibleText } from '@branchline/issue-panel';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import type { MouseEvent, ReactElement } from 'react';
import { setLength } from '../../components/set-length.ts';
import { useLines } from '../../components/use-lines.ts';
import * as texts from '../../texts.ts';
import { entryIcons } from './entry-list.tsx';
import type { FileRow } from './tree-rows.ts';
import { pressInTree, useFileTree, type FileTreeProps } from './use-file-tree.ts';

const words = texts.browsedFiles.tree;
/** By which each level stands further in, in pixels. */
const indent = 10;

export function FileTree({ id, revision, path }: FileTreeProps): ReactElement {
  const name = useId();
  const scrolled = useRef<HTMLDivElement>(null);
  const tree = useFileTree({ id, revision, path });
  const onOpen = useOpening(id, revision, tree.toggle);
  const [place, setPlace] = useState<number>();
  const { drawn, length, scrollTo } = useLines(tree.rows.length, scrolled);
  const shown = tree.rows.findIndex(({ entry }) => entry.path === path);
  const active = Math.min(place ?? Math.max(0, shown), tree.rows.length - 1);
  useEffect(() => {
    if (shown >= 0) scrollTo(shown);
    // Only when the file that is looked at comes into the tree, not at each drawing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [shown]);
  function goTo(next: number): void {
    setPlace(next);
    scrollTo(next);
  }
  function click(event: MouseEvent): void {
    const at = placeOf(event.target);
    const row = tree.rows[at];
    if (row === undefined) return;
    setPlace(at);
    // Files are links, which the browser follows.
    if (row.entry.kind === 'folder') tree.toggle(row.entry.path);
  }
  return (
    <div
      ref={scrolled}
      className="file-tree"
      role="tree"
      aria-label={words.label}
      tabIndex={0}
      {...(tree.rows.length > 0 ? { 'aria-activedescendant': `${name}-${active}` } : {})}
      onKeyDown={(event) => pressInTree(event, { ...tree, active, onGo: goTo, onOpen })}
      onClick={click}
    >
      <div role="none" className="tree-lines" ref={(element) => setLength(element, '--tree-length', length)}>
        {drawn.map(({ index, start }) => {
          const row = tree.rows[index];
          if (row === undefined) return null;
          const at = { id: `${name}-${index}`, place: index, start, isActive: index === active };
          return (
            <TreeLine
              key={row.entry.path}
              {...at}
              isShown={index === shown}
              row={row}
              repositoryId={id}
              revision={revision}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Folders open in place, files on the page. */
function useOpening(
  id: number,
  revision: string | undefined,
  toggle: (folder: string) => void,
): (row: FileRow) => void {
  const navigate = useNavigate();
  return ({ entry: { kind, path } }) => {
    if (kind === 'folder') toggle(path);
    else if (kind !== 'submodule') {
      void navigate({ to: '/browse/$id', params: { id: String(id) }, search: { revision, path, view: 'code' } });
    }
  };
}

/** The number of the line that was pressed; not a number beside them. */
function placeOf(target: EventTarget): number {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  return Number(line?.dataset['place'] ?? Number.NaN);
}

interface TreeLineProps {
  readonly id: string;
  readonly row: FileRow;
  readonly place: number;
  readonly start: number;
  /** The keyboard is here. */
  readonly isActive: boolean;
  /** It is what is looked at. */
  readonly isShown: boolean;
  readonly repositoryId: number;
  readonly revision: string | undefined;
}

function TreeLine(props: TreeLineProps): ReactElement {
  const { id, row, place, start, isActive, isShown, repositoryId, revision } = props;
  const { entry, level, isOpen, position, siblings } = row;
  const isFolder = entry.kind === 'folder';
  return (
    <div
      id={id}
      ref={(element) => {
        setLength(element, '--tree-start', start);
        setLength(element, '--tree-indent', (level - 1) * indent);
      }}
      role="treeitem"
      tabIndex={-1}
      data-place={place}
      className={`tree-line file-tree-line${isActive ? ' tree-active' : ''}`}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isShown}
      aria-label={visibleText(entry.name)}
      title={visibleText(entry.name)}
      {...(isFolder ? { 'aria-expanded': isOpen } : {})}
    >
      <span className={isOpen ? 'tree-fold tree-fold-open' : 'tree-fold'} aria-hidden>
        {isFolder && <Icon name="chevron" />}
      </span>
      <Icon name={entryIcons[entry.kind]} />
      {isFolder || entry.kind === 'submodule' ? (
        <bdi className="tree-name">{visibleText(entry.name)}</bdi>
      ) : (
        <Link
          to="/browse/$id"
          params={{ id: String(repositoryId) }}
          search={{ revision, path: entry.path, view: 'code' }}
          className="tree-name file-tree-link"
          activeProps={{}}
          tabIndex={-1}
        >
          <bdi>{visibleText(entry.name)}</bdi>
        </Link>
      )}
    </div>
  );
}

/** A tree of owners and their repositories to tick, of which only what fits on the screen is drawn. */

import { useId, useRef } from 'react';
import type { MouseEvent, ReactElement } from 'react';
import * as texts from '../texts.ts';
import { wantsFutureOf, type ChoiceDraft } from './repository-choice-draft.ts';
import { RepositoryTreeRow } from './repository-tree-row.tsx';
import type { LeftOut, TreeRow } from './repository-rows.ts';
import { setLength } from './set-length.ts';
import { useLines } from './use-lines.ts';
import { useTreeKeys } from './use-tree-keys.ts';

export interface RepositoryTreeProps {
  readonly rows: readonly TreeRow[];
  readonly draft: ChoiceDraft;
  readonly leftOut: LeftOut;
  readonly onToggle: (row: TreeRow) => void;
  readonly onOpen: (owner: string, open: boolean) => void;
  readonly onFuture: (owner: string, wanted: boolean) => void;
}

const words = texts.repositoryChoice;

export function RepositoryTree(props: RepositoryTreeProps): ReactElement {
  const { rows, draft, leftOut, onToggle, onOpen, onFuture } = props;
  const id = useId();
  const scrolled = useRef<HTMLDivElement>(null);
  const lines = useLines(rows.length, scrolled);
  const keys = useTreeKeys({
    rows,
    page: lines.onScreen,
    onToggle,
    onOpen,
    onFuture: (owner) => onFuture(owner, !wantsFutureOf(draft, owner)),
    onShow: lines.scrollTo,
  });
  function press(event: MouseEvent): void {
    const pressed = pressedAt(event.target, rows);
    if (pressed === undefined) return;
    keys.goTo(pressed.place);
    pressPart(pressed, props);
  }
  const isDrawn = lines.drawn.some(({ index }) => index === keys.active);
  return (
    <>
      <div
        ref={scrolled}
        className="repository-tree"
        role="tree"
        aria-label={words.title}
        aria-multiselectable
        aria-describedby={`${id}-keys`}
        tabIndex={0}
        {...(isDrawn ? { 'aria-activedescendant': `${id}-${keys.active}` } : {})}
        onKeyDown={keys.onKeyDown}
        onClick={press}
      >
        <div role="none" className="tree-lines" ref={(element) => setLength(element, '--tree-length', lines.length)}>
          {lines.drawn.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const at = { id: `${id}-${index}`, place: index, start, isActive: index === keys.active };
            return <RepositoryTreeRow key={row.key} {...at} row={row} draft={draft} leftOut={leftOut} />;
          })}
        </div>
      </div>
      <p id={`${id}-keys`} className="hint tree-keys">
        {words.keys}
      </p>
    </>
  );
}

interface Pressed {
  readonly place: number;
  readonly row: TreeRow;
  readonly part: string | undefined;
}

/** The lines themselves are no buttons: one of them, or a part of it, was pressed. */
function pressedAt(target: EventTarget, rows: readonly TreeRow[]): Pressed | undefined {
  if (!(target instanceof Element)) return undefined;
  const place = Number(target.closest<HTMLElement>('[data-place]')?.dataset['place'] ?? Number.NaN);
  const row = rows[place];
  return row && { place, row, part: target.closest<HTMLElement>('[data-part]')?.dataset['part'] };
}

function pressPart({ row, part }: Pressed, { draft, onToggle, onOpen, onFuture }: RepositoryTreeProps): void {
  if (row.kind === 'entry' || part === undefined) onToggle(row);
  else if (part === 'fold') onOpen(row.group.owner, !row.isOpen);
  else onFuture(row.group.owner, !wantsFutureOf(draft, row.group.owner));
}

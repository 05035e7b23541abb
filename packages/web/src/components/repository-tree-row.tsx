/** One line of a tree of repositories: an owner with its box, or one of its repositories. */

import { Icon } from '@branchline/issue-panel';
import type { ReactElement, ReactNode } from 'react';
import * as texts from '../texts.ts';
import { isTicked, wantsFutureOf, type ChoiceDraft } from './repository-choice-draft.ts';
import {
  labelOf,
  tickOf,
  type EntryRow,
  type LeftOut,
  type OwnerRow,
  type Tick,
  type TreeRow,
} from './repository-rows.ts';
import { setLength } from './set-length.ts';

export interface RepositoryTreeRowProps {
  readonly id: string;
  readonly row: TreeRow;
  /** Its number among all lines. */
  readonly place: number;
  /** From the top of the tree, in pixels. */
  readonly start: number;
  /** The keyboard is here. */
  readonly isActive: boolean;
  readonly draft: ChoiceDraft;
  readonly leftOut: LeftOut;
}

const words = texts.repositoryChoice;
const checked = { all: true, some: 'mixed', none: false } as const;

export function RepositoryTreeRow(props: RepositoryTreeRowProps): ReactElement {
  const { row } = props;
  return row.kind === 'owner' ? <Owner {...props} row={row} /> : <Entry {...props} row={row} />;
}

function Owner(props: RepositoryTreeRowProps & { readonly row: OwnerRow }): ReactElement {
  const { row, draft, leftOut } = props;
  const { owner, entries } = row.group;
  const { tick, ticked } = tickOf(row.group, draft, leftOut);
  const wantsNew = wantsFutureOf(draft, owner);
  const name = owner === '' ? words.noOwner : owner;
  const count = words.ofOwner(ticked, entries.length);
  return (
    <Line {...props} level={1} tick={tick} name={`${name}, ${count}${wantsNew ? `, ${words.new}` : ''}`}>
      <span className={row.isOpen ? 'tree-fold tree-fold-open' : 'tree-fold'} aria-hidden data-part="fold">
        <Icon name="chevron" />
      </span>
      <Box tick={tick} />
      <span className="tree-name tree-owner" title={name}>
        {name}
      </span>
      <span className="quiet tree-count">{count}</span>
      <span
        className={wantsNew ? 'tree-new tree-new-on' : 'tree-new'}
        aria-hidden
        title={words.newOf(name)}
        data-part="new"
      >
        <Box tick={wantsNew ? 'all' : 'none'} /> {words.new}
      </span>
    </Line>
  );
}

function Entry(props: RepositoryTreeRowProps & { readonly row: EntryRow }): ReactElement {
  const { row, draft, leftOut } = props;
  const { entry } = row;
  const because = leftOut.get(entry.remoteId);
  const tick = isTicked(draft, entry) ? 'all' : 'none';
  const marks = [
    ...(because === undefined ? [] : [words.leftOut[because]]),
    ...(entry.isArchived && because !== 'archived' ? [words.marks.archived] : []),
    ...(entry.isEmpty ? [words.marks.empty] : []),
  ];
  const label = labelOf(row);
  const name = [label, ...marks].join(', ');
  return (
    <Line {...props} level={2} tick={because === undefined ? tick : 'none'} isOut={because !== undefined} name={name}>
      <Box tick={because === undefined ? tick : 'none'} isOut={because !== undefined} />
      <span className="tree-name" title={entry.name}>
        {label}
      </span>
      {marks.length > 0 && <span className="quiet tree-count">{marks.join(', ')}</span>}
    </Line>
  );
}

interface LineProps extends Omit<RepositoryTreeRowProps, 'draft' | 'leftOut'> {
  readonly level: 1 | 2;
  readonly tick: Tick;
  /** As it is read out. */
  readonly name: string;
  readonly isOut?: boolean;
  readonly children: ReactNode;
}

function Line({
  id,
  row,
  place,
  start,
  isActive,
  level,
  tick,
  name,
  isOut = false,
  children,
}: LineProps): ReactElement {
  return (
    <div
      id={id}
      ref={(element) => setLength(element, '--tree-start', start)}
      role="treeitem"
      tabIndex={-1}
      data-place={place}
      className={`tree-line tree-level-${level}${isActive ? ' tree-active' : ''}`}
      aria-label={name}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-checked={checked[tick]}
      {...(row.kind === 'owner' ? { 'aria-expanded': row.isOpen } : {})}
      {...(isOut ? { 'aria-disabled': true } : {})}
    >
      {children}
    </div>
  );
}

/** Drawn, not an input: the line says what it is. */
function Box({ tick, isOut = false }: { readonly tick: Tick; readonly isOut?: boolean }): ReactElement {
  return (
    <span className={`tree-box tree-box-${tick}${isOut ? ' tree-box-out' : ''}`} aria-hidden>
      {tick !== 'none' && <Icon name={tick === 'all' ? 'check' : 'minus'} />}
    </span>
  );
}

/** The lines of a tree of repositories: owners, and below the open ones what they have. */

import type { ListedRepository } from '@branchline/contract';
import { isTicked, type ChoiceDraft, type LeftOutBecause } from './repository-choice-draft.ts';

/** Which entries are shown besides those that match the search. */
export type Shown = '' | 'ticked' | 'unticked' | 'archived' | 'empty' | 'left-out';

export interface OwnerGroup {
  readonly owner: string;
  /** Those that are shown. */
  readonly entries: readonly ListedRepository[];
}

/** An entry's verdict, known for all of them. */
export type LeftOut = ReadonlyMap<string, LeftOutBecause>;

export interface ShownWish {
  readonly search: string;
  readonly shown: Shown;
  readonly draft: ChoiceDraft;
  readonly leftOut: LeftOut;
}

/** In the order of the list, which is by owner and name. */
export function groupsOf(entries: readonly ListedRepository[], wish: ShownWish): readonly OwnerGroup[] {
  const groups = new Map<string, ListedRepository[]>();
  for (const entry of entries) {
    if (!isShown(entry, wish)) continue;
    const group = groups.get(entry.owner);
    if (group === undefined) groups.set(entry.owner, [entry]);
    else group.push(entry);
  }
  return [...groups].map(([owner, found]) => ({ owner, entries: found }));
}

function isShown(entry: ListedRepository, { search, shown, draft, leftOut }: ShownWish): boolean {
  if (search !== '' && !`${entry.owner}/${entry.name}`.toLowerCase().includes(search.toLowerCase())) return false;
  const isTaken = isTicked(draft, entry) && !leftOut.has(entry.remoteId);
  switch (shown) {
    case '':
      return true;
    case 'ticked':
      return isTaken;
    case 'unticked':
      return !isTaken;
    case 'archived':
      return entry.isArchived;
    case 'empty':
      return entry.isEmpty;
    case 'left-out':
      return leftOut.has(entry.remoteId);
  }
}

export interface OwnerRow {
  readonly kind: 'owner';
  readonly key: string;
  readonly group: OwnerGroup;
  readonly isOpen: boolean;
  readonly position: number;
  readonly siblings: number;
}

export interface EntryRow {
  readonly kind: 'entry';
  readonly key: string;
  readonly entry: ListedRepository;
  readonly position: number;
  readonly siblings: number;
  /** The line of its owner. */
  readonly parent: number;
}

export type TreeRow = OwnerRow | EntryRow;

/** One line after the other, as they stand below each other. */
export function rowsOf(groups: readonly OwnerGroup[], isOpen: (owner: string) => boolean): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  for (const [place, group] of groups.entries()) {
    const opened = isOpen(group.owner);
    const parent = rows.length;
    const key = `owner ${group.owner}`;
    rows.push({ kind: 'owner', key, group, isOpen: opened, position: place + 1, siblings: groups.length });
    if (!opened) continue;
    for (const [position, entry] of group.entries.entries()) {
      const siblings = group.entries.length;
      rows.push({ kind: 'entry', key: entry.remoteId, entry, position: position + 1, siblings, parent });
    }
  }
  return rows;
}

/** A box that is ticked, empty or between; `none` also where rules leave everything out. */
export type Tick = 'all' | 'some' | 'none';

export interface OwnerTick {
  readonly tick: Tick;
  readonly ticked: number;
}

/** Of what is shown of an owner. */
export function tickOf({ entries }: OwnerGroup, draft: ChoiceDraft, leftOut: LeftOut): OwnerTick {
  const open = entries.filter(({ remoteId }) => !leftOut.has(remoteId));
  const ticked = open.filter((entry) => isTicked(draft, entry)).length;
  const tick = ticked === 0 ? 'none' : ticked === open.length ? 'all' : 'some';
  return { tick, ticked };
}

/** The next line, beginning after `from` and going round, whose name begins with what was typed. */
export function findByTyping(rows: readonly TreeRow[], typed: string, from: number): number | undefined {
  const wanted = typed.toLowerCase();
  for (let step = 0; step < rows.length; step += 1) {
    const place = (from + step) % rows.length;
    const row = rows[place];
    if (row !== undefined && labelOf(row).toLowerCase().startsWith(wanted)) return place;
  }
  return undefined;
}

/** What a line is called: below its owner, a repository needs only the last part of its name. */
export function labelOf(row: TreeRow): string {
  if (row.kind === 'owner') return row.group.owner;
  const { name, owner } = row.entry;
  return owner !== '' && name.startsWith(`${owner}/`) ? name.slice(owner.length + 1) : name;
}

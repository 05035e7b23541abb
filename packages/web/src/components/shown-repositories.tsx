/** The tree of repositories with what narrows it: a search, a filter, opening and closing all. */

import { useDeferredValue, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { withFutureOf, withTicks, wantsFutureOf, isTicked } from './repository-choice-draft.ts';
import { groupsOf, rowsOf, tickOf, type Shown, type TreeRow } from './repository-rows.ts';
import { RepositoryTree } from './repository-tree.tsx';
import { SearchField } from './search-field.tsx';
import { SelectField } from './select-field.tsx';
import type { EditedChoice } from './use-repository-choice.ts';

/** So many lines are opened from the start. */
const openFromStart = 60;

const words = texts.repositoryChoice;
const shownOptions = Object.entries(words.shown).map(([value, label]) => ({ value: value as Shown, label }));

export function ShownRepositories({ choice }: { readonly choice: EditedChoice }): ReactElement {
  const { entries, draft, leftOut, change } = choice;
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown>('');
  // Owners that are not as the rest is.
  const [otherwise, setOtherwise] = useState<ReadonlySet<string>>(new Set());
  const [opensAll, setOpensAll] = useState<boolean>();
  const narrowed = useDeferredValue(search);
  const groups = useMemo(
    () => groupsOf(entries, { search: narrowed, shown, draft, leftOut }),
    [entries, narrowed, shown, draft, leftOut],
  );
  const isOpenAtFirst = opensAll ?? (entries.length <= openFromStart || narrowed !== '');
  const rows = useMemo(
    () => rowsOf(groups, (owner) => isOpenAtFirst !== otherwise.has(owner)),
    [groups, isOpenAtFirst, otherwise],
  );
  const owners = useMemo(() => [...new Set(entries.map(({ owner }) => owner))], [entries]);
  function open(owner: string, wanted: boolean): void {
    const changed = new Set(otherwise);
    if (wanted === isOpenAtFirst) changed.delete(owner);
    else changed.add(owner);
    setOtherwise(changed);
  }
  function openAll(wanted: boolean): void {
    setOpensAll(wanted);
    setOtherwise(new Set());
  }
  function toggle(row: TreeRow): void {
    if (row.kind === 'owner') {
      const free = row.group.entries.filter(({ remoteId }) => !leftOut.has(remoteId));
      change(withTicks(draft, free, tickOf(row.group, draft, leftOut).tick !== 'all'));
    } else if (!leftOut.has(row.entry.remoteId)) change(withTicks(draft, [row.entry], !isTicked(draft, row.entry)));
  }
  function setFuture(owner: string, wanted: boolean): void {
    if (wanted !== wantsFutureOf(draft, owner)) change(withFutureOf(draft, owner, owners, wanted));
  }
  return (
    <>
      <Narrowing shown={shown} onSearch={setSearch} onShow={setShown} onOpenAll={openAll} />
      {rows.length === 0 ? (
        <p className="quiet">{words.noMatch}</p>
      ) : (
        <RepositoryTree
          rows={rows}
          draft={draft}
          leftOut={leftOut}
          onToggle={toggle}
          onOpen={open}
          onFuture={setFuture}
        />
      )}
    </>
  );
}

interface NarrowingProps {
  readonly shown: Shown;
  readonly onSearch: (search: string) => void;
  readonly onShow: (shown: Shown) => void;
  readonly onOpenAll: (open: boolean) => void;
}

function Narrowing({ shown, onSearch, onShow, onOpenAll }: NarrowingProps): ReactElement {
  return (
    <div className="filters tree-filters">
      <SearchField label={words.search} placeholder={words.placeholder} search="" onSearch={onSearch} />
      <SelectField label={words.show} name="shown" options={shownOptions} value={shown} onChange={onShow} />
      <button type="button" className="bl-button" onClick={() => onOpenAll(true)}>
        {words.expand}
      </button>
      <button type="button" className="bl-button" onClick={() => onOpenAll(false)}>
        {words.collapse}
      </button>
    </div>
  );
}

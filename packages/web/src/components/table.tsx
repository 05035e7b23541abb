/** A table of things: the first column names and opens them, rows can be chosen, columns sorted by the server. */

import type { ReactElement, ReactNode } from 'react';
import * as texts from '../texts.ts';
import { SortButton, type Sorting } from './sort-button.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** How it is set; `wide` takes a line of its own on a phone, `actions` has no visible heading. */
  readonly kind?: 'number' | 'wide' | 'nowrap' | 'actions';
  /** What the server sorts by; left out where it does not. */
  readonly sortBy?: string;
}

/** Which rows are chosen, by their keys. */
export interface Selection<Row> {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
  /** For screen readers. */
  readonly nameOf: (row: Row) => string;
}

export interface TableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The first holds the row's name: a link with the class `row-link` makes the whole row open it. */
  readonly columns: readonly Column<Row>[];
  readonly selection?: Selection<Row>;
  readonly sorting?: Sorting;
}

export function Table<Row>(props: TableProps<Row>): ReactElement {
  const { label, rows, rowKey, columns, selection, sorting } = props;
  return (
    <table className="table" aria-label={label}>
      <thead>
        <tr>
          {selection !== undefined && (
            <td className="choose">
              <AllBox rows={rows} rowKey={rowKey} selection={selection} />
            </td>
          )}
          {columns.map((column) => (
            <Heading key={column.key} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} aria-selected={selection?.selected.has(rowKey(row))}>
            {selection !== undefined && (
              <td className="choose">
                <RowBox row={row} rowKey={rowKey} selection={selection} />
              </td>
            )}
            {columns.map((column, place) => (
              <Cell key={column.key} column={column} row={row} isFirst={place === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
}

function Heading<Row>({ column, sorting }: HeadingProps<Row>): ReactElement {
  const { header, kind, sortBy } = column;
  if (kind === 'actions') {
    return (
      <th scope="col">
        <span className="visually-hidden">{header}</span>
      </th>
    );
  }
  if (sortBy === undefined || sorting === undefined) {
    return (
      <th scope="col" className={kind}>
        {header}
      </th>
    );
  }
  const sorted = sorting.by === sortBy ? (sorting.isDescending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" className={kind} aria-sort={sorted}>
      <SortButton header={header} sortBy={sortBy} sorting={sorting} />
    </th>
  );
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly isFirst: boolean;
}

function Cell<Row>({ column, row, isFirst }: CellProps<Row>): ReactElement {
  const { header, kind, cell } = column;
  if (isFirst) {
    return (
      <th scope="row" className="wide">
        {cell(row)}
      </th>
    );
  }
  return (
    <td className={kind} {...(kind === 'number' || kind === 'nowrap' ? { 'data-label': header } : {})}>
      {cell(row)}
    </td>
  );
}

interface AllBoxProps<Row> {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selection: Selection<Row>;
}

function AllBox<Row>({ rows, rowKey, selection }: AllBoxProps<Row>): ReactElement {
  const { selected, onChange } = selection;
  const chosen = rows.filter((row) => selected.has(rowKey(row))).length;
  const all = rows.length > 0 && chosen === rows.length;
  return (
    <input
      type="checkbox"
      aria-label={texts.shared.selectAll}
      checked={all}
      ref={(box) => {
        if (box !== null) box.indeterminate = chosen > 0 && !all;
      }}
      onChange={() => onChange(new Set(all ? [] : rows.map(rowKey)))}
    />
  );
}

interface RowBoxProps<Row> {
  readonly row: Row;
  readonly rowKey: (row: Row) => string;
  readonly selection: Selection<Row>;
}

function RowBox<Row>({ row, rowKey, selection }: RowBoxProps<Row>): ReactElement {
  const { selected, onChange, nameOf } = selection;
  const key = rowKey(row);
  function toggle(): void {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  }
  return (
    <input
      type="checkbox"
      aria-label={texts.shared.select(nameOf(row))}
      checked={selected.has(key)}
      onChange={toggle}
    />
  );
}

/** The heading of a column by which the server sorts: pressing it sorts, pressing again turns the order round. */

import type { ReactElement } from 'react';

/** How a table is sorted now, and how to change that. */
export interface Sorting {
  readonly by: string;
  readonly isDescending: boolean;
  readonly onSort: (by: string, isDescending: boolean) => void;
}

export interface SortButtonProps {
  readonly header: string;
  readonly sortBy: string;
  readonly sorting: Sorting;
}

export function SortButton({ header, sortBy, sorting }: SortButtonProps): ReactElement {
  const isSorted = sorting.by === sortBy;
  return (
    <button
      type="button"
      className="sort-button"
      onClick={() => sorting.onSort(sortBy, isSorted && !sorting.isDescending)}
    >
      {header}
      <span aria-hidden="true">{isSorted ? (sorting.isDescending ? '↓' : '↑') : ''}</span>
    </button>
  );
}

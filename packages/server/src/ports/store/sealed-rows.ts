/** The port to sealed secrets as rows, whatever they are for: only rotation looks at them this way. */

import type { SealedSecret } from '../secret-box.ts';

/** A column that holds sealed secrets, and the columns by which its rows are told apart and places are named. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** Together unique in the table. */
  readonly key: readonly string[];
  /** Other columns that the place is named by. */
  readonly besides?: readonly string[];
}

/** What a row is told by: ids and names, as they are in the database. */
export type SealedRowKey = Readonly<Record<string, string | number>>;

/** One sealed secret. */
export interface SealedRow {
  /** The columns of `key` and `besides`. */
  readonly row: SealedRowKey;
  readonly sealed: SealedSecret;
}

/** Sealed secrets of one key of the ring. */
export interface SealedCount {
  readonly table: string;
  readonly column: string;
  readonly keyId: string;
  readonly count: number;
}

/** Sealed secrets, wherever they are. */
export interface SealedRowTable {
  /** Every column of the schema whose name begins with `sealed_`, as `table.column`, in order. */
  columns(): Promise<readonly string[]>;
  /** How many secrets are sealed with which key; what is not there is not counted. */
  count(columns: readonly SealedColumn[]): Promise<readonly SealedCount[]>;
  /** Rows sealed with another key than this, in order of the row's key, from behind `after`. */
  notUnder(
    column: SealedColumn,
    keyId: string,
    after: SealedRowKey | undefined,
    limit: number,
  ): Promise<readonly SealedRow[]>;
  /** Only while `before` is what is kept. False: somebody was faster, and nothing was written. */
  replace(column: SealedColumn, row: SealedRowKey, before: SealedSecret, after: SealedSecret): Promise<boolean>;
}

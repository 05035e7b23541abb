/** Seals every secret anew with the newest key of the ring, row by row, while everything goes on. */

import type { Log } from '../../ports/log.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import type { SealedColumn, SealedRow, SealedRowKey } from '../../ports/store/sealed-rows.ts';

/** A column of sealed secrets, and where each of its rows is sealed to. */
export interface SealedPlace extends SealedColumn {
  readonly placeOf: (row: SealedRowKey) => string;
}

export interface RotateKeyDeps {
  readonly store: Pick<Store, 'sealedRows'>;
  readonly secretBox: SecretBox;
  readonly log: Log;
  /** Every column of the schema that holds sealed secrets. */
  readonly sealedPlaces: readonly SealedPlace[];
}

/** A secret that could not be opened, and stays as it is. */
export interface StuckSecret {
  readonly place: string;
  /** The key it is sealed with. */
  readonly keyId: string;
  /** A whole sentence. */
  readonly because: string;
}

/** How far a rotation has come. */
export interface RotationProgress {
  readonly done: number;
  /** Of those there were at the beginning. */
  readonly total: number;
}

/** How a rotation ended. */
export interface RotationReport {
  readonly resealed: number;
  readonly stuck: readonly StuckSecret[];
  /** Ids of keys that seal something still, the newest left out. */
  readonly stillNeeded: readonly string[];
}

/** How many secrets are sealed with which key. */
export type SealedByKey = ReadonlyMap<string, number>;

/** Rows that are read at once; each is written by itself. */
const batchSize = 200;
/** Processes that have the old key only may seal while we walk; what they left is found by walking again. */
const mostWalks = 5;

/** Counts them all. */
export async function sealedByKey({
  store,
  sealedPlaces,
}: Pick<RotateKeyDeps, 'store' | 'sealedPlaces'>): Promise<SealedByKey> {
  const sums = new Map<string, number>();
  for (const { keyId, count } of await store.sealedRows.count(sealedPlaces)) {
    sums.set(keyId, (sums.get(keyId) ?? 0) + count);
  }
  return sums;
}

/** Those that are not sealed with the newest key. */
function countOld(byKey: SealedByKey, newest: string): number {
  return [...byKey].reduce((sum, [keyId, count]) => (keyId === newest ? sum : sum + count), 0);
}

/** May be broken off and begun again at any moment: what is done is not done again. */
export async function rotateKey(
  deps: RotateKeyDeps,
  onProgress: (progress: RotationProgress) => void = () => undefined,
): Promise<RotationReport> {
  const newest = deps.secretBox.keyIds()[0] ?? '';
  const total = countOld(await sealedByKey(deps), newest);
  let resealed = 0;
  let stuck: readonly StuckSecret[] = [];
  for (let walk = 1; walk <= mostWalks; walk += 1) {
    const found: StuckSecret[] = [];
    for (const column of deps.sealedPlaces) {
      resealed += await walkColumn(deps, newest, column, found, (done) => onProgress({ done: resealed + done, total }));
    }
    stuck = found;
    if (countOld(await sealedByKey(deps), newest) === stuck.length) break;
  }
  const stillNeeded = [...(await sealedByKey(deps)).keys()].filter((keyId) => keyId !== newest);
  deps.log.info('secrets were sealed anew', { key: newest, resealed, stuck: stuck.length });
  return { resealed, stuck, stillNeeded };
}

async function walkColumn(
  { store, secretBox }: RotateKeyDeps,
  newest: string,
  column: SealedPlace,
  stuck: StuckSecret[],
  onDone: (done: number) => void,
): Promise<number> {
  let done = 0;
  let after: SealedRowKey | undefined;
  for (;;) {
    const rows = await store.sealedRows.notUnder(column, newest, after, batchSize);
    for (const row of rows) {
      const opened = resealed(secretBox, column.placeOf(row.row), row);
      if ('because' in opened) stuck.push(opened);
      else if (await store.sealedRows.replace(column, row.row, row.sealed, opened.sealed)) done += 1;
    }
    onDone(done);
    after = rows.at(-1)?.row;
    if (after === undefined || rows.length < batchSize) return done;
  }
}

function resealed(box: SecretBox, place: string, { sealed }: SealedRow): Pick<SealedRow, 'sealed'> | StuckSecret {
  try {
    return { sealed: box.reseal(sealed, place) };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { place, keyId: sealed.split('.')[1] ?? '', because };
  }
}

/** Compares the refs that were indexed with the refs that are there now. Pure. */

import { isNotesRef, type CommitHash, type RefHead } from '@branchline/domain';

export interface RefChanges {
  /** New and moved refs. */
  readonly set: readonly RefHead[];
  /** Full names of refs that are no longer there. */
  readonly gone: readonly string[];
  /** Where reading new history starts: the tips of new and moved refs. */
  readonly from: readonly CommitHash[];
  /** Where it ends: all tips that were indexed. */
  readonly not: readonly CommitHash[];
  /** Tips that some ref has left; what only they reach is lost. */
  readonly left: readonly CommitHash[];
  /** All tips there are now. */
  readonly tips: readonly CommitHash[];
  /** Notes refs that changed: the state before and after. */
  readonly notes: readonly { readonly before: CommitHash | undefined; readonly after: CommitHash | undefined }[];
}

function tipsOf(heads: readonly RefHead[]): ReadonlySet<CommitHash> {
  return new Set(heads.filter(({ ref }) => !isNotesRef(ref)).map(({ hash }) => hash));
}

/** `before` are the refs indexed last, `now` those of the mirror. Notes have a history of their own that is not read. */
export function compareHeads(before: readonly RefHead[], now: readonly RefHead[]): RefChanges {
  const hashBefore = new Map(before.map(({ ref, hash }) => [ref, hash]));
  const hashNow = new Map(now.map(({ ref, hash }) => [ref, hash]));
  const set = now.filter(({ ref, hash }) => hashBefore.get(ref) !== hash);
  const gone = before.filter(({ ref }) => !hashNow.has(ref)).map(({ ref }) => ref);
  const tips = tipsOf(now);
  const left = before.filter(({ ref, hash }) => hashNow.get(ref) !== hash && !isNotesRef(ref) && !tips.has(hash));
  const touched = [...set.map(({ ref }) => ref), ...gone];
  return {
    set,
    gone,
    from: [...tipsOf(set)],
    not: [...tipsOf(before)],
    left: [...new Set(left.map(({ hash }) => hash))],
    tips: [...tips],
    notes: touched.filter(isNotesRef).map((ref) => ({ before: hashBefore.get(ref), after: hashNow.get(ref) })),
  };
}

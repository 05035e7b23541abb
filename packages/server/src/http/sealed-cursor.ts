/** Keeps cursors from telling: one may name what stands at the end of a page, which the one who asks may not see. */

import { mayAdminister, nameOfPrincipal, Secret } from '@branchline/domain';
import type { Caller } from '../ports/caller.ts';
import type { SealedSecret, SecretBox } from '../ports/secret-box.ts';

/** For one list and one person; administrators see everything, and theirs stay readable. */
export interface CursorSeal {
  /** Undefined for none, and for one that is somebody else's or no cursor of ours: the list begins at its beginning. */
  readonly open: (cursor: string | undefined) => string | undefined;
  readonly seal: (cursor: string | undefined) => string | null;
}

/** @param list what is listed: a cursor of one list is none of another */
export function cursorSeal(box: SecretBox, { principal }: Caller, list: string): CursorSeal {
  const place = `${list}/${nameOfPrincipal(principal)}`;
  if (mayAdminister(principal)) return { open: (cursor) => cursor, seal: (cursor) => cursor ?? null };
  return {
    open(cursor) {
      if (cursor === undefined) return undefined;
      try {
        return box.open(cursor as SealedSecret, place).reveal();
      } catch {
        return undefined;
      }
    },
    seal: (cursor) => (cursor === undefined ? null : box.seal(new Secret(cursor), place)),
  };
}

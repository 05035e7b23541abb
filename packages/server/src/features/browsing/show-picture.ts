/** Shows the picture that a file is, known by its bytes: a name may say anything. */

import type { Caller } from '../../ports/caller.ts';
import {
  atRevision,
  readFileLimit,
  type AtCommit,
  type BrowsingDeps,
  type Missing,
  type PlaceAsked,
} from './browse-repository.ts';
import { pictureTypeOf, type PictureType } from './picture-type.ts';

/** Bytes of a picture that is shown. */
export const pictureLimit = readFileLimit;

/** A picture as the repository has it. */
export interface Picture {
  readonly type: PictureType;
  readonly bytes: Uint8Array;
}

/** A file that is no picture, or too large a one, is missing. */
export async function showPicture(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly path: string },
): Promise<AtCommit<Picture> | Missing> {
  return atRevision(deps, caller, asked, async (repository, commit): Promise<Picture | undefined> => {
    const file = await deps.browser.file(repository, commit, asked.path, pictureLimit, asked.stopping);
    const type = file?.bytes && pictureTypeOf(file.bytes);
    return type === undefined || file?.bytes === undefined ? undefined : { type, bytes: file.bytes };
  });
}

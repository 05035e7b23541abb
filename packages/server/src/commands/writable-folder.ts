/** The folder an installation keeps everything in, made and tried before anything else happens. */

import { access, constants, mkdir } from 'node:fs/promises';

/** Makes the folder when it is missing. @throws Error in words, with the remedy, when it cannot be written */
export async function makeWritableFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  await access(folder, constants.W_OK).catch(() => {
    throw new Error(`${folder} cannot be written. Give this account the folder, or set BRANCHLINE_DATA.`);
  });
}

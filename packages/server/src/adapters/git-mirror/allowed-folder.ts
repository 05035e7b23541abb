/** Decides which folders of this machine git may read as a repository. */

import { realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { Failure } from '@branchline/domain';

/**
 * The real path of a folder, links resolved.
 * @throws Failure `rejected` outside the allowed folders, `not-found` when there is no such folder inside them
 */
export async function resolveAllowedFolder(path: string, allowedFolders: readonly string[]): Promise<string> {
  const allowed = await Promise.all(allowedFolders.map(async (folder) => realPathOf(folder)));
  const plain = resolve(path);
  const real = await realPathOf(plain);
  const refused = new Failure(
    'rejected',
    'git',
    `The folder "${path}" is not inside a folder from which repositories may be read. The operator can add one.`,
  );
  // Before looking whether it exists: from outside nobody may learn what this machine has.
  const roots = [...allowedFolders.map((folder) => resolve(folder)), ...allowed];
  if (!roots.some((root) => isInside(plain, root) || isInside(real, root))) throw refused;
  const isFolder = await stat(real).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Failure('not-found', 'git', `There is no folder "${path}".`);
  if (!allowed.some((root) => isInside(real, root))) throw refused;
  return real;
}

async function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function isInside(path: string, folder: string): boolean {
  const prefix = folder.endsWith(sep) ? folder : folder + sep;
  return path === folder || path.startsWith(prefix);
}

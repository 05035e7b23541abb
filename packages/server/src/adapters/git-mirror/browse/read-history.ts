/** Reads which commits changed a file, following it through renames. */

import type { CommitHash, FileRevision } from '@branchline/domain';
import type { Cut } from '../../../ports/git-browser.ts';
import { decoded, wordsOf } from '../lines-of.ts';
import type { MirrorReading } from '../read-refs.ts';

/** See `GitBrowser.history`. */
export async function readHistory(
  { git, call }: MirrorReading,
  commit: CommitHash,
  path: string,
  page: { readonly skip: number; readonly limit: number },
): Promise<Cut<FileRevision>> {
  const log = ['log', '--follow', '--format=tformat:%x01%H', '--name-only', '-z', `-n${page.skip + page.limit + 1}`];
  const revisions: FileRevision[] = [];
  let hash: CommitHash | undefined;
  const environment = { GIT_LITERAL_PATHSPECS: '1' };
  const output = git.stream({ ...call, environment, arguments: [...log, commit, '--', path] });
  for await (const words of wordsOf(output)) {
    for (const word of words) {
      if (word.startsWith('\x01')) hash = word.slice(1) as CommitHash;
      // After the hash comes a line break before the first path.
      else if (hash !== undefined) {
        revisions.push({ commit: hash, path: decoded(word.replace(/^\n/u, '')) });
        hash = undefined;
      }
    }
  }
  // Git follows renames from the newest commit on, so what is skipped has to be walked all the same.
  const rest = revisions.slice(page.skip);
  return { found: rest.slice(0, page.limit), isCut: rest.length > page.limit };
}

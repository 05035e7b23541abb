/** Looks for text in the files of a commit, in their paths, and in messages. */

import { matchedLineLimit, type CodeMatch, type CommitHash } from '@branchline/domain';
import type { CodeSearch, Cut } from '../../../ports/git-browser.ts';
import { decoded, linesOf, wordsOf } from '../lines-of.ts';
import type { MirrorReading } from '../read-refs.ts';

/** See `GitBrowser.searchCode`. */
export async function searchCode(
  { git, call }: MirrorReading,
  commit: CommitHash,
  { text, ignoresCase, folder, limit }: CodeSearch,
): Promise<Cut<CodeMatch>> {
  const how = ['-n', '-z', '-I', '-F', '--full-name', '--no-color', ...(ignoresCase ? ['-i'] : [])];
  const words = ['grep', ...how, '-e', oneLine(text), commit, ...(folder === '' ? [] : ['--', folder])];
  const found: CodeMatch[] = [];
  const environment = { GIT_LITERAL_PATHSPECS: '1' };
  for await (const block of linesOf(git.stream({ ...call, environment, arguments: words, mayFindNothing: true }))) {
    for (const line of block) {
      const match = matchFrom(line, commit.length + 1);
      if (match !== undefined) found.push(match);
    }
    if (found.length > limit) break;
  }
  return { found: found.slice(0, limit), isCut: found.length > limit };
}

/** Git takes several lines for several texts. */
function oneLine(text: string): string {
  return text.split(/[\r\n]/u, 1)[0] ?? '';
}

/** @param prefix characters of the commit and its colon before each path */
function matchFrom(line: string, prefix: number): CodeMatch | undefined {
  const [name = '', number = '', ...rest] = line.split('\0');
  if (!/^\d+$/u.test(number)) return undefined;
  const text = decoded(rest.join('\0')).slice(0, matchedLineLimit);
  return { path: decoded(name.slice(prefix)), line: Number(number), text };
}

/** See `GitBrowser.searchPaths`. */
export async function searchPaths(
  { git, call }: MirrorReading,
  commit: CommitHash,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<Cut<string>> {
  const wanted = text.toLowerCase();
  const found: string[] = [];
  const list = ['ls-tree', '-r', '-z', '--name-only', commit];
  for await (const words of wordsOf(git.stream({ ...call, arguments: list }))) {
    found.push(...words.map(decoded).filter((path) => path.toLowerCase().includes(wanted)));
    if (found.length > limit) break;
  }
  return { found: found.slice(0, limit), isCut: found.length > limit };
}

/** See `GitBrowser.searchMessages`. */
export async function searchMessages(
  { git, call }: MirrorReading,
  { text, from, limit }: { readonly text: string; readonly from?: CommitHash | undefined; readonly limit: number },
): Promise<Cut<CommitHash>> {
  // Refs that a service keeps for its pull requests are not history yet.
  const start = from === undefined ? ['--branches', '--tags', '--remotes'] : [from];
  const how = ['-F', '-i', `--grep=${oneLine(text)}`, '--format=%H', `-n${limit + 1}`];
  const words = ['log', '--ignore-missing', ...how, ...start, '--'];
  const found: CommitHash[] = [];
  for await (const block of linesOf(git.stream({ ...call, arguments: words }))) found.push(...(block as CommitHash[]));
  return { found: found.slice(0, limit), isCut: found.length > limit };
}

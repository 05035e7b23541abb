/** The mirror as people browse it: every question one or a few short runs of git. */

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommitHash, Comparison, Repository } from '@branchline/domain';
import type { GitBrowser } from '../../../ports/git-browser.ts';
import { branchesContaining } from './branches-containing.ts';
import type { MirrorContext } from '../mirror-context.ts';
import type { MirrorReading } from '../read-refs.ts';
import { resolveRevision } from './find-object.ts';
import { readBlame } from './read-blame.ts';
import { readContaining } from './read-containing.ts';
import { readFile, readFolder } from './read-content.ts';
import { readChanges, readDiff } from './read-diff.ts';
import { readHistory } from './read-history.ts';
import { searchCode, searchMessages, searchPaths } from './search-text.ts';
import { listBranchHeads, placeOfCommit, walkHistory } from './walk-history.ts';
import { tryMerge } from './try-merge.ts';

/** Milliseconds for one run of git while a person waits. */
const patience = 30_000;

export function mirrorBrowser(context: MirrorContext): GitBrowser {
  const open = (doing: string, repository: Repository, stopping?: AbortSignal): MirrorReading => ({
    git: context.git,
    call: {
      doing: `${doing} ${repository.name}`,
      mirror: context.mirrorOf(repository.id),
      timeLimit: patience,
      stopping,
    },
  });
  return {
    isThere: (repository) => isThere(context.mirrorOf(repository.id)),
    resolve: (repository, revision, stopping) =>
      resolveRevision(open('Looking for a revision of', repository, stopping), revision),
    folder: (repository, commit, path, stopping) =>
      readFolder(open('Reading a folder of', repository, stopping), commit, path),
    file: (repository, commit, path, limit, stopping) =>
      readFile(open('Reading a file of', repository, stopping), commit, path, limit),
    blame: (repository, commit, path, lines, stopping) =>
      readBlame(open('Reading who wrote a file of', repository, stopping), commit, path, lines),
    history: (repository, commit, path, page, stopping) =>
      readHistory(open("Reading a file's history in", repository, stopping), commit, path, page),
    changes: (repository, range, { limit }, stopping) =>
      readChanges(open('Reading what changed in', repository, stopping), range, limit),
    diff: (repository, range, file, options, stopping) =>
      readDiff(open('Reading changed lines of', repository, stopping), range, file, options),
    containing: (repository, commit, limit, stopping) =>
      readContaining(open('Looking where a commit is contained in', repository, stopping), commit, limit),
    compare: (repository, before, after, stopping) =>
      compare(open('Comparing commits of', repository, stopping), before, after),
    searchCode: (repository, commit, search, stopping) =>
      searchCode(open('Searching the files of', repository, stopping), commit, search),
    searchPaths: (repository, commit, search, stopping) =>
      searchPaths(open('Searching the paths of', repository, stopping), commit, search),
    searchMessages: (repository, search, stopping) =>
      searchMessages(open('Searching the messages of', repository, stopping), search),
    tryMerge: (repository, source, target, stopping) =>
      tryMerge(open('Trying a merge in', repository, stopping), source, target),
    walk: (repository, start, skip, stopping) =>
      walkHistory(open('Reading the commits of', repository, stopping), start, skip),
    placeOf: (repository, start, commit, stopping) =>
      placeOfCommit(open('Reading the commits of', repository, stopping), start, commit),
    branchesContaining: (repository, branches, commits, stopping) =>
      branchesContaining(open('Comparing the branches of', repository, stopping), branches, commits),
    branchList: (repository, stopping) => listBranchHeads(open('Listing the branches of', repository, stopping)),
  };
}

/** A copy that is being made stands elsewhere until it is whole. */
async function isThere(mirror: string): Promise<boolean> {
  return access(join(mirror, 'HEAD')).then(
    () => true,
    () => false,
  );
}

async function compare({ git, call }: MirrorReading, before: CommitHash, after: CommitHash): Promise<Comparison> {
  const range = `${before}...${after}`;
  const [counts, found] = await Promise.all([
    git.output({ ...call, arguments: ['rev-list', '--left-right', '--count', range, '--'] }),
    git.output({ ...call, arguments: ['merge-base', before, after], mayFindNothing: true }),
  ]);
  const [behind = 0, ahead = 0] = counts.toString('latin1').trim().split(/\s+/u).map(Number);
  const base = found.toString('latin1').trim();
  return { mergeBase: base === '' ? undefined : (base as CommitHash), ahead, behind };
}

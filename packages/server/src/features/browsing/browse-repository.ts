/** Shows people what a repository holds: folders, files, who wrote which line, of repositories they may look into. */

import type {
  BlameStretch,
  Commit,
  CommitHash,
  FileContent,
  FileRevision,
  FolderEntry,
  RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitBrowser, LineRange } from '../../ports/git-browser.ts';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface BrowsingDeps {
  /**
   * The repository for somebody who may look into all of it; undefined for anybody else. That asks for more than a
   * repository in sight: whoever sees no issue of its projects must not read its files. @throws Failure when nobody
   * could tell
   */
  readonly openToBrowse: (caller: Caller, id: RepositoryId) => Promise<RepositoryStanding | undefined>;
  readonly browser: GitBrowser;
  readonly mirror: Pick<GitMirror, 'commitsByHash'>;
}

/** Where somebody looks. */
export interface PlaceAsked {
  readonly repositoryId: RepositoryId;
  /** A branch, a tag or a hash; undefined: the default branch. */
  readonly revision: string | undefined;
  /** Ends reading when the person has gone. */
  readonly stopping?: AbortSignal | undefined;
}

/**
 * What is missing: the repository for these eyes, our copy of it, the revision in it, or what was asked for at that
 * revision.
 */
export type Missing =
  | { readonly missing: 'repository' }
  | { readonly missing: 'path' }
  | { readonly missing: 'copy'; readonly repository: RepositoryStanding }
  | { readonly missing: 'revision'; readonly revision: string };

/** Something at one commit. */
export interface AtCommit<Shown> {
  readonly repository: RepositoryStanding;
  readonly commit: CommitHash;
  readonly shown: Shown;
}

/** Bytes of a file of text that are shown; a larger one is for git itself. */
export const shownFileLimit = 2 * 1024 * 1024;
/** Bytes of a file that are read, to know a picture from the rest. */
export const readFileLimit = 5 * 1024 * 1024;
/** Lines of which the authors are shown at once. */
export const blamedLinesLimit = 5000;
/** Entries of a page of a file's history. */
export const historyPageSize = 50;

/** Everything begins so. @throws Failure when nobody could tell whether they may, and whatever git says */
export async function atRevision<Shown>(
  { openToBrowse, browser }: BrowsingDeps,
  caller: Caller,
  { repositoryId, revision, stopping }: PlaceAsked,
  show: (repository: RepositoryStanding, commit: CommitHash) => Promise<Shown | undefined>,
): Promise<AtCommit<Shown> | Missing> {
  const repository = await openToBrowse(caller, repositoryId);
  if (repository === undefined) return { missing: 'repository' };
  if (!(await browser.isThere(repository))) return { missing: 'copy', repository };
  const wanted = revision ?? repository.defaultBranch ?? 'HEAD';
  const commit = await browser.resolve(repository, wanted, stopping);
  if (commit === undefined) return { missing: 'revision', revision: wanted };
  const shown = await show(repository, commit);
  return shown === undefined ? { missing: 'path' } : { repository, commit, shown };
}

/** A folder with the latest commit at that revision. */
export interface Folder {
  readonly entries: readonly FolderEntry[];
  /** One, unless the copy has lost it. */
  readonly latest: readonly Commit[];
}

/** Folders first, then files, each in the order of their names. */
export async function showFolder(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly path: string },
): Promise<AtCommit<Folder> | Missing> {
  return atRevision(deps, caller, asked, async (repository, commit) => {
    const entries = await deps.browser.folder(repository, commit, asked.path, asked.stopping);
    if (entries === undefined) return undefined;
    const latest = await deps.mirror.commitsByHash(repository, [commit]);
    return { entries: entries.toSorted((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder')), latest };
  });
}

/** Beyond `readFileLimit` bytes without its content. */
export async function showFile(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly path: string },
): Promise<AtCommit<FileContent> | Missing> {
  return atRevision(deps, caller, asked, (repository, commit) =>
    deps.browser.file(repository, commit, asked.path, readFileLimit, asked.stopping),
  );
}

/** The stretches of some lines, and the commits they came with. */
export interface Blame {
  readonly stretches: readonly BlameStretch[];
  /** Each once. */
  readonly commits: readonly Commit[];
}

/** At most `blamedLinesLimit` lines from the first on. */
export async function showBlame(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly path: string; readonly lines: LineRange },
): Promise<AtCommit<Blame> | Missing> {
  const { first, last } = asked.lines;
  const lines = { first, last: Math.min(last, first + blamedLinesLimit - 1) };
  return atRevision(deps, caller, asked, async (repository, commit) => {
    const stretches = await deps.browser.blame(repository, commit, asked.path, lines, asked.stopping);
    if (stretches === undefined) return undefined;
    const hashes = [...new Set(stretches.map((stretch) => stretch.commit))];
    return { stretches, commits: await deps.mirror.commitsByHash(repository, hashes) };
  });
}

/** A page of what happened to a file. */
export interface FileHistory {
  readonly revisions: readonly (FileRevision & { readonly details: Commit })[];
  readonly isCut: boolean;
}

/** Through renames, newest first. @param asked `skip` revisions were shown before */
export async function showHistory(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly path: string; readonly skip: number },
): Promise<AtCommit<FileHistory> | Missing> {
  return atRevision(deps, caller, asked, async (repository, commit) => {
    const page = { skip: asked.skip, limit: historyPageSize };
    const { found, isCut } = await deps.browser.history(repository, commit, asked.path, page, asked.stopping);
    const details = await commitsNamed(
      deps,
      repository,
      found.map((each) => each.commit),
    );
    return { revisions: found.flatMap((each) => withDetails(each, details.get(each.commit))), isCut };
  });
}

/** By their hashes; what the copy does not have is missing. */
export async function commitsNamed(
  { mirror }: BrowsingDeps,
  repository: RepositoryStanding,
  hashes: readonly CommitHash[],
): Promise<ReadonlyMap<CommitHash, Commit>> {
  const commits = await mirror.commitsByHash(repository, hashes);
  return new Map(commits.map((commit) => [commit.hash, commit]));
}

function withDetails(revision: FileRevision, details: Commit | undefined): FileHistory['revisions'] {
  return details === undefined ? [] : [{ ...revision, details }];
}

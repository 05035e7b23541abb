/** Looking into repositories at the door: folders, files, who wrote what, what changed, where a text is. */

import type { ShownCommit, ShownRepository } from '@branchline/contract';
import type { Commit, CommitHash, RepositoryId } from '@branchline/domain';
import {
  showBlame,
  showFile,
  showFolder,
  showHistory,
  type AtCommit,
  type BrowsingDeps,
  type Missing,
} from '../../features/browsing/browse-repository.ts';
import { listRepositories } from '../../features/browsing/list-repositories.ts';
import { openRepository, placeOf, type RepositoryPlace } from '../../features/browsing/open-repository.ts';
import { searchInCode, searchInMessages, searchInPaths } from '../../features/browsing/search-repository.ts';
import { showChanges, showCommit, showDiff } from '../../features/browsing/show-changes.ts';
import { pictureLimit, showPicture } from '../../features/browsing/show-picture.ts';
import { commitsToShow } from '../../features/browsing/shown-commits.ts';
import type { Caller } from '../../ports/caller.ts';
import type { GitBrowser } from '../../ports/git-browser.ts';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Store } from '../../ports/store.ts';
import { noPicture, noSuchRepository, nothingThere, problemOfMissing } from '../browsing-problems.ts';
import { givenUp } from '../given-up.ts';
import type { Handlers } from '../mount-routes.ts';
import { byHash, presentChanges, presentEntry, presentFile, presentStretch } from '../present/browsing.ts';
import {
  presentFileChange,
  presentFileDiff,
  presentShownCommit,
  presentShownRepository,
} from '../present/git-shapes.ts';
import { moment } from '../present/repository.ts';

export interface BrowsingHandlersDeps {
  readonly store: Store;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  readonly mirror: Pick<GitMirror, 'commitsByHash'>;
  readonly browser: GitBrowser;
}

type Content =
  | 'listBrowsedRepositories'
  | 'showBrowsedRepository'
  | 'showFolder'
  | 'showFile'
  | 'showImage'
  | 'showBlame'
  | 'showFileHistory';
type RepositoryNames = 'listBrowsedRepositories' | 'showBrowsedRepository';
type Differences = 'showCommit' | 'showChanges' | 'showFileDiff' | 'searchCode' | 'searchPaths' | 'searchMessages';

/** What every handler here works with. */
interface Doors {
  readonly deps: BrowsingDeps & BrowsingHandlersDeps & { readonly issueGate: IssueGate };
  /** @throws ProblemError for what is missing. @param what is missing where the path is: `file` */
  readonly found: <Shown>(found: AtCommit<Shown> | Missing, what: string) => Promise<Found<Shown>>;
  readonly shown: (caller: Caller, place: RepositoryPlace, commits: readonly Commit[]) => Promise<ShownCommit[]>;
}

interface Found<Shown> {
  readonly place: RepositoryPlace;
  /** How each of these answers begins. */
  readonly head: { readonly repository: ShownRepository; readonly commit: CommitHash };
  readonly shown: Shown;
}

/** @param issueGate the process's one gate, which remembers what Jira said */
export function browsingHandlers(
  given: BrowsingHandlersDeps,
  issueGate: IssueGate,
): Pick<Handlers, Content | Differences> {
  const deps = {
    ...given,
    issueGate,
    openToBrowse: (caller: Caller, id: RepositoryId) => openRepository({ ...given, issueGate }, caller, id),
  };
  const doors: Doors = {
    deps,
    async found(found, what) {
      if ('missing' in found) throw await problemOfMissing(deps, found, what);
      const place = await placeOf(deps, found.repository);
      const head = { repository: presentShownRepository(place), commit: found.commit };
      return { place, head, shown: found.shown };
    },
    async shown(caller, place, commits) {
      const shown = await commitsToShow(deps, caller, place.repository.id, commits);
      return shown.map((commit) => presentShownCommit(commit, place));
    },
  };
  return {
    ...repositoryHandlers(doors),
    ...contentHandlers(doors),
    ...differenceHandlers(doors),
    ...searchHandlers(doors),
  };
}

function repositoryHandlers({ deps }: Doors): Pick<Handlers, RepositoryNames> {
  return {
    async listBrowsedRepositories({ caller, query: { search, cursor, limit } }) {
      const number = Number(cursor);
      const after = Number.isSafeInteger(number) && number > 0 ? (number as RepositoryId) : undefined;
      const wanted = { search: search === '' ? undefined : search, after, limit };
      const { places, next, withheld } = await listRepositories(deps, caller, wanted);
      return {
        repositories: places.map((place) => ({
          ...presentShownRepository(place),
          changedAt: moment(place.repository.changedAt),
        })),
        next: next === undefined ? null : String(next),
        withheld: [...withheld],
      };
    },
    async showBrowsedRepository({ caller, params }) {
      const repository = await deps.openToBrowse(caller, params.id);
      if (repository === undefined) throw noSuchRepository();
      const { branches: branchCount, tags: tagCount } = await deps.store.repositories.refCounts(params.id);
      const shown = presentShownRepository(await placeOf(deps, repository));
      return { ...shown, branchCount, tagCount, commitCount: repository.commitCount };
    },
  };
}

function contentHandlers({ deps, found, shown }: Doors): Pick<Handlers, Exclude<Content, RepositoryNames>> {
  return {
    async showFolder({ caller, params, query: { revision, path }, reply }) {
      const asked = { repositoryId: params.id, revision, path, stopping: givenUp(reply) };
      const { head, place, shown: folder } = await found(await showFolder(deps, caller, asked), 'folder');
      const [latest] = await shown(caller, place, folder.latest);
      if (latest === undefined) throw nothingThere('folder');
      return { ...head, path, entries: folder.entries.map(presentEntry), latest };
    },
    async showFile({ caller, params, query: { revision, path }, reply }) {
      const asked = { repositoryId: params.id, revision, path, stopping: givenUp(reply) };
      const { head, place, shown: file } = await found(await showFile(deps, caller, asked), 'file');
      return { ...head, ...presentFile(file, { ...place, commit: head.commit }) };
    },
    async showImage({ caller, params, query: { revision, path }, reply }) {
      const asked = { repositoryId: params.id, revision, path, stopping: givenUp(reply) };
      const answer = await showPicture(deps, caller, asked);
      if ('missing' in answer && answer.missing === 'path') throw noPicture(pictureLimit / 1024 / 1024);
      const { type, bytes } = (await found(answer, 'picture')).shown;
      // A drawing may hold script: nothing of it runs or is loaded, even where somebody opens it by itself.
      reply.type(type).header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
      reply.header('content-disposition', 'inline');
      return bytes as unknown as string;
    },
    async showBlame({ caller, params, query: { revision, path, first, last }, reply }) {
      const asked = { repositoryId: params.id, revision, path, lines: { first, last }, stopping: givenUp(reply) };
      const {
        head,
        place,
        shown: blame,
      } = await found(await showBlame(deps, caller, asked), 'file, or no such line of it,');
      const commits = await shown(caller, place, blame.commits);
      const titled = commits.map((commit) => ({ ...commit, message: commit.title }));
      return { ...head, path, stretches: blame.stretches.map(presentStretch), commits: titled };
    },
    async showFileHistory({ caller, params, query: { revision, path, skip }, reply }) {
      const asked = { repositoryId: params.id, revision, path, skip, stopping: givenUp(reply) };
      const { head, place, shown: history } = await found(await showHistory(deps, caller, asked), 'file');
      const { revisions, isCut } = history;
      const commits = await shown(
        caller,
        place,
        revisions.map(({ details }) => details),
      );
      const named = byHash(commits);
      const known = revisions.flatMap(({ path: then, commit: hash }) => {
        const commit = named.get(hash);
        return commit === undefined ? [] : [{ path: then, commit }];
      });
      return { ...head, path, revisions: known, isCut };
    },
  };
}

function differenceHandlers({
  deps,
  found,
  shown,
}: Doors): Pick<Handlers, 'showCommit' | 'showChanges' | 'showFileDiff'> {
  return {
    async showCommit({ caller, params, query: { revision }, reply }) {
      const asked = { repositoryId: params.id, revision, stopping: givenUp(reply) };
      const { head, place, shown: met } = await found(await showCommit(deps, caller, asked), 'commit');
      const { commit, files, contained } = met;
      const [details] = await shown(caller, place, [commit]);
      if (details === undefined) throw nothingThere('commit');
      return {
        ...head,
        details,
        files: files.found.map(presentFileChange),
        isCut: files.isCut,
        branches: [...contained.branches],
        tags: [...contained.tags],
        isContainedInMore: contained.isCut,
      };
    },
    async showChanges({ caller, params, query: { revision, base, from }, reply }) {
      const range = { repositoryId: params.id, revision, base, fromMergeBase: from === 'merge-base' };
      const asked = await showChanges(deps, caller, { ...range, stopping: givenUp(reply) });
      const { head, shown: changes } = await found(asked, 'commit');
      return { ...head, ...presentChanges(changes) };
    },
    async showFileDiff({ caller, params, query, reply }) {
      const { revision, base, from, path, previousPath, whitespace, context } = query;
      const range = { repositoryId: params.id, revision, base, fromMergeBase: from === 'merge-base' };
      const file = { path, previousPath };
      const options = { ignoresWhitespace: whitespace === 'ignore', context };
      const asked = await showDiff(deps, caller, { ...range, file, options, stopping: givenUp(reply) });
      const { shown: diff } = await found(asked, 'changed file');
      return presentFileDiff(diff, file);
    },
  };
}

function searchHandlers({
  deps,
  found,
  shown,
}: Doors): Pick<Handlers, 'searchCode' | 'searchPaths' | 'searchMessages'> {
  return {
    async searchCode({ caller, params, query: { revision, text, folder, case: letters }, reply }) {
      const ignoresCase = letters === 'any';
      const asked = { repositoryId: params.id, revision, text, folder, ignoresCase, stopping: givenUp(reply) };
      const { head, shown: matches } = await found(await searchInCode(deps, caller, asked), 'folder');
      return { ...head, matches: [...matches.found], isCut: matches.isCut };
    },
    async searchPaths({ caller, params, query: { revision, text }, reply }) {
      const asked = { repositoryId: params.id, revision, text, stopping: givenUp(reply) };
      const { head, shown: paths } = await found(await searchInPaths(deps, caller, asked), 'folder');
      return { ...head, paths: [...paths.found], isCut: paths.isCut };
    },
    async searchMessages({ caller, params, query: { revision, text }, reply }) {
      const asked = { repositoryId: params.id, revision, text, stopping: givenUp(reply) };
      const { head, place, shown: matches } = await found(await searchInMessages(deps, caller, asked), 'commit');
      return { ...head, commits: await shown(caller, place, matches.found), isCut: matches.isCut };
    },
  };
}

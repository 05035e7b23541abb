/** The lines that one of an issue's commits changed in a file: for whoever sees the issue, and nothing else of the repository. */

import type { CommitHash, DiffOptions, FileChange, FileDiff, IssueKey, RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitBrowser } from '../../ports/git-browser.ts';
import type { LinkedCommitPlace } from '../../ports/store/issue-commits.ts';
import { openIssueScope, type IssueScopeDeps } from './issue-scope.ts';
import { servicesOf, type ServicesDeps } from './services-of.ts';

export interface ShowIssueFileDiffDeps extends IssueScopeDeps, ServicesDeps {
  readonly store: IssueScopeDeps['store'];
  readonly browser: Pick<GitBrowser, 'diff'>;
}

/** What somebody wants to see. */
export interface IssueFileDiffAsked {
  readonly key: IssueKey;
  readonly repositoryId: RepositoryId;
  readonly hash: CommitHash;
  readonly file: Pick<FileChange, 'path' | 'previousPath'>;
  readonly options: DiffOptions;
  /** Ends reading when the person has gone. */
  readonly stopping?: AbortSignal | undefined;
}

/** The lines, or what is missing: the issue for these eyes, the commit in it, its content here, or the file in the commit. */
export type IssueFileDiff =
  | { readonly shown: FileDiff }
  | { readonly missing: 'issue' | 'commit' | 'content' | 'file' };

/** Lines of one file's change that are shown. */
export const shownLinesLimit = 20_000;

/**
 * A merge shows nothing: what it brings along belongs to other issues, too. A commit of a sub-task, or of an issue of
 * the epic, counts where whoever asks may see that one.
 * @throws Failure when nobody could tell whether they may see it, and whatever git says
 */
export async function showIssueFileDiff(
  deps: ShowIssueFileDiffDeps,
  caller: Caller,
  asked: IssueFileDiffAsked,
): Promise<IssueFileDiff> {
  const { repositoryId, hash, file, options, stopping } = asked;
  const own = await findIn(deps, caller, asked, 'issue');
  const found = own === 'commit' ? await findIn(deps, caller, asked, 'children') : own;
  if (typeof found === 'string') return { missing: found };
  const [repository] = await deps.store.repositories.named([repositoryId]);
  const service = repository && (await servicesOf(deps, [repository])).get(repositoryId);
  if (service === undefined || !service.isMirrored || found.fromPayload) return { missing: 'content' };
  const told = found.files?.find((each) => each.path === file.path && each.previousPath === file.previousPath);
  // What somebody says was the file before could be any other file of the repository.
  if (found.parents.length > 1 || (file.previousPath !== undefined && told === undefined)) return { missing: 'file' };
  const range = { from: undefined, to: hash };
  const limit = { ...options, limit: shownLinesLimit };
  const shown = await deps.browser.diff(service.repository, range, file, limit, stopping);
  if (shown !== undefined) return { shown };
  // Moved as it was.
  return told === undefined ? { missing: 'file' } : { shown: { isBinary: false, hunks: [], isCut: false } };
}

/** Jira is asked for children only when the commit is not the issue's own. */
async function findIn(
  deps: ShowIssueFileDiffDeps,
  caller: Caller,
  { key, repositoryId, hash }: IssueFileDiffAsked,
  include: 'issue' | 'children',
): Promise<LinkedCommitPlace | 'issue' | 'commit'> {
  const scope = await openIssueScope(deps, caller, key, include);
  if (scope === undefined) return 'issue';
  return (await deps.store.issueCommits.find(scope.groups, repositoryId, hash)) ?? 'commit';
}

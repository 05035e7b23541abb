/** The history of repositories at the door: commits, branches, tags, two revisions held against each other, a project's commits. */

import type { Caller } from '../../ports/caller.ts';
import type { RepositoryId } from '@branchline/domain';
import { compareRevisions } from '../../features/browsing/compare-revisions.ts';
import { heldComparisons } from '../../features/browsing/held-comparison.ts';
import type { HistoryDeps } from '../../features/browsing/history-deps.ts';
import { listBranches } from '../../features/browsing/list-branches.ts';
import { listCommits } from '../../features/browsing/list-commits.ts';
import { listProjectCommits } from '../../features/browsing/list-project-commits.ts';
import { listTags } from '../../features/browsing/list-tags.ts';
import { openRepository } from '../../features/browsing/open-repository.ts';
import type { Missing } from '../../features/browsing/browse-repository.ts';
import { createKnownIssues, type ReadKnownIssuesDeps } from '../../features/issues/read-known-issues.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import { problemOfMissing } from '../browsing-problems.ts';
import { givenUp } from '../given-up.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentShownCommit, presentShownRepository } from '../present/git-shapes.ts';
import { presentBranch, presentComparison, presentProjectCommits, presentTag } from '../present/repository-history.ts';
import { cursorSeal } from '../sealed-cursor.ts';

export interface RepositoryHistoryHandlersDeps
  extends ReadKnownIssuesDeps, Pick<HistoryDeps, 'connectors' | 'browser' | 'mirror'> {
  readonly store: ReadKnownIssuesDeps['store'];
  readonly secretBox: SecretBox;
}

type OfRepository = 'listCommits' | 'listBranches' | 'listTags' | 'compareRevisions';

/** @param issueGate the process's one gate, which remembers what Jira said */
export function repositoryHistoryHandlers(
  given: RepositoryHistoryHandlersDeps,
  issueGate: IssueGate,
): Pick<Handlers, OfRepository | 'listProjectCommits'> {
  const deps: HistoryDeps & RepositoryHistoryHandlersDeps = {
    ...given,
    issueGate,
    readKnownIssues: createKnownIssues(given),
    comparisons: heldComparisons(given.clock),
    openToBrowse: (caller: Caller, id: RepositoryId) => openRepository({ ...given, issueGate }, caller, id),
  };
  return {
    ...ofRepository(deps),
    async listProjectCommits({ caller, params, query }) {
      const { repository: repositoryId, author, cursor, limit } = query;
      const seal = cursorSeal(deps.secretBox, caller, `project-commits/${params.key}`);
      const asked = { project: params.key, repositoryId, author, cursor: seal.open(cursor), limit };
      const found = await listProjectCommits(deps, caller, asked);
      return presentProjectCommits(found, seal.seal(found.next));
    },
  };
}

function ofRepository(deps: HistoryDeps & RepositoryHistoryHandlersDeps): Pick<Handlers, OfRepository> {
  /** @throws ProblemError for what is missing */
  async function there<Found extends object>(found: Found | Missing): Promise<Found> {
    if ('missing' in found) throw await problemOfMissing(deps, found, 'commit');
    return found;
  }
  return {
    async listCommits({ caller, params, query, reply }) {
      const seal = cursorSeal(deps.secretBox, caller, `commits/${params.id}`);
      const { revision, links, author, limit } = query;
      const wanted = { repositoryId: params.id, revision, links, author, limit };
      const asked = { ...wanted, cursor: seal.open(query.cursor), stopping: givenUp(reply) };
      const { place, commits, next } = await there(await listCommits(deps, caller, asked));
      return {
        repository: presentShownRepository(place),
        commits: commits.map((commit) => presentShownCommit(commit, place)),
        next: seal.seal(next),
      };
    },
    async listBranches({ caller, params, query: { search, cursor, limit }, reply }) {
      const asked = { repositoryId: params.id, search, cursor, limit, stopping: givenUp(reply) };
      const { place, branches, next } = await there(await listBranches(deps, caller, asked));
      return {
        repository: presentShownRepository(place),
        branches: branches.map((branch) => presentBranch(branch, place)),
        next: next ?? null,
      };
    },
    async listTags({ caller, params, query: { search, cursor, limit }, reply }) {
      const asked = { repositoryId: params.id, search, cursor, limit, stopping: givenUp(reply) };
      const { place, tags, next } = await there(await listTags(deps, caller, asked));
      return {
        repository: presentShownRepository(place),
        tags: tags.map((tag) => presentTag(tag, place)),
        next: next ?? null,
      };
    },
    async compareRevisions({ caller, params, query: { base, revision, cursor, limit }, reply }) {
      const asked = { repositoryId: params.id, base, revision, cursor, limit, stopping: givenUp(reply) };
      return presentComparison(await there(await compareRevisions(deps, caller, asked)));
    },
  };
}

/** An issue's commits looked at together, at the door: added up, held against releases, file by file. */

import { problemError, type ProblemError } from '@branchline/contract';
import type { CommitHash, IssueKey } from '@branchline/domain';
import {
  showIssueFileDiff,
  type IssueFileDiff,
  type ShowIssueFileDiffDeps,
} from '../../features/issue-panel/show-issue-file-diff.ts';
import { showIssueRollUp, type ShowIssueRollUpDeps } from '../../features/issue-panel/show-issue-roll-up.ts';
import { createShowIssueShipping, type ShowIssueShippingDeps } from '../../features/issue-panel/show-issue-shipping.ts';
import { givenUp } from '../given-up.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentFileDiff } from '../present/git-shapes.ts';
import { presentIssueRollUp, presentIssueShipping } from '../present/issue-parts.ts';
import { noSuchIssue } from '../problems.ts';

export type IssuePartDeps = ShowIssueRollUpDeps & ShowIssueShippingDeps & ShowIssueFileDiffDeps;

type Names = 'showIssueRollUp' | 'showIssueShipping' | 'showIssueFileDiff';
type Missing = Extract<IssueFileDiff, { readonly missing: unknown }>['missing'];

function problemOfMissing(missing: Missing, key: IssueKey): ProblemError {
  if (missing === 'issue') return noSuchIssue(key);
  const said = {
    commit: {
      detail: `${key} has no such commit, as far as you may see.`,
      remedy: 'Load the issue again: the commit may have been replaced by a forced push.',
    },
    content: {
      detail: 'Branchline knows that there is this commit, and has not got its content.',
      remedy: 'Where a webhook told of it, look at it at the Git service; else wait until the repository was indexed.',
    },
    file: {
      detail: 'The commit did not change this file, or is a merge, which changes nothing of its own.',
      remedy: 'Load the issue again and choose one of the files that it lists.',
    },
  }[missing];
  return problemError({ type: 'not-found', title: 'Not found', status: 404, ...said });
}

/** Call it once for a process: what git said about branches is remembered. */
export function issuePartHandlers(deps: IssuePartDeps): Pick<Handlers, Names> {
  const showIssueShipping = createShowIssueShipping(deps);
  return {
    async showIssueRollUp({ caller, params: { key }, query: { include } }) {
      const view = await showIssueRollUp(deps, caller, key, include);
      if (view === undefined) throw noSuchIssue(key);
      return presentIssueRollUp(view);
    },
    async showIssueShipping({ caller, params: { key }, query: { include }, reply }) {
      const view = await showIssueShipping(caller, key, include, givenUp(reply));
      if (view === undefined) throw noSuchIssue(key);
      return presentIssueShipping(view);
    },
    async showIssueFileDiff({ caller, params, query, reply }) {
      const file = { path: query.path, previousPath: query.previousPath };
      const found = await showIssueFileDiff(deps, caller, {
        key: params.key,
        repositoryId: params.repository,
        file,
        stopping: givenUp(reply),
        hash: params.hash.toLowerCase() as CommitHash,
        options: { ignoresWhitespace: query.whitespace === 'ignore', context: query.context },
      });
      if ('missing' in found) throw problemOfMissing(found.missing, params.key);
      return presentFileDiff(found.shown, file);
    },
  };
}

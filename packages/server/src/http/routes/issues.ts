/** Issues at the door: the list of those found, and what git has of one. */

import { issuePageSize } from '@branchline/contract';
import type { IssueKey } from '@branchline/domain';
import { createFindChildren } from '../../features/issue-panel/find-children.ts';
import { listIssues } from '../../features/issue-panel/list-issues.ts';
import { showIssueDevelopment } from '../../features/issue-panel/show-issue-development.ts';
import { createKnownIssues, type ReadKnownIssuesDeps } from '../../features/issues/read-known-issues.ts';
import { projectRights } from '../../features/permissions/project-rights.ts';
import type { IssueGateDeps } from '../../features/permissions/issue-gate.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Caller } from '../../ports/caller.ts';
import type { GitBrowser } from '../../ports/git-browser.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentIssueDetails, presentIssueDevelopment, presentIssueLine } from '../present/issue-development.ts';
import { noSuchIssue } from '../problems.ts';
import { cursorSeal } from '../sealed-cursor.ts';
import { issuePartHandlers } from './issue-parts.ts';

export interface IssueHandlersDeps extends IssueGateDeps, ReadKnownIssuesDeps {
  readonly store: ReadKnownIssuesDeps['store'];
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  readonly browser: GitBrowser;
}

type Names = 'listIssues' | 'showIssue' | 'showIssueDevelopment' | keyof ReturnType<typeof issuePartHandlers>;

/** @param issueGate the process's one gate, which remembers what Jira said */
export function issueHandlers(given: IssueHandlersDeps, issueGate: IssueGate): Pick<Handlers, Names> {
  const deps = {
    ...given,
    issueGate,
    readKnownIssues: createKnownIssues(given),
    projectRights: projectRights(given),
    findChildren: createFindChildren({ ...given, issueGate }),
  };
  async function developmentOf(caller: Caller, key: IssueKey, include?: 'issue' | 'children') {
    const development = await showIssueDevelopment(deps, caller, key, include);
    if (development === undefined) throw noSuchIssue(key);
    return development;
  }
  return {
    ...issuePartHandlers(deps),
    listIssues: async ({ caller, query }) => {
      const search = query.search === '' ? undefined : query.search;
      const seal = cursorSeal(deps.secretBox, caller, 'issue-list');
      const cursor = seal.open(query.cursor);
      const limit = query.limit ?? issuePageSize.usual;
      const { issues, next } = await listIssues(deps, caller, { search, cursor, limit });
      return { issues: issues.map(presentIssueLine), next: seal.seal(next) };
    },
    showIssue: async ({ caller, params }) => presentIssueDetails(await developmentOf(caller, params.key)),
    showIssueDevelopment: async ({ caller, params, query }) =>
      presentIssueDevelopment(await developmentOf(caller, params.key, query.include)),
  };
}

/** Issues at the door: the list of those found, and what git has of one. */

import { issuePageSize } from '@branchline/contract';
import {
  showIssueDevelopment,
  type ShowIssueDevelopmentDeps,
} from '../../features/issue-panel/show-issue-development.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentIssueDevelopment } from '../present/issue-development.ts';
import { moment } from '../present/repository.ts';

export type IssueHandlersDeps = ShowIssueDevelopmentDeps;

export function issueHandlers(deps: IssueHandlersDeps): Pick<Handlers, 'listIssues' | 'showIssueDevelopment'> {
  return {
    listIssues: async ({ query }) => {
      const visible = (await deps.store.repositories.list()).map(({ id }) => id);
      const search = query.search === '' ? undefined : query.search;
      const page = await deps.store.issues.page(visible, search, query.cursor, query.limit ?? issuePageSize.usual);
      return {
        issues: page.issues.map((issue) => ({
          ...issue,
          latestTitle: issue.latestTitle ?? null,
          latestAuthor: issue.latestAuthor ?? null,
          latestAt: moment(issue.latestAt),
        })),
        next: page.next ?? null,
      };
    },
    showIssueDevelopment: async ({ params }) => presentIssueDevelopment(await showIssueDevelopment(deps, params.key)),
  };
}

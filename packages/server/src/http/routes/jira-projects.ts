/** The projects of Jira sites at the door. */

import { jiraProjectPageSize } from '@branchline/contract';
import { listProjects } from '../../features/jira-sites/list-projects.ts';
import type { Tables } from '../../ports/store.ts';
import type { Handlers } from '../mount-routes.ts';
import { notFound } from '../problems.ts';

export interface JiraProjectHandlersDeps {
  readonly store: Tables;
}

export function jiraProjectHandlers({ store }: JiraProjectHandlersDeps): Pick<Handlers, 'listJiraProjects'> {
  return {
    listJiraProjects: async ({ params, query }) => {
      const { search = '', after, limit = jiraProjectPageSize.usual } = query;
      const found = await listProjects(store, params.id, { search, after, limit });
      if (found === undefined) throw notFound('Jira site');
      const projects = found.projects.map(({ name, formerKeys, seenBy, ...rest }) => ({
        ...rest,
        name: name ?? null,
        formerKeys: [...formerKeys],
        seenBy: { ...seenBy },
      }));
      return { projects, next: found.next ?? null, total: found.total, isKnown: found.isKnown };
    },
  };
}

/** Links made by hand at the door. */

import { linkLimits, problemError, type Links } from '@branchline/contract';
import { changeLinks, showLinks, type ChangeLinksDeps, type LinksShown } from '../../features/linking/change-links.ts';
import type { IssueGateDeps } from '../../features/permissions/issue-gate.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import { findAuthor, type FindAuthorDeps } from '../../features/people/find-author.ts';
import { findPusher } from '../../features/people/find-pusher.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentManualLink } from '../present/manual-link.ts';
import { notFound } from '../problems.ts';

export interface LinkHandlersDeps extends IssueGateDeps, FindAuthorDeps {
  readonly store: FindAuthorDeps['store'];
}

type Names = 'showLinks' | 'changeLinks' | 'listManualLinks';

function presentLinks({ state, links, said }: LinksShown): Links {
  return { state, links: [...links], said: said.map(presentManualLink) };
}

function denied(detail: string) {
  const remedy = 'Ask an administrator of the project, or whoever administers Branchline.';
  return problemError({ type: 'forbidden', title: 'You may not link this', status: 403, detail, remedy });
}

function refused(detail: string) {
  return problemError({ type: 'rejected', title: 'It cannot be linked', status: 422, detail });
}

/** @param issueGate the process's one gate, which remembers what Jira said */
export function linkHandlers(given: LinkHandlersDeps, issueGate: IssueGate): Pick<Handlers, Names> {
  const deps: ChangeLinksDeps = {
    ...given,
    issueGate,
    findAuthor: (question) => findAuthor(given, question),
    findPusher: (question) => findPusher(given, question),
  };
  const named = ({ id: repositoryId, kind, name }: Parameters<Handlers['showLinks']>[0]['params']) => {
    return { repositoryId, kind, name: kind === 'commit' ? name.toLowerCase() : name };
  };
  return {
    async showLinks({ caller, params }) {
      const shown = await showLinks(deps, caller, named(params));
      if (shown === undefined) throw notFound('repository');
      return presentLinks(shown);
    },
    async changeLinks({ caller, params, body }) {
      const result = await changeLinks(deps, caller, named(params), body);
      if (result.outcome === 'not-found') throw notFound('repository');
      if (result.outcome === 'changed') return presentLinks(result.shown);
      throw result.outcome === 'denied' ? denied(result.because) : refused(result.because);
    },
    async listManualLinks({ query: { repository: repositoryId, key, after = 0 } }) {
      const found = await deps.store.manualLinks.list({ repositoryId, key }, linkLimits.page + 1, after);
      const links = found.slice(0, linkLimits.page).map(presentManualLink);
      return { links, next: found.length > linkLimits.page ? after + linkLimits.page : null };
    },
  };
}

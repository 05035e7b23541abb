/** Jira sites at the door: connect, see what was sent, pause, send again, disconnect. */

import { siteRepositoriesShown } from '@branchline/contract';
import type { JiraSiteId } from '@branchline/domain';
import { addJiraSite, type AddJiraSiteDeps } from '../../features/jira-sites/add-jira-site.ts';
import {
  pauseJiraSite,
  removeJiraSite,
  resendToJiraSite,
  resumeJiraSite,
} from '../../features/jira-sites/control-jira-site.ts';
import {
  checkJiraSite,
  forgetAccount,
  replaceAccount,
  replaceOAuth,
} from '../../features/jira-sites/jira-credentials.ts';
import { jiraSiteView, jiraSiteViews } from '../../features/jira-sites/jira-site-views.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import type { Handlers } from '../mount-routes.ts';
import { accountFrom, presentFindings, presentJiraSite, presentJiraSiteDetails } from '../present/jira-site.ts';
import { notFound } from '../problems.ts';

export type JiraSiteHandlersDeps = AddJiraSiteDeps;

type Names =
  | 'listJiraSites'
  | 'addJiraSite'
  | 'showJiraSite'
  | 'pauseJiraSite'
  | 'resumeJiraSite'
  | 'resendJiraSite'
  | 'removeJiraSite'
  | 'checkJiraSite'
  | 'replaceJiraOAuth'
  | 'replaceJiraAccount'
  | 'forgetJiraAccount'
  | 'listRefused';

/** What the contract allows in one answer. */
const unknownKeysShown = 100;
const refusedShown = 200;

async function siteDetailsOf(deps: JiraSiteHandlersDeps, id: JiraSiteId) {
  const view = await siteViewOf(deps, id, siteRepositoriesShown);
  return presentJiraSiteDetails(view, await deps.store.pushes.unknownKeys(id, unknownKeysShown));
}

/** The site as a credential left it. */
async function afterChange(deps: JiraSiteHandlersDeps, id: JiraSiteId, changed: Promise<JiraSiteRow | undefined>) {
  if ((await changed) === undefined) throw notFound('Jira site');
  return siteDetailsOf(deps, id);
}

async function siteViewOf(deps: JiraSiteHandlersDeps, id: JiraSiteId, shown = 0) {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) throw notFound('Jira site');
  return jiraSiteView(deps.store, site, shown);
}

async function refusedOf(deps: JiraSiteHandlersDeps, id: JiraSiteId) {
  if ((await deps.store.jiraSites.get(id)) === undefined) throw notFound('Jira site');
  const refused = await deps.store.pushes.refused(id, refusedShown);
  const names = await deps.store.repositories.names(refused.map(({ repositoryId }) => repositoryId));
  return {
    refused: refused.map(({ kind, name, message, repositoryId }) => ({
      kind,
      name,
      message: message ?? null,
      repositoryId,
      repositoryName: names.get(repositoryId) ?? '',
    })),
  };
}

export function jiraSiteHandlers(deps: JiraSiteHandlersDeps): Pick<Handlers, Names> {
  return {
    listJiraSites: async () => ({ jiraSites: (await jiraSiteViews(deps.store)).map(presentJiraSite) }),
    addJiraSite: async ({ body }) => {
      const { clientId, clientSecret, account, apiUrl, ...named } = body;
      const oauth = clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
      const site = await addJiraSite(deps, { ...named, apiUrl, oauth, account: account && accountFrom(account) });
      return presentJiraSite(await jiraSiteView(deps.store, site));
    },
    showJiraSite: async ({ params }) => siteDetailsOf(deps, params.id),
    checkJiraSite: async ({ params }) => {
      const check = await checkJiraSite(deps, params.id);
      if (check === undefined) throw notFound('Jira site');
      return { findings: presentFindings(check.findings) };
    },
    replaceJiraOAuth: async ({ params, body }) => afterChange(deps, params.id, replaceOAuth(deps, params.id, body)),
    replaceJiraAccount: async ({ params, body }) =>
      afterChange(deps, params.id, replaceAccount(deps, params.id, accountFrom(body))),
    forgetJiraAccount: async ({ params }) => afterChange(deps, params.id, forgetAccount(deps, params.id)),
    pauseJiraSite: async ({ params }) => {
      if (!(await pauseJiraSite(deps, params.id, 'Paused by a person.'))) throw notFound('Jira site');
    },
    resumeJiraSite: async ({ params }) => {
      if (!(await resumeJiraSite(deps, params.id))) throw notFound('Jira site');
    },
    resendJiraSite: async ({ params }) => {
      const queued = await resendToJiraSite(deps, params.id);
      if (queued === undefined) throw notFound('Jira site');
      return { queued };
    },
    removeJiraSite: async ({ params }) => {
      const { sent } = await siteViewOf(deps, params.id);
      await removeJiraSite(deps, params.id);
      return { entries: sent };
    },
    listRefused: async ({ params }) => refusedOf(deps, params.id),
  };
}

/** Signing in at Git services, at the door: OAuth clients, the beginning of OAuth and of apps, credentials that wait. */

import type { AppId } from '@branchline/domain';
import { plainNetwork } from '@branchline/domain';
import type { BrowserSignInDeps } from '../../features/integrations/browser-sign-in.ts';
import {
  listOAuthClients,
  removeOAuthClient,
  saveOAuthClient,
  type OAuthClientView,
} from '../../features/integrations/oauth-clients.ts';
import { cancelPendingCredential, showPendingCredential } from '../../features/integrations/pending-credential.ts';
import { forgetApp, installationsOf, startApp, startInstallation } from '../../features/integrations/register-app.ts';
import { oauthRedirectUrl, startOAuth } from '../../features/integrations/sign-in-by-oauth.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentAccount, presentPending } from '../present/credentials.ts';
import { notFound } from '../problems.ts';
import { browserOf, setBrowserCookie } from '../sign-in-cookie.ts';

export interface SignInHandlersDeps extends BrowserSignInDeps {
  /** Cookies are for https only. */
  readonly secure: boolean;
}

type Names =
  | 'listOAuthClients'
  | 'saveOAuthClient'
  | 'removeOAuthClient'
  | 'startOAuth'
  | 'showPendingCredential'
  | 'cancelPendingCredential'
  | 'listApps'
  | 'startApp'
  | 'listAppInstallations'
  | 'installApp'
  | 'forgetApp';

function presentClient(client: OAuthClientView) {
  return { ...client, addedAt: client.addedAt.toISOString() };
}

async function presentApps(deps: SignInHandlersDeps) {
  const integrations = await deps.store.integrations.list();
  const apps = await deps.store.apps.list();
  return apps.map(({ id, connector, settings, appId, name, webUrl, addedAt }) => ({
    id,
    connector,
    connectorTitle: deps.connectors.get(connector)?.title ?? connector,
    settings,
    appId,
    name,
    webUrl,
    integrations: integrations.filter((each) => each.appId === id).length,
    addedAt: addedAt.toISOString(),
  }));
}

async function appOf(deps: SignInHandlersDeps, id: AppId) {
  const app = await deps.store.apps.get(id);
  if (app === undefined) throw notFound('app');
  return app;
}

async function presentInstallations(deps: SignInHandlersDeps, id: AppId) {
  const installations = await installationsOf(deps, await appOf(deps, id));
  const users = (await deps.store.integrations.list()).filter(({ appId }) => appId === id);
  return installations.map(({ installationId, account, isSuspended, webUrl }) => ({
    installationId,
    account: presentAccount(account),
    isSuspended,
    webUrl,
    integrationIds: users.filter((each) => each.account?.login === account.login).map((each) => each.id),
  }));
}

function oauthHandlers(deps: SignInHandlersDeps): Pick<Handlers, 'startOAuth'> {
  return {
    startOAuth: async ({ body, reply }) => {
      const browser = browserOf(reply.request);
      const { switchesAccount } = body;
      const wish =
        'integrationId' in body
          ? { reconnects: body.integrationId, switchesAccount, browser }
          : { ...body, network: body.network ?? plainNetwork, browser };
      const started = await startOAuth(deps, wish);
      if (started === undefined) throw notFound('integration');
      setBrowserCookie(reply, started.browser, deps);
      const { id, authorizationUrl } = started;
      return { authorizationUrl, browserUrl: `${deps.publicUrl}/oauth/begin/${id}` };
    },
  };
}

export function signInHandlers(deps: SignInHandlersDeps): Pick<Handlers, Names> {
  return {
    listOAuthClients: async () => ({
      clients: (await listOAuthClients(deps)).map(presentClient),
      redirectUrl: oauthRedirectUrl(deps.publicUrl),
    }),
    saveOAuthClient: async ({ body }) => presentClient(await saveOAuthClient(deps, body)),
    removeOAuthClient: async ({ params }) => {
      if (!(await removeOAuthClient(deps, params.id))) throw notFound('OAuth client');
    },
    ...oauthHandlers(deps),
    showPendingCredential: async ({ params }) => {
      const view = await showPendingCredential(deps, params.id);
      if (view === undefined) throw notFound('sign-in');
      return presentPending(view);
    },
    cancelPendingCredential: async ({ params }) => {
      if (!(await cancelPendingCredential(deps, params.id))) throw notFound('sign-in');
    },
    listApps: async () => ({ apps: await presentApps(deps) }),
    startApp: async ({ body, reply }) => {
      const browser = browserOf(reply.request);
      const wanted = { ...body, owner: body.owner, network: body.network ?? plainNetwork, browser };
      const started = await startApp(deps, wanted);
      setBrowserCookie(reply, started.browser, deps);
      return { form: started.form, browserUrl: `${deps.publicUrl}/apps/begin/${started.id}` };
    },
    listAppInstallations: async ({ params }) => ({ installations: await presentInstallations(deps, params.id) }),
    installApp: async ({ params, reply }) => {
      const started = await startInstallation(deps, await appOf(deps, params.id), browserOf(reply.request));
      setBrowserCookie(reply, started.browser, deps);
      return { installUrl: started.url };
    },
    forgetApp: async ({ params }) => {
      if (!(await forgetApp(deps, params.id))) throw notFound('app');
    },
  };
}

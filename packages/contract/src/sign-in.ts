/** Signing in at Git services through a browser: OAuth clients, OAuth, apps, and credentials that wait. */

import type { AppId, IntegrationId, OAuthClientId } from '@branchline/domain';
import { z } from 'zod';
import { AppInstallation, Settings } from './connecting.ts';
import { NetworkInput, PendingCredential } from './credentials.ts';
import { Count, Id, Moment, Nothing, SecretText, idOf } from './fields.ts';
import { act, remove, replace, show, type Route } from './route.ts';

const Connector = z.string().min(1).max(100);
const Address = z.string();

export const OAuthClient = z.object({
  id: Id,
  connector: z.string(),
  connectorTitle: z.string(),
  /** Where people sign in: names the service. */
  authorizeUrl: z.string(),
  settings: Settings,
  clientId: z.string(),
  registrationUrl: z.string(),
  /** How many integrations sign in with it. */
  integrations: Count,
  addedAt: Moment,
});
export type OAuthClient = z.infer<typeof OAuthClient>;

export const OAuthClientList = z.object({
  clients: z.array(OAuthClient),
  /** Entered at each client, at the service. */
  redirectUrl: z.string(),
});

/** Takes the place of the client that was entered for this service before. */
export const NewOAuthClient = z.object({
  connector: Connector,
  settings: Settings,
  clientId: z.string().trim().min(1).max(1000),
  clientSecret: SecretText,
});

/** For a new integration, or for one that gets another credential. */
export const OAuthStart = z.union([
  z.object({ integrationId: idOf<IntegrationId>(), switchesAccount: z.boolean().default(false) }),
  z.object({
    connector: Connector,
    settings: Settings,
    network: NetworkInput.optional(),
    switchesAccount: z.boolean().default(false),
  }),
]);

export const StartedOAuth = z.object({
  /** Where this browser goes; the answer's cookie must come back with it. */
  authorizationUrl: Address,
  /** The same for any browser that is signed in to Branchline: for those who ask from a terminal. */
  browserUrl: Address,
});

export const AppStart = z.object({
  connector: Connector,
  settings: Settings,
  network: NetworkInput.optional(),
  /** At most 34 characters, as GitHub has it. */
  name: z.string().trim().min(1).max(34),
  /** The organisation that will own it; left out: whoever clicks. */
  owner: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,100}$/u, 'is no name of an organisation')
    .optional(),
});

export const StartedApp = z.object({
  /** A page of ours that posts the form, for any browser that is signed in to Branchline. */
  browserUrl: Address,
  /** What the form is: its address, and its hidden fields. */
  form: z.object({ action: z.string(), fields: z.record(z.string(), z.string()) }),
});

export const App = z.object({
  id: Id,
  connector: z.string(),
  connectorTitle: z.string(),
  settings: Settings,
  appId: z.string(),
  name: z.string(),
  webUrl: z.string(),
  /** How many integrations use it. */
  integrations: Count,
  addedAt: Moment,
});

export const AppList = z.object({ apps: z.array(App) });

export const AppInstallations = z.object({
  installations: z.array(AppInstallation.extend({ integrationIds: z.array(Id) })),
});

const ofClient = z.object({ id: idOf<OAuthClientId>() });
const ofApp = z.object({ id: idOf<AppId>() });
/** Unguessable. */
const ofPending = z.object({ id: z.string().min(1).max(100) });

export const signInRoutes = {
  listOAuthClients: { ...show, path: '/api/v1/oauth-clients', response: OAuthClientList },
  saveOAuthClient: { ...replace, path: '/api/v1/oauth-clients', request: NewOAuthClient, response: OAuthClient },
  removeOAuthClient: {
    ...remove,
    path: '/api/v1/oauth-clients/:id',
    params: ofClient,
    status: 204,
    response: Nothing,
  },

  startOAuth: { ...act, path: '/api/v1/oauth/start', request: OAuthStart, status: 201, response: StartedOAuth },
  showPendingCredential: {
    ...show,
    path: '/api/v1/oauth/pending/:id',
    params: ofPending,
    response: PendingCredential,
  },
  /** Nothing of it stays. */
  cancelPendingCredential: {
    ...remove,
    path: '/api/v1/oauth/pending/:id',
    params: ofPending,
    status: 204,
    response: Nothing,
  },

  listApps: { ...show, path: '/api/v1/apps', response: AppList },
  startApp: { ...act, path: '/api/v1/apps/start', request: AppStart, status: 201, response: StartedApp },
  listAppInstallations: {
    ...show,
    path: '/api/v1/apps/:id/installations',
    params: ofApp,
    response: AppInstallations,
  },
  /** Where a browser goes to install it in one more organisation. */
  installApp: {
    ...act,
    path: '/api/v1/apps/:id/installations',
    params: ofApp,
    status: 201,
    response: z.object({ installUrl: Address }),
  },
  /** Forgotten here; at the service it is deleted by hand. */
  forgetApp: { ...remove, path: '/api/v1/apps/:id', params: ofApp, status: 204, response: Nothing },
} as const satisfies Readonly<Record<string, Route>>;

/** The ways to GitHub that lead through a browser: OAuth, and an app of our own by the manifest flow. */

import { Secret, type NetworkSettings, type ServiceSettings } from '@branchline/domain';
import { z } from 'zod';
import type { Clock } from '../../../ports/clock.ts';
import type { AppRegistration, AppWish, OAuthProvider, RegisteredApp } from '../../../ports/git-service/sign-in.ts';
import type { Network } from '../../http-client/network.ts';
import { createApi, InstallationEntry, pageSize, type TokenSource } from './api.ts';
import { ownerFrom } from './check.ts';
import { appTokens, type AppKey } from './installation-token.ts';
import { addressesFrom, type GitHubKind } from './settings.ts';
import { appEvents } from './webhook-setup.ts';

export function oauthProvider(kind: GitHubKind): OAuthProvider {
  return {
    endpoints(settings) {
      const { url } = addressesFrom(kind, settings);
      return { authorizeUrl: `${url}/login/oauth/authorize`, tokenUrl: `${url}/login/oauth/access_token` };
    },
    // GitHub has no scope that only reads: `repo` is the least that sees private repositories.
    // `user:email` tells which addresses somebody's commits bear.
    scopes: (purpose) => (purpose === 'person' ? ['repo', 'user:email'] : ['repo', 'read:org', 'admin:org_hook']),
    clientAuthentication: 'body',
    switchAccountParameters: { prompt: 'select_account' },
    registrationUrl: (settings) => `${addressesFrom(kind, settings).url}/settings/applications/new`,
  };
}

/** What our app may do: reading for the house, writing for people who act through it. Nothing for later. */
const appPermissions: Readonly<Record<string, 'read' | 'write'>> = {
  checks: 'read',
  contents: 'write',
  members: 'read',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'read',
};

// "Registering a GitHub App": longer names are refused.
const longestName = 34;

const ConvertedApp = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  webhook_secret: z.string().min(1),
  pem: z.string().min(1),
  slug: z.string().min(1),
  name: z.string(),
  html_url: z.string(),
});

export function appRegistration(kind: GitHubKind, network: Network, clock: Clock): AppRegistration {
  function apiFor(settings: ServiceSettings, way: NetworkSettings, tokens: TokenSource | undefined) {
    const { apiUrl } = addressesFrom(kind, settings);
    const name = kind.title;
    return createApi({ apiUrl, name, network, settings: way, budget: 'app-registration', for: 'person', tokens });
  }

  return {
    form(settings, wish) {
      const { url } = addressesFrom(kind, settings);
      const owner = wish.owner === undefined ? '' : `/organizations/${encodeURIComponent(wish.owner)}`;
      const action = `${url}${owner}/settings/apps/new?state=${encodeURIComponent(wish.state)}`;
      return { action, fields: { manifest: JSON.stringify(manifestFrom(wish)) } };
    },
    async register(settings, way, code) {
      const path = `/app-manifests/${encodeURIComponent(code)}/conversions`;
      return registeredFrom(await apiFor(settings, way, undefined).send('POST', path, { answer: ConvertedApp }));
    },
    installUrl(settings, slug, state) {
      const { url } = addressesFrom(kind, settings);
      const page = `${url}/${kind.appsFolder}/${encodeURIComponent(slug)}/installations/new`;
      return `${page}?state=${encodeURIComponent(state)}`;
    },
    async installations(settings, way, app: AppKey) {
      const api = apiFor(settings, way, appTokens(app, clock));
      const entries = await api.all(`/app/installations?per_page=${pageSize}`, z.array(InstallationEntry));
      return entries.flatMap((entry) => {
        const account = ownerFrom(entry);
        if (account === undefined) return [];
        const installationId = String(entry.id);
        return [{ installationId, account, isSuspended: Boolean(entry.suspended_at), webUrl: entry.html_url }];
      });
    },
  };
}

/** "Registering a GitHub App from a manifest". */
function manifestFrom(wish: AppWish): Readonly<Record<string, unknown>> {
  return {
    name: wish.name.slice(0, longestName).trim(),
    url: wish.url,
    hook_attributes: { url: wish.webhookUrl, active: true },
    redirect_url: wish.redirectUrl,
    callback_urls: [`${wish.url.replace(/\/+$/, '')}/oauth/callback`],
    setup_url: wish.setupUrl,
    setup_on_update: true,
    description: 'Shows commits, branches and pull requests in Jira.',
    // A private app can be installed by its owner only, and one app is to serve several organisations.
    public: true,
    request_oauth_on_install: false,
    default_permissions: appPermissions,
    default_events: appEvents,
  };
}

function registeredFrom(app: z.infer<typeof ConvertedApp>): RegisteredApp {
  return {
    appId: app.client_id,
    slug: app.slug,
    name: app.name,
    webUrl: app.html_url,
    clientSecret: new Secret(app.client_secret),
    privateKey: new Secret(app.pem),
    webhookSecret: new Secret(app.webhook_secret),
  };
}

/** GitHub's API for apps: registered by manifest, installed, and let in by tokens they sign themselves. */

import { generateKeyPairSync, createPublicKey } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { StandInAnswer, StandInCall } from '../family.ts';
import type { StandIn } from '../stand-in.ts';
import type { StandInApp, StandInHook, StandInInstallation, StandInOwner, StandInState } from '../state.ts';
import { refusal } from './access.ts';
import { momentEntry, ownerEntry, type Json, type Place } from './entries.ts';
import { configEntry, deliveriesAnswer, resend } from './hook-routes.ts';
import { bodyOf, listAnswer, type Routes } from './routes.ts';

/** What only GitHub's apps have. */
interface AppDetails {
  readonly permissions: Json;
  readonly events: readonly string[];
}

type AppHandler = (call: StandInCall, app: StandInApp, place: Place) => StandInAnswer | Promise<StandInAnswer>;

const tokenHours = 1;
// "Generating a JSON Web Token": no longer than this.
const longestTokenSeconds = 600;

export function addAppRoutes({ on }: Routes): void {
  const onApp = (method: string, path: string, handler: AppHandler): void =>
    on(
      method,
      path,
      async (call, place) => {
        const found = await appIn(call);
        return 'status' in found ? found : handler(call, found, place);
      },
      { for: 'own' },
    );
  on('POST', '/app-manifests/:code/conversions', convert, { for: 'own' });
  onApp('GET', '/app', (_call, app, place) => ({ status: 200, json: appEntry(place, app) }));
  onApp('GET', '/app/installations', (call, app, place) =>
    listAnswer(call, app.installations, (one) => installationEntry(place, app, one)),
  );
  onApp('GET', '/app/installations/:installation', (call, app, place) => {
    const found = installationOf(call, app);
    return found ? { status: 200, json: installationEntry(place, app, found) } : refusal(404, 'Not Found');
  });
  onApp('POST', '/app/installations/:installation/access_tokens', giveToken);
  onApp('GET', '/app/hook/config', (_call, { hook }) => ({ status: 200, json: configEntry(hook) }));
  onApp('PATCH', '/app/hook/config', (call, { hook }) => {
    const { url, secret } = bodyOf(call);
    hook.url = typeof url === 'string' ? url : hook.url;
    hook.secret = typeof secret === 'string' ? secret : hook.secret;
    return { status: 200, json: configEntry(hook) };
  });
  onApp('GET', '/app/hook/deliveries', (call, { hook }) => deliveriesAnswer(call, hook));
  onApp('POST', '/app/hook/deliveries/:delivery/attempts', (call, { hook }) => resend(call, hook));
}

/** By the signature, and within the times that GitHub allows. */
async function appIn({ headers, state }: StandInCall): Promise<StandInApp | StandInAnswer> {
  const token = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
  const now = state.clock.now();
  try {
    decodeProtectedHeader(token);
  } catch {
    return refusal(401, 'A JSON web token could not be decoded');
  }
  for (const app of state.apps) {
    try {
      const rules = { issuer: app.clientId, algorithms: ['RS256'], currentDate: now };
      const { payload } = await jwtVerify(token, createPublicKey(app.publicKey), rules);
      const { iat = Number.POSITIVE_INFINITY, exp = Number.POSITIVE_INFINITY } = payload;
      if (iat * 1000 > now.getTime()) return refusal(401, "'Issued at' claim ('iat') must be an Integer in the past");
      if (exp - iat <= longestTokenSeconds) return app;
      return refusal(401, "'Expiration time' claim ('exp') is too far in the future");
    } catch {
      // It may be another app's.
    }
  }
  return refusal(401, 'A JSON web token could not be decoded');
}

/** What an owner's click on "Create GitHub App" does; the code is for `POST /app-manifests/{code}/conversions`. */
export function createApp(
  standIn: StandIn,
  owner: StandInOwner,
  manifest: string,
): { readonly app: StandInApp; readonly code: string } {
  const { state } = standIn;
  const wish = JSON.parse(manifest) as Json;
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const hooks: StandInHook[] = [];
  const events = (wish['default_events'] ?? []) as readonly string[];
  const { url } = wish['hook_attributes'] as { readonly url: string };
  const id = state.nextId();
  const app: StandInApp = {
    id,
    clientId: `Iv23${id}`,
    clientSecret: `secret-of-${id}`,
    slug: String(wish['name'])
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-'),
    name: String(wish['name']),
    privateKey: keys.privateKey,
    publicKey: keys.publicKey,
    owner,
    hook: standIn.addHook({ hooks }, { url, secret: `webhook-secret-of-${id}`, events }),
    installations: [],
  };
  state.apps.push(app);
  detailsOf(state).set(id, { permissions: wish['default_permissions'] as Json, events });
  const code = `code-${id}`;
  codesOf(state).set(code, app);
  return { app, code };
}

/** What an owner's click on "Install" does. */
export function installApp(state: StandInState, app: StandInApp, owner: StandInOwner): StandInInstallation {
  const installation = { id: state.nextId(), owner, isSuspended: false, repositories: undefined };
  app.installations.push(installation);
  return installation;
}

function detailsOf(state: StandInState): Map<number, AppDetails> {
  return (state.own['apps'] ??= new Map<number, AppDetails>()) as Map<number, AppDetails>;
}

function codesOf(state: StandInState): Map<string, StandInApp> {
  return (state.own['codes'] ??= new Map<string, StandInApp>()) as Map<string, StandInApp>;
}

/** A code can be used once. */
function convert({ state, variables }: StandInCall, place: Place): StandInAnswer {
  const code = variables['code'] ?? '';
  const app = codesOf(state).get(code);
  codesOf(state).delete(code);
  if (app === undefined) return refusal(404, 'Not Found');
  const secrets = { client_secret: app.clientSecret, webhook_secret: app.hook.secret, pem: app.privateKey };
  return { status: 201, json: { ...appEntry(place, app), client_id: app.clientId, ...secrets } };
}

function appEntry(place: Place, app: StandInApp): Json {
  const { permissions = {}, events = [] } = detailsOf(place.state).get(app.id) ?? {};
  const moment = momentEntry(app.hook.createdAt);
  return {
    id: app.id,
    slug: app.slug,
    node_id: `A_${app.id}`,
    client_id: app.clientId,
    owner: ownerEntry(place, app.owner),
    name: app.name,
    description: null,
    external_url: place.url,
    html_url: `${place.url}/apps/${app.slug}`,
    created_at: moment,
    updated_at: moment,
    permissions,
    events,
  };
}

function installationEntry(place: Place, app: StandInApp, { id, owner, ...installation }: StandInInstallation): Json {
  const { permissions = {}, events = [] } = detailsOf(place.state).get(app.id) ?? {};
  const moment = momentEntry(app.hook.createdAt);
  return {
    id,
    account: ownerEntry(place, owner),
    app_id: app.id,
    app_slug: app.slug,
    target_id: owner.id,
    target_type: owner.kind === 'person' ? 'User' : 'Organization',
    single_file_name: null,
    repository_selection: installation.repositories === undefined ? 'all' : 'selected',
    access_tokens_url: `${place.api}/app/installations/${id}/access_tokens`,
    repositories_url: `${place.api}/installation/repositories`,
    html_url: `${place.url}/organizations/${owner.path}/settings/installations/${id}`,
    events,
    permissions,
    created_at: moment,
    updated_at: moment,
    suspended_by: null,
    suspended_at: installation.isSuspended ? moment : null,
  };
}

function installationOf({ variables }: StandInCall, app: StandInApp): StandInInstallation | undefined {
  return app.installations.find(({ id }) => String(id) === variables['installation']);
}

function giveToken(call: StandInCall, app: StandInApp): StandInAnswer {
  const { state, standIn } = call;
  const installation = installationOf(call, app);
  if (installation === undefined) return refusal(404, 'Not Found');
  if (installation.isSuspended) return refusal(403, 'This installation has been suspended');
  const login = `${app.slug}[bot]`;
  const bot = state.people.find((person) => person.login === login) ?? standIn.addPerson({ login });
  const { permissions = {} } = detailsOf(state).get(app.id) ?? {};
  const expiresAt = new Date(state.clock.now().getTime() + tokenHours * 3_600_000);
  const token = standIn.addToken(bot, {
    value: `ghs_${state.nextId()}`,
    scopes: Object.entries(permissions).map(([name, level]) => `${name}:${String(level)}`),
    kind: 'installation',
    expiresAt,
  });
  token.own['repositories'] = () =>
    installation.repositories ?? state.repositories.filter(({ owner }) => owner === installation.owner);
  return {
    status: 201,
    json: { token: token.value, expires_at: momentEntry(expiresAt), permissions, repository_selection: 'all' },
  };
}

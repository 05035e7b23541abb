/** Registers an app of our own at a service, and connects the organisations that install it. */

import { Failure, type AppId, type NetworkSettings, type Secret } from '@branchline/domain';
import type { AppForm, AppInstallation, AppRegistration, RegisteredApp } from '../../ports/git-service/sign-in.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import { appSecretPlace, type AppRow } from '../../ports/store/apps.ts';
import type { SignIn } from '../../ports/store/sign-ins.ts';
import {
  beginSignIn,
  endInVain,
  installMinutes,
  keepPending,
  keptOf,
  takeSignIn,
  unknownState,
  type BrowserSignInDeps,
  type SignInOutcome,
} from './browser-sign-in.ts';
import { connectorNamed } from './connect.ts';
import { checkNetworkSettings } from './network-settings.ts';
import type { ServicePlace } from './oauth-party.ts';
import { ensureWebhookEndpoint, installationPlace, webhookAddress } from './webhook-endpoints.ts';

export interface NewApp {
  readonly connector: string;
  readonly settings: unknown;
  readonly network: NetworkSettings;
  readonly name: string;
  /** The organisation that will own it; undefined: the person who clicks. */
  readonly owner: string | undefined;
  readonly browser: string | undefined;
}

export interface StartedApp {
  readonly id: string;
  readonly form: AppForm;
  readonly browser: string;
}

/** @throws Failure `rejected` where there are no apps */
function registrationOf(connector: GitServiceConnector): AppRegistration {
  if (connector.app !== undefined) return connector.app;
  throw new Failure('rejected', 'git-service', `${connector.title} knows no apps that can be registered by a click.`);
}

/** The form that a page of ours posts to the service. @throws Failure `rejected` */
export async function startApp(deps: BrowserSignInDeps, wanted: NewApp): Promise<StartedApp> {
  const connector = connectorNamed(deps, wanted.connector);
  const network = checkNetworkSettings(wanted.network, deps.clock.now());
  const settings = connector.parseSettings(wanted.settings);
  const registration = registrationOf(connector);
  const endpoint = await ensureWebhookEndpoint(deps, installationPlace);
  let form: AppForm = { action: '', fields: {} };
  const way = { purpose: { kind: 'register-app' }, browser: wanted.browser, minutes: installMinutes } as const;
  const begun = await beginSignIn(
    deps,
    { connector, settings, network },
    {
      ...way,
      keeps: async (state) => {
        form = registration.form(settings, {
          name: wanted.name,
          url: deps.publicUrl,
          redirectUrl: `${deps.publicUrl}/apps/callback`,
          setupUrl: `${deps.publicUrl}/apps/setup`,
          webhookUrl: webhookAddress(deps.publicUrl, endpoint),
          owner: wanted.owner,
          state,
        });
        return JSON.stringify(form);
      },
    },
  );
  return { id: begun.id, form, browser: begun.browser };
}

/** The form of a registration that was begun. */
export function appFormOf(deps: Pick<BrowserSignInDeps, 'secretBox'>, signIn: SignIn): AppForm {
  return JSON.parse(keptOf(deps, signIn)) as AppForm;
}

/** Registered: the browser goes on to install it. */
export type RegistrationOutcome =
  | { readonly outcome: 'install'; readonly url: string; readonly browser: string }
  | Extract<SignInOutcome, { readonly outcome: 'refused' }>;

export interface AppCallback {
  readonly state: string | undefined;
  readonly code: string | undefined;
  readonly browser: string | undefined;
}

/** The service sent the browser back with a code for the app it has just made. */
export async function finishApp(deps: BrowserSignInDeps, callback: AppCallback): Promise<RegistrationOutcome> {
  const signIn = await takeSignIn(deps, callback.state, callback.browser);
  if (signIn?.purpose.kind !== 'register-app') return unknownState;
  const connector = connectorNamed(deps, signIn.connector);
  const { settings, network } = signIn;
  try {
    const registered = await registrationOf(connector).register(settings, network, callback.code ?? '');
    const app = await saveApp(deps, signIn, registered);
    return { outcome: 'install', ...(await startInstallation(deps, app, callback.browser)) };
  } catch (error) {
    return (await endInVain(deps, signIn, error)) as RegistrationOutcome;
  }
}

/** The app and its three secrets together, or nothing. */
async function saveApp(deps: BrowserSignInDeps, signIn: SignIn, registered: RegisteredApp): Promise<AppRow> {
  const { appId, slug, name, webUrl, privateKey, clientSecret, webhookSecret } = registered;
  const { connector, settings, network } = signIn;
  return deps.store.transaction(async (tables) => {
    const app = await tables.apps.add({ connector, settings, network, appId, slug, name, webUrl });
    const secrets = { 'private-key': privateKey, 'client-secret': clientSecret, 'webhook-secret': webhookSecret };
    for (const [secretName, secret] of Object.entries(secrets) as [keyof typeof secrets, Secret][]) {
      const sealed = deps.secretBox.seal(secret, appSecretPlace(app.id, secretName));
      await tables.apps.saveSealedSecret(app.id, secretName, sealed);
    }
    await tables.signIns.remove(signIn.id);
    return app;
  });
}

/** Where the browser goes to install the app in one more organisation. */
export async function startInstallation(
  deps: BrowserSignInDeps,
  app: AppRow,
  browser: string | undefined,
): Promise<{ readonly url: string; readonly browser: string }> {
  const { connector, settings, network } = placeOf(deps, app);
  const way = { purpose: { kind: 'new-integration' }, browser, minutes: installMinutes, appId: app.id } as const;
  const begun = await beginSignIn(deps, { connector, settings, network }, way);
  return { url: registrationOf(connector).installUrl(settings, app.slug, begun.state), browser: begun.browser };
}

function placeOf(deps: BrowserSignInDeps, { connector, settings, network }: AppRow): ServicePlace {
  return { connector: connectorNamed(deps, connector), settings, network };
}

export interface SetupCallback {
  readonly state: string | undefined;
  readonly installationId: string | undefined;
  /** `request`: the organisation's owner must still agree. */
  readonly action: string | undefined;
  readonly browser: string | undefined;
}

/** The browser comes from the installation. Its number may be anybody's, so the service is asked, as the app. */
export async function finishInstallation(deps: BrowserSignInDeps, callback: SetupCallback): Promise<SignInOutcome> {
  const signIn = await takeSignIn(deps, callback.state, callback.browser);
  const app = signIn?.appId === undefined ? undefined : await deps.store.apps.get(signIn.appId);
  if (signIn?.purpose.kind !== 'new-integration' || app === undefined) return unknownState;
  try {
    const place = placeOf(deps, app);
    if (callback.action === 'request' && callback.installationId === undefined) {
      const remedy = 'When they have, choose the organisation from the app’s installations.';
      throw new Failure(
        'rejected',
        'git-service',
        `An owner of the organisation must agree to the app first. ${remedy}`,
      );
    }
    const installed = await installationsOf(deps, app);
    const found = installed.find(({ installationId }) => installationId === callback.installationId);
    if (found === undefined || found.isSuspended) {
      const state = found === undefined ? 'is not installed there' : 'is suspended there';
      throw new Failure('rejected', 'git-service', `${place.connector.title} says that the app ${state}.`);
    }
    const { installationId } = found;
    return await keepPending(deps, signIn, place, { kind: 'app', app: app.id, installationId });
  } catch (error) {
    return endInVain(deps, signIn, error);
  }
}

/** Asked as the app itself. @throws Failure */
export async function installationsOf(deps: BrowserSignInDeps, app: AppRow): Promise<readonly AppInstallation[]> {
  const sealed = await deps.store.apps.sealedSecret(app.id, 'private-key');
  if (sealed === undefined) throw new Failure('unauthorized', 'git-service', 'The key of this app is not known here.');
  const privateKey = deps.secretBox.open(sealed, appSecretPlace(app.id, 'private-key'));
  const { connector, settings, network } = placeOf(deps, app);
  return registrationOf(connector).installations(settings, network, { appId: app.appId, privateKey });
}

/** False when there is none of that number. @throws Failure `conflict` while integrations use it */
export async function forgetApp({ store }: Pick<BrowserSignInDeps, 'store'>, id: AppId): Promise<boolean> {
  return store.transaction(async (tables) => {
    if ((await tables.apps.get(id)) === undefined) return false;
    const users = (await tables.integrations.list()).filter(({ appId }) => appId === id);
    if (users.length > 0) {
      const names = users.map(({ name }) => `"${name}"`).join(', ');
      throw new Failure('conflict', 'git-service', `${names} could no longer sign in. Disconnect them first.`);
    }
    if (await tables.apps.remove(id)) return true;
    const message = 'An integration that uses this app is being removed at this moment. Try again in a minute.';
    throw new Failure('conflict', 'git-service', message);
  });
}

/** The ways to become connected that lead through a browser: OAuth 2, and an app registered by a click. */

import type { AppCredential, NetworkSettings, Secret, ServicePerson, ServiceSettings } from '@branchline/domain';

/** What differs between services in OAuth 2's authorization code grant; the rest is the same for all. */
export interface OAuthProvider {
  endpoints(settings: ServiceSettings): OAuthEndpoints;
  /** For the service account: reading and webhooks. For a person: acting. */
  scopes(purpose: 'service-account' | 'person'): readonly string[];
  /** How the client proves itself at the token endpoint. */
  readonly clientAuthentication: 'body' | 'header';
  /** Added to the authorization address when somebody wants to choose another account; empty where there is no way. */
  readonly switchAccountParameters: Readonly<Record<string, string>>;
  /** The page where an administrator makes the client. */
  registrationUrl(settings: ServiceSettings): string;
}

/** Where OAuth 2 is spoken. */
export interface OAuthEndpoints {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
}

/** What is needed to register an app. */
export interface AppWish {
  /** At most 34 characters (GitHub's limit). */
  readonly name: string;
  /** Of our installation. */
  readonly url: string;
  /** Where the service sends the browser with the code. */
  readonly redirectUrl: string;
  /** Where it sends the browser after an installation. */
  readonly setupUrl: string;
  readonly webhookUrl: string;
  /** The organisation that will own it; undefined: the person who clicks. */
  readonly owner: string | undefined;
  /** Comes back with the code. */
  readonly state: string;
}

/** A registered app. */
export interface RegisteredApp {
  readonly appId: string;
  /** Names it in addresses. */
  readonly slug: string;
  readonly name: string;
  readonly webUrl: string;
  readonly clientSecret: Secret;
  readonly privateKey: Secret;
  readonly webhookSecret: Secret;
}

/** An organisation or person that has installed the app. */
export interface AppInstallation {
  readonly installationId: string;
  readonly account: ServicePerson;
  readonly isSuspended: boolean;
  /** The page where repositories are chosen and the app is removed. */
  readonly webUrl: string;
}

/** Registers an app of our own at the service. */
export interface AppRegistration {
  /** A form that the browser posts to the service: the person clicks once more there. */
  form(settings: ServiceSettings, wish: AppWish): AppForm;
  /** @throws Failure `not-found` when the code is wrong, used up or older than an hour */
  register(settings: ServiceSettings, network: NetworkSettings, code: string): Promise<RegisteredApp>;
  /** Where a person installs it in an organisation; `state` comes back to the setup address. */
  installUrl(settings: ServiceSettings, slug: string, state: string): string;
  /** Asked as the app itself. */
  installations(
    settings: ServiceSettings,
    network: NetworkSettings,
    app: Omit<AppCredential, 'kind' | 'installationId'>,
  ): Promise<readonly AppInstallation[]>;
}

/** A form that a page of ours posts to the service. */
export interface AppForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The whole program between a Jira and Git services, with people who sign in to pages: for what developers do in a day. */

import { createClient, type Client } from '@branchline/contract';
import { startJiraSandbox, type JiraSandbox, type SandboxIssue } from '@branchline/jira-sandbox';
import { loadContract } from '@branchline/jira-sandbox/contract';
import type { Page } from 'playwright-core';
import { actedServices, startActedPlace, tokenOf, type ActedPlace, type ActedService } from './acting-services.ts';
import { openBrowser, type OpenBrowser } from './browser.ts';
import { freePort } from './first-run-services.ts';
import { until } from './journey.ts';
import { contractFolder } from './start-test-jira.ts';
import { accessToken } from './test-server.ts';
import { startWholeProgram, type WholeProgram } from './whole-program.ts';

/** A Git service that is connected. */
export interface DevelopersPlace extends ActedPlace {
  readonly service: ActedService;
  readonly integrationId: number;
  /** Of `team/<service>`. */
  readonly repositoryId: number;
}

export interface DevelopersHouse {
  /** Where it is reached, without a slash at the end. */
  readonly url: string;
  readonly jira: JiraSandbox;
  readonly branchline: WholeProgram;
  readonly browser: OpenBrowser;
  /** The API for whoever set everything up. */
  readonly api: Client;
  /** @param id the connector's */
  place(id: string): DevelopersPlace;
  /** Which person somebody is here. */
  personOf(login: string): number;
  /** The house becomes a client of a service's OAuth. */
  openOAuth(id: string): Promise<void>;
  /** Somebody connects their account at a service by their token there. */
  connect(login: string, id: string): Promise<void>;
  close(): Promise<void>;
}

export interface DevelopersWish {
  /** Connectors' ids. */
  readonly services: readonly string[];
  /** Of project ABC, which may do everything, of SEE, which may only see, and of XYZ, which is not associated. */
  readonly issues: readonly SandboxIssue[];
  /** Logins here and at the services, and their account ids at Jira. */
  readonly people: readonly string[];
}

/** What everybody signs in with. */
export const developersPassword = 'a phrase of several words';

/** The pages are built already. Each service has a repository `team/<service>`, which is indexed when this resolves. */
export async function openDevelopersHouse({ services, issues, people }: DevelopersWish): Promise<DevelopersHouse> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const jira = await startJiraSandbox({
    contract: contractFolder === undefined ? undefined : loadContract(contractFolder),
    projects: ['ABC', 'SEE', 'XYZ'].map((key) => ({ key, name: `Project ${key}` })),
    issues,
    people: ['robot', ...people].map((login) => ({ accountId: login, name: login, email: `${login}@example.com` })),
  });
  const [branchline, browser, acted] = await Promise.all([
    startWholeProgram({
      BRANCHLINE_URL: url,
      BRANCHLINE_PORT: String(port),
      BRANCHLINE_ALLOW_PLAIN_HTTP: 'yes',
    }),
    openBrowser(),
    Promise.all(services.map((id) => startPlace(id, people))),
  ]);
  const api = createClient({ baseUrl: url, fetch: (to, init) => fetch(to, init), token: accessToken });
  await connectJira(api, jira);
  const personIds = new Map(
    await Promise.all(people.map(async (login) => [login, await addDeveloper(api, login)] as const)),
  );
  const places = new Map<string, DevelopersPlace>();
  for (const place of acted) places.set(place.service.id, await connectPlace(api, place));
  function place(id: string): DevelopersPlace {
    const found = places.get(id);
    if (found === undefined) throw new Error(`There is no ${id} here.`);
    return found;
  }
  const personOf = (login: string) => personIds.get(login) ?? 0;
  return {
    url,
    jira,
    branchline,
    browser,
    api,
    place,
    personOf,
    openOAuth: (id) => openOAuth(api, place(id), `${url}/oauth/callback`),
    async connect(login, id) {
      const { service, integrationId: integration } = place(id);
      const credential = { kind: 'token', token: tokenOf(service, login) } as const;
      await api.savePersonalConnection({
        params: { id: personOf(login), integration },
        body: { credential },
      });
    },
    async close() {
      await browser.close();
      await branchline.close();
      for (const { standIn } of places.values()) await standIn.close();
      await jira.stop();
      jira.expectNoViolations();
    },
  };
}

/** Fills in the page that somebody was led to, and waits until they are led away from it. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password').fill(developersPassword);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((now) => now.pathname !== '/sign-in');
}

async function startPlace(id: string, people: readonly string[]): Promise<ActedPlace & { service: ActedService }> {
  const service = actedServices.find((each) => each.id === id);
  if (service === undefined) throw new Error(`Nobody acts at ${id}.`);
  return { service, ...(await startActedPlace(service, people, `team/${id}`, { now: new Date() })) };
}

/** With an account that may ask what others may do. */
async function connectJira(api: Client, { siteUrl, url, clientId, clientSecret, scopedApiToken }: JiraSandbox) {
  const account = { kind: 'scoped-api-token', token: scopedApiToken } as const;
  await api.addJiraSite({ body: { name: 'Jira', siteUrl, apiUrl: url, clientId, clientSecret, account } });
}

/** A member with a password, known to be the account of Jira of the same name. @returns which person that is */
async function addDeveloper(api: Client, login: string): Promise<number> {
  const { id, link } = await api.addAccount({ body: { login, name: login, role: 'member' } });
  const token = new URL(link.url).hash.slice(1);
  await api.choosePassword({ params: { token }, body: { password: developersPassword } });
  const identity = { kind: 'jira-account', jiraSiteId: 1, accountId: login } as const;
  const person = await api.addPerson({ body: { identity } });
  const itself = { kind: 'own-account', accountId: id } as const;
  return (await api.joinPerson({ params: { id: person.id }, body: { identity: itself } })).id;
}

async function openOAuth(api: Client, { service, standIn }: DevelopersPlace, redirectUrl: string): Promise<void> {
  const client = { id: 'branchline', secret: 'secret of the client', name: 'Branchline', redirectUrls: [redirectUrl] };
  standIn.state.oauthClients.push(client);
  const known = { clientId: client.id, clientSecret: client.secret };
  await api.saveOAuthClient({
    body: { connector: service.id, settings: service.settingsFor(standIn.url), ...known },
  });
}

async function connectPlace(
  api: Client,
  place: ActedPlace & { readonly service: ActedService },
): Promise<DevelopersPlace> {
  const { service, standIn, repository } = place;
  const { id: integrationId } = await api.addIntegration({
    body: {
      connector: service.id,
      name: `Our ${service.id}`,
      settings: service.settingsFor(standIn.url),
      credential: { kind: 'token', token: service.token.value },
    },
  });
  const grants = { see: ['ABC', 'SEE'], 'create-branch': ['ABC'], 'create-pull-request': ['ABC'] };
  await api.saveAssociation({ params: { id: 1 }, body: { integrationId, repositoryId: null, grants } });
  let repositoryId = 0;
  await until(`team/${service.id} is indexed`, async () => {
    const { repositories } = await api.listRepositories({ query: { integration: integrationId } });
    repositoryId = repositories.find(({ state }) => state === 'up-to-date')?.id ?? 0;
    return repositoryId !== 0 && [...repository.hooks, ...repository.owner.hooks].length > 0;
  });
  return { ...place, integrationId, repositoryId };
}

/** What belongs to whoever asks, at the door: who they are known to be, their connections with Git services, mails. */

import { problemError, type ConnectablePlace as PlaceShape, type MyPerson } from '@branchline/contract';
import type { IntegrationId } from '@branchline/domain';
import { ownScopes } from '../../features/integrations/own-sign-in.ts';
import { refuseMissingRights } from '../../features/integrations/try-credential.ts';
import { sealCredential } from '../../features/integrations/stored-credential.ts';
import { joinByJiraCode, makeJiraCode, type OwnAccountDeps } from '../../features/people/own-account.ts';
import {
  knownPrincipal,
  listConnectablePlaces,
  meetPrincipal,
  type ConnectablePlace,
  type OwnConnectionsDeps,
} from '../../features/people/own-connections.ts';
import { personView } from '../../features/people/person-views.ts';
import {
  checkPersonalConnection,
  removePersonalConnection,
  savePersonalConnection,
} from '../../features/people/personal-connections.ts';
import type { Caller } from '../../ports/caller.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Handlers } from '../mount-routes.ts';
import { needsAccount, ownAccountOf } from '../own-account.ts';
import { presentConnection, presentIdentity } from '../present/people.ts';
import { invalidRequest, notFound } from '../problems.ts';
import type { PeopleHandlersDeps } from './people.ts';

export type ProfileHandlersDeps = PeopleHandlersDeps & OwnAccountDeps & OwnConnectionsDeps;

type ConnectionNames = 'listMyConnections' | 'saveMyConnection' | 'checkMyConnection' | 'removeMyConnection';
type Names = ConnectionNames | 'showMyPerson' | 'makeJiraCode' | 'joinWithJira' | 'showMyMails' | 'saveMyMails';

/** @param issueGate the process's one gate */
export function profileHandlers(deps: ProfileHandlersDeps, issueGate: IssueGate): Pick<Handlers, Names> {
  return { ...whoTheyAre(deps, issueGate), ...connections(deps, issueGate), ...mails(deps) };
}

function whoTheyAre(
  deps: ProfileHandlersDeps,
  issueGate: IssueGate,
): Pick<Handlers, 'showMyPerson' | 'makeJiraCode' | 'joinWithJira'> {
  return {
    showMyPerson: ({ caller }) => myPerson(deps, issueGate, caller),
    makeJiraCode: async ({ caller }) => {
      if (caller.principal.kind !== 'jira-user') throw onlyInsideJira();
      const { code, endsAt } = await makeJiraCode(deps, caller.principal);
      return { jiraCode: code, endsAt: endsAt.toISOString() };
    },
    joinWithJira: async ({ body, caller }) => {
      const account = await ownAccountOf(deps.store, caller);
      if ((await joinByJiraCode(deps, account, body.code)) === undefined) {
        throw invalidRequest(
          'Jira shows another code, or it was longer than ten minutes ago. Let Jira show a new one.',
        );
      }
      return myPerson(deps, issueGate, caller);
    },
  };
}

async function myPerson(deps: ProfileHandlersDeps, issueGate: IssueGate, caller: Caller): Promise<MyPerson> {
  if (caller.principal.kind === 'administrator') throw needsAccount();
  const known = await knownPrincipal(deps.store, caller.principal);
  const view = known && (await personView(deps, known.personId));
  const { accounts, because } = await issueGate.accountsAtJira(caller);
  const sites = await deps.store.jiraSites.list();
  const jiraAccounts = accounts.flatMap(({ jiraSiteId }) => {
    const site = sites.find(({ id }) => id === jiraSiteId);
    return site === undefined ? [] : [{ jiraSiteId, siteName: site.name, siteUrl: site.siteUrl }];
  });
  const identities = view?.person.identities.map((each) => presentIdentity(each, view.names)) ?? [];
  return { identities, jiraAccounts, problem: because ?? null };
}

function connections(deps: ProfileHandlersDeps, issueGate: IssueGate): Pick<Handlers, ConnectionNames> {
  const whole = { ...deps, sealCredential, refuseMissingRights };
  const places = async (caller: Caller) => {
    if (caller.principal.kind === 'administrator') throw needsAccount();
    return listConnectablePlaces(deps, caller.principal, await issueGate.repositoriesInSight(caller));
  };
  const knownPerson = async ({ principal }: Caller) => (await knownPrincipal(deps.store, principal))?.personId;
  return {
    listMyConnections: async ({ caller }) => ({
      places: await Promise.all((await places(caller)).map((place) => presentPlace(deps, place))),
    }),
    saveMyConnection: async ({ params, body, caller }) => {
      const { integration: integrationId } = params;
      if (!includes(await places(caller), integrationId)) throw notFound('integration');
      const anchor = await meetPrincipal(deps.store, caller.principal, deps.clock.now());
      if (anchor === undefined) throw needsAccount();
      const wish = { personId: anchor.personId, anchorId: anchor.id, integrationId, credential: body.credential };
      const saved = await savePersonalConnection(whole, { ...wish, by: caller.principal });
      if (saved === undefined) throw notFound('integration');
      const { personId, connection, warnings } = saved;
      return { ...presentConnection(connection), personId, warnings: [...warnings] };
    },
    checkMyConnection: async ({ params, caller }) => {
      const person = await knownPerson(caller);
      const checked = person && (await checkPersonalConnection(whole, person, params.integration));
      if (checked === undefined) throw notFound('connection');
      return presentConnection(checked);
    },
    removeMyConnection: async ({ params, caller }) => {
      const person = await knownPerson(caller);
      const removed = person && (await removePersonalConnection(whole, person, params.integration, caller.principal));
      if (removed !== true) throw notFound('connection');
    },
  };
}

function includes(places: readonly ConnectablePlace[], id: IntegrationId): boolean {
  return places.some(({ integration }) => integration.id === id);
}

async function presentPlace(deps: ProfileHandlersDeps, place: ConnectablePlace): Promise<PlaceShape> {
  const { integration, connector, service, connection } = place;
  const scopes = await ownScopes(deps, integration);
  const choosing = Object.keys(connector.oauth?.switchAccountParameters ?? {});
  const { ownTokens } = connector.accounts ?? {};
  return {
    integrationId: integration.id,
    name: integration.name,
    serviceTitle: connector.title,
    address: service,
    credentialKinds: connector.credentialKinds.filter((kind) => kind === 'token' || kind === 'user-and-password'),
    tokenPage: ownTokens?.page(integration.settings) ?? null,
    rights: ownTokens?.rights ?? null,
    oauth: scopes === undefined ? null : { scopes: [...scopes], mayChooseAccount: choosing.length > 0 },
    connection: connection === undefined ? null : presentConnection(connection),
  };
}

function mails(deps: ProfileHandlersDeps): Pick<Handlers, 'showMyMails' | 'saveMyMails'> {
  return {
    showMyMails: async ({ caller }) => {
      if (caller.principal.kind === 'administrator') throw needsAccount();
      const known = await knownPrincipal(deps.store, caller.principal);
      const refuses = known && (await deps.store.mails.refuses({ kind: 'person', personId: known.personId }));
      return { wanted: refuses !== true };
    },
    saveMyMails: async ({ body, caller }) => {
      const known = await meetPrincipal(deps.store, caller.principal, deps.clock.now());
      if (known === undefined) throw needsAccount();
      await deps.store.mails.setRefusal({ kind: 'person', personId: known.personId }, !body.wanted);
      return body;
    },
  };
}

function onlyInsideJira() {
  return problemError({
    type: 'forbidden',
    title: 'Only Jira shows this code',
    status: 403,
    detail: 'The code says that whoever sees it is signed in to Jira.',
    remedy:
      'Open Branchline among your personal settings in Jira, and enter the code it shows on your profile page here.',
  });
}

/** Connecting one's own account through a browser, at the door: setting out, and what became of it. */

import type { OwnSignIn } from '@branchline/contract';
import type { Integration } from '@branchline/domain';
import type { BrowserSignInDeps } from '../../features/integrations/browser-sign-in.ts';
import {
  confirmOwnSignIn,
  isOwner,
  ownWay,
  startOwnSignIn,
  type OwnSignInDeps,
  type OwnWay,
} from '../../features/integrations/own-sign-in.ts';
import { knownPrincipal, listConnectablePlaces } from '../../features/people/own-connections.ts';
import type { Caller } from '../../ports/caller.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import { keepOwnBy, type KeepOwnDeps } from '../keep-own.ts';
import type { Handlers } from '../mount-routes.ts';
import { needsAccount } from '../own-account.ts';
import { presentConnection } from '../present/people.ts';
import { invalidRequest, notFound } from '../problems.ts';
import { browserOf, setBrowserCookie } from '../sign-in-cookie.ts';

export interface OwnSignInHandlersDeps extends BrowserSignInDeps, KeepOwnDeps {
  readonly store: BrowserSignInDeps['store'];
  /** Cookies are for https only. */
  readonly secure: boolean;
}

/** @param issueGate the process's one gate */
export function ownSignInHandlers(
  given: OwnSignInHandlersDeps,
  issueGate: IssueGate,
): Pick<Handlers, 'startMyOAuth' | 'showMyOAuth' | 'confirmMyOAuth'> {
  const deps: OwnSignInDeps & OwnSignInHandlersDeps = { ...given, keepOwn: keepOwnBy(given) };
  return {
    startMyOAuth: async ({ params: { integration: integrationId }, body, caller, reply }) => {
      const { principal: owner } = caller;
      if (owner.kind === 'administrator') throw needsAccount();
      const places = await listConnectablePlaces(deps, owner, await issueGate.repositoriesInSight(caller));
      if (!places.some(({ integration }) => integration.id === integrationId)) throw notFound('integration');
      // Inside Jira there are no cookies of ours: the browser that opens the address is given one.
      const isInJira = owner.kind === 'jira-user';
      const browser = isInJira ? undefined : browserOf(reply.request);
      const { next, switchesAccount } = body;
      const started = await startOwnSignIn(deps, { integrationId, owner, next, switchesAccount, browser });
      if (started === undefined) throw notFound('integration');
      if (!isInJira) setBrowserCookie(reply, started.browser, deps);
      const { id, authorizationUrl } = started;
      const browserUrl = `${deps.publicUrl}/oauth/begin/${id}`;
      return { id, authorizationUrl: isInJira ? null : authorizationUrl, browserUrl };
    },
    showMyOAuth: async ({ params, caller }) => {
      const way = await wayOf(deps, params.id, caller);
      return present(deps, way.known, way.integration, caller);
    },
    confirmMyOAuth: async ({ params, body, caller }) => {
      const way = await wayOf(deps, params.id, caller);
      if (way.known.signIn.outcome?.kind !== 'code-needed') {
        throw invalidRequest('No code is asked for here at the moment. Connect again.');
      }
      if (!(await confirmOwnSignIn(deps, way.known, caller.principal, body.code))) {
        throw invalidRequest('The browser shows another code, and this one attempt is used up. Connect again.');
      }
      return present(deps, (await wayOf(deps, params.id, caller)).known, way.integration, caller);
    },
  };
}

/** What is not theirs is not there. */
async function wayOf(deps: OwnSignInHandlersDeps, id: string, { principal }: Caller) {
  const known = await ownWay(deps, id);
  const integration =
    known && isOwner(known, principal) ? await deps.store.integrations.get(known.purpose.integrationId) : undefined;
  if (known === undefined || integration === undefined) throw notFound('sign-in');
  return { known, integration };
}

async function present(
  { store }: OwnSignInHandlersDeps,
  { signIn, purpose }: OwnWay,
  { id: integrationId, name: integrationName }: Integration,
  { principal }: Caller,
): Promise<OwnSignIn> {
  const { id, outcome, expiresAt } = signIn;
  const person = outcome?.kind === 'connected' ? await knownPrincipal(store, principal) : undefined;
  const connection = person && (await store.personalConnections.get(person.personId, integrationId));
  return {
    id,
    integrationId,
    integrationName,
    state: outcome?.kind ?? 'under-way',
    because: outcome?.kind === 'refused' ? outcome.because : null,
    next: purpose.next ?? null,
    connection: connection === undefined ? null : presentConnection(connection),
    endsAt: expiresAt.toISOString(),
  };
}

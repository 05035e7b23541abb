/** As whom something is done at a Git service: under somebody's own token before anything else. */

import { Failure, type Principal, type ServicePerson } from '@branchline/domain';
import type { GitServiceConnection } from '../../ports/git-service.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { PersonalConnection } from '../../ports/store/personal-connections.ts';
import { connect } from '../integrations/connect.ts';
import type { ActedAs, ActingDeps, TokenNeeded } from './acting-deps.ts';
import { withoutRequest } from './told-by-service.ts';

/** As whom it would be done, as far as that is known without asking the service. */
export type PlannedActor =
  | { readonly kind: 'person'; readonly login: string }
  | { readonly kind: 'service-account'; readonly login: string | undefined }
  | { readonly kind: 'token-needed'; readonly because: string };

/** Somebody to do it. */
export interface Actor {
  readonly as: ActedAs;
  readonly connection: GitServiceConnection;
  /** Whose name it is to bear; undefined for the service account. */
  readonly account: ServicePerson | undefined;
}

/** Nothing is asked of the service. */
export async function plannedActor(
  deps: ActingDeps,
  principal: Principal,
  integration: IntegrationStanding,
): Promise<PlannedActor> {
  const own = await ownConnection(deps, principal, integration);
  if (own === undefined) {
    if (hasStandIn(integration)) return { kind: 'service-account', login: integration.account?.login };
    return { kind: 'token-needed', because: whyNeeded(principal, integration) };
  }
  const problem = problemOf(own, deps.clock.now());
  if (problem === undefined) return { kind: 'person', login: own.account.login };
  return { kind: 'token-needed', because: `${notTaken(integration)} ${problem}` };
}

async function ownConnection(
  { store, personOf }: ActingDeps,
  principal: Principal,
  { id }: IntegrationStanding,
): Promise<PersonalConnection | undefined> {
  const person = await personOf(principal);
  return person && store.personalConnections.get(person, id);
}

/** A token that somebody made ends when it says; one that came through a browser is renewed. */
function problemOf({ lastProblem, credentialKind, expiresAt }: PersonalConnection, now: Date): string | undefined {
  if (lastProblem !== undefined) return lastProblem;
  const hasEnded = credentialKind === 'token' && expiresAt !== undefined && expiresAt <= now;
  return hasEnded ? `It ended at ${expiresAt.toISOString().slice(0, 16).replace('T', ' ')}.` : undefined;
}

/**
 * Their own token goes before the service account's also where that may stand in.
 * @throws Failure when the service cannot be asked
 */
export async function actorFor(
  deps: ActingDeps,
  principal: Principal,
  integration: IntegrationStanding,
): Promise<Actor | TokenNeeded> {
  try {
    const own = await deps.ownAccess(principal, integration);
    if (own !== undefined) return { as: 'person', ...own };
  } catch (error) {
    if (error instanceof Failure && error.kind === 'unauthorized') {
      return tokenRefused(deps, principal, integration, error);
    }
    throw error;
  }
  if (hasStandIn(integration)) {
    return { as: 'service-account', connection: await connect(deps, integration, 'person'), account: undefined };
  }
  return { outcome: 'token-needed', integration, because: whyNeeded(principal, integration) };
}

/** Keeps in mind that the token does not work, so that it is asked for again before something else is tried. */
export async function tokenRefused(
  deps: ActingDeps,
  principal: Principal,
  integration: IntegrationStanding,
  failure: Failure,
): Promise<TokenNeeded> {
  const own = await ownConnection(deps, principal, integration);
  const said = withoutRequest(failure);
  if (own !== undefined) await deps.store.personalConnections.noteProblem(own, said);
  return { outcome: 'token-needed', integration, because: `${notTaken(integration)} ${said}` };
}

/** The service account may act for people, and there is one. */
function hasStandIn({ requiresPersonalToken, mode, credentialKind }: IntegrationStanding): boolean {
  return !requiresPersonalToken && mode === 'two-way' && credentialKind !== 'none';
}

function notTaken({ name }: IntegrationStanding): string {
  return `${name} does not take your token any more.`;
}

function whyNeeded(principal: Principal, { name }: IntegrationStanding): string {
  return principal.kind === 'administrator'
    ? `${name} takes changes only in somebody's own name, and the access token of this installation is nobody's.`
    : `${name} takes changes only in your own name, and you have not connected an account there yet.`;
}

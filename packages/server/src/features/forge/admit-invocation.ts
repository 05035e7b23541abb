/** Lets a request of Forge in: makes sure who calls and for which Jira site, and keeps the token it brings along. */

import type { JiraSiteId, Secret } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { ForgeInvocation, InvocationTokens } from '../../ports/forge.ts';
import { addCheckForgeJob } from '../../ports/forge-jobs.ts';
import type { Log } from '../../ports/log.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { ForgeInstallation } from '../../ports/store/forge-installations.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { forgeTokenPlace } from '../jira-sites/connect-jira.ts';

export interface AdmitInvocationDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly invocationTokens: InvocationTokens;
}

/** What a request of Forge brings along. */
export interface InvocationRequest {
  /** The bearer token; undefined when there is none. */
  readonly token: string | undefined;
  /** The app's own, for its work in the background. */
  readonly appToken: Secret | undefined;
  /** Whether it comes for the sake of that token, which is kept then unless it is the one we have. */
  readonly bringsToken: boolean;
  /** By which Atlassian's support finds the request. */
  readonly trace: string | undefined;
}

export type Admission =
  | { readonly outcome: 'admitted'; readonly site: JiraSiteRow; readonly invocation: ForgeInvocation }
  | { readonly outcome: 'refused' }
  /** Nobody can tell at the moment. */
  | { readonly outcome: 'unavailable' };

/** Atlassian's promise for tokens whose end cannot be read. */
const leastTokenMilliseconds = 2 * 3_600_000;
/** A token replaces the one that is kept when it lasts longer by as much. */
const worthKeepingMilliseconds = 5 * 60_000;
/** That Forge called is written down no more often. */
const seenMilliseconds = 60_000;

/** Whoever is refused learns nothing but that; the log says why. */
export async function admitInvocation(deps: AdmitInvocationDeps, request: InvocationRequest): Promise<Admission> {
  const refuse = (because: string): Admission => {
    deps.log.warn('a request at a door of Forge was refused', { because, trace: request.trace });
    return { outcome: 'refused' };
  };
  if (request.token === undefined) return refuse('It came without a token.');
  const appIds = await deps.store.forge.appIds();
  if (appIds.size === 0) return refuse('No Forge app is registered here.');
  const reading = await deps.invocationTokens.read(request.token, appIds);
  if (reading.kind === 'refused') return refuse(reading.because);
  if (reading.kind === 'unavailable') {
    deps.log.warn('a request at a door of Forge could not be judged', {
      because: reading.because,
      trace: request.trace,
    });
    return { outcome: 'unavailable' };
  }
  const { invocation } = reading;
  const id = await deps.store.forge.siteOf(invocation.appId, invocation.cloudId);
  const site = id === undefined ? undefined : await deps.store.jiraSites.get(id);
  if (site === undefined) return refuse('It comes from a Jira site for which its app is not registered.');
  const objection = await objectionTo(deps, site.id, invocation);
  if (objection !== undefined) return refuse(objection);
  await keepWhatCame(deps, site.id, request);
  return { outcome: 'admitted', site, invocation };
}

/**
 * Why this installation does not count; undefined for the one that does. A new one takes the place of one that is gone
 * for certain: of the same environment there is one at a time. Of two environments the one that came first counts.
 */
async function objectionTo(
  { store, clock }: AdmitInvocationDeps,
  id: JiraSiteId,
  { installationId, environment }: ForgeInvocation,
): Promise<string | undefined> {
  const standing = await store.forge.standing(id, installationId);
  if (standing === 'current') return undefined;
  if (standing === 'replaced') return 'It comes from an installation that was replaced by another.';
  const current = await store.forge.installation(id);
  if (current !== undefined && current.silent === undefined && current.environment !== environment) {
    return `The app is installed from its environments ${current.environment} and ${environment}; the first one counts.`;
  }
  await store.transaction(async (tables) => {
    const isNew = await tables.forge.bind(id, installationId, environment, clock.now());
    if (isNew) await addCheckForgeJob(tables.jobs, id);
  });
  return undefined;
}

/** Keeps the app's token when it is worth it, and that Forge called. */
export async function keepWhatCame(
  deps: AdmitInvocationDeps,
  id: JiraSiteId,
  { appToken: token, bringsToken }: Pick<InvocationRequest, 'appToken' | 'bringsToken'>,
): Promise<void> {
  const { store, clock, invocationTokens } = deps;
  const now = clock.now();
  const installation = await store.forge.installation(id);
  if (installation === undefined) return;
  const expiresAt = token && (invocationTokens.expiryOf(token) ?? new Date(now.getTime() + leastTokenMilliseconds));
  const isWorthKeeping =
    expiresAt !== undefined &&
    expiresAt > now &&
    (isNewer(expiresAt, installation) || (bringsToken && !(await isKept(deps, id, token))));
  const wasLongAgo = now.getTime() - installation.lastSeenAt.getTime() >= seenMilliseconds;
  if (!isWorthKeeping && !wasLongAgo) return;
  await store.transaction(async (tables) => {
    await tables.forge.noteSeen(id, now);
    if (token === undefined || !isWorthKeeping) return;
    await saveToken(deps, tables, installation, token, expiresAt);
  });
}

async function isKept(
  { store, secretBox }: AdmitInvocationDeps,
  id: JiraSiteId,
  token: Secret | undefined,
): Promise<boolean> {
  const sealed = await store.forge.sealedAppToken(id);
  return sealed !== undefined && secretBox.open(sealed, forgeTokenPlace(id)).reveal() === token?.reveal();
}

function isNewer(expiresAt: Date, { appTokenExpiresAt }: ForgeInstallation): boolean {
  const keptUntil = appTokenExpiresAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  return expiresAt.getTime() - keptUntil >= worthKeepingMilliseconds;
}

async function saveToken(
  { secretBox, clock }: AdmitInvocationDeps,
  tables: Tables,
  { jiraSiteId: id, appTokenExpiresAt, silent }: ForgeInstallation,
  token: Secret,
  expiresAt: Date,
): Promise<void> {
  await tables.forge.saveAppToken(id, secretBox.seal(token, forgeTokenPlace(id)), expiresAt);
  const wasAway = silent !== undefined || appTokenExpiresAt === undefined || appTokenExpiresAt <= clock.now();
  if (wasAway) await tables.forge.setGreeting(id, 'go-on');
  await addCheckForgeJob(tables.jobs, id);
}

/** Makes or repairs one webhook at a Git service, and writes down how it stands. */

import { Failure, type FailureKind, type Integration } from '@branchline/domain';
import type { WantedWebhook, WebhookSetup, WebhookTarget } from '../../ports/git-service/webhooks.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import type { WebhookRegistration } from '../../ports/store/webhook-registrations.ts';
import { placeOfTarget } from './webhook-targets.ts';

/** Where webhooks of one level call. */
export interface WebhookGoal extends WantedWebhook {
  readonly endpointId: number;
}

/** What is the same for all webhooks that are set up together. */
export interface WebhookRegistry {
  readonly store: Store;
  readonly log: Log;
  readonly integration: Integration;
  readonly setup: WebhookSetup;
  readonly now: Date;
  /** By place, as it was before. */
  readonly known: ReadonlyMap<string, WebhookRegistration>;
  /** The address and secret for a level; made when first asked for. */
  readonly goal: (level: WebhookTarget['level']) => Promise<WebhookGoal>;
}

const hour = 3_600_000;
/** Asked for daily, by a job that comes every hour. */
const freshMilliseconds = 20 * hour;
const failingMilliseconds = 0.9 * hour;
/** What was missed is asked for again hourly where one question covers many repositories, and with the daily check elsewhere. */
const resendMilliseconds = { app: 0.9 * hour, owner: 0.9 * hour, repository: freshMilliseconds } as const;

/** Our rights do not reach, or the service will have none of it: the next narrower level is tried. */
const refusals: ReadonlySet<FailureKind> = new Set(['forbidden', 'not-found', 'rejected', 'conflict']);

function isOlder(moment: Date | undefined, now: Date, milliseconds: number): boolean {
  return moment === undefined || now.getTime() - moment.getTime() > milliseconds;
}

function isDue({ now }: WebhookRegistry, before: WebhookRegistration | undefined, goal: WebhookGoal): boolean {
  if (before === undefined || before.url !== goal.url) return true;
  return isOlder(before.checkedAt, now, before.state === 'failing' ? failingMilliseconds : freshMilliseconds);
}

/** Only what goes wrong for good is remembered; anything else is thrown, and the job tries again. */
async function ask(
  registry: WebhookRegistry,
  target: WebhookTarget,
  { url, secret }: WebhookGoal,
  before: WebhookRegistration | undefined,
) {
  // A new secret leaves the registration unchecked.
  const isSame = before?.url === url && before.checkedAt !== undefined;
  const madeBefore = isSame ? before.remoteId : undefined;
  try {
    const { remoteId, state, reason } = await registry.setup.ensure(target, { url, secret, madeBefore });
    return { remoteId, state, reason };
  } catch (error) {
    if (!(error instanceof Failure) || !refusals.has(error.kind)) throw error;
    return { remoteId: undefined, state: 'refused', reason: error.message } as const;
  }
}

/** The address of the installation has changed: the webhook that calls the old one goes. */
async function removeOld({ setup, log }: WebhookRegistry, before: WebhookRegistration, goal: WebhookGoal) {
  if (before.url === goal.url || before.remoteId === undefined) return;
  try {
    await setup.remove(before.target, before.url);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log.warn('A webhook with an old address could not be removed.', { place: before.place, reason: error.message });
  }
}

/** Best effort: what cannot be had again is found by looking on schedule. */
async function resend(registry: WebhookRegistry, registration: WebhookRegistration): Promise<WebhookRegistration> {
  const { setup, now, log } = registry;
  const { target, url, workingAt, place } = registration;
  const since = registration.resentAt ?? workingAt;
  const isTime = isOlder(since, now, resendMilliseconds[target.level]);
  if (setup.resendMissed === undefined || since === undefined || !isTime) return registration;
  try {
    const count = await setup.resendMissed(target, url, since);
    if (count > 0) log.info('Missed webhooks were asked for again.', { place, count });
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'rate-limited' || error.kind === 'unauthorized') throw error;
    log.warn('Missed webhooks could not be asked for again.', { place, reason: error.message });
  }
  return { ...registration, resentAt: now };
}

/** True when webhooks of this target arrive, as far as the service knows. @throws Failure to be tried again later */
export async function registerWebhook(registry: WebhookRegistry, target: WebhookTarget): Promise<boolean> {
  const { store, integration, now, known } = registry;
  const place = placeOfTarget(target);
  const goal = await registry.goal(target.level);
  const before = known.get(place);
  let registration = before;
  if (registration === undefined || isDue(registry, before, goal)) {
    const standing = await ask(registry, target, goal, before);
    if (before !== undefined) await removeOld(registry, before, goal);
    const isMade = standing.state !== 'refused';
    const workingAt = isMade && standing.state !== 'failing' ? now : before?.workingAt;
    const { endpointId, url } = goal;
    const base = { integrationId: integration.id, place, target, endpointId, url, checkedAt: now, workingAt };
    registration = { ...base, ...standing, resentAt: before?.resentAt ?? (isMade ? before?.workingAt : undefined) };
    await store.webhookRegistrations.save(registration);
  }
  if (registration.state === 'refused') return false;
  const after = await resend(registry, registration);
  if (after !== registration) await store.webhookRegistrations.save(after);
  return true;
}

/** Makes, repairs and removes GitLab's webhooks, for a group with all its projects or for one project. */

import { Failure } from '@branchline/domain';
import { z } from 'zod';
import type {
  WantedWebhook,
  WebhookLevel,
  WebhookSetup,
  WebhookStanding,
  WebhookTarget,
} from '../../../ports/git-service/webhooks.ts';
import { GitlabMoment, pageSize, pathWith, projectPath, unlessMissing, type GitlabApi } from './api.ts';
import { signingTokenFrom } from './webhook-signature.ts';

export const GitlabHook = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  url: z.string(),
  /** `executable`, `temporarily_disabled`, `disabled`; servers older than 15.9 do not say. */
  alert_status: z.string().nullish(),
  disabled_until: GitlabMoment.nullish(),
});
type GitlabHook = z.infer<typeof GitlabHook>;

/** One attempt to deliver, of the last seven days. */
const Attempt = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  /** A number, or `internal error` when nobody answered. */
  response_status: z.union([z.number(), z.string()]).nullish().transform(String),
  request_headers: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});
type Attempt = z.infer<typeof Attempt>;

const Nothing = z.unknown();

/** https://docs.gitlab.com/api/project_webhooks/#list-all-events-for-a-project-webhook: at most 20 a page. */
const attemptsPerPage = 20;
/** Beyond so many the regular look at the repositories is sooner done. */
const mostAttempts = 1000;

/** As one account. What our account may not do, GitLab answers with 403 or 404. */
export function gitlabWebhookSetup(api: GitlabApi): WebhookSetup {
  return {
    levels: ['owner', 'repository'],
    ensure: (target, wanted) => ensure(api, target, wanted),
    async remove(target, url) {
      const path = hooksPath(target);
      for (const { id } of await hooksAt(api, path, url)) await removeHook(api, path, id);
    },
    resendMissed: (target, url, since) => resendMissed(api, target, url, since),
  };
}

function hooksPath(target: WebhookTarget): string {
  if (target.level === 'repository') return `${projectPath(target.repository)}/hooks`;
  if (target.level === 'owner') return `/groups/${encodeURIComponent(target.owner)}/hooks`;
  throw new Failure('rejected', 'git-service', 'GitLab has no apps that could have a webhook.');
}

/** Ours, by its address. */
async function hooksAt(api: GitlabApi, path: string, url: string): Promise<readonly GitlabHook[]> {
  const all = await api.list(pathWith(path, { per_page: String(pageSize) }), GitlabHook);
  return all.filter((hook) => hook.url === url);
}

async function removeHook(api: GitlabApi, path: string, id: string): Promise<void> {
  await unlessMissing(api.send('DELETE', `${path}/${encodeURIComponent(id)}`, undefined, Nothing));
}

async function ensure(api: GitlabApi, target: WebhookTarget, wanted: WantedWebhook): Promise<WebhookStanding> {
  const path = hooksPath(target);
  const [ours, ...surplus] = await hooksAt(api, path, wanted.url);
  for (const { id } of surplus) await removeHook(api, path, id);
  if (ours === undefined) {
    // Somebody who has switched this off later had a reason: it is set once only.
    const made = { ...hookFrom(target, wanted), enable_ssl_verification: true };
    return standingOf(await api.send('POST', path, made, GitlabHook), undefined);
  }
  // GitLab never tells a secret, so it is always set again.
  const place = `${path}/${encodeURIComponent(ours.id)}`;
  const repaired = await api.send('PUT', place, hookFrom(target, wanted), GitlabHook);
  const hook = isSwitchedOff(repaired) ? await revive(api, place, repaired) : repaired;
  return standingOf(hook, await lastAttempt(api, place));
}

/** The secret goes out both ways: servers before 19 know the plain token only, and ignore the other. */
function hookFrom(target: WebhookTarget, { url, secret }: WantedWebhook): Readonly<Record<string, unknown>> {
  return {
    url,
    token: secret.reveal(),
    signing_token: signingTokenFrom(secret),
    push_events: true,
    tag_push_events: true,
    merge_requests_events: true,
    note_events: true,
    issues_events: false,
    confidential_issues_events: false,
    confidential_note_events: false,
    job_events: false,
    pipeline_events: false,
    wiki_page_events: false,
    deployment_events: false,
    releases_events: false,
    branch_filter_strategy: 'all_branches',
    push_events_branch_filter: '',
    custom_webhook_template: '',
    ...(target.level === 'owner' ? { project_events: true, subgroup_events: true } : {}),
  };
}

function isSwitchedOff({ alert_status: status }: GitlabHook): boolean {
  return typeof status === 'string' && status !== 'executable';
}

/** A delivery that arrives switches it on again; a push as a trial does no harm: it makes us look once. */
async function revive(api: GitlabApi, place: string, hook: GitlabHook): Promise<GitlabHook> {
  try {
    await api.send('POST', `${place}/test/push_events`, undefined, Nothing);
  } catch (failure) {
    // 422: our address did not answer well, or nothing was ever pushed; 429: five trials a minute are allowed.
    if (!(failure instanceof Failure)) throw failure;
    return hook;
  }
  return api.get(place, GitlabHook);
}

/** The newest; undefined when there was none, or the server is too old to tell. */
async function lastAttempt(api: GitlabApi, place: string): Promise<Attempt | undefined> {
  const newest = await unlessMissing(api.page(pathWith(`${place}/events`, { per_page: '1' }), Attempt));
  return newest?.items[0];
}

function arrived({ response_status: status }: Attempt): boolean {
  return /^2\d\d$/.test(status);
}

function standingOf(hook: GitlabHook, last: Attempt | undefined): WebhookStanding {
  const remoteId = hook.id;
  if (isSwitchedOff(hook)) {
    const until = hook.disabled_until?.toISOString().slice(0, 16).replace('T', ' ');
    const reason =
      until === undefined
        ? 'GitLab has switched it off after too many failures. Send it a test event in GitLab to switch it on again.'
        : `GitLab has switched it off until ${until} UTC because deliveries failed.`;
    return { remoteId, state: 'failing', reason };
  }
  if (last === undefined) return { remoteId, state: 'untried', reason: undefined };
  if (arrived(last)) return { remoteId, state: 'working', reason: undefined };
  const answer = /^\d+$/.test(last.response_status)
    ? `our address answered ${last.response_status}`
    : 'nobody answered';
  return { remoteId, state: 'failing', reason: `At GitLab's last attempt ${answer}.` };
}

/** Oldest first, as they happened; how many were asked for. */
async function resendMissed(api: GitlabApi, target: WebhookTarget, url: string, since: Date): Promise<number> {
  const path = hooksPath(target);
  const missed: string[] = [];
  for (const { id } of await hooksAt(api, path, url)) {
    const events = `${path}/${encodeURIComponent(id)}/events`;
    const attempts = await api.list(pathWith(events, { per_page: String(attemptsPerPage) }), Attempt, mostAttempts);
    missed.unshift(
      ...missedAmong(attempts, since).map((attempt) => `${events}/${encodeURIComponent(attempt.id)}/resend`),
    );
  }
  return resend(api, missed.toReversed());
}

async function resend(api: GitlabApi, paths: readonly string[]): Promise<number> {
  let count = 0;
  for (const path of paths) {
    try {
      await api.send('POST', path, undefined, Nothing);
      count += 1;
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      // Five a minute are allowed. What is left is found when the repository is looked at by the clock.
      if (failure.kind === 'rate-limited' && count > 0) return count;
      // One may fail again, as it did; the others may not.
      if (failure.kind !== 'rejected') throw failure;
    }
  }
  return count;
}

/** Newest first, as GitLab lists them: those never taken, each delivery once however often it was tried. */
function missedAmong(attempts: readonly Attempt[], since: Date): readonly Attempt[] {
  const settled = new Set(attempts.filter(arrived).map(deliveryOf));
  return attempts.filter((attempt) => {
    const delivery = deliveryOf(attempt);
    const isMissed = !settled.has(delivery) && isSince(attempt, since);
    settled.add(delivery);
    return isMissed;
  });
}

/** All attempts of one delivery share a key; servers before 17.4 have none. */
function deliveryOf(attempt: Attempt): string {
  return headerOf(attempt, 'idempotency-key') ?? `attempt ${attempt.id}`;
}

/** When it was tried is told since GitLab 19, beside the signature. */
function isSince(attempt: Attempt, since: Date): boolean {
  const seconds = headerOf(attempt, 'webhook-timestamp');
  return seconds === undefined || !/^\d{1,12}$/.test(seconds) || Number(seconds) * 1000 >= since.getTime();
}

function headerOf(attempt: Attempt, name: string): string | undefined {
  const found = Object.entries(attempt.request_headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return typeof found?.[1] === 'string' && found[1] !== '' ? found[1] : undefined;
}

/** What a person does where our account may not. */
export function stepsByHand(level: WebhookLevel): readonly string[] {
  const place =
    level === 'app'
      ? 'In GitLab, as an administrator, open Admin → System hooks and choose "Add new webhook". It serves all projects of the server.'
      : level === 'owner'
        ? 'In GitLab, as an owner, open the group and then Settings → Webhooks, and choose "Add new webhook". This needs the Premium tier.'
        : 'In GitLab, as a maintainer, open the project and then Settings → Webhooks, and choose "Add new webhook".';
  const events =
    level === 'app'
      ? 'Tick "Repository update events", "Push events", "Tag push events" and "Merge request events".'
      : 'Tick "Push events" for all branches, "Tag push events", "Comments" and "Merge request events".';
  return [
    place,
    'Paste the address into "URL".',
    'Paste the secret into "Secret token", and leave "Signing token" empty: GitLab would sign with a key of its own.',
    events,
    'Leave "Enable SSL verification" ticked, unless our certificate is one that GitLab does not know.',
    'On a server of your own, an administrator must allow our address under Admin → Settings → Network → Outbound requests.',
    'Choose "Add webhook". Then choose Test → Push events: GitLab must say that the hook was executed with HTTP 202.',
  ];
}

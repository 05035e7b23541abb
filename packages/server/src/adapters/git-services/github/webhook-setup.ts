/** Makes, repairs and removes GitHub's webhooks, and asks for what we missed; or says how to make one by hand. */

import { Failure, type ServiceSettings } from '@branchline/domain';
import { z } from 'zod';
import type {
  WantedWebhook,
  WebhookLevel,
  WebhookSetup,
  WebhookStanding,
  WebhookTarget,
} from '../../../ports/git-service/webhooks.ts';
import { DeliveryEntry, encodePath, HookEntry, pageSize, repositoryPath, Whatever, type GitHubApi } from './api.ts';

/** What of repositories and organisations leads to a look. */
const hookEvents: readonly string[] = [
  'create',
  'delete',
  'issue_comment',
  'meta',
  'public',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'repository',
];

/** The same for our app: only what its permissions allow; news of installations comes unasked. */
export const appEvents: readonly string[] = [
  'create',
  'delete',
  'public',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'repository',
];

/** Deliveries that are read through for what was missed: GitHub keeps them three days ("Handling failed deliveries"). */
const mostDeliveryPages = 50;
/** Enough to see whether a webhook works. */
const glanceSize = 10;

const AppEntry = z.object({ events: z.array(z.string()), html_url: z.string() });
const AppHook = z.object({ url: z.string().nullish() });

/** For tokens: webhooks of organisations and repositories. */
export function hookSetup(api: GitHubApi): WebhookSetup {
  return {
    levels: ['owner', 'repository'],
    async ensure(target, wanted) {
      const place = placeOf(target);
      const [ours, ...doubles] = await hooksAt(api, place, wanted.url);
      for (const double of doubles) await removeHook(api, place, double);
      if (ours === undefined) return makeOrFind(api, place, wanted);
      return setRight(api, place, ours, wanted);
    },
    async remove(target, url) {
      const place = placeOf(target);
      for (const hook of await hooksAt(api, place, url)) await removeHook(api, place, hook);
    },
    async resendMissed(target, url, since) {
      const place = placeOf(target);
      const [hook] = await hooksAt(api, place, url);
      return hook === undefined ? 0 : resendMissed(api, `${place}/${hook.id}/deliveries`, since);
    },
  };
}

/** For apps: the one webhook of the app. `api` speaks as the app itself. */
export function appHookSetup(api: GitHubApi): WebhookSetup {
  return {
    levels: ['app'],
    async ensure(target, wanted) {
      refuseOtherThanApp(target);
      await api.send('PATCH', '/app/hook/config', {
        json: configFrom(wanted),
        secrets: [wanted.secret],
        answer: AppHook,
      });
      const app = await api.get('/app', AppEntry);
      const missing = appEvents.filter((event) => !app.events.includes(event));
      if (missing.length === 0) return { remoteId: 'app', ...(await lastOf(api, '/app/hook/deliveries')) };
      const reason = `The app is not told of ${missing.join(', ')}. Its owner can tick these events in the app's settings (${app.html_url}).`;
      return { remoteId: 'app', state: 'failing', reason };
    },
    async remove(target, url) {
      refuseOtherThanApp(target);
      const hook = await api.find('/app/hook/config', AppHook);
      if (hook?.url !== url) return;
      const remedy = 'Uninstall or delete the app at GitHub, in the settings of its owner under "GitHub Apps".';
      throw new Failure('rejected', 'git-service', `GitHub takes an app's webhook away only with the app. ${remedy}`);
    },
    async resendMissed(target, url, since) {
      refuseOtherThanApp(target);
      const hook = await api.get('/app/hook/config', AppHook);
      return hook.url === url ? resendMissed(api, '/app/hook/deliveries', since) : 0;
    },
  };
}

function refuseOtherThanApp(target: WebhookTarget): void {
  if (target.level === 'app') return;
  throw new Failure('rejected', 'git-service', 'An app has one webhook for all its repositories, and makes no others.');
}

function placeOf(target: WebhookTarget): string {
  if (target.level === 'owner') return `/orgs/${encodePath(target.owner)}/hooks`;
  if (target.level === 'repository') return repositoryPath(target.repository.name, '/hooks');
  throw new Failure('rejected', 'git-service', 'Only an app has a webhook of its own; a token makes them elsewhere.');
}

async function hooksAt(api: GitHubApi, place: string, url: string): Promise<readonly HookEntry[]> {
  const hooks = await api.all(`${place}?per_page=${pageSize}`, z.array(HookEntry));
  return hooks.filter(({ config }) => config.url === url);
}

/** GitHub never tells a secret, so it is set each time. */
function configFrom({ url, secret }: WantedWebhook): Readonly<Record<string, string>> {
  return { url, content_type: 'json', secret: secret.reveal(), insecure_ssl: '0' };
}

/** Somebody may have made it since we looked. */
async function makeOrFind(api: GitHubApi, place: string, wanted: WantedWebhook): Promise<WebhookStanding> {
  try {
    return await makeHook(api, place, wanted);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'conflict') throw error;
    const [found] = await hooksAt(api, place, wanted.url);
    if (found === undefined) throw error;
    return setRight(api, place, found, wanted);
  }
}

async function setRight(
  api: GitHubApi,
  place: string,
  { id }: HookEntry,
  wanted: WantedWebhook,
): Promise<WebhookStanding> {
  const json = { active: true, events: hookEvents, config: configFrom(wanted) };
  const secrets = [wanted.secret];
  const kept = await api.send('PATCH', `${place}/${id}`, { json, secrets, answer: HookEntry });
  return standingOf(api, place, kept);
}

async function makeHook(api: GitHubApi, place: string, wanted: WantedWebhook): Promise<WebhookStanding> {
  const json = { name: 'web', active: true, events: hookEvents, config: configFrom(wanted) };
  const made = await api.send('POST', place, { json, secrets: [wanted.secret], answer: HookEntry });
  return { remoteId: String(made.id), state: 'untried', reason: undefined };
}

async function removeHook(api: GitHubApi, place: string, { id }: HookEntry): Promise<void> {
  try {
    await api.send('DELETE', `${place}/${id}`, { answer: Whatever });
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
  }
}

async function standingOf(api: GitHubApi, place: string, hook: HookEntry): Promise<WebhookStanding> {
  const remoteId = String(hook.id);
  // Webhooks of organisations do not say how they fare.
  if (!hook.last_response) return { remoteId, ...(await lastOf(api, `${place}/${hook.id}/deliveries`)) };
  const { code, message } = hook.last_response;
  return { remoteId, ...stateFrom(code ?? undefined, message ?? undefined) };
}

async function lastOf(api: GitHubApi, deliveries: string): Promise<Omit<WebhookStanding, 'remoteId'>> {
  const page = await api.page(`${deliveries}?per_page=${glanceSize}`, z.array(DeliveryEntry));
  const [last] = page?.answer ?? [];
  return last === undefined ? stateFrom(undefined, undefined) : stateFrom(last.status_code, last.status);
}

function stateFrom(code: number | undefined, message: string | undefined): Omit<WebhookStanding, 'remoteId'> {
  if (code === undefined) return { state: 'untried', reason: undefined };
  if (code >= 200 && code <= 299) return { state: 'working', reason: undefined };
  const answered = code === 0 ? 'GitHub got no answer from us' : `GitHub got the answer ${code} from us`;
  const said = message === undefined || message === '' ? '' : ` and notes "${message}"`;
  return { state: 'failing', reason: `At its last attempt ${answered}${said}.` };
}

/** Newest first; a delivery is missed when none of its attempts, which share a guid, was taken. */
async function resendMissed(api: GitHubApi, deliveries: string, since: Date): Promise<number> {
  const missed = new Map<string, number>();
  const taken = new Set<string>();
  let next: string | undefined = `${deliveries}?per_page=${pageSize}`;
  for (let read = 0; next !== undefined && read < mostDeliveryPages; read += 1) {
    const page: { answer: DeliveryEntry[]; next: string | undefined } | undefined = await api.page(
      next,
      z.array(DeliveryEntry),
    );
    const recent: readonly DeliveryEntry[] = (page?.answer ?? []).filter(({ delivered_at: at }) => at >= since);
    for (const { guid, id, status_code: code, event } of recent) {
      if (code >= 200 && code <= 299) taken.add(guid);
      else if (event !== 'ping' && Number.isSafeInteger(id) && !missed.has(guid)) missed.set(guid, id);
    }
    next = recent.length < (page?.answer.length ?? 0) ? undefined : page?.next;
  }
  const wanted = [...missed].filter(([guid]) => !taken.has(guid));
  for (const [, id] of wanted) await api.send('POST', `${deliveries}/${id}/attempts`, { answer: Whatever });
  return wanted.length;
}

/** In the words of GitHub's pages. */
export function manualSteps(settings: ServiceSettings, level: WebhookLevel): readonly string[] {
  const { url = '' } = settings as { readonly url?: string };
  if (level === 'app') {
    return [
      `Open the app's settings at ${url}/settings/apps (or in the settings of the organisation that owns it).`,
      'Under "Webhook", tick "Active", paste the address into "Webhook URL" and the secret into "Secret".',
      `Under "Permissions & events", tick these events: ${appEvents.join(', ')}.`,
      'Choose "Save changes".',
    ];
  }
  const where =
    level === 'owner'
      ? 'Open the organisation on GitHub, then "Settings", then "Webhooks". Only its owners see that page.'
      : 'Open the repository on GitHub, then "Settings", then "Webhooks". Only its administrators see that page.';
  return [
    where,
    'Choose "Add webhook", paste the address into "Payload URL" and the secret into "Secret".',
    'Choose "application/json" as "Content type" and leave "SSL verification" enabled.',
    'Choose "Let me select individual events" and tick: Branch or tag creation, Branch or tag deletion, Issue comments, Pull requests, Pull request reviews, Pull request review comments, Pushes, Repositories, Visibility changes.',
    'Leave "Active" ticked and choose "Add webhook". GitHub sends a ping at once.',
  ];
}

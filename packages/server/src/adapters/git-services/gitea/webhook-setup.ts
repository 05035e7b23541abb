/** Makes webhooks at Gitea and Forgejo. */

import { Failure, type CredentialKind } from '@branchline/domain';
import { z } from 'zod';
import type {
  WantedWebhook,
  WebhookSetup,
  WebhookStanding,
  WebhookTarget,
} from '../../../ports/git-service/webhooks.ts';
import { anything, type FamilyApi } from './api.ts';
import type { FamilyFacts } from './facts.ts';
import { repositoryPath } from './repositories.ts';
import { Person } from './shapes.ts';
import { webhookEvents } from './webhook-events.ts';

const Hook = z.object({
  id: z.number(),
  active: z.boolean().nullish(),
  events: z.array(z.string()).nullish(),
  config: z.object({ url: z.string().nullish() }).nullish(),
});
type Hook = z.infer<typeof Hook>;

export function webhookSetup(api: FamilyApi, facts: FamilyFacts, kind: CredentialKind): WebhookSetup {
  return {
    // Webhooks of an organisation need a scope for which we do not ask when people sign in, see sign-in.ts.
    levels: kind === 'oauth' ? ['repository'] : ['owner', 'repository'],
    ensure: (target, wanted) => ensure(api, facts, target, wanted),
    async remove(target, url) {
      const place = await placeOf(api, target);
      await removeHooks(api, place, await hooksTo(api, place, url));
    },
  };
}

/**
 * The service never tells a webhook's secret, and changing a webhook leaves its secret as it was (tried with Gitea 1.22
 * and 1.26, and with Forgejo 10). So unless it is the one we made with this secret, whether ours is still right can only be
 * made sure of by making it anew; the old one goes afterwards, so that no delivery is missed.
 */
async function ensure(
  api: FamilyApi,
  facts: FamilyFacts,
  target: WebhookTarget,
  { url, secret, madeBefore }: WantedWebhook,
): Promise<WebhookStanding> {
  const place = await placeOf(api, target);
  const old = await hooksTo(api, place, url);
  const kept = old.find((hook) => String(hook.id) === madeBefore && isAsWanted(hook));
  if (kept !== undefined) {
    await removeHooks(
      api,
      place,
      old.filter((hook) => hook !== kept),
    );
    return { remoteId: String(kept.id), state: 'untried', reason: undefined };
  }
  const json = {
    type: facts.hookType,
    active: true,
    events: webhookEvents.map(({ name }) => name),
    config: { url, content_type: 'json', secret: secret.reveal() },
  };
  const made = await api.send('POST', place, json, { answer: Hook, repeatable: false, secrets: [secret] });
  await removeHooks(api, place, old);
  // The API does not say how deliveries went.
  return { remoteId: String(made.id), state: 'untried', reason: undefined };
}

/** A word of the API may come back as several that begin with it: `pull_request_review_approved` (seen at Gitea 1.26). */
function isAsWanted({ active, events }: Hook): boolean {
  return (
    active === true &&
    webhookEvents.every(({ name }) => events?.some((event) => event === name || event.startsWith(`${name}_`)) === true)
  );
}

async function hooksTo(api: FamilyApi, place: string, url: string): Promise<readonly Hook[]> {
  const hooks = await api.list(place, Hook);
  return hooks.filter(({ config }) => config?.url === url);
}

async function removeHooks(api: FamilyApi, place: string, hooks: readonly Hook[]): Promise<void> {
  for (const { id } of hooks) {
    // Somebody may have been faster.
    await api.drop(`${place}/${id}`);
  }
}

/** The list of webhooks to look at and add to. @throws Failure `forbidden` for another person's own space */
async function placeOf(api: FamilyApi, target: WebhookTarget): Promise<string> {
  if (target.level === 'repository') return `${repositoryPath(target.repository)}/hooks`;
  if (target.level !== 'owner') {
    throw new Failure('rejected', 'git-service', 'This service knows no apps, so there is no webhook of an app.');
  }
  const owner = encodeURIComponent(target.owner);
  if ((await api.find(`/orgs/${owner}`, anything)) !== undefined) return `/orgs/${owner}/hooks`;
  const me = await api.get('/user', Person);
  if (me.login.toLowerCase() === target.owner.toLowerCase()) return '/user/hooks';
  const message = `"${target.owner}" is another person, or an organisation that our account cannot see.`;
  throw new Failure('forbidden', 'git-service', `${message} Make a webhook for each repository instead.`);
}

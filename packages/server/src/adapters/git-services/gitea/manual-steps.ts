/** How a person makes a webhook on the pages of Gitea or Forgejo. */

import type { ServiceSettings } from '@branchline/domain';
import type { WebhookLevel } from '../../../ports/git-service/webhooks.ts';
import type { FamilyFacts } from './facts.ts';
import { webhookEvents } from './webhook-events.ts';
import type { FamilySettings } from './settings.ts';

export function manualSteps(facts: FamilyFacts, settings: ServiceSettings, level: WebhookLevel): readonly string[] {
  const { url } = settings as FamilySettings;
  const place = facts.hookMenu[level === 'repository' ? 'repository' : 'owner'];
  return [
    `At ${url}, open ${place}.`,
    `Click "Add webhook" and choose "${facts.title}".`,
    'Copy the address into "Target URL", leave "HTTP method" at POST, and choose "application/json" as "Content type".',
    'Copy the secret into "Secret".',
    `Under "Trigger on", choose "Custom events" and tick ${webhookEvents.map(({ label }) => `"${label}"`).join(', ')}.`,
    'Leave "Branch filter" at "*" and "Active" ticked, and click "Add webhook".',
    'If deliveries fail with "webhook can only call allowed HTTP servers", ask the server’s administrator to add this address to ALLOWED_HOST_LIST in the section [webhook].',
  ];
}

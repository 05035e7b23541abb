/** Tells by mail, once a day, what needs somebody: those whom the administrator named, and what they want to hear of. */

import { Failure, type AlertKind, type IntegrationId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail } from '../../ports/mail.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';

export interface MailAlertsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined where no mail server was named. */
  readonly mail: Mail | undefined;
  readonly publicUrl: string;
  /** Whole sentences about an integration's credential that somebody should see to. */
  readonly warningsOf: (integration: IntegrationStanding, now: Date) => readonly string[];
}

/** What is said of one integration: sentences, each of a kind. */
type Finding = readonly [AlertKind, string];

/** Integrations that a mail names; the page shows all. */
const namedInMail = 50;

/** One mail for each recipient; none when nothing needs anybody. What the mail server does not take is in the log. */
export async function mailAlerts(deps: MailAlertsDeps): Promise<void> {
  const { store, mail, log, publicUrl } = deps;
  const settings = (await store.settings.installation()).mail;
  if (mail === undefined || settings.alertsTo.length === 0 || settings.alerts.length === 0) return;
  const places = await findings(deps, settings.alerts);
  if (places.length === 0) return;
  const count = places.length === 1 ? 'One integration needs' : `${places.length} integrations need`;
  const more = places.length > namedInMail ? [`And ${places.length - namedInMail} more.`, ''] : [];
  const lines = places
    .slice(0, namedInMail)
    .flatMap(({ name, words }) => [name, ...words.map((each) => `  ${each}`), '']);
  const text = [
    `${count} you.`,
    '',
    ...lines,
    ...more,
    `See to it: ${publicUrl}/`,
    `Change whom this is sent to: ${publicUrl}/settings/mail`,
  ];
  for (const to of settings.alertsTo) {
    try {
      await mail.send({ to, subject: `Branchline: ${count.toLowerCase()} you`, text: text.join('\n') });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log.warn('A mail about what needs somebody was not taken.', { reason: error.message });
    }
  }
}

async function findings(
  { store, clock, warningsOf }: MailAlertsDeps,
  wanted: readonly AlertKind[],
): Promise<readonly { readonly name: string; readonly words: readonly string[] }[]> {
  const failed = await failedRepositories(store);
  const now = clock.now();
  const all = (await store.integrations.list()).map((integration) => {
    const count = failed.get(integration.id) ?? 0;
    const found: readonly Finding[] = [
      ...(integration.pausedBecause === undefined
        ? []
        : [['paused-integrations', `It is paused: ${integration.pausedBecause}`] as const]),
      ...(count === 0
        ? []
        : [
            [
              'failed-repositories',
              `${count === 1 ? '1 repository' : `${count} repositories`} could not be indexed.`,
            ] as const,
          ]),
      ...warningsOf(integration, now).map((words): Finding => ['expiring-credentials', words]),
    ];
    return { name: integration.name, words: found.filter(([kind]) => wanted.includes(kind)).map(([, words]) => words) };
  });
  return all.filter(({ words }) => words.length > 0);
}

async function failedRepositories(store: Tables): Promise<ReadonlyMap<IntegrationId, number>> {
  const counts = await store.repositories.counts();
  return new Map([...counts].map(([id, { failed }]) => [id, failed]));
}

/** Checks what is connected: Jira sites, integrations, their webhooks, mail, and everybody's clocks. */

import type { Integration } from '@branchline/domain';
import type { HeardClocks } from '../../ports/machine.ts';
import type { JiraFinding } from '../../ports/jira-site.ts';
import type { Store } from '../../ports/store.ts';
import type { WebhookFigures } from '../../ports/store/figures.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { broken, brokenBy, counted, look, spanInWords, well, type Finding } from './finding.ts';

export interface CheckServicesDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly heardClocks: HeardClocks;
  /** Connects to the mail server and proves who we are, without sending; undefined when no mails are sent. */
  readonly checkMail: (() => Promise<void>) | undefined;
}

const day = 86_400_000;
const soonMilliseconds = 14 * day;
/** Each credential is tried once a day. */
const untriedMilliseconds = 3 * day;
/** Changes that nobody announced for this long are no coincidence. */
const silentMilliseconds = day;
/** `Date` counts in seconds, and an answer takes its time. Forge tokens and signatures allow minutes at most. */
const skewMilliseconds = { look: 10_000, broken: 120_000 } as const;

export async function checkJiraSite(deps: CheckServicesDeps, site: JiraSiteRow): Promise<Finding> {
  const subject = site.name;
  if (site.pausedBecause !== undefined) {
    return broken(
      'Jira site',
      `Nothing is sent: ${site.pausedBecause}`,
      'Mend it on the page of the site, then resume.',
      {
        subject,
      },
    );
  }
  try {
    const { findings } = await (await connectJira(deps, site)).check();
    const details = findings.map(inWords);
    const missing = findings.find(({ ability, works }) => !works && isNeeded(site, ability));
    if (missing !== undefined) {
      return broken('Jira site', missing.because ?? `${missing.ability} does not work.`, missing.remedy, {
        subject,
        details,
      });
    }
    if (site.lastFailure !== undefined) {
      const remedy = 'It is tried again by itself; the page of the site shows what waits.';
      return look('Jira site', `Jira refused something: ${site.lastFailure.message}`, remedy, { subject, details });
    }
    return well('Jira site', 'It accepts our credentials.', { subject, details });
  } catch (error) {
    return brokenBy('Jira site', error, undefined, { subject });
  }
}

function isNeeded({ account }: JiraSiteRow, ability: JiraFinding['ability']): boolean {
  return ability === 'development-information' || (ability === 'account' && account !== undefined);
}

function inWords({ ability, works, because, remedy }: JiraFinding): string {
  return works ? `${ability}: works` : [`${ability}: ${because ?? 'does not work'}`, remedy].filter(Boolean).join(' ');
}

/** By what was found when its credential was tried last, once a day and whenever somebody asks. */
export function checkIntegration(integration: IntegrationStanding, now: Date): Finding {
  const { name: subject, pausedBecause, pausedBy, credentialExpiresAt, missingRights, checkedAt } = integration;
  const reconnect = 'Give it a new credential on the page of the integration.';
  const tried = checkedAt === undefined ? [] : [`Tried ${spanInWords(now.getTime() - checkedAt.getTime())} ago`];
  const more = { subject, details: tried };
  if (pausedBecause !== undefined) {
    return pausedBy === 'refusal'
      ? broken('integration', `The service refused the credential: ${pausedBecause}`, reconnect, more)
      : look('integration', `It is paused: ${pausedBecause}`, 'Resume it when it is to be indexed again.', more);
  }
  const left = (credentialExpiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - now.getTime();
  if (left < 0) return broken('integration', `The credential ended ${spanInWords(left)} ago.`, reconnect, more);
  if (left < soonMilliseconds && !integration.rotatesToken) {
    return look('integration', `The credential ends in ${spanInWords(left)}.`, reconnect, more);
  }
  const [right] = missingRights;
  if (right !== undefined) {
    const rights = missingRights.map((each) => each.name).join(', ');
    return look(
      'integration',
      `The credential lacks rights: ${rights}.`,
      'Add them at the service, then check again.',
      more,
    );
  }
  const untried = now.getTime() - (checkedAt ?? integration.addedAt).getTime() > untriedMilliseconds;
  if (untried && (integration.credentialKind ?? 'none') !== 'none') {
    return look(
      'integration',
      'Its credential was not tried for days.',
      'Check it on the page of the integration.',
      more,
    );
  }
  return well('integration', 'Its credential was accepted when it was tried last.', more);
}

/** Webhooks of one integration; undefined where none are expected. */
export function checkWebhooks(
  { name: subject }: Pick<Integration, 'name'>,
  { working, broken: refused, lastAt, changedAt }: WebhookFigures,
  now: Date,
): Finding | undefined {
  if (working + refused === 0) return undefined;
  const heard = lastAt === undefined ? 'never' : `${spanInWords(now.getTime() - lastAt.getTime())} ago`;
  const details = [`Last webhook: ${heard}`, `${working} work, ${refused} do not`];
  if (working === 0 || refused > 0) {
    const words = `${refused} of ${counted(working + refused, 'webhook')} could not be made or do not work.`;
    return look('webhooks', words, 'The page of the integration says why, and how to make them by hand.', {
      subject,
      details,
    });
  }
  const unannounced = changedAt !== undefined && changedAt.getTime() - (lastAt?.getTime() ?? 0) > silentMilliseconds;
  if (unannounced) {
    const words = `Changes were found that no webhook announced; the last webhook came ${heard}.`;
    const remedy = 'Look at the deliveries of the webhook at the Git service: can it reach BRANCHLINE_URL?';
    return look('webhooks', words, remedy, { subject, details });
  }
  return well('webhooks', `The last webhook came ${heard}.`, { subject, details });
}

export async function checkMail({ checkMail: check }: CheckServicesDeps): Promise<Finding> {
  if (check === undefined) return well('mail', 'No mails are sent: BRANCHLINE_SMTP is not set.');
  try {
    await check();
    return well('mail', 'The mail server takes our mails.');
  } catch (error) {
    return brokenBy('mail', error, 'Set BRANCHLINE_SMTP and the variables beside it as the mail server wants them.');
  }
}

/** Our clock against those that were heard in passing. One that is alone with its opinion is the one that is wrong. */
export function checkClock({ heardClocks }: CheckServicesDeps): Finding {
  const heard = heardClocks.list();
  const details = heard.map(
    ({ host, aheadMilliseconds: ahead }) => `${host}: ${spanInWords(ahead)} ${ahead < 0 ? 'behind' : 'ahead'}`,
  );
  if (heard.length === 0) return well('clock', 'No other clock was heard since the start.');
  const sorted = heard.map(({ aheadMilliseconds }) => aheadMilliseconds).toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const size = Math.abs(middle);
  if (size < skewMilliseconds.look)
    return well('clock', 'This machine agrees with the services on the time.', { details });
  const way = middle > 0 ? 'behind' : 'ahead of';
  const words = `The clock of this machine is ${spanInWords(middle)} ${way} the services.`;
  const remedy = 'Let this machine set its clock by NTP: tokens are refused by those whose clock differs.';
  return size < skewMilliseconds.broken
    ? look('clock', words, remedy, { details })
    : broken('clock', words, remedy, { details });
}

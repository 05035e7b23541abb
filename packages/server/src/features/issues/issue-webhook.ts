/** The webhook that an administrator of Jira makes for us by hand: its address, its secret, and the steps. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { Secret, type JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { SealedSecret, SecretBox } from '../../ports/secret-box.ts';
import type { Store, Tables } from '../../ports/store.ts';

export interface IssueWebhookDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  /** Where we are reached from outside, without a trailing slash. */
  readonly publicUrl: string;
  /** 32 random bytes as text. */
  readonly randomToken: () => string;
}

/** The webhook as people look at it. */
export interface IssueWebhookView {
  readonly url: string;
  readonly madeAt: Date;
  /** When Jira last told us of anything; undefined: it never has. */
  readonly lastEventAt: Date | undefined;
  /** What an administrator of Jira does, one step each. */
  readonly steps: readonly string[];
}

/** With the secret, which is shown this once. */
export interface NewIssueWebhook extends IssueWebhookView {
  readonly secret: Secret;
}

const hour = 3_600_000;
/** So long the secret before the present one is still good: time to write the new one down in Jira. */
export const previousSecretHours = 24;

/** What Jira is asked to tell of, in the words of its form. */
const events = 'Issue: created, updated, deleted; Project: created, updated, deleted';

/** The end of the address. */
export function issueWebhookPath(id: JiraSiteId): string {
  return `/webhooks/jira/${id}`;
}

/** Where the secret is sealed to. */
export function issueWebhookPlace(id: JiraSiteId): string {
  return `jira-site/${id}/webhook-secret`;
}

/** Makes it, or a new secret for it: the one before stays good for a day. Undefined when there is no such site. */
export async function giveIssueWebhook(deps: IssueWebhookDeps, id: JiraSiteId): Promise<NewIssueWebhook | undefined> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.jiraSites.get(id)) === undefined) return undefined;
    const secret = new Secret(deps.randomToken());
    const now = deps.clock.now();
    const previousUntil = new Date(now.getTime() + previousSecretHours * hour);
    const sealed = deps.secretBox.seal(secret, issueWebhookPlace(id));
    await tables.issueWatches.saveWebhookSecret(id, sealed, now, previousUntil);
    const view = await viewOf(deps, tables, id);
    return view && { ...view, secret };
  });
}

/** Undefined when none was made. */
export async function issueWebhook(deps: IssueWebhookDeps, id: JiraSiteId): Promise<IssueWebhookView | undefined> {
  return viewOf(deps, deps.store, id);
}

/** What Jira sends from now on is refused. */
export async function forgetIssueWebhook({ store }: IssueWebhookDeps, id: JiraSiteId): Promise<void> {
  await store.issueWatches.forgetWebhook(id);
}

async function viewOf(
  { publicUrl }: IssueWebhookDeps,
  tables: Tables,
  id: JiraSiteId,
): Promise<IssueWebhookView | undefined> {
  const webhook = await tables.issueWatches.webhook(id);
  if (webhook === undefined) return undefined;
  const url = `${publicUrl}${issueWebhookPath(id)}`;
  const { lastEventAt } = await tables.issueWatches.look(id);
  return { url, madeAt: webhook.madeAt, lastEventAt, steps: stepsFor(url) };
}

function stepsFor(url: string): readonly string[] {
  return [
    'As an administrator of Jira open Settings → System → WebHooks and choose "Create a WebHook".',
    'Name it Branchline, leave it enabled, and enter this URL: ' + url,
    'Enter the secret in the field Secret.',
    'Leave the JQL empty, or name only the projects that Branchline is for.',
    `Choose these events and no others: ${events}. Leave "Exclude body" off.`,
    'Create it, then change any issue: within a minute Branchline shows when Jira last told it something.',
  ];
}

/** The secrets that count now, the present one first; empty when there is no webhook. */
export async function issueWebhookSecrets(
  { store, secretBox, clock }: Pick<IssueWebhookDeps, 'store' | 'secretBox' | 'clock'>,
  id: JiraSiteId,
): Promise<readonly Secret[]> {
  const webhook = await store.issueWatches.webhook(id);
  if (webhook === undefined) return [];
  const { sealedSecret, sealedPreviousSecret, previousSecretUntil } = webhook;
  const isStillGood = previousSecretUntil !== undefined && previousSecretUntil > clock.now();
  const sealed: readonly (SealedSecret | undefined)[] = [sealedSecret, isStillGood ? sealedPreviousSecret : undefined];
  return sealed.filter((each) => each !== undefined).map((each) => secretBox.open(each, issueWebhookPlace(id)));
}

/** Whether one of the secrets signed these bytes. @param signature the header `X-Hub-Signature`: `sha256=<hexadecimal>` */
export function isSignedByJira(secrets: readonly Secret[], signature: string | undefined, body: Uint8Array): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1];
  if (given === undefined) return false;
  const bytes = Buffer.from(given, 'hex');
  return secrets.some((secret) => timingSafeEqual(createHmac('sha256', secret.reveal()).update(body).digest(), bytes));
}

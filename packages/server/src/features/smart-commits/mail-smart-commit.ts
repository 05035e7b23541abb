/** Tells the author of a commit by mail what its commands did not do, and why. */

import { createHash } from 'node:crypto';
import { Failure, type PersonId } from '@branchline/domain';
import type { FindAuthor } from '../../ports/authors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail } from '../../ports/mail.ts';
import type { Store } from '../../ports/store.ts';
import type { SmartCommitId, SmartCommitReason, SmartCommitRun } from '../../ports/store/smart-commits.ts';
import { isPushersAddress } from './decide-author.ts';
import { mailAbout } from './mail-words.ts';

export interface MailSmartCommitDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined where no mail server was named. */
  readonly mail: Mail | undefined;
  readonly findAuthor: FindAuthor;
  readonly publicUrl: string;
}

/** Mails one address gets in an hour: enough for a day of work, too few to be flooded with. */
const mailsAnHour = 10;
const hourMilliseconds = 60 * 60_000;

/** What an author can do something about. The others only say that history is history, or that somebody else pushed. */
const toldReasons: ReadonlySet<SmartCommitReason> = new Set<SmartCommitReason>([
  'author-unknown',
  'author-ambiguous',
  'no-permission',
  'no-account',
  'unreadable',
  'no-such-choice',
  'refused-by-jira',
  'unclear',
]);

/** Stands for an address where we keep none. */
export function addressDigest(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('hex');
}

interface Recipient {
  readonly address: string;
  readonly personId: PersonId | undefined;
}

/** Addresses that services make up to hide the real ones lead nowhere. */
function isNobodys(address: string): boolean {
  return !address.includes('@') || /^(?:no-?reply|do-?not-?reply)@|@(?:[\w-]+\.)*noreply\./i.test(address);
}

/**
 * The author: somebody we know, by their own address, or whoever the Git service says owns the address. Nobody else:
 * what a commit says alone would let anybody send mails to anybody.
 */
async function recipientOf(deps: MailSmartCommitDeps, run: SmartCommitRun): Promise<Recipient | undefined> {
  const { author, integrationId } = run.commit;
  const address = author.email.trim();
  if (isNobodys(address)) return undefined;
  if (run.personId !== undefined) return { address, personId: run.personId };
  const answer = await deps.findAuthor({ author, integrationId, jiraSiteId: run.jiraSiteId });
  if (answer.kind === 'known') return { address, personId: answer.personId };
  return isPushersAddress(run.commit) ? { address, personId: undefined } : undefined;
}

async function mayMail({ store, clock }: MailSmartCommitDeps, { address, personId }: Recipient): Promise<boolean> {
  const digest = addressDigest(address);
  const byAddress = await store.mails.refuses({ kind: 'address', digest });
  const byPerson = personId !== undefined && (await store.mails.refuses({ kind: 'person', personId }));
  const since = new Date(clock.now().getTime() - hourMilliseconds);
  return !byAddress && !byPerson && (await store.mails.sentSince(digest, since)) < mailsAnHour;
}

async function tell(deps: MailSmartCommitDeps, mail: Mail, recipient: Recipient, runs: readonly SmartCommitRun[]) {
  const repositoryId = runs[0]?.commit.repositoryId;
  const repository = repositoryId && (await deps.store.repositories.get(repositoryId));
  const place = { repositoryName: repository?.name ?? 'a repository', publicUrl: deps.publicUrl };
  try {
    await mail.send(mailAbout(recipient.address, runs, place));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'rejected') throw error;
    deps.log.warn('A mail about a smart commit was refused for good.', { reason: error.message });
  }
  await deps.store.mails.noteSent(addressDigest(recipient.address), deps.clock.now());
}

/**
 * One mail for all that failed. What is not told, because nobody may be told, nobody wants to be, or too much was told
 * lately, is not told later either: it stands with the commit.
 * @throws Failure when the mail server cannot take it now
 */
export async function mailSmartCommit(deps: MailSmartCommitDeps, id: SmartCommitId): Promise<void> {
  const untold = await deps.store.smartCommits.toMail(id);
  const runs = untold.filter(({ reason }) => reason !== undefined && toldReasons.has(reason));
  const [first] = runs;
  const isWanted = deps.mail !== undefined && (await deps.store.settings.installation()).mail.tellsAuthors;
  const recipient = first === undefined || !isWanted ? undefined : await recipientOf(deps, first);
  if (recipient !== undefined && deps.mail !== undefined && (await mayMail(deps, recipient))) {
    await tell(deps, deps.mail, recipient, runs);
  }
  await deps.store.smartCommits.markMailed(
    untold.map((run) => run.id),
    deps.clock.now(),
  );
}

/** Collects who occurs in linked commits and pull requests, asks Jira about a few of them, and forgets who is long gone. */

import { commitEmailFrom, Failure } from '@branchline/domain';
import type { NoreplyService } from '@branchline/domain';
import { addCollectPeopleJob } from '../../ports/people-jobs.ts';
import type { SeenIdentity } from '../../ports/store/people.ts';
import type { SeenPeople } from '../../ports/store/seen-people.ts';
import { connectJira } from '../jira-sites/connect-jira.ts';
import { askJiraAbout } from './ask-jira.ts';
import type { FindAuthorDeps } from './find-author.ts';
import { knownServices, serviceOf } from './known-services.ts';
import { meetIdentities } from './meet-identities.ts';

/** Rows of each kind read in one transaction, during which nobody else adds people. */
const rowsAtOnce = 1000;
/** Transactions of one job; the next minute's goes on. */
const readingsAtOnce = 50;
/** Addresses a site is asked about each time: Jira's allowance is for sending. */
const emailsAtOnce = 20;
const pauseMilliseconds = 60_000;
/** Nobody may have had an account last time. */
const daysBetweenQuestions = 7;
/** Whoever was not met for so long, and with whom nobody did anything, is forgotten. */
export const daysUntilForgotten = 730;
const forgottenAtOnce = 1000;

const day = 86_400_000;

/** @throws Failure when a Jira site cannot be asked at the moment; what was collected stays */
export async function collectPeople(deps: FindAuthorDeps, stopping: AbortSignal): Promise<void> {
  const services = await knownServices(deps);
  for (let readings = 0; readings < readingsAtOnce && !stopping.aborted; readings += 1) {
    const found = await deps.store.seenPeople.next(rowsAtOnce);
    if (found === undefined) break;
    await keep(deps, services, found);
  }
  const since = new Date(deps.clock.now().getTime() - daysUntilForgotten * day);
  await deps.store.people.forgetUnseen(since, forgottenAtOnce);
  if (await askAboutSome(deps, stopping)) {
    const next = new Date(deps.clock.now().getTime() + pauseMilliseconds);
    await addCollectPeopleJob(deps.store.jobs, 'history', next);
  }
}

async function keep(deps: FindAuthorDeps, services: readonly NoreplyService[], found: SeenPeople): Promise<void> {
  const integration = await deps.store.integrations.get(found.integrationId);
  const place = integration && serviceOf(deps, integration);
  const seen = [...authorsIn(found), ...(place === undefined ? [] : accountsIn(found, place.service))];
  await deps.store.transaction(async (tables) => {
    await meetIdentities(tables, services, seen, deps.clock.now());
    await tables.seenPeople.readUpTo(found.repositoryId, found.upTo);
  });
}

function authorsIn({ authors }: SeenPeople): readonly SeenIdentity[] {
  return authors.flatMap(({ email: text, name }) => {
    const email = commitEmailFrom(text);
    if (email === undefined) return [];
    return [{ identity: { kind: 'commit-email', email }, name, login: undefined, shownEmail: undefined }];
  });
}

/** Teams are asked for reviews, too: services that number them apart put a slash into their ids. */
function accountsIn({ accounts }: SeenPeople, service: string): readonly SeenIdentity[] {
  return accounts.flatMap(({ remoteId, login, name, email }) => {
    if (remoteId === undefined || remoteId.includes('/')) return [];
    const shownEmail = commitEmailFrom(email ?? '');
    return [{ identity: { kind: 'service-account', service, remoteId }, login, name, shownEmail }];
  });
}

/** True when there may be more. A site that refuses is left alone: what is wrong with its account shows where it is used. */
async function askAboutSome(deps: FindAuthorDeps, stopping: AbortSignal): Promise<boolean> {
  let more = false;
  const since = new Date(deps.clock.now().getTime() - daysBetweenQuestions * day);
  for (const site of await deps.store.jiraSites.list()) {
    if (site.pausedBecause !== undefined || stopping.aborted) continue;
    const emails = await deps.store.people.accounts.unaskedEmails(site.id, since, emailsAtOnce);
    if (emails.length === 0) continue;
    const { people } = await connectJira(deps, site);
    if (people === undefined) continue;
    try {
      for (const email of emails) await askJiraAbout(deps, people, site, email);
      more ||= emails.length === emailsAtOnce;
    } catch (error) {
      const isRefused = error instanceof Failure && ['unauthorized', 'forbidden'].includes(error.kind);
      if (!isRefused) throw error;
    }
  }
  return more;
}

/** Links a commit or pull request to issues by hand, or takes issues off it for good. */

import {
  keyLimit,
  mayAdminister,
  mayPush,
  nameOfPrincipal,
  projectOf,
  type IssueKey,
  type KeyLink,
  type Repository,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import { addIndexJob, addPullRequestJob, addPushJobs, readFilesOptions } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { LinkableKind, LinkableThing, ManualLink } from '../../ports/store/manual-links.ts';
import { whyNotLink, type MayLinkDeps } from './may-link.ts';

export interface ChangeLinksDeps extends MayLinkDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly issueGate: IssueGate;
}

/** Which thing, as somebody names it. */
export interface ThingAsked {
  readonly repositoryId: RepositoryId;
  readonly kind: LinkableKind;
  readonly name: string;
}

/** What is linked, and what people said. */
export interface LinksShown {
  /** `unknown`: not among what is indexed; what was said takes effect when it is found. */
  readonly state: 'there' | 'gone' | 'unknown';
  readonly links: readonly KeyLink[];
  readonly said: readonly ManualLink[];
}

export type ChangeLinksResult =
  | { readonly outcome: 'changed'; readonly shown: LinksShown }
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'denied' | 'refused'; readonly because: string };

/** Keys that may be said of one thing by hand; somebody who needs more has another problem. */
export const mostByHand = 100;

/** Undefined when there is no such repository for them. @throws Failure when nobody could tell what they may see */
export async function showLinks(
  deps: ChangeLinksDeps,
  caller: Caller,
  asked: ThingAsked,
): Promise<LinksShown | undefined> {
  const repository = await deps.issueGate.repository(caller, asked.repositoryId);
  if (repository === undefined) return undefined;
  const shown = await shownOf(deps.store, asked);
  if (mayAdminister(caller.principal)) return shown;
  const keys = [...shown.links, ...shown.said].map(({ key }) => key);
  const seen = await deps.issueGate.seenAmong(caller, keys);
  return {
    ...shown,
    links: shown.links.filter(({ key }) => seen.has(key)),
    said: shown.said.filter(({ key }) => seen.has(key)),
  };
}

/** @throws Failure when Jira cannot be asked whether they may */
export async function changeLinks(
  deps: ChangeLinksDeps,
  caller: Caller,
  asked: ThingAsked,
  wanted: { readonly add: readonly IssueKey[]; readonly remove: readonly IssueKey[] },
): Promise<ChangeLinksResult> {
  const { store } = deps;
  const repository = await deps.issueGate.repository(caller, asked.repositoryId);
  if (repository === undefined) return { outcome: 'not-found' };
  const thing = await store.manualLinks.find(asked);
  const denial = await whyNotLink(deps, caller, repository, thing, [...wanted.add, ...wanted.remove]);
  if (denial !== undefined) {
    await audit(store, caller, asked, wanted, 'refused', denial);
    return { outcome: 'denied', because: denial };
  }
  const refusal = thing?.state === 'gone' ? goneWords(asked) : await refusalOf(store, asked, wanted);
  if (refusal !== undefined) return { outcome: 'refused', because: refusal };
  await store.transaction(async (tables) => {
    const by = nameOfPrincipal(caller.principal);
    await tables.manualLinks.change(asked, { ...wanted, by, at: deps.clock.now() });
    await audit(tables, caller, asked, wanted, 'done', '');
    await queueWork(tables, repository, asked);
  });
  const shown = await showLinks(deps, caller, asked);
  return shown === undefined ? { outcome: 'not-found' } : { outcome: 'changed', shown };
}

async function shownOf(store: Tables, asked: ThingAsked): Promise<LinksShown> {
  const [thing, said] = await Promise.all([store.manualLinks.find(asked), store.manualLinks.of(asked)]);
  if (thing === undefined) return { state: 'unknown', links: [], said };
  return { state: thing.state, links: thing.links, said };
}

function goneWords({ kind }: ThingAsked): string {
  return kind === 'commit'
    ? 'No branch or tag leads to this commit any more. Link the commit that replaced it.'
    : 'The Git service does not have this pull request any more.';
}

/** Keys that no project can have, and more keys than fit. */
async function refusalOf(
  store: Tables,
  asked: LinkableThing,
  { add }: { readonly add: readonly IssueKey[] },
): Promise<string | undefined> {
  const sites = await store.jiraSites.list();
  const known = sites.every(({ projectKeys }) => projectKeys !== undefined) && sites.length > 0;
  const projects = new Set(sites.flatMap(({ projectKeys }) => projectKeys ?? []));
  const unknown = known ? add.find((key) => !projects.has(projectOf(key))) : undefined;
  if (unknown !== undefined) {
    return `Jira has no project ${projectOf(unknown)}, so ${unknown} cannot be an issue. Check how it is written.`;
  }
  const said = await store.manualLinks.of(asked);
  const added = new Set([...said.filter(({ state }) => state === 'added').map(({ key }) => key), ...add]);
  return added.size > Math.min(mostByHand, keyLimit)
    ? `${added.size} issues would be linked by hand; ${mostByHand} are taken.`
    : undefined;
}

async function audit(
  tables: Tables,
  { principal }: Caller,
  { repositoryId, kind, name }: ThingAsked,
  { add, remove }: { readonly add: readonly IssueKey[]; readonly remove: readonly IssueKey[] },
  result: 'done' | 'refused',
  note: string,
): Promise<void> {
  const who = nameOfPrincipal(principal);
  const origin = `repository/${repositoryId}/${kind}/${name}`;
  for (const about of add) await tables.auditLog.add({ who, what: 'link/add', about, origin, result, note });
  for (const about of remove) await tables.auditLog.add({ who, what: 'link/remove', about, origin, result, note });
}

/** Jira hears of what is there; what is missing is looked for. */
async function queueWork(tables: Tables, repository: Repository, asked: ThingAsked): Promise<void> {
  const { commits, pullRequests } = await tables.manualLinks.missing(repository.id);
  if (commits.some((hash) => hash === asked.name)) {
    await addIndexJob(tables.jobs, repository, 'person', 'person');
  }
  if (pullRequests.includes(asked.name)) {
    const some = { kind: 'some', remoteIds: [asked.name] } as const;
    await addPullRequestJob(tables.jobs, repository, some, 'person', 'person');
  }
  if ((await tables.development.countCommitsWithoutFiles(repository.id)) > 0) {
    await tables.jobs.add('read-files', { repositoryId: repository.id }, readFilesOptions(repository, 'person'));
  }
  for (const { id: jiraSiteId } of await tables.jiraSites.list()) {
    const where = { jiraSiteId, integrationId: repository.integrationId, repositoryId: repository.id };
    const isConcerned = mayPush(where, await tables.associations.list(jiraSiteId));
    if (isConcerned || (await tables.pushes.mayHold(repository.id, jiraSiteId))) {
      await addPushJobs(tables.jobs, repository.id, jiraSiteId);
    }
  }
}

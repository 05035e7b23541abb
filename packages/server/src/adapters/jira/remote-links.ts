/** Development information for Jira Data Center, which takes none: links in the issues instead. */

import { inParallel, Failure } from '@branchline/domain';
import type { DevelopmentBatch, IssueKey } from '@branchline/domain';
import type { DevelopmentInformation, PushReport, PushTarget } from '../../ports/jira-site.ts';
import type {
  LinkedRepository,
  LinkedThingChange,
  LinkPlace,
  RemoteLink,
  RemoteLinkTable,
} from '../../ports/store/remote-links.ts';
import { wordsOf } from '../http-client/failure-from.ts';
import type { AskPlatform } from './ask-platform.ts';
import { checkLinking } from './check-linking.ts';
import { ordinaryLimits } from './limits.ts';
import { sendableKeys } from './shape-entities.ts';
import {
  globalIdOf,
  shapeBranchLink,
  shapeCommitsLink,
  shapePullRequestLink,
  type ShapedLink,
} from './shape-remote-link.ts';

/** Links taken back between two looks at what is left. */
const withdrawnAtOnce = 500;

/** What sending links needs. */
export interface RemoteLinksTools {
  readonly ask: AskPlatform;
  readonly siteUrl: string;
  readonly memory: RemoteLinkTable;
}

/**
 * One link for all commits of a repository that name an issue, one for each branch and pull request. What is linked
 * where is written down before Jira is told: whatever broke off is told again by the next push of the same rows.
 */
export function createRemoteLinks(tools: RemoteLinksTools): DevelopmentInformation {
  const { ask, siteUrl, memory } = tools;

  async function removeRepository(jiraRepositoryId: string, upTo?: number): Promise<void> {
    const place = { siteUrl, jiraRepositoryId };
    const repository = await memory.repository(place);
    if (repository === undefined) return;
    await memory.leave(place, upTo);
    for (;;) {
      const some = await memory.leaving(place, withdrawnAtOnce);
      if (some.length === 0) break;
      const outcomes = await settle(tools, repository, some, () => undefined);
      for (const { failure } of outcomes.values()) if (failure !== undefined) throw failure;
      await memory.forget(place, some);
    }
    await memory.forgetEmpty(place);
  }

  return {
    check: () => checkLinking(ask, siteUrl),
    push: (target, batch) => push(tools, target, batch),
    removeRepository,
    async removeByProperty(name, value) {
      const places = await memory.withProperty(siteUrl, name, value);
      for (const { jiraRepositoryId } of places) await removeRepository(jiraRepositoryId);
    },
  };
}

async function push(tools: RemoteLinksTools, target: PushTarget, batch: DevelopmentBatch): Promise<PushReport> {
  const { memory, siteUrl } = tools;
  const { jiraRepositoryId, properties, repository, issuesUrl = target.fallbackUrl } = target;
  const place = { siteUrl, jiraRepositoryId };
  const linked = { ...place, name: repository.name, issuesUrl, properties };
  const changes = changesOf(batch);
  await memory.meet(linked);
  await memory.change(place, changes);
  const links = await memory.linksOf(place, changes);
  const linkByName = new Map<string, ShapedLink>([
    ...batch.branches.map(
      ({ thing }) => [`branch ${thing.branch.name}`, shapeBranchLink(target, thing.branch)] as const,
    ),
    ...batch.pullRequests.map(
      ({ thing }) =>
        [`pull-request ${thing.pullRequest.remoteId}`, shapePullRequestLink(target, thing.pullRequest)] as const,
    ),
  ]);
  const outcomes = await settle(tools, linked, links, ({ kind, name }) => linkByName.get(`${kind} ${name}`));
  await memory.forget(
    place,
    links.filter((link) => isGone(link, outcomes.get(spotOf(jiraRepositoryId, link)))),
  );
  return reportOf(place, changes, links, outcomes);
}

/** Rows without keys that Jira could take are withdrawn too: they have been disassociated. */
function changesOf({ commits, branches, pullRequests }: DevelopmentBatch): readonly LinkedThingChange[] {
  function keysOf(row: { readonly keys: readonly IssueKey[]; readonly removed: boolean }): readonly IssueKey[] {
    return row.removed ? [] : sendableKeys(row.keys);
  }
  return [
    ...commits.map((row) => ({ kind: 'commit' as const, name: row.thing.commit.hash, ...numbered(row, keysOf(row)) })),
    ...branches.map((row) => ({ kind: 'branch' as const, name: row.thing.branch.name, ...numbered(row, keysOf(row)) })),
    ...pullRequests.map((row) => ({
      kind: 'pull-request' as const,
      name: row.thing.pullRequest.remoteId,
      ...numbered(row, keysOf(row)),
    })),
  ];
}

function numbered({ sequence }: { readonly sequence: number }, keys: readonly IssueKey[]) {
  return { sequence, keys };
}

/** What became of one link in one issue. */
interface Outcome {
  /** Jira does not know the issue, or does not show it to us. */
  readonly isUnknown: boolean;
  /** Jira's no to this one. */
  readonly failure: Failure | undefined;
}

const done: Outcome = { isUnknown: false, failure: undefined };

/** Where a link stands: all commits of a repository share one in an issue. */
function spotOf(jiraRepositoryId: string, link: Pick<RemoteLink, 'kind' | 'name' | 'key'>): string {
  return `${link.key} ${globalIdOf(jiraRepositoryId, link)}`;
}

/**
 * Tells Jira how the links stand now: sent again, or taken back.
 * @param linkOf a branch or pull request that stays
 * @throws Failure when Jira cannot be asked at the moment, or refuses the account
 */
async function settle(
  { ask, memory }: RemoteLinksTools,
  repository: LinkedRepository,
  links: readonly RemoteLink[],
  linkOf: (link: RemoteLink) => ShapedLink | undefined,
): Promise<ReadonlyMap<string, Outcome>> {
  const keysOfCommits = links.filter(({ kind }) => kind === 'commit').map(({ key }) => key);
  const counts = await memory.commitCounts(repository, [...new Set(keysOfCommits)]);
  const spots = new Map(links.map((link) => [spotOf(repository.jiraRepositoryId, link), link]));
  const outcomes = new Map<string, Outcome>();
  await inParallel([...spots], ordinaryLimits.parallel, async ([spot, link]) => {
    const count = counts.get(link.key) ?? 0;
    const stays = link.kind === 'commit' ? count > 0 : !link.isLeaving;
    const shaped = link.kind === 'commit' ? shapeCommitsLink(repository, link.key, count) : linkOf(link);
    outcomes.set(
      spot,
      await (stays && shaped !== undefined ? send(ask, link.key, shaped) : withdraw(ask, repository, link)),
    );
  });
  return outcomes;
}

async function send(ask: AskPlatform, key: IssueKey, link: ShapedLink): Promise<Outcome> {
  try {
    // The link's own name makes sending it twice harmless.
    await ask.change({ method: 'POST', path: pathOf(key), json: link, repeatable: true });
    return done;
  } catch (error) {
    return outcomeOf(error);
  }
}

async function withdraw(ask: AskPlatform, { jiraRepositoryId }: LinkPlace, link: RemoteLink): Promise<Outcome> {
  try {
    const path = `${pathOf(link.key)}?globalId=${encodeURIComponent(globalIdOf(jiraRepositoryId, link))}`;
    await ask.change({ method: 'DELETE', path, repeatable: true });
    return done;
  } catch (error) {
    const outcome = outcomeOf(error);
    // Neither the link nor the issue need be there any more.
    return outcome.isUnknown ? done : outcome;
  }
}

function pathOf(key: IssueKey): string {
  return `/issue/${encodeURIComponent(key)}/remotelink`;
}

/** @throws whatever is not about this one issue */
function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof Failure)) throw error;
  if (error.kind === 'not-found') return { isUnknown: true, failure: undefined };
  if (error.kind === 'forbidden' || error.kind === 'rejected' || error.kind === 'conflict') {
    return { isUnknown: false, failure: error };
  }
  throw error;
}

/** Jira does not have it: it was taken back, or there is no such issue. */
function isGone({ isLeaving }: RemoteLink, outcome: Outcome | undefined): boolean {
  return outcome !== undefined && outcome.failure === undefined && (isLeaving || outcome.isUnknown);
}

function reportOf(
  { jiraRepositoryId }: LinkPlace,
  changes: readonly LinkedThingChange[],
  links: readonly RemoteLink[],
  outcomes: ReadonlyMap<string, Outcome>,
): PushReport {
  const judged = changes.map((change) => {
    const own = links.filter(({ kind, name }) => kind === change.kind && name === change.name);
    const ends = own.map((link) => ({ link, outcome: outcomes.get(spotOf(jiraRepositoryId, link)) ?? done }));
    const messages = ends.flatMap(({ outcome }) => (outcome.failure === undefined ? [] : messagesOf(outcome.failure)));
    const isPlaced = ends.some(({ link, outcome }) => !link.isLeaving && !outcome.isUnknown);
    return { ...change, messages: [...new Set(messages)], isPlaced };
  });
  const accepted = judged.filter(({ isPlaced, messages }) => isPlaced && messages.length === 0);
  const namesOf = (wanted: RemoteLink['kind']) =>
    accepted.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  const unknown = links.filter((link) => outcomes.get(spotOf(jiraRepositoryId, link))?.isUnknown === true);
  return {
    acceptedCommits: namesOf('commit'),
    acceptedBranches: namesOf('branch'),
    acceptedPullRequests: namesOf('pull-request'),
    refused: judged
      .filter(({ messages }) => messages.length > 0)
      .map(({ kind, name, messages }) => ({ kind, name, messages })),
    unknownKeys: [...new Set(unknown.map(({ key }) => key))],
  };
}

function messagesOf(failure: Failure): readonly string[] {
  const words = wordsOf(failure);
  return words.length > 0 ? words : [failure.message];
}

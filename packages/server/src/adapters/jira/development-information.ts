/** Sends development information to a Jira site and withdraws it. */

import { inParallel, Failure } from '@branchline/domain';
import type { DevelopmentBatch, Linked } from '@branchline/domain';
import type { DevelopmentInformation, PushReport, PushTarget } from '../../ports/jira-site.ts';
import { wordsOf } from '../http-client/failure-from.ts';
import type { AskJira } from './ask-jira.ts';
import { chunksOf } from './chunks.ts';
import { createHoldings } from './development-holdings.ts';
import type { JiraLimits } from './limits.ts';
import { emptyReport, mergeReports, reportOf, submissionAnswer } from './read-answer.ts';
import { sendableKeys, shapeBranch, shapeCommit, shapeRepository } from './shape-entities.ts';
import type { ShapedEntity } from './shape-entities.ts';
import { shapePullRequest } from './shape-pull-request.ts';
import { branchIdOf, pullRequestIdOf } from './shape-text.ts';

const product = 'Branchline';

// So many refusals with nothing taken in between mean that it is not the entities that are wrong.
const hopelessAfter = 50;

/** Something to withdraw. */
interface Withdrawal {
  /** As Jira's addresses name it. */
  readonly kind: 'commit' | 'branch' | 'pull_request';
  readonly id: string;
  readonly sequence: number;
}

/** What may share a request: Jira is told once for all of it whether it may act on it. */
interface RequestGroup {
  readonly live: boolean;
  /** Jira must not run the commands in it. */
  readonly quiet: boolean;
}

/** What people wait for goes first, and a commit before the branch that tells of it once more. */
const requestGroups: readonly RequestGroup[] = [
  { live: true, quiet: true },
  { live: true, quiet: false },
  { live: false, quiet: true },
];

interface Sending {
  readonly ask: AskJira;
  readonly target: PushTarget;
  readonly group: RequestGroup;
  /** Entities refused one by one since the last was taken. */
  refusedInRow: number;
}

export function createDevelopmentInformation(ask: AskJira, limits: JiraLimits): DevelopmentInformation {
  async function push(target: PushTarget, batch: DevelopmentBatch): Promise<PushReport> {
    await inParallel(withdrawalsOf(batch), limits.parallel, (one) => withdraw(ask, target, one));
    const reports: PushReport[] = [];
    for (const group of requestGroups) {
      for (const chunk of chunksOf(entitiesOf(target, batch, group, limits), limits)) {
        reports.push(await send({ ask, target, group, refusedInRow: 0 }, chunk));
      }
    }
    return mergeReports(reports);
  }

  async function removeRepository(jiraRepositoryId: string, upTo?: number): Promise<void> {
    await ask.withdraw(`/repository/${encodeURIComponent(jiraRepositoryId)}${sequenceQuery(upTo)}`);
  }

  async function removeByProperty(name: string, value: string): Promise<void> {
    await ask.withdraw(`/bulkByProperties?${new URLSearchParams([[name, value]]).toString()}`);
  }

  return { check: () => ask.probe(), push, removeRepository, removeByProperty, holdings: createHoldings(ask) };
}

function entitiesOf(
  target: PushTarget,
  batch: DevelopmentBatch,
  group: RequestGroup,
  limits: JiraLimits,
): readonly ShapedEntity[] {
  function isMeant(row: Linked<{ readonly live: boolean; readonly isQuiet?: boolean }>): boolean {
    const { live, isQuiet = false } = row.thing;
    return live === group.live && (!live || isQuiet === group.quiet) && isKept(row);
  }
  const commits = batch.commits.filter(isMeant).map((row) => shapeCommit(target, row, limits.keysAs));
  const branches = batch.branches.filter(isMeant).map((row) => shapeBranch(target, row, limits.keysAs));
  const pullRequests = batch.pullRequests.filter(isMeant).map((row) => shapePullRequest(target, row, limits.keysAs));
  // In the order of their numbers, so that an interruption leaves a beginning and not a selection.
  return [...commits, ...branches, ...pullRequests].sort((a, b) => a.sequence - b.sequence);
}

function withdrawalsOf(batch: DevelopmentBatch): readonly Withdrawal[] {
  const commits = batch.commits
    .filter((row) => !isKept(row))
    .map((row) => ({ kind: 'commit' as const, id: row.thing.commit.hash, sequence: row.sequence }));
  const branches = batch.branches
    .filter((row) => !isKept(row))
    .map((row) => ({ kind: 'branch' as const, id: branchIdOf(row.thing.branch.name), sequence: row.sequence }));
  const pullRequests = batch.pullRequests
    .filter((row) => !isKept(row))
    .map((row) => ({
      kind: 'pull_request' as const,
      id: pullRequestIdOf(row.thing.pullRequest.remoteId),
      sequence: row.sequence,
    }));
  return [...commits, ...branches, ...pullRequests];
}

function isKept(row: Linked<unknown>): boolean {
  return !row.removed && sendableKeys(row.keys).length > 0;
}

async function withdraw(ask: AskJira, target: PushTarget, { kind, id, sequence }: Withdrawal): Promise<void> {
  const repository = encodeURIComponent(target.jiraRepositoryId);
  await ask.withdraw(`/repository/${repository}/${kind}/${encodeURIComponent(id)}${sequenceQuery(sequence)}`);
}

function sequenceQuery(upTo: number | undefined): string {
  return upTo === undefined ? '' : `?_updateSequenceId=${upTo}`;
}

/** Sends; what is too large or holds something Jira cannot read is halved until the one entity is found. */
async function send(sending: Sending, entities: readonly ShapedEntity[]): Promise<PushReport> {
  try {
    const answer = await sending.ask.submit(requestOf(sending, entities), submissionAnswer);
    const report = reportOf(sending.target.jiraRepositoryId, entities, answer);
    if (report.refused.length < entities.length) sending.refusedInRow = 0;
    return report;
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'rejected') throw error;
    if (entities.length === 1) return refusalOf(sending, entities[0], error);
    const middle = Math.ceil(entities.length / 2);
    const first = await send(sending, entities.slice(0, middle));
    return mergeReports([first, await send(sending, entities.slice(middle))]);
  }
}

function refusalOf(sending: Sending, entity: ShapedEntity | undefined, failure: Failure): PushReport {
  sending.refusedInRow += 1;
  if (entity === undefined || sending.refusedInRow >= hopelessAfter) throw failure;
  const words = wordsOf(failure);
  const messages = words.length > 0 ? words : [failure.message];
  return { ...emptyReport, refused: [{ kind: entity.kind, name: entity.name, messages }] };
}

function requestOf({ target, group }: Sending, entities: readonly ShapedEntity[]): Readonly<Record<string, unknown>> {
  const highest = entities.reduce((highest, entity) => Math.max(highest, entity.sequence), 0);
  return {
    repositories: [
      {
        ...shapeRepository(target, highest),
        commits: entities.filter((entity) => entity.kind === 'commit').map((entity) => entity.json),
        branches: entities.filter((entity) => entity.kind === 'branch').map((entity) => entity.json),
        pullRequests: entities.filter((entity) => entity.kind === 'pull-request').map((entity) => entity.json),
      },
    ],
    preventTransitions: group.quiet,
    operationType: group.live ? 'NORMAL' : 'BACKFILL',
    properties: target.properties,
    providerMetadata: { product },
  };
}

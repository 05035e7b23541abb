/** Reads Jira's answer to a submission: who was taken, who was refused, which issues are unknown. */

import type { IssueKey } from '@branchline/domain';
import { z } from 'zod';
import type { PushReport, RefusedEntity } from '../../ports/jira-site.ts';
import type { ShapedEntity } from './shape-entities.ts';

const message = z.object({ message: z.string() });
const ids = z.array(z.string()).optional();
const failures = z.array(z.object({ id: z.string(), errorMessages: z.array(message).optional() })).optional();

/** The body of 202; Jira leaves out what is empty. */
export const submissionAnswer = z.object({
  acceptedDevinfoEntities: z
    .record(z.string(), z.object({ commits: ids, branches: ids, pullRequests: ids }))
    .optional(),
  failedDevinfoEntities: z
    .record(
      z.string(),
      z.object({
        errorMessages: z.array(message).optional(),
        commits: failures,
        branches: failures,
        pullRequests: failures,
      }),
    )
    .optional(),
  unknownIssueKeys: z.array(z.string()).optional(),
  unknownAssociations: z
    .array(z.object({ associationType: z.string(), values: z.array(z.string()).optional() }))
    .optional(),
});

export type SubmissionAnswer = z.infer<typeof submissionAnswer>;

/** What became of each entity that was sent. None is forgotten: one that Jira does not mention was not taken. */
export function reportOf(
  jiraRepositoryId: string,
  sent: readonly ShapedEntity[],
  answer: SubmissionAnswer,
): PushReport {
  const accepted = answer.acceptedDevinfoEntities?.[jiraRepositoryId];
  const failed = answer.failedDevinfoEntities?.[jiraRepositoryId];
  const acceptedIds = {
    commit: new Set(accepted?.commits),
    branch: new Set(accepted?.branches),
    'pull-request': new Set(accepted?.pullRequests),
  };
  const messagesById = {
    commit: messagesOf(failed?.commits),
    branch: messagesOf(failed?.branches),
    'pull-request': messagesOf(failed?.pullRequests),
  };
  const aboutRepository = (failed?.errorMessages ?? []).map((one) => one.message);
  const unknown = unknownOf(answer);

  const taken = sent.filter((entity) => acceptedIds[entity.kind].has(entity.id));
  const refused = sent.flatMap(({ kind, name, id, keys }): readonly RefusedEntity[] => {
    const messages = messagesById[kind].get(id);
    if (messages !== undefined) return [{ kind, name, messages }];
    if (acceptedIds[kind].has(id)) return [];
    // Only unknown issues: nothing is wrong with it, Jira just has no place for it yet.
    if (keys.every((key) => unknown.has(key))) return [];
    return [{ kind, name, messages: aboutRepository.length > 0 ? aboutRepository : ['Jira did not mention it.'] }];
  });
  const repository: readonly RefusedEntity[] =
    aboutRepository.length === 0 ? [] : [{ kind: 'repository', name: jiraRepositoryId, messages: aboutRepository }];
  return {
    acceptedCommits: namesOf(taken, 'commit'),
    acceptedBranches: namesOf(taken, 'branch'),
    acceptedPullRequests: namesOf(taken, 'pull-request'),
    refused: [...repository, ...refused],
    unknownKeys: [...new Set(sent.flatMap((entity) => entity.keys))].filter((key: IssueKey) => unknown.has(key)),
  };
}

export const emptyReport: PushReport = {
  acceptedCommits: [],
  acceptedBranches: [],
  acceptedPullRequests: [],
  refused: [],
  unknownKeys: [],
};

/** Both together; keys and complaints about the repository are named once. */
export function mergeReports(reports: readonly PushReport[]): PushReport {
  const refused = reports.flatMap((report) => report.refused);
  const seen = new Set<string>();
  return {
    acceptedCommits: reports.flatMap((report) => report.acceptedCommits),
    acceptedBranches: reports.flatMap((report) => report.acceptedBranches),
    acceptedPullRequests: reports.flatMap((report) => report.acceptedPullRequests),
    refused: refused.filter((one) => {
      const place = `${one.kind} ${one.name}`;
      if (seen.has(place)) return false;
      seen.add(place);
      return true;
    }),
    unknownKeys: [...new Set(reports.flatMap((report) => report.unknownKeys))],
  };
}

function messagesOf(failed: z.infer<typeof failures>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    (failed ?? []).map(({ id, errorMessages }) => {
      const messages = (errorMessages ?? []).map((one) => one.message);
      return [id, messages.length > 0 ? messages : ['Jira gave no reason.']];
    }),
  );
}

function unknownOf(answer: SubmissionAnswer): ReadonlySet<string> {
  const associations = (answer.unknownAssociations ?? []).flatMap((association) => association.values ?? []);
  return new Set([...(answer.unknownIssueKeys ?? []), ...associations]);
}

function namesOf(entities: readonly ShapedEntity[], kind: ShapedEntity['kind']): readonly string[] {
  return entities.filter((entity) => entity.kind === kind).map((entity) => entity.name);
}

/** Jira's side of POST bulk: which entities are valid, which issues exist, what is kept. */

import type { z } from 'zod';
import type { DevelopmentStore, StoredEntity } from './development-store.ts';
import type { FaultSwitches } from './faults.ts';
import type { Issues } from './issues.ts';
import type { SubmissionRecord } from './options.ts';
import { entityShape, messageMaximum, repositoryShape } from './submission.ts';
import type { AnyEntity, EntityKind, Submission } from './submission.ts';

interface Message {
  readonly message: string;
}

type EntityList = 'commits' | 'branches' | 'pullRequests';

const kindByList: Readonly<Record<EntityList, EntityKind>> = {
  commits: 'commit',
  branches: 'branch',
  pullRequests: 'pull_request',
};
const lists: readonly EntityList[] = ['commits', 'branches', 'pullRequests'];

type AcceptedEntities = Partial<Record<EntityList, string[]>>;
type FailedEntities = Partial<Record<EntityList, { id: string; errorMessages: readonly Message[] }[]>> & {
  errorMessages?: readonly Message[];
};

/** The body of the answer 202. */
export interface SubmissionAnswer {
  readonly acceptedDevinfoEntities: Record<string, AcceptedEntities>;
  readonly failedDevinfoEntities: Record<string, FailedEntities>;
  readonly unknownIssueKeys: readonly string[];
  readonly unknownAssociations: readonly { readonly associationType: string; readonly values: readonly string[] }[];
}

export interface SubmissionTools {
  readonly store: DevelopmentStore;
  readonly issues: Issues;
  readonly faults: FaultSwitches;
  readonly onSubmission?: ((submission: SubmissionRecord) => void) | undefined;
}

/** Keeps what is valid and belongs to an existing issue; says what was accepted, what failed and what is unknown. */
export function storeSubmission(tools: SubmissionTools, submission: Submission): SubmissionAnswer {
  const answer: SubmissionAnswer = {
    acceptedDevinfoEntities: {},
    failedDevinfoEntities: {},
    unknownIssueKeys: [],
    unknownAssociations: [],
  };
  const unknown = { issueKeys: new Set<string>(), issueIdOrKeys: new Set<string>() };
  for (const repository of submission.repositories) {
    const parsed = repositoryShape.safeParse(repository);
    if (!parsed.success) {
      answer.failedDevinfoEntities[repository.id] = { errorMessages: messagesOf(parsed.error) };
      continue;
    }
    const { updateSequenceId: sequence, ...content } = parsed.data;
    const kept = judgeEntities(tools, repository, answer, unknown);
    if (kept.length > 0 || tools.store.repository(repository.id) !== undefined) {
      tools.store.putRepository({ id: repository.id, sequence, content, properties: submission.properties ?? {} });
    }
    for (const entity of kept) tools.store.putEntity(entity);
  }
  const associations = [...unknown.issueIdOrKeys];
  return {
    ...answer,
    unknownIssueKeys: [...unknown.issueKeys],
    unknownAssociations: associations.length === 0 ? [] : [{ associationType: 'issueIdOrKeys', values: associations }],
  };
}

type Unknown = Readonly<Record<'issueKeys' | 'issueIdOrKeys', Set<string>>>;

function judgeEntities(
  tools: SubmissionTools,
  repository: Submission['repositories'][number],
  answer: SubmissionAnswer,
  unknown: Unknown,
): readonly StoredEntity[] {
  const accepted: AcceptedEntities = {};
  const failed: FailedEntities = {};
  const kept: StoredEntity[] = [];
  for (const list of lists) {
    for (const entity of repository[list] ?? []) {
      const judged = judgeEntity(tools, kindByList[list], entity);
      if ('problems' in judged) {
        (failed[list] ??= []).push({ id: entity.id, errorMessages: judged.problems });
        continue;
      }
      (accepted[list] ??= []).push(entity.id);
      const keys = keysOf(tools.issues, entity, unknown);
      if (keys.length > 0) kept.push({ ...judged.entity, repositoryId: repository.id, keys });
    }
  }
  if (Object.keys(accepted).length > 0) answer.acceptedDevinfoEntities[repository.id] = accepted;
  if (Object.keys(failed).length > 0) answer.failedDevinfoEntities[repository.id] = failed;
  return kept;
}

type Judged =
  | { readonly problems: readonly Message[] }
  | { readonly entity: Omit<StoredEntity, 'repositoryId' | 'keys'> };

function judgeEntity(tools: SubmissionTools, kind: EntityKind, entity: AnyEntity): Judged {
  const refusal = tools.faults.refusalOf(entity.id);
  if (refusal !== undefined) return { problems: [{ message: refusal }] };
  const parsed = entityShape[kind].safeParse(entity);
  if (!parsed.success) return { problems: messagesOf(parsed.error) };
  const { updateSequenceId, issueKeys, associations, ...content } = parsed.data;
  if (issueKeys === undefined && associations === undefined) {
    return { problems: [{ message: 'names no issue: issueKeys or associations are needed' }] };
  }
  const kept = withShortMessage(content);
  return { entity: { kind, id: entity.id, sequence: updateSequenceId, content: kept, at: timeOf(kept) } };
}

/** Commit messages are the one text Jira shortens itself instead of refusing it. */
function withShortMessage(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const last = content['lastCommit'];
  if (typeof last === 'object' && last !== null) {
    // The sequence of a branch's commit is the branch's business; without it two runs can be compared.
    const { updateSequenceId: _sequence, ...commit } = last as Record<string, unknown>;
    return { ...content, lastCommit: withShortMessage(commit) };
  }
  const message = content['message'];
  if (typeof message !== 'string') return content;
  return { ...content, message: Array.from(message).slice(0, messageMaximum).join('') };
}

function timeOf(content: Readonly<Record<string, unknown>>): number {
  const last = content['lastCommit'] as Readonly<Record<string, unknown>> | undefined;
  const text = content['authorTimestamp'] ?? content['lastUpdate'] ?? last?.['authorTimestamp'];
  return Date.parse(String(text));
}

/** The keys of existing issues, upper case; the others go to `unknown`. */
function keysOf(issues: Issues, entity: AnyEntity, unknown: Unknown): readonly string[] {
  const known = new Set<string>();
  const associations = entity['associations'] as readonly { associationType: keyof Unknown; values: string[] }[];
  const named = associations ?? [{ associationType: 'issueKeys', values: entity['issueKeys'] as string[] }];
  for (const { associationType, values } of named) {
    for (const value of values) {
      const issue = issues.find(value);
      if (issue !== undefined) known.add(issue.key);
      else unknown[entity['associations'] === undefined ? 'issueKeys' : associationType].add(value);
    }
  }
  return [...known].sort();
}

function messagesOf(error: z.ZodError): readonly Message[] {
  return error.issues.map((issue) => ({ message: `${issue.path.join('.')}: ${issue.message}` }));
}

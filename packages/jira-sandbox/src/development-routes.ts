/** Atlassian's development information API, as both doors offer it. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DevelopmentStore, StoredEntity, StoredRepository } from './development-store.ts';
import { storeSubmission } from './store-submission.ts';
import type { SubmissionTools } from './store-submission.ts';
import { entityMaximum, submissionShape } from './submission.ts';
import type { EntityKind, Submission } from './submission.ts';

// "Retrieves the repository and the most recent 400 development information entities."
const newestShown = 400;
const entityKinds: ReadonlySet<string> = new Set<EntityKind>(['commit', 'branch', 'pull_request']);
const sequenceParameter = '_updateSequenceId';

type Query = Readonly<Record<string, string | readonly string[]>>;

/** Adds the routes below a prefix that ends before `/bulk`. */
export function addDevelopmentRoutes(app: FastifyInstance, prefix: string, tools: SubmissionTools): void {
  const { store } = tools;
  app.post(`${prefix}/bulk`, (request, reply) => {
    const answered = submit(tools, request, reply);
    const bytes = Number(request.headers['content-length'] ?? 0);
    tools.onSubmission?.({ bytes, isTaken: answered.statusCode < 300, body: request.body });
    return answered;
  });
  app.get<{ Params: { repositoryId: string } }>(`${prefix}/repository/:repositoryId`, (request, reply) => {
    const repository = store.repository(request.params.repositoryId);
    return repository === undefined ? reply.code(404).send() : reply.send(repositoryAnswer(repository));
  });
  app.delete<{ Params: { repositoryId: string } }>(`${prefix}/repository/:repositoryId`, (request, reply) => {
    const upTo = sequenceOf(request.query as Query);
    if (upTo === 'wrong') return refuse(reply, '_updateSequenceId is not a number');
    store.deleteRepository(request.params.repositoryId, upTo);
    return reply.code(202).send();
  });
  app.delete<{ Params: { repositoryId: string; kind: string; entityId: string } }>(
    `${prefix}/repository/:repositoryId/:kind/:entityId`,
    (request, reply) => {
      const { repositoryId, kind, entityId } = request.params;
      const upTo = sequenceOf(request.query as Query);
      if (!entityKinds.has(kind)) return refuse(reply, `${kind} is no entity type`);
      if (upTo === 'wrong') return refuse(reply, '_updateSequenceId is not a number');
      store.deleteEntity(repositoryId, kind as EntityKind, entityId, upTo);
      return reply.code(202).send();
    },
  );
  addPropertyRoutes(app, prefix, store);
}

function addPropertyRoutes(app: FastifyInstance, prefix: string, store: DevelopmentStore): void {
  app.delete(`${prefix}/bulkByProperties`, (request, reply) => {
    const properties = propertiesOf(request.query as Query);
    if (typeof properties === 'string') return refuse(reply, properties);
    for (const repository of store.withProperties(properties)) store.deleteRepository(repository.id, undefined);
    return reply.code(202).send();
  });
  app.get(`${prefix}/existsByProperties`, (request, reply) => {
    const properties = propertiesOf(request.query as Query);
    if (typeof properties === 'string') return refuse(reply, properties);
    const upTo = Number((request.query as Query)[sequenceParameter] ?? Number.MAX_SAFE_INTEGER);
    const found = store.withProperties(properties).some((repository) => repository.sequence <= upTo);
    return reply.send({ hasDataMatchingProperties: found });
  });
}

function submit(tools: SubmissionTools, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const parsed = submissionShape.safeParse(request.body);
  if (!parsed.success) {
    const messages = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return refuse(reply, ...messages);
  }
  const ids = parsed.data.repositories.map((repository) => repository.id);
  if (new Set(ids).size < ids.length) return refuse(reply, 'repositories: names an id twice');
  const entities = parsed.data.repositories.flatMap(entitiesOf);
  if (entities.length > entityMaximum) return refuse(reply, `holds more than ${entityMaximum} entities`);
  const poison = entities.find((entity) => tools.faults.isPoisoned(entity.id));
  // Worded without the id: whoever sends must find the entity, as with the real one.
  if (poison !== undefined) return refuse(reply, 'An entity could not be read.');
  return reply.code(202).send(storeSubmission(tools, parsed.data));
}

function entitiesOf({ commits, branches, pullRequests }: Submission['repositories'][number]) {
  return [...(commits ?? []), ...(branches ?? []), ...(pullRequests ?? [])];
}

function refuse(reply: FastifyReply, ...messages: readonly string[]): FastifyReply {
  return reply.code(400).send({ errorMessages: messages.map((message) => ({ message })) });
}

function sequenceOf(query: Query): number | undefined | 'wrong' {
  const text = query[sequenceParameter];
  if (text === undefined) return undefined;
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : 'wrong';
}

/** The properties named by the query, or what is wrong with it. */
function propertiesOf(query: Query): Readonly<Record<string, string>> | string {
  if (sequenceOf(query) === 'wrong') return '_updateSequenceId is not a number';
  const pairs = Object.entries(query).filter(([name]) => name !== sequenceParameter);
  if (pairs.length === 0) return 'no property is named';
  if (pairs.some(([, value]) => typeof value !== 'string')) return 'a property is named twice';
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>;
}

function repositoryAnswer(repository: StoredRepository): Readonly<Record<string, unknown>> {
  const newest = [...repository.entities.values()].sort((a, b) => b.at - a.at).slice(0, newestShown);
  return {
    ...repository.content,
    updateSequenceId: repository.sequence,
    commits: newest.filter((entity) => entity.kind === 'commit').map(entityAnswer),
    branches: newest.filter((entity) => entity.kind === 'branch').map(entityAnswer),
    pullRequests: newest.filter((entity) => entity.kind === 'pull_request').map(entityAnswer),
  };
}

function entityAnswer(entity: StoredEntity): Readonly<Record<string, unknown>> {
  const lastCommit = entity.content['lastCommit'] as Readonly<Record<string, unknown>> | undefined;
  return {
    ...entity.content,
    ...(lastCommit === undefined ? {} : { lastCommit: { ...lastCommit, updateSequenceId: entity.sequence } }),
    issueKeys: entity.keys,
    updateSequenceId: entity.sequence,
  };
}

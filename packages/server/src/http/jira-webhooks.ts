/** The door for webhooks of Jira: genuine ones are stored, then answered, and followed by a job. */

import { createHash } from 'node:crypto';
import { problemMediaType, type Problem } from '@branchline/contract';
import type { IssueKey, JiraSiteId, Secret } from '@branchline/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isSignedByJira, issueWebhookSecrets } from '../features/issues/issue-webhook.ts';
import { noteIssueEvent, type NoteIssueEventDeps } from '../features/issues/note-issue-event.ts';
import type { Log } from '../ports/log.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { IssueEvent } from '../ports/store/issue-watches.ts';
import { heldBytes } from './held-bytes.ts';

export interface JiraWebhooksDeps extends NoteIssueEventDeps {
  readonly secretBox: SecretBox;
  readonly log: Log;
}

/** An issue with many long fields; Jira documents no limit. */
const bodyLimit = 8 * 1_048_576;
const heldBytesLimit = 64 * 1_048_576;
/** When a sender that we cannot take in may come back; Jira itself waits five minutes at least. */
const retrySeconds = 300;
const longestIdentifier = 200;

const Named = z.object({ name: z.string() }).nullish();
const Issue = z.object({
  id: z.coerce.string().min(1),
  key: z.string().min(1),
  fields: z.object({ summary: z.string().nullish(), status: Named, issuetype: Named }),
});
const Change = z.object({ field: z.string(), fromString: z.string().nullish() });

/** What Jira tells, as far as we use it. Its page names no shape for the body (developer.atlassian.com, "Webhooks"). */
const Told = z.object({
  webhookEvent: z.string(),
  /** Milliseconds since 1970. */
  timestamp: z.number().optional(),
  issue: z.unknown(),
  changelog: z.object({ items: z.array(z.unknown()) }).optional(),
});

const foundSecrets = Symbol('secrets of the Jira site');
type Found = FastifyRequest & { [foundSecrets]?: readonly Secret[] };

/** What the body tells of; `ignore` with the reason when it is nothing we follow, undefined when it cannot be read. */
export function issueEventFrom(body: Uint8Array, now: Date): IssueEvent | { readonly ignore: string } | undefined {
  const told = Told.safeParse(jsonFrom(body)).data;
  if (told === undefined) return undefined;
  const { webhookEvent, timestamp } = told;
  if (webhookEvent.startsWith('project_')) return { kind: 'projects' };
  const isDeletion = webhookEvent === 'jira:issue_deleted';
  if (!isDeletion && webhookEvent !== 'jira:issue_created' && webhookEvent !== 'jira:issue_updated') {
    return { ignore: `Nothing is done for ${webhookEvent.slice(0, 100)}.` };
  }
  const issue = Issue.safeParse(told.issue).data;
  if (issue === undefined) return undefined;
  const key = issue.key.toUpperCase() as IssueKey;
  if (isDeletion) return { kind: 'deleted', key };
  const { summary, status, issuetype } = issue.fields;
  return {
    kind: 'changed',
    issue: { id: issue.id, key, summary: summary ?? '', type: issuetype?.name ?? '', status: status?.name ?? '' },
    formerKeys: formerKeysIn(told.changelog?.items ?? []),
    // A clock of Jira's that is ahead must not make what comes later look older.
    at: new Date(Math.min(timestamp ?? now.getTime(), now.getTime())),
  };
}

/** Moving an issue is told as a change of the field "Key". */
function formerKeysIn(items: readonly unknown[]): readonly IssueKey[] {
  return items.flatMap((item) => {
    const change = Change.safeParse(item).data;
    if (change?.field !== 'Key' || !change.fromString) return [];
    const key = change.fromString.toUpperCase() as IssueKey;
    return [key];
  });
}

function jsonFrom(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function sendProblem(reply: FastifyReply, status: number, title: string, detail: string): FastifyReply {
  const types: Readonly<Record<number, string>> = { 401: 'invalid-signature', 503: 'unavailable' };
  const problem: Problem = { type: types[status] ?? 'invalid-request', title, status, detail };
  if (status === 503) void reply.header('retry-after', retrySeconds);
  return reply.code(status).type(problemMediaType).send(problem);
}

/** The same for each repetition of a webhook (`X-Atlassian-Webhook-Identifier`). */
function identifierOf({ headers }: FastifyRequest, body: Uint8Array): string {
  const given = headers['x-atlassian-webhook-identifier'];
  if (typeof given === 'string' && given !== '' && given.length <= longestIdentifier) return `webhook/${given}`;
  return `body/${createHash('sha256').update(body).digest('hex')}`;
}

async function accept(deps: JiraWebhooksDeps, id: JiraSiteId, request: FastifyRequest, reply: FastifyReply) {
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const signature = request.headers['x-hub-signature'];
  const secrets = (request as Found)[foundSecrets] ?? [];
  if (!isSignedByJira(secrets, typeof signature === 'string' ? signature : undefined, body)) {
    deps.log.warn('a webhook of Jira was refused: it is not signed with our secret', { site: id });
    const words = 'It is not signed with the secret of this address. Compare the secret in Jira’s webhook with ours.';
    return sendProblem(reply, 401, 'This is not a genuine webhook of Jira', words);
  }
  const event = issueEventFrom(body, deps.clock.now());
  if (event === undefined) return sendProblem(reply, 400, 'The webhook cannot be read', 'It is not what Jira sends.');
  if ('ignore' in event) return reply.code(202).send({ outcome: 'ignored', reason: event.ignore });
  const isNew = await noteIssueEvent(deps, id, identifierOf(request, body), event);
  return reply.code(202).send({ outcome: isNew ? 'stored' : 'known' });
}

/** Adds the door. */
export async function mountJiraWebhooks(server: FastifyInstance, deps: JiraWebhooksDeps): Promise<void> {
  await server.register(async (scope) => {
    const held = heldBytes(heldBytesLimit, bodyLimit);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status === 413) return sendProblem(reply, 413, 'The webhook is too large', 'It may hold 8 MB.');
      if (status < 500) return sendProblem(reply, status, 'The request does not fit', error.message);
      deps.log.warn('A webhook of Jira could not be taken in; Jira was asked to come back.', { reason: error.message });
      return sendProblem(reply, 503, 'The webhook could not be stored', 'Nothing of it was kept; send it again.');
    });
    scope.route<{ Params: { site: string } }>({
      method: 'POST',
      url: '/webhooks/jira/:site',
      bodyLimit,
      // Both are for people and their browsers; all webhooks of a site come from few addresses.
      config: { rateLimit: false },
      helmet: false,
      // Before the body is read: nothing is read for a site that has no webhook.
      async onRequest(request, reply) {
        const { site } = request.params;
        const id = (/^[1-9]\d{0,8}$/.test(site) ? Number(site) : 0) as JiraSiteId;
        if (held.isFull()) {
          return sendProblem(reply, 503, 'The webhook could not be stored', 'Too many arrive at once; send it again.');
        }
        const secrets = await issueWebhookSecrets(deps, id);
        if (secrets.length === 0) return reply.callNotFound();
        (request as Found)[foundSecrets] = secrets;
        held.weigh(request, reply);
        return undefined;
      },
      handler: (request, reply) => accept(deps, Number(request.params.site) as JiraSiteId, request, reply),
    });
  });
}

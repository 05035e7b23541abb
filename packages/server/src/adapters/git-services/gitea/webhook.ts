/** Reads what Gitea and Forgejo send to webhooks. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { Failure, type IndexScope, type Secret } from '@branchline/domain';
import { z } from 'zod';
import type {
  RepositoryHint,
  WebhookReader,
  WebhookReading,
  WebhookRequest,
} from '../../../ports/git-service/webhooks.ts';
import type { FamilyFacts } from './facts.ts';
import { manualSteps } from './manual-steps.ts';
import { rowsFromPayload } from './payload-rows.ts';
import { hashFrom } from './shapes.ts';

export function webhookReader(facts: FamilyFacts): WebhookReader {
  const header = (request: WebhookRequest, name: string): string =>
    request.headers[`${facts.headerPrefix}-${name}`] ?? '';
  // The exact name; older servers send only the group, and for some events an empty one.
  const eventOf = (request: WebhookRequest): string => header(request, 'event-type') || header(request, 'event');
  return {
    recognises(request) {
      const isOurs = ['event', 'event-type', 'delivery'].some((name) => header(request, name) !== '');
      return isOurs && !facts.foreignHeaders.some((name) => request.headers[name] !== undefined);
    },
    verify: (request, secrets) => verify(facts, header(request, 'signature'), request.body, secrets),
    describe: (request) => ({ event: eventOf(request), deliveryId: header(request, 'delivery') || undefined }),
    read: (request) => read(eventOf(request), request.body),
    readRows: (request) => rowsFromPayload(eventOf(request), request.body),
    manualSteps: (settings, level) => manualSteps(facts, settings, level),
  };
}

/** Hexadecimal HMAC-SHA256 of the body. A webhook without a secret sends the header, too, with nothing in it. */
function verify({ title }: FamilyFacts, signature: string, body: Uint8Array, secrets: readonly Secret[]): void {
  const usable = secrets.filter((secret) => secret.reveal() !== '');
  const refuse = (problem: string): Failure => new Failure('invalid-signature', 'git-service', problem);
  if (usable.length === 0) throw refuse('There is no secret to check this webhook with.');
  if (signature === '') {
    throw refuse(`This webhook of ${title} is not signed. Enter the secret on the webhook's page at ${title}.`);
  }
  const sent = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : '', 'hex');
  const fitting = usable.filter((secret) => {
    const expected = createHmac('sha256', secret.reveal()).update(body).digest();
    return sent.length === expected.length && timingSafeEqual(sent, expected);
  });
  if (fitting.length > 0) return;
  const hint = 'The secrets differ, or the webhook is not sent as application/json.';
  throw refuse(`The signature of this webhook of ${title} is wrong. ${hint}`);
}

const Pusher = z.object({ id: z.number().nullish(), login: z.string().min(1) });

const Told = z.object({
  action: z.string().nullish(),
  ref: z.string().nullish(),
  ref_type: z.string().nullish(),
  before: z.string().nullish(),
  after: z.string().nullish(),
  pusher: Pusher.nullish().catch(undefined),
  number: z.number().nullish(),
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }).nullish(),
  is_pull: z.boolean().nullish(),
  pull_request: z.object({ number: z.number() }).nullish(),
  repository: z
    .object({ id: z.number().nullish(), full_name: z.string().nullish(), clone_url: z.string().nullish() })
    .nullish(),
});
type Told = z.infer<typeof Told>;

/** The body as an object; undefined when it is none. */
function toldIn(body: Uint8Array): Told | undefined {
  try {
    return Told.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

const ignored = (reason: string): WebhookReading => ({ kind: 'ignore', reason });

function read(event: string, body: Uint8Array): WebhookReading {
  const isForm = Buffer.from(body.subarray(0, formStart.length)).toString('latin1') === formStart;
  if (isForm) return ignored('It is sent as a form. Choose application/json as the content type of the webhook.');
  const told = toldIn(body);
  if (told === undefined) return ignored('Its body is not what this service sends.');
  if (event === 'push') return withPush(look(told, refScope(told)), told);
  if (event === 'create' || event === 'delete') return look(told, refScope(told));
  if (event === 'repository') return discover(told);
  if (event.startsWith('pull_request') || event === 'issue_comment') return pullRequestOrNot(event, told);
  const reason = reasons.find(([names]) => names.test(event))?.[1];
  return ignored(reason ?? `Nothing is indexed because of "${event.slice(0, 60)}".`);
}

const formStart = 'payload=';

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'It does not say what happened.'],
  [/^issue/, 'It is about an issue of the Git service, not about a pull request.'],
  [/^fork$/, 'A fork is a repository of its own; it is told apart when it is in sight.'],
  [/^(?:release|wiki|package)$/, 'Releases, wikis and packages hold nothing that is indexed.'],
  [/^(?:status|workflow_|action_run_|schedule)/, 'Builds are not read yet.'],
];

function look(told: Told, scope: IndexScope | undefined): WebhookReading {
  const repository = hintFrom(told);
  if (repository === undefined) return ignored('It names no repository.');
  return scope === undefined ? ignored('It does not say what changed.') : { kind: 'look', repository, scope };
}

function hintFrom({ repository }: Told): RepositoryHint | undefined {
  if (!repository) return undefined;
  const { id, full_name, clone_url } = repository;
  if (typeof id !== 'number' && !full_name && !clone_url) return undefined;
  return {
    remoteId: typeof id === 'number' ? String(id) : undefined,
    cloneUrl: clone_url ?? undefined,
    name: full_name ?? undefined,
  };
}

/** No e-mail address: whoever runs the server decides whether it verifies those. */
function withPush(reading: WebhookReading, { pusher, before, after }: Told): WebhookReading {
  const head = hashFrom(after);
  if (reading.kind !== 'look' || !pusher || head === undefined) return reading;
  const { id, login } = pusher;
  const remoteId = typeof id === 'number' && id > 0 ? String(id) : undefined;
  const person = { remoteId, login, name: undefined, email: undefined, webUrl: undefined, avatarUrl: undefined };
  return { ...reading, push: { pusher: person, head, before: hashFrom(before) } };
}

/** A push names the whole ref; creating and deleting name branch or tag, and beside it which of the two it is. */
function refScope(told: Told): IndexScope | undefined {
  const name = fullRefName(told.ref, told.ref_type);
  return name === undefined ? undefined : { kind: 'refs', names: [name] };
}

/** `refs/heads/main` for `main` of type `branch`. */
export function fullRefName(ref: string | null | undefined, type: string | null | undefined): string | undefined {
  if (!ref) return undefined;
  if (ref.startsWith('refs/')) return ref;
  if (type === 'branch') return `refs/heads/${ref}`;
  return type === 'tag' ? `refs/tags/${ref}` : undefined;
}

function pullRequestOrNot(event: string, told: Told): WebhookReading {
  const { issue, is_pull: isPull } = told;
  const isComment = event === 'issue_comment' || (event === 'pull_request_comment' && issue !== undefined);
  const isAboutOne = told.pull_request || isPull === true || Boolean(issue?.pull_request) || event !== 'issue_comment';
  if (isComment && !isAboutOne) return ignored('It is a comment on an issue of the Git service.');
  const number = told.pull_request?.number ?? told.number ?? issue?.number;
  return look(told, typeof number === 'number' ? { kind: 'pull-request', remoteId: String(number) } : undefined);
}

function discover({ action, repository }: Told): WebhookReading {
  const name = repository?.full_name ?? 'a repository';
  return { kind: 'discover', because: `${name} was ${action || 'changed'}.` };
}

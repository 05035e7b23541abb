/** Reads GitHub's webhooks: who sent it, whether it is genuine, and what it asks us to do. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { Failure, type Secret } from '@branchline/domain';
import { z } from 'zod';
import type {
  RepositoryHint,
  WebhookReader,
  WebhookReading,
  WebhookRequest,
} from '../../../ports/git-service/webhooks.ts';
import { rowsFrom } from './payload-rows.ts';
import { pushIn } from './told-push.ts';
import { manualSteps } from './webhook-setup.ts';

const Hint = z.object({
  id: z.number().int().nullish(),
  full_name: z.string().nullish(),
  clone_url: z.string().nullish(),
});

/** What any event may have; all of it optional, so that nothing unknown is refused. */
const Payload = z.object({
  action: z.string().optional().catch(undefined),
  ref: z.string().nullish().catch(undefined),
  ref_type: z.string().optional().catch(undefined),
  number: z.number().int().optional().catch(undefined),
  repository: Hint.optional().catch(undefined),
  pull_request: z.object({ number: z.number().int() }).optional().catch(undefined),
  issue: z.object({ number: z.number().int(), pull_request: z.unknown() }).optional().catch(undefined),
  release: z.object({ tag_name: z.string() }).optional().catch(undefined),
  changes: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
type Payload = z.infer<typeof Payload>;

/** @param isServer GitHub Enterprise Server, which names its host with each delivery */
export function webhookReader(isServer: boolean): WebhookReader {
  return {
    recognises: ({ headers }) =>
      headers['x-github-event'] !== undefined &&
      // Gitea, Forgejo and Gogs send GitHub's headers too, beside their own.
      !Object.keys(headers).some((name) => /^x-(?:gitea|forgejo|gogs)-/.test(name)) &&
      (isServer || headers['x-github-enterprise-host'] === undefined),
    verify,
    describe: ({ headers }) => ({
      event: headers['x-github-event'] ?? '',
      deliveryId: headers['x-github-delivery'] === '' ? undefined : headers['x-github-delivery'],
    }),
    read: (request) => read(request, isServer),
    readRows: (request) => rowsFrom(request.headers['x-github-event'] ?? '', payloadIn(request)),
    manualSteps,
  };
}

function verify({ headers, body }: WebhookRequest, secrets: readonly Secret[]): void {
  const digest = /^sha256=([0-9a-f]{64})$/i.exec(headers['x-hub-signature-256'] ?? '')?.[1];
  if (digest === undefined) {
    const message = 'The webhook has no signature. Give the webhook at GitHub the secret that is shown here.';
    throw new Failure('invalid-signature', 'git-service', message);
  }
  const given = Buffer.from(digest, 'hex');
  // All are tried, so that the time tells nothing about which one fits.
  const fitting = secrets.filter((secret) => {
    const key = secret.reveal();
    const expected = createHmac('sha256', key).update(body).digest();
    return timingSafeEqual(given, expected) && key !== '';
  });
  if (fitting.length > 0) return;
  const message = 'The webhook’s signature was made with another secret. Compare the secret at GitHub with ours.';
  throw new Failure('invalid-signature', 'git-service', message);
}

/** Undefined when it cannot be read. Hooks made by hand may send a form with the JSON in its field `payload`. */
export function payloadIn({ headers, body }: WebhookRequest): unknown {
  try {
    const text = Buffer.from(body).toString('utf8');
    const isForm = /^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? '');
    return JSON.parse(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text) as unknown;
  } catch {
    return undefined;
  }
}

function read(request: WebhookRequest, isServer: boolean): WebhookReading {
  const event = request.headers['x-github-event'] ?? '';
  const told = payloadIn(request);
  const parsed = Payload.safeParse(told);
  if (!parsed.success) return ignore('The body is no JSON object, so nothing can be read from it.');
  return (
    (Object.hasOwn(readers, event) ? readers[event] : undefined)?.(parsed.data, told, isServer) ?? ignoreEvent(event)
  );
}

const readers: Readonly<Record<string, (payload: Payload, told: unknown, isServer: boolean) => WebhookReading>> = {
  push: readPush,
  create: lookAtNamedRef,
  delete: lookAtNamedRef,
  release: (payload) => lookAtRef(payload, payload.release && `refs/tags/${payload.release.tag_name}`),
  pull_request: lookAtPullRequest,
  pull_request_review: lookAtPullRequest,
  pull_request_review_comment: lookAtPullRequest,
  pull_request_review_thread: lookAtPullRequest,
  issue_comment: readComment,
  repository: readRepository,
  public: () => discover('A repository was made public.'),
  installation: ({ action }) => discover(`The app's installation changed (${action ?? 'unnamed'}).`),
  installation_repositories: () => discover('The app was given other repositories.'),
  installation_target: () => discover('An organisation with the app was renamed.'),
  organization: readOrganization,
  ping: () => ignore('GitHub only tries whether we can be reached.'),
  meta: () => ignore('This webhook was deleted at GitHub. Without another one, changes are found on schedule only.'),
  github_app_authorization: () => ignore('Somebody withdrew their sign-in; their next action here will say so.'),
};

function lookAtRef(payload: Payload, ref: string | null | undefined): WebhookReading {
  if (!ref?.startsWith('refs/')) return ignore('It does not say which branch or tag has changed.');
  return look(payload, { kind: 'refs', names: [ref] });
}

function readPush(payload: Payload, told: unknown, isServer: boolean): WebhookReading {
  const reading = lookAtRef(payload, payload.ref);
  // Whoever runs a server of their own decides whether it verifies addresses.
  const push = pushIn(told, !isServer);
  return reading.kind === 'look' && push !== undefined ? { ...reading, push } : reading;
}

function lookAtNamedRef(payload: Payload): WebhookReading {
  const { ref, ref_type: kind } = payload;
  if (kind === 'repository') return discover('A repository was made.');
  if (!ref || (kind !== 'branch' && kind !== 'tag')) return ignore('It does not say which branch or tag it is about.');
  return look(payload, { kind: 'refs', names: [`refs/${kind === 'tag' ? 'tags' : 'heads'}/${ref}`] });
}

function lookAtPullRequest(payload: Payload): WebhookReading {
  const number = payload.pull_request?.number ?? payload.number;
  if (number === undefined) return ignore('It does not say which pull request it is about.');
  return look(payload, { kind: 'pull-request', remoteId: String(number) });
}

function readComment(payload: Payload): WebhookReading {
  const { issue } = payload;
  if (issue === undefined) return ignore('It does not say what was commented on.');
  if (!issue.pull_request) return ignore('The comment is on an issue of GitHub, not on a pull request.');
  return look(payload, { kind: 'pull-request', remoteId: String(issue.number) });
}

function readRepository(payload: Payload): WebhookReading {
  const { action = 'unnamed', changes = {}, repository } = payload;
  if (action !== 'edited') return discover(`The repository ${repository?.full_name ?? ''} was ${action}.`);
  if ('default_branch' in changes) return look(payload, { kind: 'everything' });
  return ignore('Only the description of the repository was changed.');
}

function readOrganization({ action }: Payload): WebhookReading {
  return action === 'renamed' || action === 'deleted'
    ? discover(`The organisation was ${action}.`)
    : ignore('Only the members of the organisation have changed.');
}

function ignoreEvent(event: string): WebhookReading {
  if (event === '') return ignore('It does not say what happened: the header X-GitHub-Event is missing.');
  if (/^(?:check_|workflow_|deployment|status$)/.test(event)) {
    return ignore(`Builds and deployments are not read from webhooks (event "${event}").`);
  }
  return ignore(`The event "${event}" says nothing about commits, branches, tags or pull requests.`);
}

function look(payload: Payload, scope: Extract<WebhookReading, { kind: 'look' }>['scope']): WebhookReading {
  const repository = hintFrom(payload.repository);
  return repository === undefined
    ? ignore('It does not say which repository it is about.')
    : { kind: 'look', repository, scope };
}

function hintFrom(repository: Payload['repository']): RepositoryHint | undefined {
  const remoteId = repository?.id?.toString();
  const cloneUrl = repository?.clone_url ?? undefined;
  const name = repository?.full_name ?? undefined;
  if (remoteId === undefined && cloneUrl === undefined && name === undefined) return undefined;
  return { remoteId, cloneUrl, name };
}

function discover(because: string): WebhookReading {
  return { kind: 'discover', because };
}

function ignore(reason: string): WebhookReading {
  return { kind: 'ignore', reason };
}

/** A made-up Git service that sends webhooks and lets us make some: for tests of the door, the inbox and the set-up. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  Failure,
  type IndexScope,
  type ListedRepository,
  type RemoteRepository,
  type Secret,
} from '@branchline/domain';
import type { GitServiceConnection, GitServiceConnector } from '../ports/git-service.ts';
import type {
  WebhookLevel,
  WebhookReader,
  WebhookReading,
  WebhookSetup,
  WebhookStanding,
  WebhookTarget,
} from '../ports/git-service/webhooks.ts';

/** What its webhooks carry. */
export interface FakePayload {
  readonly look?: { readonly id?: string; readonly cloneUrl?: string; readonly name?: string };
  /** Everything when left out. */
  readonly scope?: IndexScope;
  readonly discover?: string;
  readonly ignore?: string;
}

export interface FakeWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A webhook as the service sends it. Without a secret it is not signed. */
export function fakeWebhook(
  payload: FakePayload | string,
  { secret, delivery, event = 'push' }: { secret?: string | Secret; delivery?: string; event?: string } = {},
): FakeWebhook {
  const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const key = typeof secret === 'object' ? secret.reveal() : secret;
  return {
    headers: {
      'content-type': 'application/json',
      'x-fake-event': event,
      ...(delivery === undefined ? {} : { 'x-fake-delivery': delivery }),
      ...(key === undefined ? {} : { 'x-fake-signature': createHmac('sha256', key).update(body).digest('hex') }),
    },
    body,
  };
}

function readingOf(payload: FakePayload): WebhookReading {
  if (payload.discover !== undefined) return { kind: 'discover', because: payload.discover };
  if (payload.look === undefined) return { kind: 'ignore', reason: payload.ignore ?? 'Nothing to do.' };
  const { id: remoteId, cloneUrl, name } = payload.look;
  return { kind: 'look', repository: { remoteId, cloneUrl, name }, scope: payload.scope ?? { kind: 'everything' } };
}

export const fakeWebhookReader: WebhookReader = {
  recognises: ({ headers }) => headers['x-fake-event'] !== undefined,
  verify({ headers, body }, secrets) {
    const given = Buffer.from(headers['x-fake-signature'] ?? '', 'hex');
    const isRight = secrets.some((secret) => {
      const wanted = createHmac('sha256', secret.reveal()).update(body).digest();
      return wanted.length === given.length && timingSafeEqual(wanted, given);
    });
    if (!isRight) throw new Failure('invalid-signature', 'git-service', 'The signature is not that of the secret.');
  },
  describe: ({ headers }) => ({ event: headers['x-fake-event'] ?? '', deliveryId: headers['x-fake-delivery'] }),
  read({ body }) {
    try {
      return readingOf(JSON.parse(Buffer.from(body).toString()) as FakePayload);
    } catch {
      return { kind: 'ignore', reason: 'The body is no JSON.' };
    }
  },
  readRows({ body }) {
    const { look } = JSON.parse(Buffer.from(body).toString()) as FakePayload;
    if (look === undefined) return undefined;
    const nothing = { commits: [], branches: [], goneBranches: [], pullRequests: [] };
    return { repository: fakeRepository(look.name ?? ''), defaultBranch: 'main', ...nothing, leftOut: undefined };
  },
  manualSteps: (_settings, level) => [`Add a webhook for the ${level}.`],
};

/** `acme/app` with the id `id-of-acme/app`. */
export function fakeRepository(name: string): RemoteRepository {
  return { remoteId: `id-of-${name}`, name, cloneUrl: `https://fake.example/${name}.git`, webUrl: undefined };
}

/** The service itself: what it has, and what it was asked. */
export interface FakeService {
  readonly connector: GitServiceConnector;
  /** Names of its repositories. */
  repositories: readonly string[];
  levels: readonly WebhookLevel[];
  /** What it says when a webhook is to be made for this place; nothing: it makes it. */
  refuse: (place: string) => Failure | undefined;
  /** How its webhooks are, once made. */
  standing: (place: string) => Pick<WebhookStanding, 'state' | 'reason'>;
  /** `app`, `owner/acme`, `repository/acme/app` → addresses. */
  readonly webhooks: Map<string, Map<string, string>>;
  /** Places for which a webhook was asked for, in order. */
  readonly asked: string[];
  /** What each of them was said to have been made as, with the same secret. */
  readonly madeBefore: (string | undefined)[];
  readonly resent: { readonly place: string; readonly since: Date }[];
}

function placeOf(target: WebhookTarget): string {
  if (target.level === 'app') return 'app';
  return target.level === 'owner' ? `owner/${target.owner}` : `repository/${target.repository.name}`;
}

function setupAt(service: FakeService): WebhookSetup {
  return {
    levels: service.levels,
    async ensure(target, { url, secret, madeBefore }) {
      const place = placeOf(target);
      service.asked.push(place);
      service.madeBefore.push(madeBefore);
      const refusal = service.refuse(place);
      if (refusal !== undefined) throw refusal;
      const there = service.webhooks.get(place) ?? new Map<string, string>();
      service.webhooks.set(place, there.set(url, secret.reveal()));
      return { remoteId: `hook-of-${place}`, ...service.standing(place) };
    },
    async remove(target, url) {
      const refusal = service.refuse(placeOf(target));
      if (refusal !== undefined) throw refusal;
      service.webhooks.get(placeOf(target))?.delete(url);
    },
    async resendMissed(target, _url, since) {
      service.resent.push({ place: placeOf(target), since });
      return 1;
    },
  };
}

function listed(name: string): ListedRepository {
  const owner = name.slice(0, Math.max(0, name.lastIndexOf('/')));
  const facts = { isArchived: false, isEmpty: false, activeAt: undefined, mayAdminister: undefined };
  return { ...fakeRepository(name), owner, ...facts, raw: { name } };
}

function connectionTo(service: FakeService): GitServiceConnection {
  return {
    check: async () => ({ account: undefined, version: '1', missingRights: [], expiresAt: undefined }),
    async *listRepositories() {
      yield { repositories: service.repositories.map(listed), raw: [], next: undefined };
    },
    findRepository: async () => undefined,
    gitAccess: async ({ cloneUrl }) => ({ url: cloneUrl, credential: { kind: 'none' } }),
    ...(service.levels.length === 0 ? {} : { webhookSetup: setupAt(service) }),
  };
}

/** A new one, called `fake` unless another id is given. */
export function fakeService(id = 'fake'): FakeService {
  const noLink = () => undefined;
  const links = { repository: noLink, commit: noLink, branch: noLink, tag: noLink, file: noLink, compare: noLink };
  const service: FakeService = {
    repositories: [],
    levels: ['app', 'owner', 'repository'],
    refuse: () => undefined,
    standing: () => ({ state: 'working', reason: undefined }),
    webhooks: new Map(),
    asked: [],
    madeBefore: [],
    resent: [],
    connector: {
      id,
      title: 'Fake',
      words: { pullRequest: 'Pull request' },
      settingsForm: [],
      credentialKinds: ['none', 'token'],
      capabilities: ['pull-requests', 'webhook-setup', 'missed-webhooks'],
      parseSettings: (input) => input as Readonly<Record<string, unknown>>,
      links: () => links,
      connect: () => connectionTo(service),
      webhook: fakeWebhookReader,
    },
  };
  return service;
}

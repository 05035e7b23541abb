/** Speaks GitHub's REST API: shapes of what we use of its answers, and the ways to ask. */

import { Failure, type NetworkSettings, type Secret } from '@branchline/domain';
import { z } from 'zod';
import type { HttpRequest, WholeAnswer } from '../../http-client/http-client.ts';
import type { Network } from '../../http-client/network.ts';
import { nextFromLink } from '../../http-client/paging.ts';
import { allowanceFrom, judge } from './judge.ts';

const Id = z.number().int();
const Moment = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), { error: 'is no date' })
  .transform((text) => new Date(text));

export const Account = z.object({
  id: Id,
  login: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  html_url: z.string().nullish(),
  avatar_url: z.string().nullish(),
});
export type Account = z.infer<typeof Account>;

const Team = z.object({ id: Id, slug: z.string(), name: z.string(), html_url: z.string().nullish() });
export type Team = z.infer<typeof Team>;

/** Loose: the whole entry is kept for filters that people write. */
export const RepositoryEntry = z.looseObject({
  id: Id,
  full_name: z.string(),
  clone_url: z.string(),
  html_url: z.string(),
  archived: z.boolean().nullish(),
  disabled: z.boolean().nullish(),
  pushed_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  permissions: z.looseObject({ admin: z.boolean().nullish() }).nullish(),
});
export type RepositoryEntry = z.infer<typeof RepositoryEntry>;

/** A list of repositories in any of the forms the API has. */
export const RepositoryList = z.union([
  z.array(RepositoryEntry),
  z.looseObject({ repositories: z.array(RepositoryEntry) }),
  z.looseObject({ items: z.array(RepositoryEntry) }),
]);
export type RepositoryList = z.infer<typeof RepositoryList>;

const Side = z.object({
  ref: z.string(),
  sha: z.string(),
  repo: z.object({ id: Id, full_name: z.string() }).nullish(),
});

/** As `GET …/pulls/{number}`, a list or a webhook's payload tells it. */
export const PullRequestEntry = z.object({
  number: Id,
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  draft: z.boolean().nullish(),
  user: Account.nullish(),
  head: Side,
  base: Side,
  merge_commit_sha: z.string().nullish(),
  merged_at: Moment.nullish(),
  closed_at: Moment.nullish(),
  created_at: Moment,
  updated_at: Moment,
  html_url: z.string(),
  requested_reviewers: z.array(Account).nullish(),
  requested_teams: z.array(Team).nullish(),
  comments: z.number().nullish(),
  review_comments: z.number().nullish(),
});
export type PullRequestEntry = z.infer<typeof PullRequestEntry>;

/** A submitted review. Lists write `APPROVED`, webhooks `approved`. */
export const ReviewEntry = z.object({
  user: Account.nullish(),
  state: z.string().transform((state) => state.toLowerCase()),
});
export type ReviewEntry = z.infer<typeof ReviewEntry>;

export const HookEntry = z.object({
  id: Id,
  active: z.boolean(),
  events: z.array(z.string()),
  config: z.object({ url: z.string().nullish() }),
  last_response: z
    .object({ code: z.number().nullish(), status: z.string().nullish(), message: z.string().nullish() })
    .nullish(),
});
export type HookEntry = z.infer<typeof HookEntry>;

export const DeliveryEntry = z.object({
  /** The description allows more than a JSON number can tell apart; see `resendMissed`. */
  id: z.number(),
  guid: z.string(),
  delivered_at: Moment,
  status: z.string(),
  status_code: z.number(),
  event: z.string(),
});
export type DeliveryEntry = z.infer<typeof DeliveryEntry>;

export const InstallationEntry = z.object({
  id: Id,
  /** An enterprise has a slug instead of a login. */
  account: z
    .object({
      id: Id,
      login: z.string().nullish(),
      slug: z.string().nullish(),
      name: z.string().nullish(),
      html_url: z.string().nullish(),
      avatar_url: z.string().nullish(),
    })
    .nullish(),
  html_url: z.string(),
  permissions: z.record(z.string(), z.string()),
  suspended_at: z.string().nullish(),
});
export type InstallationEntry = z.infer<typeof InstallationEntry>;

/** For answers of which we need nothing. */
export const Whatever = z.unknown();

// "API versions": supported until 2028; servers that know no versions overlook the header.
const apiVersion = '2022-11-28';
/** The most that any list gives at once. */
export const pageSize = 100;
/** Of lists that are read to their end at once: nobody has so many reviews or webhooks, and a list may never end. */
const mostPages = 50;

/** Where the token of each request comes from. */
export interface TokenSource {
  current(): Promise<Secret>;
  /** Another one, after this one was refused; undefined where there is no other. */
  readonly after?: (refused: Secret) => Promise<Secret>;
}

export interface ApiWish {
  readonly apiUrl: string;
  readonly name: string;
  readonly network: Network;
  readonly settings: NetworkSettings;
  readonly budget: string;
  readonly for: 'person' | 'background';
  /** Undefined: as nobody. */
  readonly tokens: TokenSource | undefined;
}

interface Sending<Answer> {
  readonly json?: unknown;
  readonly answer: z.ZodType<Answer>;
  readonly secrets?: readonly Secret[];
}

/** One page of a list and where the next one is. */
export interface ListPage<Answer> {
  readonly answer: Answer;
  readonly next: string | undefined;
  readonly etag: string | undefined;
}

export interface GitHubApi {
  get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer>;
  getWhole<Answer>(path: string, answer: z.ZodType<Answer>): Promise<WholeAnswer<Answer>>;
  /** Undefined: not found. */
  find<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer | undefined>;
  /** Undefined: unchanged since `etag`. */
  page<Answer>(path: string, answer: z.ZodType<Answer>, etag?: string): Promise<ListPage<Answer> | undefined>;
  /** To the end of the list, or at most so many pages. */
  all<Entry>(path: string, answer: z.ZodType<readonly Entry[]>, pages?: number): Promise<readonly Entry[]>;
  send<Answer>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, sending: Sending<Answer>): Promise<Answer>;
}

/** Paths begin with a slash and are below the API's address. */
export function createApi(wish: ApiWish): GitHubApi {
  const ask = askerFrom(wish);
  const request = { headers: { accept: 'application/vnd.github+json', 'x-github-api-version': apiVersion } };

  function getWhole<Answer>(path: string, answer: z.ZodType<Answer>, etag?: string) {
    const resource = path.startsWith('/search/') ? { resource: 'search' } : {};
    return ask({ ...request, ...resource, method: 'GET', url: path, repeatable: true, answer, ifNoneMatch: etag });
  }

  const api: GitHubApi = {
    get: async (path, answer) => (await api.getWhole(path, answer)).answer,
    // Without an etag the answer is always there.
    getWhole: async (path, answer) => (await getWhole(path, answer)) as WholeAnswer<z.infer<typeof answer>>,
    find: (path, answer) => foundBy(api.get(path, answer)),
    async page(path, shape, etag) {
      const { answer, headers, status } = await getWhole(path, shape, etag);
      if (status === 304 || answer === undefined) return undefined;
      const next = nextFromLink(headers, wish.apiUrl);
      if (next === path) throw endless(path);
      return { answer, next, etag: [headers['etag'] ?? []].flat()[0] };
    },
    async all<Entry>(path: string, answer: z.ZodType<readonly Entry[]>, pages = mostPages) {
      const entries: Entry[] = [];
      let next: string | undefined = path;
      for (let read = 0; next !== undefined && read < pages; read += 1) {
        const page: ListPage<readonly Entry[]> | undefined = await api.page(next, answer);
        entries.push(...(page?.answer ?? []));
        next = page?.next;
      }
      return entries;
    },
    async send(method, path, sending) {
      const isRepeatable = method !== 'POST';
      const whole = await ask({ ...request, ...sending, method, url: path, repeatable: isRepeatable });
      return whole.answer as z.infer<typeof sending.answer>;
    },
  };
  return api;
}

type Ask = <Answer>(request: HttpRequest<Answer>) => Promise<WholeAnswer<Answer | undefined>>;

function askerFrom({ network, tokens, apiUrl, ...wish }: ApiWish): Ask {
  const client = network.client({
    name: wish.name,
    baseUrl: apiUrl,
    settings: wish.settings,
    budget: wish.budget,
    for: wish.for,
    readAllowance: allowanceFrom,
    judge,
  });
  const askAs = <Answer>(request: HttpRequest<Answer>, token: Secret) =>
    client.askWhole<Answer>({ ...request, authorization: { scheme: 'Bearer', secret: token } });
  return async (request) => {
    if (tokens === undefined) return client.askWhole(request);
    const token = await tokens.current();
    try {
      return await askAs(request, token);
    } catch (error) {
      // An installation's token ends early when its permissions change.
      if (tokens.after === undefined || !(error instanceof Failure) || error.kind !== 'unauthorized') throw error;
      return askAs(request, await tokens.after(token));
    }
  };
}

/** Undefined instead of the Failure `not-found`. */
export async function foundBy<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    throw error;
  }
}

function endless(path: string): Failure {
  return new Failure('invalid-response', 'git-service', `The list ${path} names itself as its next page.`);
}

/** `/repos/acme/app/pulls`; what goes into `rest` is encoded by the caller. */
export function repositoryPath(name: string, rest = ''): string {
  return `/repos/${encodePath(name)}${rest}`;
}

/** Encodes a path piece by piece, so that its slashes stay. */
export function encodePath(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

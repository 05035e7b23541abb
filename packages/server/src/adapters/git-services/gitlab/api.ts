/** Speaks GitLab's REST API: how it is called, and the shapes of the answers as far as we use them. */

import { Failure, type CommitHash, type Secret, type ServicePerson } from '@branchline/domain';
import { z } from 'zod';
import type { HttpClient } from '../../http-client/http-client.ts';
import type { Allowance, JudgedAnswer, Judgement } from '../../http-client/network.ts';
import { nextFromLink } from '../../http-client/paging.ts';
import type { AnswerHeaders } from '../../http-client/retry-after.ts';

/** GitLab's REST API as one account. Paths are below `/api/v4` and start with a slash. */
export interface GitlabApi {
  /** Where people find the server, without a slash at the end. */
  readonly url: string;
  get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer>;
  /** One page of a list, and the path of the next one. */
  page<Item>(path: string, item: z.ZodType<Item>): Promise<ApiPage<Item>>;
  /** A whole list, of which at most `most` entries are wanted. */
  list<Item>(path: string, item: z.ZodType<Item>, most?: number): Promise<readonly Item[]>;
  send<Answer>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    json: unknown,
    answer: z.ZodType<Answer>,
  ): Promise<Answer>;
  /** What an OAuth token is good for; GitLab answers it outside the API. */
  oauthScopes(): Promise<readonly string[]>;
}

export interface ApiPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** https://docs.gitlab.com/api/rest/#pagination: `per_page`, default 20, at most 100. */
export const pageSize = 100;

export function gitlabApi(http: HttpClient, url: string, token: Secret): GitlabApi {
  const baseUrl = apiUrlOf(url);
  // Personal, project and group tokens are taken as bearer tokens, too.
  const authorization = { scheme: 'Bearer', secret: token } as const;

  async function page<Item>(path: string, item: z.ZodType<Item>): Promise<ApiPage<Item>> {
    const { answer, headers } = await http.askWhole({
      method: 'GET',
      url: `${baseUrl}${path}`,
      authorization,
      repeatable: true,
      answer: z.array(item),
    });
    return { items: answer ?? [], next: nextPath(path, headers, baseUrl) };
  }

  return {
    url,
    page,
    get: (path, answer) =>
      http.ask({ method: 'GET', url: `${baseUrl}${path}`, authorization, repeatable: true, answer }),
    async list(path, item, most = Number.POSITIVE_INFINITY) {
      const found = [];
      for (let next: string | undefined = path; next !== undefined && found.length < most;) {
        const answered: ApiPage<z.infer<typeof item>> = await page(next, item);
        found.push(...answered.items);
        next = answered.next;
      }
      return found.slice(0, most);
    },
    send: (method, path, json, answer) =>
      http.ask({
        method,
        url: `${baseUrl}${path}`,
        authorization,
        ...(json === undefined ? {} : { json }),
        repeatable: method !== 'POST',
        answer,
      }),
    async oauthScopes() {
      const tokenUrl = `${url}/oauth/token/info`;
      const told = await http.ask({
        method: 'GET',
        url: tokenUrl,
        authorization,
        repeatable: true,
        answer: OAuthToken,
      });
      return told.scope;
    },
  };
}

/** Version 4 is the only one since GitLab 11. */
export function apiUrlOf(url: string): string {
  return `${url}/api/v4`;
}

/**
 * By the page's number where GitLab names it: the addresses in its Link header are made from its own idea of where it
 * is, which behind a proxy may be wrong.
 */
function nextPath(path: string, headers: AnswerHeaders, baseUrl: string): string | undefined {
  const number = String(headers['x-next-page'] ?? '').trim();
  if (!/^\d+$/.test(number)) return nextFromLink(headers, baseUrl);
  return pathWith(path, { page: number });
}

/** `path` with these parameters, which replace those of the same name. */
export function pathWith(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const [place = '', query = ''] = path.split('?', 2);
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) search.delete(name);
    else search.set(name, value);
  }
  return search.size === 0 ? place : `${place}?${search.toString()}`;
}

/** The path of a project, by its stable number. */
export function projectPath(repository: { readonly remoteId: string }): string {
  return `/projects/${encodeURIComponent(repository.remoteId)}`;
}

/** Undefined where GitLab answers 404. */
export async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  return asked.catch((failure: unknown) => {
    if (failure instanceof Failure && failure.kind === 'not-found') return undefined;
    throw failure;
  });
}

/** `RateLimit-*`: the count that answered last; GitLab names it. https://docs.gitlab.com/security/rate_limits/ */
export function allowanceFrom(headers: AnswerHeaders, _now: Date): Allowance | undefined {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    numberIn(headers[`ratelimit-${name}`]),
  );
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  const resource = String(headers['ratelimit-name'] ?? '');
  return { resource, limit, remaining, resetAt: new Date(reset * 1000) };
}

function numberIn(header: AnswerHeaders[string]): number | undefined {
  const text = String(header ?? '').trim();
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/** What GitLab means by a refusal where its status alone says too little. */
export function judge(refusal: JudgedAnswer, _now: Date): Judgement | undefined {
  const { status, headers, body } = refusal;
  if (status === 429) {
    const reset = numberIn(headers['ratelimit-reset']);
    const isNamed = headers['retry-after'] !== undefined || reset === undefined;
    return { kind: 'rate-limited', ...(isNamed ? {} : { retryAt: new Date(reset * 1000) }) };
  }
  if (status === 403 && body.includes('insufficient_scope')) {
    const sentence = 'GitLab says that our token lacks a scope for this. Make a token with the scopes it names.';
    return { kind: 'forbidden', sentence };
  }
  if (status === 401 && /Token (?:is expired|was revoked|has been revoked)|invalid_token/i.test(body)) {
    const sentence = 'GitLab says that our token has expired or was revoked. Enter a new one.';
    return { kind: 'unauthorized', sentence };
  }
  if ((status === 422 || status === 400) && /invalid url given|url is blocked/i.test(body)) {
    const sentence =
      'GitLab refuses our address for a webhook. Its administrator can allow it under Admin → Settings → Network → Outbound requests.';
    return { kind: 'rejected', sentence };
  }
  if (status === 400 && /already exists/i.test(body)) return { kind: 'conflict' };
  return undefined;
}

const OAuthToken = z.object({ scope: z.array(z.string()) });

export const GitlabPerson = z.object({
  id: z.number().nullish(),
  username: z.string(),
  name: z.string().nullish(),
  /** Of `GET /user`, for our own account. */
  email: z.string().nullish(),
  public_email: z.string().nullish(),
  web_url: z.string().nullish(),
  avatar_url: z.string().nullish(),
});
export type GitlabPerson = z.infer<typeof GitlabPerson>;

// What webhooks say in place of an address that its owner does not show.
const hiddenEmail = '[REDACTED]';

/** `url` is where people find the server: webhooks leave out where a person's page is. */
export function personFromGitlab(person: GitlabPerson, url: string | undefined): ServicePerson {
  const email = person.public_email ?? person.email ?? '';
  const page = url === undefined ? undefined : `${url}/${encodeURIComponent(person.username)}`;
  return {
    remoteId: person.id === null || person.id === undefined ? undefined : String(person.id),
    login: person.username,
    name: person.name ?? undefined,
    email: email === '' || email === hiddenEmail ? undefined : email,
    webUrl: webAddressIn(person.web_url, url) ?? page,
    avatarUrl: webAddressIn(person.avatar_url, url),
  };
}

/** An http address, of which some servers leave out the beginning. */
export function webAddressIn(text: string | null | undefined, url: string | undefined): string | undefined {
  if (text === null || text === undefined || text === '') return undefined;
  const address = URL.parse(text, url);
  return address !== null && /^https?:$/.test(address.protocol) ? address.href : undefined;
}

/** A commit's name; undefined for none, for what is no hash, and for the zeros that mean none. */
export function hashIn(text: string | null | undefined): CommitHash | undefined {
  const isHash = typeof text === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) && !/^0+$/.test(text);
  return isHash ? (text as CommitHash) : undefined;
}

/** The API writes `2026-03-01T12:00:00.123Z`, webhooks also `2026-03-01 12:00:00 UTC`. */
export const GitlabMoment = z.string().transform((text, context) => {
  const moment = new Date(text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) UTC$/, '$1T$2Z'));
  if (Number.isNaN(moment.getTime())) {
    context.addIssue('is not a time');
    return z.NEVER;
  }
  return moment;
});

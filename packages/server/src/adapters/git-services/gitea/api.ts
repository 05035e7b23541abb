/** Speaks the REST API of Gitea and Forgejo: how it is called, and the shapes of the answers as far as we use them. */

import { Failure, type Secret } from '@branchline/domain';
import { z } from 'zod';
import type { HttpClient, HttpRequest } from '../../http-client/http-client.ts';
import type { AnswerHeaders } from '../../http-client/retry-after.ts';

/** The API as one account. Paths are below `/api/v1` and start with a slash. */
export interface FamilyApi {
  /** Where people find the server, without a slash at the end. */
  readonly url: string;
  get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer>;
  /** The same; undefined when it is not there, or out of our sight. */
  find<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer | undefined>;
  /** `repeatable`: asking twice does no more than asking once. */
  send<Answer>(method: WritingMethod, path: string, json: unknown, wanted: Wanted<Answer>): Promise<Answer>;
  /** Deletes; what is gone already is no failure. */
  drop(path: string): Promise<void>;
  page<Answer>(path: string, answer: z.ZodType<Answer>, countOf: (answer: Answer) => number): Promise<ApiPage<Answer>>;
  /** A whole list, of which at most `most` entries are wanted. */
  list<Item>(path: string, item: z.ZodType<Item>, most?: number): Promise<readonly Item[]>;
}

type WritingMethod = 'POST' | 'PATCH' | 'DELETE';

interface Wanted<Answer> {
  readonly answer: z.ZodType<Answer>;
  readonly repeatable: boolean;
  /** In the JSON: taken out of every message. */
  readonly secrets?: readonly Secret[];
}

export interface ApiPage<Answer> {
  readonly answer: Answer;
  /** Path and query of the next page. */
  readonly next: string | undefined;
}

/** `[api] MAX_RESPONSE_ITEMS` of the server's configuration: 50 unless its administrator lowered it. */
export const pageSize = 50;

export function familyApi(
  http: HttpClient,
  url: string,
  authorization: HttpRequest<unknown>['authorization'],
): FamilyApi {
  const common = authorization === undefined ? {} : { authorization };
  const asking = <Answer>(path: string, answer: z.ZodType<Answer>) =>
    ({ ...common, method: 'GET', url: `${apiUrlOf(url)}${path}`, repeatable: true, answer }) as const;
  const api: FamilyApi = {
    url,
    get: (path, answer) => http.ask(asking(path, answer)),
    find: (path, answer) => unlessGone(http.ask(asking(path, answer))),
    send: (method, path, json, wanted) =>
      http.ask({
        ...common,
        ...wanted,
        method,
        url: `${apiUrlOf(url)}${path}`,
        ...(json === undefined ? {} : { json }),
      }),
    async drop(path) {
      await unlessGone(api.send('DELETE', path, undefined, { answer: anything, repeatable: true }));
    },
    async page(path, answer, countOf) {
      const whole = await http.askWhole(asking(path, answer));
      return { answer: whole.answer, next: nextPath(path, whole.headers, countOf(whole.answer)) };
    },
    async list(path, item, most = Number.POSITIVE_INFINITY) {
      const found = [];
      for (let next: string | undefined = withPage(path, 1); next !== undefined && found.length < most;) {
        const page: ApiPage<readonly z.infer<typeof item>[]> = await api.page(next, z.array(item), (all) => all.length);
        found.push(...page.answer);
        next = page.next;
      }
      return found.slice(0, most);
    },
  };
  return api;
}

export function apiUrlOf(url: string): string {
  return `${url}/api/v1`;
}

/** The path with `page` and, unless it names one, `limit` set. */
export function withPage(path: string, page: number): string {
  const [place = '', query = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('page', String(page));
  if (!parameters.has('limit')) parameters.set('limit', String(pageSize));
  return `${place}?${parameters.toString()}`;
}

/**
 * Some lists name the next page in a Link header, some only how many entries there are, some neither. Links are made
 * from the address by which the server knows itself, which may not be ours: only that there is one counts. The server
 * may give fewer entries than we ask for, so that one page tells nothing about how long the others are.
 */
function nextPath(path: string, headers: AnswerHeaders, count: number): string | undefined {
  if (count === 0) return undefined;
  const current = Number(new URLSearchParams(path.split('?', 2)[1]).get('page') ?? '1');
  const link = [headers['link'] ?? []].flat().join(', ');
  if (link !== '') return /rel="?next"?/i.test(link) ? withPage(path, current + 1) : undefined;
  const total = Number(headers['x-total-count'] ?? Number.NaN);
  // All of a first page that holds everything; behind it, an empty page says that there is no more.
  if (current === 1 && total <= count) return undefined;
  return withPage(path, current + 1);
}

/** Undefined instead of a failure of kind `not-found`. */
export async function unlessGone<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** Nothing that matters. */
export const anything = z.unknown();

/** Speaks the API of Pocket, a Git service that does not exist: the first of the files a connector consists of. */

import type { CommitHash, ListedRepository, PullRequest, Reviewer, Secret, ServicePerson } from '@branchline/domain';
import { z } from 'zod';
import type { HttpClient } from '../../adapters/http-client/http-client.ts';
import { nextFromLink } from '../../adapters/http-client/paging.ts';

const moment = z.iso.datetime().transform((text) => new Date(text));

const PocketPerson = z.object({ id: z.number(), login: z.string(), name: z.string().optional() });

export const PocketAccount = PocketPerson.extend({ rights: z.array(z.string()), version: z.string() });

export const PocketRepository = z.looseObject({
  id: z.number(),
  name: z.string(),
  archived: z.boolean(),
  empty: z.boolean(),
  pushed: moment.optional(),
  clone: z.string(),
  page: z.string(),
});

export const PocketPullRequest = z.object({
  number: z.number(),
  title: z.string(),
  description: z.string(),
  state: z.enum(['open', 'merged', 'declined']),
  draft: z.boolean(),
  author: PocketPerson.optional(),
  branch: z.string(),
  head: z.string(),
  from: z.string().optional(),
  fork: z.boolean(),
  target: z.string(),
  merge: z.string().optional(),
  created: moment,
  updated: moment,
  closed: moment.optional(),
  page: z.string(),
  verdicts: z
    .array(z.object({ person: PocketPerson, verdict: z.enum(['approved', 'changes-requested', 'commented', 'none']) }))
    .optional(),
  comments: z.number().optional(),
});

export interface PocketApi {
  get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer>;
  /** `etag` is what an earlier first page had; `items` is undefined when nothing changed since. */
  page<Item>(path: string, item: z.ZodType<Item>, etag?: string): Promise<PocketPage<Item>>;
}

export interface PocketPage<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
  readonly etag: string | undefined;
}

export function pocketApi(http: HttpClient, baseUrl: string, token: Secret): PocketApi {
  const common = { method: 'GET', authorization: { scheme: 'Bearer', secret: token }, repeatable: true } as const;
  return {
    get: (url, answer) => http.ask({ ...common, url, answer }),
    async page(url, item, etag) {
      const asked = { ...common, url, ifNoneMatch: etag, answer: z.array(item) };
      const { answer, headers } = await http.askWhole(asked);
      return { items: answer, next: nextFromLink(headers, baseUrl), etag: [headers['etag']].flat()[0] };
    },
  };
}

export function personFromPocket({ id, login, name }: z.infer<typeof PocketPerson>): ServicePerson {
  return { remoteId: String(id), login, name, email: undefined, webUrl: undefined, avatarUrl: undefined };
}

export function repositoryFromPocket(told: z.infer<typeof PocketRepository>, raw: unknown): ListedRepository {
  return {
    remoteId: String(told.id),
    name: told.name,
    owner: told.name.slice(0, told.name.lastIndexOf('/')),
    cloneUrl: told.clone,
    webUrl: told.page,
    isArchived: told.archived,
    isEmpty: told.empty,
    activeAt: told.pushed,
    mayAdminister: undefined,
    raw,
  };
}

export function pullRequestFromPocket(told: z.infer<typeof PocketPullRequest>): PullRequest {
  const reviewers = (told.verdicts ?? []).map(({ person, verdict }): Reviewer => {
    return { person: personFromPocket(person), verdict };
  });
  return {
    remoteId: String(told.number),
    title: told.title,
    description: told.description,
    state: told.state,
    isDraft: told.draft,
    author: told.author && personFromPocket(told.author),
    source: { branch: told.branch, head: told.head as CommitHash, repositoryName: told.from, isFork: told.fork },
    targetBranch: told.target,
    mergeCommit: told.merge as CommitHash | undefined,
    reviewers,
    commentCount: told.comments ?? 0,
    createdAt: told.created,
    updatedAt: told.updated,
    closedAt: told.closed,
    webUrl: told.page,
    isComplete: told.verdicts !== undefined,
  };
}

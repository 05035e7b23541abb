/** The shapes of Gitea's and Forgejo's JSON, as far as we use them; old servers leave out much. */

import type { CommitHash, ServicePerson } from '@branchline/domain';
import { z } from 'zod';

/** Somebody. Deleted people are called `Ghost` and have the id -1. */
export const Person = z.object({
  id: z.number(),
  login: z.string(),
  full_name: z.string().nullish(),
  email: z.string().nullish(),
  avatar_url: z.string().nullish(),
  html_url: z.string().nullish(),
});
export type Person = z.infer<typeof Person>;

export function personFrom({ id, login, full_name, email, avatar_url, html_url }: Person): ServicePerson {
  return {
    remoteId: id > 0 ? String(id) : undefined,
    login,
    name: full_name?.trim() || undefined,
    email: email || undefined,
    webUrl: html_url || undefined,
    avatarUrl: avatar_url || undefined,
  };
}

/** Times come with the server's zone; one that never was is the year 1. */
export const moment = z
  .string()
  .nullish()
  .transform((text) => {
    const at = new Date(text ?? '');
    return Number.isNaN(at.getTime()) || at.getTime() <= 0 ? undefined : at;
  });

export const Repository = z.object({
  id: z.number(),
  full_name: z.string(),
  html_url: z.string().nullish(),
  clone_url: z.string(),
  default_branch: z.string().nullish(),
  empty: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  updated_at: moment,
  permissions: z.object({ admin: z.boolean() }).nullish(),
});
export type Repository = z.infer<typeof Repository>;

const BranchInfo = z.object({
  label: z.string().nullish(),
  ref: z.string(),
  sha: z.string().nullish(),
  repo_id: z.number().nullish(),
  repo: Repository.pick({ id: true, full_name: true }).nullish(),
});

export const PullRequest = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string().nullish(),
  draft: z.boolean().nullish(),
  merged: z.boolean().nullish(),
  merged_at: moment,
  merge_commit_sha: z.string().nullish(),
  user: Person.nullish(),
  head: BranchInfo,
  base: BranchInfo,
  requested_reviewers: z.array(Person.nullable()).nullish(),
  comments: z.number().nullish(),
  review_comments: z.number().nullish(),
  created_at: moment,
  updated_at: moment,
  closed_at: moment,
  html_url: z.string(),
});
export type PullRequest = z.infer<typeof PullRequest>;

export const Review = z.object({
  user: Person.nullish(),
  /** `APPROVED`, `REQUEST_CHANGES`, `COMMENT`, `PENDING`, `REQUEST_REVIEW`. */
  state: z.string(),
  dismissed: z.boolean().nullish(),
});
export type Review = z.infer<typeof Review>;

/** A hash in full; undefined for anything else and for the hash of nothing, all zeros. */
export function hashFrom(text: string | null | undefined): CommitHash | undefined {
  const isHash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text ?? '') && !/^0+$/.test(text ?? '');
  return isHash ? (text as CommitHash) : undefined;
}

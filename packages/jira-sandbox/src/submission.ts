/** The shape of a submission of development information, with every maximum Atlassian documents. */

import { z } from 'zod';

// All maxima: Atlassian's OpenAPI description of POST /rest/devinfo/0.10/bulk.
export const messageMaximum = 1024;
export const keyMaximum = 500;
export const perTypeMaximum = 400;
export const repositoryMaximum = 100;
export const entityMaximum = 1000;
const propertyMaximum = 5;
const int32Maximum = 2 ** 31 - 1;

const keyText = z.string().regex(/^\p{L}[\p{L}\p{Nd}_]{1,255}-\p{Nd}{1,255}$/u, 'is not an issue key');
const keyOrId = z.string().regex(/^(?:\w{1,255}-\d{1,255}|\d{1,255})$/, 'is neither an issue key nor an id');

/** Characters as people count them, not halves of an emoji. */
function text(maximum: number): z.ZodType<string> {
  return z.string().refine((value) => Array.from(value).length <= maximum, `is longer than ${maximum} characters`);
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

const id = text(1024).refine((value) => /^[A-Za-z0-9~._-]+$/.test(value), 'has characters an id may not have');
const url = text(2000).refine(isWebAddress, 'is not an absolute web address');
const sequence = z.int().nonnegative();
const count = z.int().nonnegative().max(int32Maximum);
const timestamp = z.iso.datetime({ offset: true });

const author = z.object({
  name: text(255).optional(),
  email: text(255).optional(),
  username: text(255).optional(),
  url: text(2000).optional(),
  avatar: text(2000).optional(),
});

const association = z.object({
  associationType: z.enum(['issueIdOrKeys', 'issueKeys']),
  values: z.array(keyOrId).min(1).max(keyMaximum),
});

const keys = {
  issueKeys: z.array(keyText).min(1).max(keyMaximum).optional(),
  associations: z
    .array(association)
    .refine((all) => all.reduce((sum, one) => sum + one.values.length, 0) <= keyMaximum, 'names more than 500 issues')
    .optional(),
};

const file = z.object({
  path: text(1024),
  url,
  changeType: z.enum(['ADDED', 'COPIED', 'DELETED', 'MODIFIED', 'MOVED', 'UNKNOWN']),
  linesAdded: count,
  linesRemoved: count,
});

const commit = z.object({
  id,
  displayId: text(255),
  message: z.string(),
  author,
  authorTimestamp: timestamp,
  fileCount: count,
  url,
  updateSequenceId: sequence,
  flags: z.array(z.literal('MERGE_COMMIT')).max(1).optional(),
  files: z.array(file).max(10).optional(),
  ...keys,
});

const branch = z.object({
  id,
  name: text(512),
  url: text(2000),
  createPullRequestUrl: text(2000).optional(),
  lastCommit: commit.extend({ issueKeys: z.array(keyText).min(1).max(keyMaximum) }),
  updateSequenceId: sequence,
  ...keys,
});

const reviewer = z.object({
  name: text(255).optional(),
  approvalStatus: z.enum(['APPROVED', 'UNAPPROVED']).optional(),
  url: url.optional(),
  avatar: url.optional(),
  email: text(254).optional(),
  accountId: text(128).optional(),
});

const pullRequest = z.object({
  id,
  displayId: text(255),
  title: text(1024),
  status: z.enum(['OPEN', 'MERGED', 'DECLINED', 'UNKNOWN']),
  author,
  commentCount: z.int(),
  sourceBranch: text(255),
  sourceBranchUrl: url.optional(),
  destinationBranch: text(255).optional(),
  destinationBranchUrl: url.optional(),
  lastUpdate: timestamp,
  url,
  reviewers: z.array(reviewer).optional(),
  updateSequenceId: sequence,
  ...keys,
});

/** What makes an entity valid, by kind; a broken one fails alone. */
export const entityShape = { commit, branch, pull_request: pullRequest };
export type EntityKind = keyof typeof entityShape;

export type SubmittedCommit = z.infer<typeof commit>;
export type SubmittedBranch = z.infer<typeof branch>;
export type SubmittedPullRequest = z.infer<typeof pullRequest>;

/** What makes a repository valid; a broken one fails with everything in it. */
export const repositoryShape = z.object({
  id,
  name: text(255),
  url,
  description: text(1024).optional(),
  forkOf: text(1024).optional(),
  avatar: url.optional(),
  avatarDescription: text(1024).optional(),
  updateSequenceId: sequence,
});

const anyEntity = z
  .looseObject({ id: z.string() })
  .refine((one) => one['issueKeys'] === undefined || one['associations'] === undefined, {
    message: 'has both issueKeys and associations: send only one of them',
  });

function anyEntities() {
  return z
    .array(anyEntity)
    .max(perTypeMaximum)
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'names an id twice')
    .optional();
}

const property = z
  .string()
  .max(255)
  .regex(/^[^_:][^:]*$/, 'is no property name: it starts with "_" or contains ":"');

/** What makes a request valid at all; a broken one is answered 400 and nothing of it is kept. */
export const submissionShape = z.object({
  repositories: z
    .array(
      z.looseObject({
        id: z.string(),
        commits: anyEntities(),
        branches: anyEntities(),
        pullRequests: anyEntities(),
      }),
    )
    .min(1)
    .max(repositoryMaximum),
  preventTransitions: z.boolean().optional(),
  operationType: z.enum(['NORMAL', 'BACKFILL']).optional(),
  properties: z
    .record(property, z.string().max(255))
    .refine((all) => Object.keys(all).length <= propertyMaximum, 'holds more than 5 properties')
    .optional(),
  providerMetadata: z.object({ product: z.string().optional() }).optional(),
});

export type Submission = z.infer<typeof submissionShape>;
export type AnyEntity = z.infer<typeof anyEntity>;

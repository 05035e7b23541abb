/** Jira's limits on development information, and the switch between its two ways of naming issues. */

/** Source of all numbers: Atlassian's OpenAPI description of POST /rest/devinfo/0.10/bulk; bytes are our own guess. */
export interface JiraLimits {
  /** Commits, and branches, of one repository in one request. */
  readonly perType: number;
  /** Entities in one request. */
  readonly entities: number;
  /** Bytes of one request. Atlassian names no number, only the answer 413, upon which requests are halved. */
  readonly bytes: number;
  /** Deletions under way at the same time. */
  readonly parallel: number;
  /** What entities name their issues with; `issueKeys` is the older field, which Jira calls deprecated. */
  readonly keysAs: 'associations' | 'issueKeys';
}

export const ordinaryLimits: JiraLimits = {
  perType: 400,
  entities: 1000,
  bytes: 1_000_000,
  parallel: 4,
  keysAs: 'associations',
};

/** Projects on one page. Source: the description of GET /rest/api/3/project/search, "maximum: 100". */
export const projectsAtOnce = 100;

/** Projects named in one question. Source: the description of GET /rest/api/3/project/search, "Up to 50 project keys". */
export const projectsNamed = 50;

/** Issues in one question. Source: the description of POST /rest/api/3/issue/bulkfetch, "up to 100 issues". */
export const issuesAtOnce = 100;

/** Characters, by code point. */
export const textLimits = {
  id: 1024,
  repositoryName: 255,
  branchName: 512,
  pullRequestTitle: 1024,
  /** Of a pull request's source and destination. */
  pullRequestBranch: 255,
  reviewerEmail: 254,
  message: 1024,
  displayId: 255,
  authorName: 255,
  authorEmail: 255,
  path: 1024,
  url: 2000,
} as const;

/** Issues one entity may name. */
export const keyLimit = 500;
/** Files of a commit that Jira takes; it shows five. */
export const fileLimit = 10;
/** Counts are 32-bit integers. */
export const countLimit = 2 ** 31 - 1;

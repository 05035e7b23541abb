/** Our rows in Jira's shape. */

import type {
  Branch,
  Commit,
  DescribedBranch,
  DescribedCommit,
  FileChange,
  FileChangeKind,
  IssueKey,
  Linked,
} from '@branchline/domain';
import type { PushTarget } from '../../ports/jira-site.ts';
import { fileLimit, keyLimit, textLimits } from './limits.ts';
import type { JiraLimits } from './limits.ts';
import { addressOf, branchIdOf, countOf, lineOf, textOf, timeOf } from './shape-text.ts';

/** One commit, branch or pull request, ready to be sent. */
export interface ShapedEntity {
  readonly kind: 'commit' | 'branch' | 'pull-request';
  /** Our name of it: the hash, the branch name or the pull request's remote id. */
  readonly name: string;
  /** Jira's id of it. */
  readonly id: string;
  readonly keys: readonly IssueKey[];
  readonly sequence: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly bytes: number;
}

export type KeysAs = JiraLimits['keysAs'];

// As git abbreviates the hashes of a large repository.
const shortHash = 10;

const changeTypeByKind: Readonly<Record<FileChangeKind, string>> = {
  added: 'ADDED',
  copied: 'COPIED',
  deleted: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'MOVED',
  'type-changed': 'MODIFIED',
};

// What Jira takes: Atlassian's pattern for issueKeys, narrowed to what its pattern for associations takes as well.
const keyPattern = /^[A-Za-z][A-Za-z0-9_]{1,254}-[0-9]{1,255}$/;

/** The keys that Jira may be told of this row, none twice, at most `keyLimit`. */
export function sendableKeys(keys: readonly IssueKey[]): readonly IssueKey[] {
  return [...new Set(keys)].filter((key) => keyPattern.test(key)).slice(0, keyLimit);
}

export function shapeCommit(target: PushTarget, row: Linked<DescribedCommit>, keysAs: KeysAs): ShapedEntity {
  const { commit, files } = row.thing;
  const keys = sendableKeys(row.keys);
  const url = commitAddress(target, commit);
  const json = {
    ...commitFields(commit, url),
    updateSequenceId: row.sequence,
    fileCount: countOf(files.fileCount),
    files: files.files.slice(0, fileLimit).map((file) => shapeFile(target, commit, file, url)),
    ...keyFields(keys, keysAs),
  };
  return shaped('commit', commit.hash, commit.hash, keys, row.sequence, json);
}

export function shapeBranch(target: PushTarget, row: Linked<DescribedBranch>, keysAs: KeysAs): ShapedEntity {
  const { name, head } = row.thing.branch;
  const keys = sendableKeys(row.keys);
  const id = branchIdOf(name);
  const json = {
    id,
    name: lineOf(name, textLimits.branchName, id),
    url: addressOf(target.links.branch(target.repository, name), repositoryAddress(target)),
    ...newPullRequestField(target, row.thing.branch, keys[0]),
    updateSequenceId: row.sequence,
    lastCommit: {
      ...commitFields(head, commitAddress(target, head)),
      updateSequenceId: row.sequence,
      // A branch row knows no files; the commit's own entity does.
      fileCount: 0,
      issueKeys: keys,
    },
    ...keyFields(keys, keysAs),
  };
  return shaped('branch', name, id, keys, row.sequence, json);
}

/** Jira offers it beside the branch; not for one from which there is nothing to merge. */
function newPullRequestField(
  { newPullRequestUrl, repository }: PushTarget,
  { name, isDefault, merged }: Branch,
  issue: IssueKey | undefined,
): { readonly createPullRequestUrl?: string } {
  if (newPullRequestUrl === undefined || issue === undefined || isDefault || merged) return {};
  const asked = new URLSearchParams({ issue, repository: String(repository.id), source: name });
  const url = addressOf(`${newPullRequestUrl}?${asked}`, '');
  return url === '' ? {} : { createPullRequestUrl: url };
}

/** The repository around its entities; `sequence` is the highest of theirs. */
export function shapeRepository(target: PushTarget, sequence: number): Readonly<Record<string, unknown>> {
  return {
    id: target.jiraRepositoryId,
    name: lineOf(target.repository.name, textLimits.repositoryName, target.jiraRepositoryId),
    url: repositoryAddress(target),
    updateSequenceId: sequence,
  };
}

export function shaped(
  kind: ShapedEntity['kind'],
  name: string,
  id: string,
  keys: readonly IssueKey[],
  sequence: number,
  json: Readonly<Record<string, unknown>>,
): ShapedEntity {
  return { kind, name, id, keys, sequence, json, bytes: Buffer.byteLength(JSON.stringify(json)) };
}

function commitFields(commit: Commit, url: string): Readonly<Record<string, unknown>> {
  return {
    id: commit.hash,
    displayId: commit.hash.slice(0, shortHash),
    message: textOf(commit.message, textLimits.message, '(no message)'),
    author: shapeAuthor(commit),
    authorTimestamp: timeOf(commit.author.at),
    url,
    ...(commit.parents.length > 1 ? { flags: ['MERGE_COMMIT'] } : {}),
  };
}

function shapeAuthor({ author }: Commit): Readonly<Record<string, string>> {
  const name = lineOf(author.name, textLimits.authorName, 'Unknown author');
  const email = lineOf(author.email, textLimits.authorEmail + 1, '');
  // Half an address could be somebody else's, and Jira finds people by it.
  const usable = email !== '' && Array.from(email).length <= textLimits.authorEmail;
  return usable ? { name, email } : { name };
}

function shapeFile(
  target: PushTarget,
  commit: Commit,
  file: FileChange,
  commitUrl: string,
): Readonly<Record<string, unknown>> {
  // A deleted file has no page at the commit that deleted it.
  const page = file.change === 'deleted' ? undefined : target.links.file(target.repository, commit.hash, file.path);
  return {
    path: lineOf(file.path, textLimits.path, '(no name)'),
    url: addressOf(page, commitUrl),
    changeType: changeTypeByKind[file.change],
    linesAdded: countOf(file.linesAdded),
    linesRemoved: countOf(file.linesRemoved),
  };
}

export function keyFields(keys: readonly IssueKey[], keysAs: KeysAs): Readonly<Record<string, unknown>> {
  if (keysAs === 'issueKeys') return { issueKeys: keys };
  return { associations: [{ associationType: 'issueIdOrKeys', values: keys }] };
}

export function repositoryAddress(target: PushTarget): string {
  return addressOf(target.links.repository(target.repository), target.fallbackUrl);
}

function commitAddress(target: PushTarget, commit: Commit): string {
  return addressOf(target.links.commit(target.repository, commit.hash), repositoryAddress(target));
}

/** A git mirror in a temporary folder for tests, and repositories as the house knows them. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Failure,
  type CommitHash,
  type Credential,
  type GitAccess,
  type IntegrationId,
  type Repository,
  type RepositoryId,
} from '@branchline/domain';
import { createGitBrowser, createGitMirror, type GitMirrorOptions } from '../adapters/git-mirror/mirror.ts';
import type { GitBrowser } from '../ports/git-browser.ts';
import type { CommitChunk, GitMirror } from '../ports/git-mirror.ts';
import { silentLog } from './silent-log.ts';

export interface TestMirror {
  readonly mirror: GitMirror;
  /** The same as people browse it. */
  readonly browser: GitBrowser;
  /** Where mirrors live: `1.git` for repository 1. */
  readonly folder: string;
  remove(): void;
}

/** May read any folder and host unless told otherwise. */
export function testMirror(options: Partial<GitMirrorOptions> = {}): TestMirror {
  const folder = mkdtempSync(join(tmpdir(), 'branchline-mirrors-'));
  const all: GitMirrorOptions = {
    folder,
    git: 'git',
    path: process.env['PATH'] ?? '',
    log: silentLog,
    allowedFolders: [tmpdir()],
    allowPrivateHosts: true,
    allowHttp: true,
    ...options,
  };
  const [mirror, browser] = [createGitMirror(all), createGitBrowser(all)];
  return { mirror, browser, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function testRepository(cloneUrl: string, id = 1): Repository {
  return {
    id: id as RepositoryId,
    integrationId: 1 as IntegrationId,
    remoteId: cloneUrl,
    name: 'team/app',
    cloneUrl,
    webUrl: undefined,
    defaultBranch: undefined,
  };
}

export function accessTo(url: string, credential: Credential = { kind: 'none' }): GitAccess {
  return { url, credential };
}

/** All chunks of a walk over everything the mirror has. */
export async function walkAll(
  mirror: GitMirror,
  repository: Repository,
  wanted: (text: string) => boolean = () => true,
): Promise<readonly CommitChunk[]> {
  const from = (await mirror.heads(repository)).map(({ hash }): CommitHash => hash);
  const chunks: CommitChunk[] = [];
  for await (const chunk of mirror.commits(repository, { from, not: [], skip: 0 }, wanted)) chunks.push(chunk);
  return chunks;
}

/** The failure something ends with. @throws Error when it ends well or with anything else than a Failure */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const ended = await work.then(
    () => 'It ended well.',
    (error: unknown) => error,
  );
  if (ended instanceof Failure) return ended;
  throw new Error('There was no failure.', { cause: ended });
}

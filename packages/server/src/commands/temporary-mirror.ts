/** A mirror for one command: made in a temporary folder, gone with the command. */

import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { GitAccess, IntegrationId, Repository, RepositoryId } from '@branchline/domain';
import { createGitMirror } from '../adapters/git-mirror/mirror.ts';
import { createLog } from '../adapters/log/pino-log.ts';
import { processEnvironment, readConfig } from '../config.ts';
import type { GitMirror } from '../ports/git-mirror.ts';

export interface TemporaryMirror {
  readonly mirror: GitMirror;
  readonly repository: Repository;
  readonly access: GitAccess;
  /** Removes everything from the disk. */
  remove(): Promise<void>;
}

/** A folder as its full path, anything else as it is. */
export async function cloneUrlOf(address: string): Promise<string> {
  return existsSync(address) ? realpath(resolve(address)) : address;
}

/** How people call a repository: the last part of its address. */
export function nameOfAddress(cloneUrl: string): string {
  return basename(cloneUrl.replace(/[/\\]+$/, '')).replace(/\.git$/, '') || cloneUrl;
}

/** Nothing is fetched yet. The address comes from the person at the keyboard, so every folder and host is allowed. */
export async function temporaryMirror(address: string): Promise<TemporaryMirror> {
  const cloneUrl = await cloneUrlOf(address);
  const folder = await mkdtemp(join(tmpdir(), 'branchline-'));
  const { gitProgram, path } = readConfig(processEnvironment());
  const mirror = createGitMirror({
    folder,
    git: gitProgram,
    path,
    log: createLog('silent'),
    allowedFolders: ['/'],
    allowPrivateHosts: true,
    allowHttp: true,
  });
  const repository: Repository = {
    id: 1 as RepositoryId,
    integrationId: 1 as IntegrationId,
    remoteId: cloneUrl,
    name: nameOfAddress(cloneUrl),
    cloneUrl,
    webUrl: undefined,
    defaultBranch: undefined,
  };
  return {
    mirror,
    repository,
    access: { url: cloneUrl, credential: { kind: 'none' } },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

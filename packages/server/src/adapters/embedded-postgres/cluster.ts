/** Where the database lives on disk, and its first creation. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Log } from '../../ports/log.ts';
import { firstClosedFolder } from './account.ts';
import type { ServerAccount } from './account.ts';
import { cannotRunHere } from './native-files.ts';
import type { NativePrograms } from './native-files.ts';

/** The database user, which the socket folder's mode protects instead of a password. */
export const databaseUser = 'branchline';
/** Part of the socket's file name; nothing listens on TCP. */
export const socketPort = 5432;
/** sun_path in sys/un.h: 104 bytes on macOS, 108 on Linux, with a closing zero. */
const socketPathLimit = 103;
/** Where a root process puts a database that its unprivileged account could not reach in the data folder. */
const reachableFolder = '/var/lib/branchline';

/** Makes the folder that holds everything of the embedded PostgreSQL and returns it. */
export function makeHome(folder: string, account: ServerAccount | undefined, log: Log): string {
  mkdirSync(folder, { recursive: true });
  const home = account === undefined ? join(resolve(folder), 'postgres') : reachableHome(resolve(folder), account, log);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  own(home, account);
  return home;
}

function reachableHome(folder: string, account: ServerAccount, log: Log): string {
  const closed = firstClosedFolder(folder, account);
  if (closed === undefined) return join(folder, 'postgres');
  if (closed === folder) {
    // Passing through is not reading: the files in it keep their own modes.
    chmodSync(folder, statSync(folder).mode | 0o011);
    return join(folder, 'postgres');
  }
  const home = join(reachableFolder, shortName(folder));
  mkdirSync(reachableFolder, { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, 'postgres-is-elsewhere.txt'), `The database of this folder is in ${home}.\n`);
  log.warn(`The account that runs PostgreSQL may not enter ${closed}, so the database is kept in ${home}.`, {
    remedy: 'choose a data folder outside of it, or start Branchline as an ordinary user',
  });
  return home;
}

/** The folder for the Unix socket: in `home`, or a short one in the temporary folder when the path would be too long. */
export function makeSocketFolder(home: string, account: ServerAccount | undefined): string {
  const near = join(home, 'socket');
  const fits = Buffer.byteLength(join(near, `.s.PGSQL.${socketPort}`)) <= socketPathLimit;
  const folder = fits ? near : join(tmpdir(), `branchline-${shortName(home)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = statSync(folder).uid;
  if (![process.getuid?.(), account?.uid].includes(owner)) {
    throw new Error(
      `${folder} belongs to another user (${owner}), so PostgreSQL's socket cannot be kept there safely.`,
    );
  }
  chmodSync(folder, 0o700);
  own(folder, account);
  return folder;
}

/**
 * The database's folder, created on the first call. Two processes may do so at once: it appears whole, and once.
 * @throws Error with initdb's words when it cannot be created
 */
export function makeCluster(home: string, programs: NativePrograms, account: ServerAccount | undefined): string {
  const cluster = join(home, 'cluster');
  if (existsSync(join(cluster, 'PG_VERSION'))) return requireSameMajor(cluster);
  const unfinished = `${cluster}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  const options = ['-D', unfinished, '-U', databaseUser, '--encoding=UTF8', '--locale=C', '--auth=trust'];
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'];
  const made = spawnSync(programs.initdb, [...options, ...builtin], { encoding: 'utf8', cwd: '/', ...account });
  if (made.error !== undefined) throw cannotRunHere(made.error);
  if (made.status !== 0)
    throw new Error(`The embedded PostgreSQL could not create its database: ${made.stderr.trim()}`);
  try {
    renameSync(unfinished, cluster);
  } catch {
    // Another process was faster; both are empty.
    rmSync(unfinished, { recursive: true });
  }
  return cluster;
}

/** A database keeps the major version that made it: the packages carry no tool to convert one. */
const majorVersion = '18';

function requireSameMajor(cluster: string): string {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === majorVersion) return cluster;
  throw new Error(
    `The database in ${cluster} was made by PostgreSQL ${version}, and this Branchline carries ${majorVersion}. ` +
      'Run the Branchline that made it, or move the data to a PostgreSQL of your own and set DATABASE_URL.',
  );
}

function own(folder: string, account: ServerAccount | undefined): void {
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
}

function shortName(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

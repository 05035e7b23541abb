/** The keys secrets are sealed with: from a setting, or from a file that is made on the first start. */

import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A key and the name by which sealed secrets refer to it. */
export interface SealingKey {
  /** Letters, digits, dash and underscore. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** AES-256. */
const keyBytes = 32;
const keyPattern = /^([A-Za-z0-9_-]{1,64}):([A-Za-z0-9+/=_-]+)$/;

/**
 * Reads `id:base64` pairs, the newest first, separated by commas or white space.
 * @throws Error naming the entry that is wrong, never the key
 */
export function parseKeyRing(text: string): readonly SealingKey[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(parseKey);
  if (keys.length === 0) throw new Error('The key ring is empty. A key is written as name:base64 of 32 random bytes.');
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error('Two keys of the key ring have one name.');
  return keys;
}

/** A key ring of one new random key, as text. */
export function makeKeyRing(): string {
  return makeKey();
}

/** One new random key, as it is written in a ring. */
export function makeKey(): string {
  return `k${randomBytes(3).toString('hex')}:${randomBytes(keyBytes).toString('base64')}`;
}

/**
 * Reads the key file, which is made, readable by its owner only, when it is missing. Two processes may do so at once.
 * @throws Error when the file cannot be read or holds no usable keys
 */
export async function loadOrCreateKeyFile(path: string): Promise<readonly SealingKey[]> {
  const existing = await readIfThere(path);
  if (existing !== undefined) return parseKeyRing(existing);
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, `${makeKeyRing()}\n`, { mode: 0o600, flush: true });
  await chmod(unfinished, 0o600);
  // A link appears whole or not at all, and never in the place of another process's file.
  await link(unfinished, path).catch(ignoreExisting);
  await rm(unfinished);
  return parseKeyRing(await readFile(path, 'utf8'));
}

/**
 * The ring in a file, read again whenever the file was replaced: a key that another process put in front counts at once.
 * While the file cannot be read, the ring stays as it was.
 * @throws Error when it cannot be read at first
 */
export function watchKeyFile(path: string): () => readonly SealingKey[] {
  let keys = parseKeyRing(readFileSync(path, 'utf8'));
  let seen = stampOf(path);
  return () => {
    try {
      const stamp = stampOf(path);
      if (stamp !== seen) [keys, seen] = [parseKeyRing(readFileSync(path, 'utf8')), stamp];
    } catch {
      // Nothing can be sealed better without a ring than with the one before.
    }
    return keys;
  };
}

/** Differs for every file that was ever put there. */
function stampOf(path: string): string {
  const { ino, mtimeNs, size } = statSync(path, { bigint: true });
  return `${ino}/${mtimeNs}/${size}`;
}

/** Puts a new key in front; the others stay behind it. Only one process may do so at a time. */
export async function addKeyToFile(path: string): Promise<void> {
  await replaceKeyFile(path, `${makeKey()}\n${await readFile(path, 'utf8')}`);
}

/** Takes keys out by their names. Only one process may do so at a time. @throws Error when none would be left */
export async function dropKeysFromFile(path: string, ids: readonly string[]): Promise<void> {
  const words = (await readFile(path, 'utf8')).split(/[\s,]+/).filter((word) => word !== '');
  const left = words.filter((word) => !ids.includes(word.split(':')[0] ?? ''));
  parseKeyRing(left.join('\n'));
  await replaceKeyFile(path, left.join('\n'));
}

/** It is there whole or as before, whenever the machine stops. */
async function replaceKeyFile(path: string, text: string): Promise<void> {
  parseKeyRing(text);
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, `${text.trim()}\n`, { mode: 0o600, flush: true });
  await chmod(unfinished, 0o600);
  await rename(unfinished, path);
}

function parseKey(text: string, index: number): SealingKey {
  const [, id, encoded] = keyPattern.exec(text) ?? [];
  const key = Buffer.from(encoded ?? '', 'base64');
  if (id !== undefined && key.length === keyBytes) return { id, key };
  throw new Error(`Key ${index + 1} of the key ring is not written as name:base64 of 32 random bytes.`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function ignoreExisting(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

/** Adds the keys of another ring behind those of the file, which is made when it is missing. */
export async function addMissingKeys(path: string, ring: string): Promise<void> {
  const before = await readIfThere(path);
  const here = before === undefined ? [] : parseKeyRing(before).map(({ id }) => id);
  const missing = ring.split(/[\s,]+/).filter((word) => word !== '' && !here.includes(word.split(':')[0] ?? ''));
  if (missing.length > 0) await replaceKeyFile(path, [before?.trim() ?? '', ...missing].join('\n'));
}

/** Key rings as text and as a file. */

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOrCreateKeyFile, makeKeyRing, parseKeyRing } from './key-ring.ts';

const one = Buffer.alloc(32, 1).toString('base64');
const two = Buffer.alloc(32, 2).toString('base64');

describe('parseKeyRing', () => {
  it('keeps the order and takes commas, spaces and lines', () => {
    for (const text of [`b:${two},a:${one}`, ` b:${two}\na:${one}\n`]) {
      expect(parseKeyRing(text)).toEqual([
        { id: 'b', key: Buffer.alloc(32, 2) },
        { id: 'a', key: Buffer.alloc(32, 1) },
      ]);
    }
  });

  it('refuses what is no key, without repeating it', () => {
    for (const text of ['', 'short:YWJj', `:${one}`, one, `a:${one},a:${two}`, `a b:${one}`]) {
      expect(() => parseKeyRing(text)).toThrow(/key ring/);
    }
    expect(() => parseKeyRing('name:c2VjcmV0')).not.toThrow('c2VjcmV0');
  });

  it('reads what makeKeyRing makes', () => {
    expect(parseKeyRing(makeKeyRing())).toHaveLength(1);
  });
});

describe('loadOrCreateKeyFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branchline-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes a file that only its owner may read, and reads it from then on', async () => {
    const path = join(folder, 'deep', 'keys');
    const made = await loadOrCreateKeyFile(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await loadOrCreateKeyFile(path)).toEqual(made);
  });

  it('does not replace a file it cannot use', async () => {
    const path = join(folder, 'keys');
    await writeFile(path, 'nonsense');
    await expect(loadOrCreateKeyFile(path)).rejects.toThrow('Key 1 of the key ring');
  });
});

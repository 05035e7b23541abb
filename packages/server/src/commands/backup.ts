/** `branchline backup`: writes the whole database into one file, while the server goes on. */

import { access, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createLog } from '../adapters/log/pino-log.ts';
import { leastPassphrase, sealKeyRing } from '../adapters/secret-box/sealed-key-ring.ts';
import { writeBackup } from '../adapters/store/write-backup.ts';
import { programVersion } from '../compose/program-version.ts';
import { processEnvironment, readConfig, type Config } from '../config.ts';
import { ownDatabase } from './own-database.ts';

export interface BackupOptions {
  /** Leaves out what a new index brings back. */
  readonly withoutRows?: boolean;
  /** Puts the key ring in, sealed with the passphrase in this file. */
  readonly keysWithPassphrase?: string;
  readonly json?: boolean;
}

/** The passphrase in a file, without its line end. @throws Error in words when it is too short or cannot be read */
export async function passphraseIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`The passphrase cannot be read: ${(error as Error).message}`, { cause: error });
  });
  const passphrase = text.replace(/\r?\n$/, '');
  if (passphrase.length >= leastPassphrase) return passphrase;
  throw new Error(`The passphrase is shorter than ${leastPassphrase} characters. Several words make a good one.`);
}

/** The ring as it is at this moment. */
async function keyRing({ keys, dataFolder }: Config): Promise<string> {
  return keys ?? readFile(join(dataFolder, 'keys'), 'utf8');
}

async function refuseExisting(file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) throw new Error(`${file} is there already. Name another file, or remove that one.`);
}

/** @throws Error in words when the database does not answer or the file cannot be written */
export async function backup(name: string, options: BackupOptions): Promise<number> {
  const config = readConfig(processEnvironment());
  const file = resolve(name);
  await refuseExisting(file);
  const passphraseFile = options.keysWithPassphrase;
  const passphrase = passphraseFile === undefined ? undefined : await passphraseIn(passphraseFile);
  const keys = passphrase === undefined ? null : sealKeyRing(await keyRing(config), passphrase);
  // Making an empty database only to write it down would look like a backup of something.
  if (config.databaseUrl === undefined) await requireDatabase(config);
  const database = await ownDatabase(config, createLog('silent'), 'beside');
  const madeAt = new Date();
  try {
    const { connectionString } = database;
    const withoutRows = options.withoutRows ?? false;
    const written = await writeBackup({ connectionString, file, madeAt, withoutRows, keys, version: programVersion() });
    const seconds = (Date.now() - madeAt.getTime()) / 1000;
    const rows = Object.values(written.rows).reduce((sum, count) => sum + count, 0);
    const facts = {
      file,
      bytes: written.bytes,
      rows,
      tables: written.rows,
      withoutRows,
      hasKeys: keys !== null,
      seconds,
    };
    if (options.json === true) console.log(JSON.stringify(facts));
    else console.log(inWords(facts));
  } finally {
    await database.stop();
  }
  return 0;
}

async function requireDatabase({ dataFolder }: Config): Promise<void> {
  const places = [join(dataFolder, 'postgres'), join(dataFolder, 'postgres-is-elsewhere.txt')];
  const found = await Promise.all(places.map((place) => stat(place).catch(() => undefined)));
  if (found.some((each) => each !== undefined)) return;
  throw new Error(`There is no database in ${dataFolder}. Set BRANCHLINE_DATA or DATABASE_URL as for the server.`);
}

function inWords({
  file,
  bytes,
  rows,
  seconds,
  hasKeys,
}: {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly seconds: number;
  readonly hasKeys: boolean;
}): string {
  const size = `${(bytes / 1_048_576).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
  const first = `${file}: ${rows.toLocaleString('en')} rows, ${size}, in ${seconds.toFixed(1)} s.`;
  if (hasKeys)
    return `${first}\nThe key ring is in it, sealed with the passphrase. Without that, no secret can be opened.`;
  return (
    `${first}\nThe key ring is NOT in it: without the keys, no stored credential can be opened. Keep the key file ` +
    '(or BRANCHLINE_KEYS) in another safe place, or add --keys-with-passphrase <file>.'
  );
}

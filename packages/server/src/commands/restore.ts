/** `branchline restore`: puts a backup in the place of this installation's database. */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createLog } from '../adapters/log/pino-log.ts';
import { addMissingKeys, parseKeyRing } from '../adapters/secret-box/key-ring.ts';
import { openKeyRing } from '../adapters/secret-box/sealed-key-ring.ts';
import type { BackupManifest } from '../adapters/store/backup-format.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { restoreBackup } from '../adapters/store/restore-backup.ts';
import { sealedPlaces } from '../compose/sealed-places.ts';
import { processEnvironment, readConfig, type Config } from '../config.ts';
import { sealedByKey } from '../features/operations/rotate-key.ts';
import { passphraseIn } from './backup.ts';
import { ownDatabase } from './own-database.ts';
import { makeWritableFolder } from './writable-folder.ts';

export interface RestoreOptions {
  readonly replace?: boolean;
  /** File that holds the passphrase of the key ring in the backup. */
  readonly keysWithPassphrase?: string;
  readonly json?: boolean;
}

/** The ring in the backup; undefined when it is not asked for. @throws Error in words before anything is touched */
async function ringIn({ keys }: BackupManifest, passphraseFile: string | undefined): Promise<string | undefined> {
  if (passphraseFile === undefined) return undefined;
  if (keys === null) {
    throw new Error('There is no key ring in this backup. Nothing was changed. Leave --keys-with-passphrase out.');
  }
  const ring = openKeyRing(keys, await passphraseIn(passphraseFile));
  if (ring === undefined) throw new Error('The passphrase is not that of this backup. Nothing was changed.');
  parseKeyRing(ring);
  return ring;
}

/** Ids of keys on this installation's ring; none when there is no ring yet. */
async function keyIds({ keys, dataFolder }: Config): Promise<readonly string[]> {
  const text = keys ?? (await readFile(join(dataFolder, 'keys'), 'utf8').catch(() => undefined));
  return text === undefined ? [] : parseKeyRing(text).map(({ id }) => id);
}

/** Notes the deed, and gives the keys that secrets are sealed with and that are not here. */
async function afterRestoring(
  config: Config,
  connectionString: string,
  { madeAt }: BackupManifest,
): Promise<readonly string[]> {
  const store = await openStore({ connectionString, log: createLog('silent') });
  try {
    const deed = { what: 'backup/restore', about: `backup/${madeAt}`, origin: 'command line', note: '' };
    await store.auditLog.add({ who: 'operator', result: 'done', ...deed });
    const here = await keyIds(config);
    return [...(await sealedByKey({ store, sealedPlaces })).keys()].filter((id) => !here.includes(id));
  } finally {
    await store.close();
  }
}

/** @throws Error in words; the database is then as it was */
export async function restore(name: string, options: RestoreOptions): Promise<number> {
  const config = readConfig(processEnvironment());
  await makeWritableFolder(config.dataFolder);
  const database = await ownDatabase(config, createLog('silent'), 'alone');
  try {
    const { connectionString } = database;
    let ring: string | undefined;
    const { manifest, rows } = await restoreBackup({
      connectionString,
      file: resolve(name),
      replaces: options.replace ?? false,
      onChecked: async (checked) => {
        ring = await ringIn(checked, options.keysWithPassphrase);
        // Before the rows: keys too many do no harm, secrets without keys do.
        if (ring !== undefined && config.keys === undefined)
          await addMissingKeys(join(config.dataFolder, 'keys'), ring);
      },
    });
    const missing = await afterRestoring(config, connectionString, manifest);
    const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
    if (options.json === true)
      console.log(JSON.stringify({ madeAt: manifest.madeAt, rows: count, missingKeys: missing }));
    else console.log(inWords(manifest, count, missing));
  } finally {
    await database.stop();
  }
  return 0;
}

function inWords(manifest: BackupManifest, rows: number, missing: readonly string[]): string {
  const lines = [
    `Restored ${rows.toLocaleString('en')} rows of ${manifest.madeAt}, made by Branchline ${manifest.version}.`,
  ];
  if (manifest.withoutRows)
    lines.push('Commits, branches and pull requests come back with the index that begins at the next start.');
  if (missing.length > 0) {
    lines.push(
      `Secrets are sealed with keys that are not here: ${missing.join(', ')}. Put the key ring of that time into ` +
        'the key file or BRANCHLINE_KEYS before starting, or enter each credential anew.',
    );
  }
  return lines.join('\n');
}

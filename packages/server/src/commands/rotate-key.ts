/** `branchline rotate-key`: a new key on the ring, and every stored secret under it, while the server goes on. */

import { join } from 'node:path';
import { createLog } from '../adapters/log/pino-log.ts';
import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import {
  addKeyToFile,
  dropKeysFromFile,
  loadOrCreateKeyFile,
  makeKey,
  parseKeyRing,
  watchKeyFile,
} from '../adapters/secret-box/key-ring.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { sealedPlaces } from '../compose/sealed-places.ts';
import { ConfigProblem, processEnvironment, readConfig, type Config } from '../config.ts';
import { counted } from '../features/operations/finding.ts';
import { rotateKey, sealedByKey, type RotateKeyDeps, type RotationReport } from '../features/operations/rotate-key.ts';
import type { Store } from '../ports/store.ts';
import { ownDatabase } from './own-database.ts';

export interface RotateKeysOptions {
  readonly status?: boolean;
  readonly dropUnused?: boolean;
  readonly json?: boolean;
}

interface Place {
  readonly config: Config;
  readonly deps: RotateKeyDeps;
  /** The key file; undefined when the ring comes from the environment. */
  readonly keyFile: string | undefined;
}

/** What was found or done. */
interface Outcome {
  readonly report: RotationReport | undefined;
  readonly lines: readonly string[];
}

async function openPlace(config: Config, store: RotateKeyDeps['store']): Promise<Place> {
  const log = createLog('silent');
  if (config.keys !== undefined) {
    try {
      const secretBox = createSecretBox(parseKeyRing(config.keys));
      return { config, deps: { store, secretBox, log, sealedPlaces }, keyFile: undefined };
    } catch (error) {
      throw new ConfigProblem(`BRANCHLINE_KEYS cannot be used: ${String(error)}`, { cause: error });
    }
  }
  const keyFile = join(config.dataFolder, 'keys');
  await loadOrCreateKeyFile(keyFile);
  const secretBox = createSecretBox(watchKeyFile(keyFile));
  return { config, deps: { store, secretBox, log, sealedPlaces }, keyFile };
}

async function statusOf({ deps }: Place): Promise<readonly string[]> {
  const byKey = await sealedByKey(deps);
  const ring = deps.secretBox.keyIds();
  const others = [...byKey.keys()].filter((id) => !ring.includes(id));
  return [...ring, ...others].map((id) => {
    const place = ring.indexOf(id);
    const words = place === 0 ? 'seals what is new' : place > 0 ? 'opens what is older' : 'NOT on the key ring';
    return `${id}: ${counted(byKey.get(id) ?? 0, 'secret')} (${words})`;
  });
}

/** Something is sealed with another key than the newest: a rotation that was begun. */
async function isUnfinished({ deps }: Place): Promise<boolean> {
  const [newest] = deps.secretBox.keyIds();
  return [...(await sealedByKey(deps)).keys()].some((id) => id !== newest);
}

async function rotate(place: Place, say: (text: string) => void): Promise<Outcome> {
  const { deps, keyFile } = place;
  const begun = await isUnfinished(place);
  if (!begun && keyFile === undefined) return { report: undefined, lines: await newRing(place) };
  if (!begun && keyFile !== undefined) {
    await addKeyToFile(keyFile);
    say(`A new key is on the ring: ${deps.secretBox.keyIds()[0]}.`);
  }
  const report = await rotateKey(deps, ({ done, total }) => say(`${done} of ${counted(total, 'secret')}`));
  const lines = [`${counted(report.resealed, 'secret was', 'secrets were')} sealed anew.`];
  lines.push(...report.stuck.map(({ place: at, because }) => `NOT ${at}: ${because}`));
  if (report.stuck.length === 0 && report.stillNeeded.length === 0) lines.push(whatOfOldKeys(deps, keyFile));
  return { report, lines };
}

function whatOfOldKeys({ secretBox }: RotateKeyDeps, keyFile: string | undefined): string {
  const old = secretBox.keyIds().slice(1).join(', ');
  if (old === '') return 'No older key is on the ring.';
  const how = keyFile === undefined ? 'take them out of BRANCHLINE_KEYS' : 'branchline rotate-key --drop-unused';
  return `Nothing is sealed with ${old} any more. Keep them as long as you may restore a backup from before; then: ${how}.`;
}

async function newRing({ config }: Place): Promise<readonly string[]> {
  return [
    'Every secret is sealed with the newest key. To rotate it, set this in every process, and restart each:',
    `BRANCHLINE_KEYS=${makeKey()},${(config.keys ?? '').trim()}`,
    'Then run this command again with the same BRANCHLINE_KEYS: it seals every secret with the new key.',
  ];
}

async function dropUnused({ deps, keyFile }: Place): Promise<readonly string[]> {
  const used = await sealedByKey(deps);
  const unused = deps.secretBox
    .keyIds()
    .slice(1)
    .filter((id) => !used.has(id));
  if (unused.length === 0) return ['Every key on the ring is in use.'];
  if (keyFile === undefined) return [`Nothing is sealed with ${unused.join(', ')}: take them out of BRANCHLINE_KEYS.`];
  await dropKeysFromFile(keyFile, unused);
  return [`Taken off the ring: ${unused.join(', ')}.`];
}

async function noteRotation(store: Store, key: string, { resealed, stuck }: RotationReport): Promise<void> {
  const note = `${counted(resealed, 'secret')} sealed anew, ${stuck.length} could not be opened`;
  const result = stuck.length === 0 ? 'done' : 'failed';
  await store.auditLog.add({
    who: 'operator',
    what: 'key/rotate',
    about: `key/${key}`,
    origin: 'command line',
    result,
    note,
  });
}

/** @throws Error in words when database or keys cannot be had; the exit code is 1 when a secret could not be opened */
export async function rotateKeys(options: RotateKeysOptions): Promise<number> {
  const config = readConfig(processEnvironment());
  const database = await ownDatabase(config, createLog('silent'), 'beside');
  const store = await openStore({ connectionString: database.connectionString, log: createLog('silent') });
  try {
    const place = await openPlace(config, store);
    const say = (text: string): void => void (options.json === true || process.stderr.write(`${text}\n`));
    // Two at once would each put a key on the ring that the other does not know.
    const { report, lines } = await store.credentialLocks.hold('key-ring', async (): Promise<Outcome> => {
      if (options.status === true) return { report: undefined, lines: await statusOf(place) };
      if (options.dropUnused === true) return { report: undefined, lines: await dropUnused(place) };
      return rotate(place, say);
    });
    if (report !== undefined) await noteRotation(store, place.deps.secretBox.keyIds()[0] ?? '', report);
    const secrets = Object.fromEntries(await sealedByKey(place.deps));
    if (options.json === true) console.log(JSON.stringify({ keys: place.deps.secretBox.keyIds(), secrets, report }));
    else console.log(lines.join('\n'));
    return report === undefined || report.stuck.length === 0 ? 0 : 1;
  } finally {
    await store.close();
    await database.stop();
  }
}

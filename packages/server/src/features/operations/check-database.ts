/** Checks the database and what waits in it: size, clock, queue, sealed secrets, backups. */

import type { Clock } from '../../ports/clock.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import type { DatabaseFigures, QueueFigures } from '../../ports/store/figures.ts';
import { broken, counted, look, sizeInWords, spanInWords, well, type Finding } from './finding.ts';
import { sealedByKey, type SealedPlace } from './rotate-key.ts';

export interface CheckDatabaseDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly sealedPlaces: readonly SealedPlace[];
  /** Whose database it is: one's own is backed up by whoever runs it. */
  readonly databaseKind: 'embedded' | 'own';
  /** A server is at work, so that somebody has to run jobs. */
  readonly isServing: boolean;
}

/** Sessions end and times are compared in seconds; numbers sent to Jira follow the database's clock. */
const skewMilliseconds = { look: 5000, broken: 60_000 } as const;
const fullConnections = 0.9;
const stuckMilliseconds = 10 * 60_000;
const longWaitMilliseconds = 60 * 60_000;
const oldBackupMilliseconds = 8 * 86_400_000;

/** @throws Error in words when the database does not answer */
export async function checkDatabase(deps: CheckDatabaseDeps): Promise<readonly Finding[]> {
  const asked = deps.clock.now().getTime();
  const figures = await deps.store.figures.database();
  const skew = figures.now.getTime() - (asked + deps.clock.now().getTime()) / 2;
  const [queue, byKey] = await Promise.all([deps.store.figures.queue(), sealedByKey(deps)]);
  return [
    aboutDatabase(deps, figures),
    aboutItsClock(skew),
    aboutQueue(deps, queue, figures.now),
    aboutSecrets(deps, byKey),
    aboutBackups(deps, figures),
  ];
}

function aboutDatabase({ databaseKind }: CheckDatabaseDeps, figures: DatabaseFigures): Finding {
  const { version, bytes, connections, connectionLimit, schema } = figures;
  const whose = databaseKind === 'embedded' ? 'The embedded PostgreSQL' : 'Your PostgreSQL';
  const words = `${whose} ${version} answers; ${sizeInWords(bytes)}, ${connections} of ${connectionLimit} connections.`;
  const details = [`Schema ${schema}`];
  if (connections < connectionLimit * fullConnections) return well('database', words, { details });
  const remedy = 'Raise max_connections, or lower what other programs take. Branchline takes up to 30 a process.';
  return look('database', words, remedy, { details });
}

function aboutItsClock(skew: number): Finding {
  const size = Math.abs(skew);
  if (size < skewMilliseconds.look) return well('database clock', 'The database and this machine agree on the time.');
  const way = skew > 0 ? 'ahead of' : 'behind';
  const words = `The clock of the database is ${spanInWords(skew)} ${way} the clock of this machine.`;
  const remedy = 'Let both set their clocks by NTP.';
  return size < skewMilliseconds.broken
    ? look('database clock', words, remedy)
    : broken('database clock', words, remedy);
}

function aboutQueue({ isServing }: CheckDatabaseDeps, queue: QueueFigures, now: Date): Finding {
  const count = (state: string) => queue.jobs.reduce((sum, each) => (each.state === state ? sum + each.count : sum), 0);
  const [waiting, running, failed] = [count('waiting'), count('running'), count('failed')];
  const details = queue.jobs.map(({ name, state, count: number }) => `${name}, ${state}: ${number}`);
  const said = `${counted(waiting, 'job waits', 'jobs wait')}, ${counted(running, 'runs', 'run')}`;
  const wait = queue.oldestReadyAt === undefined ? 0 : now.getTime() - queue.oldestReadyAt.getTime();
  if (queue.workers === 0 && isServing) {
    const remedy = 'Start a process that does: branchline start, or start --role worker, on the same database.';
    return broken('jobs', `Nobody runs jobs; ${counted(waiting, 'waits', 'wait')}.`, remedy, { details });
  }
  if (isServing && wait > stuckMilliseconds && running === 0) {
    const words = `${said}, although one might have begun ${spanInWords(wait)} ago.`;
    return broken('jobs', words, 'Restart the workers, and look into their logs.', { details });
  }
  if (failed > 0) {
    const words = `${said}; ${counted(failed, 'was given up', 'were given up')}.`;
    return look('jobs', words, 'Look at the queue: each says why, and can be tried again.', { details });
  }
  if (wait > longWaitMilliseconds) {
    const words = `${said}, the first for ${spanInWords(wait)}.`;
    return look('jobs', words, 'If this lasts, start more workers or raise BRANCHLINE_JOBS.', { details });
  }
  return well(
    'jobs',
    queue.workers === 0 ? `${said}.` : `${said}, in ${counted(queue.workers, 'process', 'processes')}.`,
    { details },
  );
}

function aboutSecrets({ secretBox }: CheckDatabaseDeps, byKey: ReadonlyMap<string, number>): Finding {
  const [newest, ...older] = secretBox.keyIds();
  const details = [...byKey].map(([id, count]) => `Key ${id}: ${counted(count, 'secret')}`);
  const missing = [...byKey.keys()].filter((id) => id !== newest && !older.includes(id));
  if (missing.length > 0) {
    const words = `Secrets are sealed with keys that are not on the ring: ${missing.join(', ')}.`;
    const remedy = 'Add those keys behind the newest, or enter the credentials anew.';
    return broken('secrets', words, remedy, { details });
  }
  const old = [...byKey].reduce((sum, [id, count]) => (id === newest ? sum : sum + count), 0);
  if (old === 0) return well('secrets', 'Every secret is sealed with the newest key.', { details });
  const words = `${counted(old, 'secret is', 'secrets are')} sealed with an older key.`;
  return look('secrets', words, 'Run branchline rotate-key: it goes on where it was broken off.', { details });
}

function aboutBackups({ databaseKind, clock }: CheckDatabaseDeps, { backedUpAt }: DatabaseFigures): Finding {
  const remedy = 'Run branchline backup every day, and keep the files and the key ring elsewhere.';
  if (backedUpAt === undefined) {
    const words = 'No backup was made by branchline backup yet.';
    if (databaseKind === 'own') return well('backups', `${words} Whoever runs your PostgreSQL may make others.`);
    return look('backups', words, remedy);
  }
  const age = clock.now().getTime() - backedUpAt.getTime();
  const words = `The last backup by branchline backup is ${spanInWords(age)} old.`;
  return age > oldBackupMilliseconds && databaseKind === 'embedded'
    ? look('backups', words, remedy)
    : well('backups', words);
}

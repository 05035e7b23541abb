/** `branchline doctor`: checks what an installation needs and says what to do about what is missing. */

import { readFile } from 'node:fs/promises';
import { createClient, isProblemError, type HealthFinding } from '@branchline/contract';
import { createLog } from '../adapters/log/pino-log.ts';
import { compose, type House } from '../compose.ts';
import { healthParts } from '../compose/health-parts.ts';
import { ConfigProblem, processEnvironment, readConfig, type Config } from '../config.ts';
import { checkInstallation, checkMachine } from '../features/operations/check-installation.ts';
import { broken, brokenBy, well, type Finding } from '../features/operations/finding.ts';

export interface DoctorOptions {
  readonly json?: boolean;
  /** Ask the running server: at this address, or where BRANCHLINE_URL says. */
  readonly server?: string | true;
  readonly accessTokenFile?: string;
}

type Shown = Pick<Finding, 'check' | 'state' | 'words' | 'details'> & {
  readonly subject: string | null | undefined;
  readonly remedy: string | null | undefined;
};

/** Waiting longer than this for a server on this machine means that it does not answer. */
const readyMilliseconds = 5000;
const clock = { now: () => new Date() };

function ownAddress({ host, port }: Config): string {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** Asks the server that owns the embedded database at this moment. */
async function askRunningServer(config: Config): Promise<Finding> {
  const url = ownAddress(config);
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(readyMilliseconds) }).catch(
    () => undefined,
  );
  if (answer?.ok === true) {
    return well('database', `It is in use by the Branchline at ${url}, which is ready.`, {
      details: ['branchline doctor --server asks that Branchline for the rest.'],
    });
  }
  return broken(
    'database',
    `${config.dataFolder} is in use by a Branchline that is not ready at ${url}.`,
    'Give this command the variables of that server, or look at its log.',
  );
}

/** True when the embedded database belongs to a server that runs. */
function isInUse(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'EBUSY';
}

/** Opens the database as the server would, and checks everything. */
async function checkHouse(config: Config): Promise<readonly Finding[]> {
  const parts = healthParts(config, false);
  const machine = await checkMachine({ ...parts, clock });
  // Without the folder the database would only say the same again.
  const hasFolder = machine.every(({ check, state }) => check !== 'data folder' || state !== 'broken');
  if (!hasFolder && config.databaseUrl === undefined) return machine;
  let house: House;
  try {
    house = await compose(config, createLog('silent'));
  } catch (error) {
    return [...machine, isInUse(error) ? await askRunningServer(config) : brokenBy('database', error, undefined)];
  }
  try {
    return (await checkInstallation({ ...house, ...parts })).findings;
  } finally {
    await house.close();
  }
}

async function checkHere(): Promise<readonly Finding[]> {
  try {
    const config = readConfig(processEnvironment());
    return [well('configuration', `Pages are at ${config.publicUrl}.`), ...(await checkHouse(config))];
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    return [brokenBy('configuration', error, undefined)];
  }
}

/** @throws Error in words when there is no token, or the server does not answer */
async function checkThere({ server, accessTokenFile }: DoctorOptions): Promise<readonly HealthFinding[]> {
  const environment = processEnvironment();
  const token =
    accessTokenFile === undefined
      ? environment['BRANCHLINE_ACCESS_TOKEN']
      : (await readFile(accessTokenFile, 'utf8')).trim();
  if (token === undefined || token === '') {
    throw new Error('Set BRANCHLINE_ACCESS_TOKEN to a token of your server, or name a file: --access-token-file.');
  }
  const given = typeof server === 'string' ? server : environment['BRANCHLINE_URL'];
  const baseUrl = (given ?? ownAddress(readConfig(environment))).replace(/\/+$/, '');
  const client = createClient({ baseUrl, token, fetch: (url, init) => fetch(url, init) });
  try {
    return (await client.showHealthReport({})).findings;
  } catch (error) {
    if (!isProblemError(error)) throw error;
    const { title, detail, remedy } = error.problem;
    throw new Error([detail ?? title, remedy].filter(Boolean).join(' '), { cause: error });
  }
}

const signs = { well: 'ok  ', look: 'look', broken: 'FAIL' } as const;

/** Names of people and services may hold anything; a terminal obeys control characters. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}');
}

function lineOf({ check, subject, state, words, remedy }: Shown): string {
  const what = subject === null || subject === undefined ? check : `${check} ${subject}`;
  return printable(`${signs[state]}  ${what}: ${words}${remedy === null || remedy === undefined ? '' : ` ${remedy}`}`);
}

/** Prints the findings; the exit code is 1 when something is broken. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const findings: readonly Shown[] = options.server === undefined ? await checkHere() : await checkThere(options);
  const ok = findings.every(({ state }) => state !== 'broken');
  const shown = findings.map(({ subject = null, remedy = null, ...finding }) => ({ ...finding, subject, remedy }));
  if (options.json === true) console.log(JSON.stringify({ ok, findings: shown }));
  else console.log(findings.map(lineOf).join('\n'));
  return ok ? 0 : 1;
}

/** `branchline doctor`: checks what an installation needs and says what to do about what is missing. */

import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createLog } from '../adapters/log/pino-log.ts';
import { compose, type House } from '../compose.ts';
import { connectJira } from '../features/jira-sites/connect-jira.ts';
import { ConfigProblem, processEnvironment, readConfig, type Config } from '../config.ts';
import { makeWritableFolder } from './writable-folder.ts';

export interface DoctorOptions {
  readonly json?: boolean;
}

/** One thing that was checked. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** What was found; when it is not well, also what to do. */
  readonly words: string;
}

const leastGit: readonly [number, number] = [2, 35];
/** Mirrors and database need room; below this an index of a large repository may fail. */
const leastFreeBytes = 2 * 1024 ** 3;
const gigabyte = 1024 ** 3;

async function check(name: string, work: () => Promise<string>): Promise<Finding> {
  try {
    return { check: name, ok: true, words: await work() };
  } catch (error) {
    return { check: name, ok: false, words: error instanceof Error ? error.message : String(error) };
  }
}

async function checkGit({ gitProgram, path }: Config): Promise<string> {
  const options = { env: { PATH: path } };
  const answer = await promisify(execFile)(gitProgram, ['--version'], options).catch(() => {
    throw new Error(`${gitProgram} was not found. Install git ${leastGit.join('.')} or newer, or set BRANCHLINE_GIT.`);
  });
  const match = /(\d+)\.(\d+)/.exec(answer.stdout);
  const [major, minor] = [Number(match?.[1]), Number(match?.[2])];
  if (major < leastGit[0] || (major === leastGit[0] && minor < leastGit[1])) {
    throw new Error(`git ${match?.[0]} is too old. Install git ${leastGit.join('.')} or newer.`);
  }
  return answer.stdout.trim();
}

async function checkFolder({ dataFolder }: Config): Promise<string> {
  await makeWritableFolder(dataFolder);
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  const words = `${dataFolder}, ${(free / gigabyte).toFixed(1)} GB free`;
  if (free < leastFreeBytes) throw new Error(`${words}. Mirrors need room: free some, or move BRANCHLINE_DATA.`);
  return words;
}

/** Waiting longer than this for a server on this machine means that it does not answer. */
const readyMilliseconds = 5000;

/** Asks the server that owns the embedded database at this moment. @throws Error in words when it is not well */
async function askRunningServer({ host, port, dataFolder }: Config): Promise<string> {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const url = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(readyMilliseconds) }).catch(
    () => undefined,
  );
  if (answer?.ok === true) return `in use by the Branchline at ${url}, which is ready`;
  throw new Error(
    `${dataFolder} is in use by a Branchline that is not ready at ${url}. ` +
      'Give this command the variables of that server, or look at its log.',
  );
}

/** True when the embedded database belongs to a server that runs. */
function isInUse(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'EBUSY';
}

/** Opens the database as the server would, and asks each Jira site for a token. */
async function checkHouse(config: Config): Promise<readonly Finding[]> {
  let house: House | undefined;
  const opened = await check('database', async () => {
    try {
      house = await compose(config, createLog('silent'));
    } catch (error) {
      if (isInUse(error)) return askRunningServer(config);
      throw error;
    }
    await house.store.ping();
    return config.databaseUrl === undefined ? 'the embedded PostgreSQL answers' : 'your PostgreSQL answers';
  });
  if (house === undefined) return [opened];
  try {
    return [opened, ...(opened.ok ? await checkJiraSites(house) : [])];
  } finally {
    await house.close();
  }
}

async function checkJiraSites(house: House): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const site of await house.store.jiraSites.list()) {
    const finding = check(`Jira site ${site.name}`, async () => {
      const jira = await connectJira(house, site);
      await jira.developmentInformation?.check();
      await jira.account?.whoAmI();
      return site.pausedBecause === undefined ? 'accepts our credentials' : `paused: ${site.pausedBecause}`;
    });
    findings.push(await finding);
  }
  return findings;
}

async function checkConfig(): Promise<readonly [Finding, Config | undefined]> {
  try {
    const config = readConfig(processEnvironment());
    return [{ check: 'configuration', ok: true, words: `pages at ${config.publicUrl}` }, config];
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    return [{ check: 'configuration', ok: false, words: error.message }, undefined];
  }
}

/** Prints the findings; the exit code is 1 when something is not well. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const [first, config] = await checkConfig();
  const findings = [first];
  if (config !== undefined) {
    findings.push(await check('git', () => checkGit(config)));
    const folder = await check('data folder', () => checkFolder(config));
    findings.push(folder);
    // Without the folder the database would only say the same again.
    if (folder.ok || config.databaseUrl !== undefined) findings.push(...(await checkHouse(config)));
  }
  const well = findings.every(({ ok }) => ok);
  if (options.json === true) console.log(JSON.stringify({ ok: well, findings }));
  else for (const { check: name, ok, words } of findings) console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name}: ${words}`);
  return well ? 0 : 1;
}

/**
 * Builds the web app into packages/web/dist, only when its sources differ from those of the last build.
 *
 * The server's commands run it as a process of its own before they serve the pages. Says nothing when nothing is to
 * be done; one line when it builds.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'packages/web');
const finished = join(web, 'dist');
const markerName = 'built-from';

const sources = [
  'package-lock.json',
  'packages/web/index.html',
  'packages/web/vite.config.ts',
  'packages/issue-panel/design-tokens.ts',
  'packages/web/src',
  'packages/issue-panel/src',
  'packages/contract/src',
  'packages/domain/src',
];

/** The digest of every source file's path and content; about 200 files, a few milliseconds. */
async function digestOfSources(): Promise<string> {
  const digest = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesUnder(source)) digest.update(`${file}\0`).update(await readFile(join(root, file)));
  }
  return digest.digest('hex');
}

async function filesUnder(place: string): Promise<readonly string[]> {
  if (/\.[a-z]+$/u.test(place)) return [place];
  const entries = await readdir(join(root, place), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.|test-support/u.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}

/** Builds beside the finished folder and changes places at the end: a server meanwhile serves the one or the other. */
async function buildInto(digest: string): Promise<void> {
  const fresh = join(web, 'node_modules', `.dist-${process.pid}`);
  const old = `${fresh}-old`;
  await mkdir(join(web, 'node_modules'), { recursive: true });
  // Where tests run, the environment says otherwise, and React would be the one for developers: three times as large.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  await build({ root: web, logLevel: 'warn', build: { outDir: fresh } });
  await compress(fresh);
  await writeFile(join(fresh, markerName), digest);
  await rename(finished, old).catch(ignoreMissing);
  await rename(fresh, finished).catch(ignoreFaster);
  for (const folder of [old, fresh]) await rm(folder, { recursive: true, force: true });
}

/** What browsers take compressed lies so beside itself: the server then has nothing to do but to send it. */
async function compress(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  for (const entry of entries.filter(({ name }) => /\.(js|css|svg|html)$/u.test(name))) {
    const file = join(entry.parentPath, entry.name);
    const content = await readFile(file);
    await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality));
    await writeFile(`${file}.gz`, await promisify(gzip)(content));
  }
}

/** Another process that built at the same time has put its result there: it is as good as ours. */
function ignoreFaster(error: NodeJS.ErrnoException): void {
  if (!['ENOTEMPTY', 'EEXIST'].includes(error.code ?? '')) throw error;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

const digest = await digestOfSources();
const last = await readFile(join(finished, markerName), 'utf8').catch(() => '');
if (last !== digest) {
  console.error('branchline: building the web app');
  await buildInto(digest);
}

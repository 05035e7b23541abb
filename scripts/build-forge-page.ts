/**
 * Builds the page of the Forge app into a folder: `build-forge-page.ts <folder> <address of the server>`.
 *
 * A process of its own, because the builder is none of the server's business. Says nothing when all went well.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, server] = process.argv.slice(2);
if (folder === undefined || server === undefined) throw new Error('A folder and the address of a server are needed.');

const root = fileURLToPath(new URL('../packages/forge-app', import.meta.url));
const page = resolve(folder);
// Where tests run, the environment says otherwise, and React would be the one for developers.
process.env['NODE_ENV'] = 'production';
const { build } = await import('vite');
await rm(page, { recursive: true, force: true });
await build({ root, logLevel: 'warn', build: { outDir: page, emptyOutDir: true } });

const document = join(page, 'index.html');
const text = await readFile(document, 'utf8');
const filledIn = text.replace('https://branchline.invalid', server);
if (filledIn === text) throw new Error('index.html names no server to be replaced.');
await writeFile(document, filledIn);

/** `branchline forge render`: writes the Forge app of one server into a folder, ready for Atlassian's command line. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appIdIn, isAppId, renderedFiles, serverUrlFrom, unregisteredAppId } from '@branchline/forge-app';
import { Failure } from '@branchline/domain';

export interface ForgeRenderOptions {
  readonly url: string;
  readonly out: string;
  /** Of an app that was registered elsewhere; without it the folder's own manifest is asked. */
  readonly appId?: string;
  readonly sink: 'oauth' | 'forge';
}

const builder = fileURLToPath(new URL('../../../../scripts/build-forge-page.ts', import.meta.url));
const manifestName = 'manifest.yml';

/** @throws Failure in words when the address, the id or the folder cannot be used; nothing is written then */
export async function forgeRender(options: ForgeRenderOptions): Promise<number> {
  const server = serverUrlFrom(options.url);
  if ('problem' in server) throw refused(server.problem);
  const folder = resolve(options.out);
  const before = await manifestIn(folder);
  const appId = appIdFrom(options.appId, before);
  const rendered = renderedFiles({ appId, serverUrl: server.url, sink: options.sink });
  if ('problems' in rendered) throw refused(rendered.problems.join('\n'));
  await mkdir(folder, { recursive: true });
  await buildPage(join(folder, 'page'), server.url);
  for (const [name, text] of Object.entries(rendered.files)) await replaceFile(join(folder, name), text);
  process.stdout.write(nextSteps(folder, appId === unregisteredAppId));
  return 0;
}

function refused(words: string): Failure {
  return new Failure('rejected', 'jira', words);
}

/**
 * The manifest that is there; undefined for a folder that is empty or not there.
 * @throws Failure when the folder holds something else: what is in it is not ours to write over
 */
async function manifestIn(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): readonly string[] => {
    if (error.code === 'ENOENT') return [];
    throw refused(`${folder} cannot be read as a folder. Name another with --out.`);
  });
  if (names.length === 0) return undefined;
  const manifest = names.includes(manifestName) ? await readFile(join(folder, manifestName), 'utf8') : '';
  // What `forge create` or `forge register` leave is a manifest too; anything else is somebody's folder.
  if (!manifest.includes('app:')) {
    throw refused(
      `${folder} holds other things and no ${manifestName}. Name an empty folder, or a new one, with --out.`,
    );
  }
  return manifest;
}

function appIdFrom(given: string | undefined, before: string | undefined): string {
  if (given === undefined) return (before === undefined ? undefined : appIdIn(before)) ?? unregisteredAppId;
  if (!isAppId(given)) {
    throw refused(
      `"${given}" is no app id. It looks like ${unregisteredAppId} and stands in the manifest after "forge register".`,
    );
  }
  return given;
}

/** In a process of its own, as the web app is built. @throws Error when it fails; what the builder said is on standard error */
async function buildPage(folder: string, server: string): Promise<void> {
  const child = spawn(process.execPath, [builder, folder, server], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The page of the app could not be built; the lines above say why.');
}

/** Whole or not at all: a manifest that was cut off would lose the app's id. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

function nextSteps(folder: string, isNew: boolean): string {
  const steps = [
    `cd ${folder}`,
    'npm install && npm run build',
    ...(isNew ? ['forge register -y "Branchline"'] : []),
    'forge deploy --environment production',
    ...(isNew ? ['forge install --environment production --product jira --site <your site>.atlassian.net'] : []),
  ];
  const heading = isNew
    ? "The app is rendered. Next, with Atlassian's command line (docs/forge.md):"
    : 'The app is rendered again with the id it had. Next:';
  return `${heading}\n\n${steps.map((step) => `  ${step}\n`).join('')}\n`;
}

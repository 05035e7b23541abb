/** Builds the web pages when their sources are newer than the last build. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../../../scripts/build-web.ts', import.meta.url));

/** @throws Error when the pages cannot be built; what the builder said is on standard error */
export async function buildPages(): Promise<void> {
  const builder = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(builder, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The web pages could not be built; the lines above say why.');
}

/** Which Branchline this is. */

import { readFileSync } from 'node:fs';

/** From the package at the repository's root: `0.1.0`. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

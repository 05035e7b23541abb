/** Puts secrets into a configuration where its references say they are. */

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ConfigurationFile, ConfigurationInput } from '@branchline/contract';

/** Where references lead to. */
export interface SecretPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths start where the configuration file is; undefined: where the command was started. */
  readonly configurationFile: string | undefined;
}

export type ResolvedConfiguration =
  | { readonly isGood: true; readonly configuration: ConfigurationInput }
  /** References that lead nowhere, each with where it stands. */
  | { readonly isGood: false; readonly missing: readonly string[] };

/** Puts the secrets in the place of their references. */
export async function resolveSecrets(file: ConfigurationFile, places: SecretPlaces): Promise<ResolvedConfiguration> {
  const missing: string[] = [];
  const configuration = await resolved(file, '', places, missing);
  if (missing.length > 0) return { isGood: false, missing };
  return { isGood: true, configuration: configuration as ConfigurationInput };
}

async function resolved(value: unknown, path: string, places: SecretPlaces, missing: string[]): Promise<unknown> {
  if (Array.isArray(value)) {
    return Promise.all(value.map((each, index) => resolved(each, `${path}[${index}]`, places, missing)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, place] = []] = entries;
  if (entries.length === 1 && typeof place === 'string' && (name === 'fromEnvironment' || name === 'fromFile')) {
    const secret = await secretFrom(name, place, places);
    if (secret !== undefined) return { value: secret };
    missing.push(
      `${path}: ${name === 'fromFile' ? `the file ${place} cannot be read` : `${place} is not set`}, or is empty`,
    );
    return value;
  }
  const inner = entries.map(async ([field, each]): Promise<readonly [string, unknown]> => [
    field,
    await resolved(each, path === '' ? field : `${path}.${field}`, places, missing),
  ]);
  return Object.fromEntries(await Promise.all(inner));
}

/** Without the line break that editors leave at the end; undefined for nothing. */
async function secretFrom(
  kind: 'fromEnvironment' | 'fromFile',
  place: string,
  { environment, configurationFile }: SecretPlaces,
): Promise<string | undefined> {
  if (kind === 'fromEnvironment') return environment[place] || undefined;
  const folder = configurationFile === undefined ? '.' : dirname(configurationFile);
  const text = await readFile(resolve(folder, place), 'utf8').catch(() => '');
  return text.replace(/\r?\n$/, '') || undefined;
}

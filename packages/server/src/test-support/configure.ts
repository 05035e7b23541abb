/** Asks a test server for its configuration, and has it configured by documents. */

import type { ConfigurationFile, ConfigurationPlan, ConfigurationReport } from '@branchline/contract';
import { expect } from 'vitest';
import { accessToken, type TestServer } from './test-server.ts';

/** With the secrets that are given, as they are sent. */
export type Document = Record<string, unknown>;

export async function ask(test: TestServer, method: 'GET' | 'POST', path: string, payload?: object) {
  return test.server.inject({
    method,
    url: `/api/v1/configuration${path}`,
    headers: { authorization: `Bearer ${accessToken}` },
    ...(payload === undefined ? {} : { payload }),
  });
}

export async function exported(test: TestServer): Promise<ConfigurationFile> {
  const answer = await ask(test, 'GET', '');
  expect(answer).toMatchObject({ statusCode: 200 });
  return answer.json();
}

export async function plan(test: TestServer, configuration: Document, prunes = false): Promise<ConfigurationPlan> {
  const answer = await ask(test, 'POST', '/plan', { configuration, prunes });
  expect(answer).toMatchObject({ statusCode: 200 });
  return answer.json();
}

export async function apply(test: TestServer, configuration: Document, prunes = false): Promise<ConfigurationReport> {
  const answer = await ask(test, 'POST', '/apply', { configuration, prunes });
  expect(answer).toMatchObject({ statusCode: 200 });
  return answer.json();
}

/** In the place of every reference the secret that everything in these tests has there. */
export function withSecrets(value: unknown, secrets: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((each) => withSecrets(each, secrets));
  if (typeof value !== 'object' || value === null) return value;
  if ('fromEnvironment' in value) return { value: secrets[String(value.fromEnvironment)] ?? 'good' };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withSecrets(each, secrets)]));
}

/** The address of its one Jira site. */
export function siteOf({ jiraSites = [] }: ConfigurationFile): string {
  const [site] = jiraSites;
  if (site === undefined) throw new Error('There is no Jira site.');
  return site.siteUrl;
}

export const outcomes = ({ changes }: ConfigurationReport) =>
  changes.map(({ kind, name, outcome, because }) =>
    [kind, name, outcome, because].filter((part) => part !== null).join(' '),
  );

/** As if the list of the Git service had been walked over. */
export async function findRepository({ deps }: TestServer): Promise<void> {
  const integration = (await deps.store.integrations.list()).find(({ name }) => name === 'Code');
  if (integration === undefined) throw new Error('There is no integration.');
  const cloneUrl = 'https://git.example/team/code.git';
  await deps.store.repositories.save(integration.id, { remoteId: cloneUrl, name: 'code', cloneUrl, webUrl: undefined });
}

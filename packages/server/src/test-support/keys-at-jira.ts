/** What a sandbox was sent and has, in the terms of tests that compare it with what may be there. */

import type { TestJira } from './start-test-jira.ts';

interface SentRepository {
  readonly id: string;
}

/** Keys that were named to a site since last asked for, by the number of the repository among these. */
export function keysSent(
  { sandbox }: TestJira,
  repositories: readonly string[],
): ReadonlyMap<number, ReadonlySet<string>> {
  const named = new Map<number, Set<string>>();
  for (const { body } of sandbox.requests) {
    const sent = (body as { readonly repositories?: readonly SentRepository[] } | undefined)?.repositories ?? [];
    for (const repository of sent) {
      const number = repositories.indexOf(repository.id);
      const keys = named.get(number) ?? new Set<string>();
      collectKeys(repository, false, keys);
      named.set(number, keys);
    }
  }
  sandbox.forgetRequests();
  return named;
}

/** Texts may say anything; keys are what stands in lists of keys. */
function collectKeys(value: unknown, isKey: boolean, found: Set<string>): void {
  if (typeof value === 'string' && isKey) found.add(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    collectKeys(inner, name === 'values' || name === 'issueKeys' || (isKey && Array.isArray(value)), found);
  }
}

/** `number kind id` of everything a site has, with its keys. */
export function entitiesAt(
  { sandbox }: TestJira,
  repositories: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const { id, commits, branches, pullRequests } of sandbox.snapshot().repositories) {
    const number = repositories.indexOf(id);
    for (const { id, keys } of commits) found[`${number} commit ${id}`] = keys;
    for (const { id, keys } of branches) found[`${number} branch ${id}`] = keys;
    for (const { id, keys } of pullRequests) found[`${number} pull-request ${id}`] = keys;
  }
  return found;
}

/** Adds up whose commits some commits are: addresses that belong to one person are one. */

import type { PersonId } from './ids.ts';

/** What is counted of one commit. */
export interface AuthoredCommit {
  /** As git says. */
  readonly name: string;
  readonly email: string;
  /** None for a commit whose files are not known. */
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

/** Somebody's part in a number of commits. */
export interface AuthorShare {
  /** The person where one is known, else as the first of the commits says. */
  readonly name: string;
  /** In lower case. */
  readonly emails: readonly string[];
  readonly commitCount: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

/** The people behind addresses as they were written. */
export type PeopleByEmail = ReadonlyMap<string, { readonly id: PersonId; readonly name: string | undefined }>;

/** Equal for commits of the same author. */
export function authorIdentity({ name, email }: Pick<AuthoredCommit, 'name' | 'email'>, people: PeopleByEmail): string {
  const person = people.get(email);
  return person === undefined ? `email ${email.toLowerCase() || name}` : `person ${person.id}`;
}

/** By `authorIdentity`, most commits first. @param commits newest first */
export function authorShares(
  commits: readonly AuthoredCommit[],
  people: PeopleByEmail,
): ReadonlyMap<string, AuthorShare> {
  const byIdentity = Map.groupBy(commits, (commit) => authorIdentity(commit, people));
  const shares = [...byIdentity].map(([identity, own]) => [identity, shareOf(own, people)] as const);
  return new Map(
    shares.toSorted(([, a], [, b]) => b.commitCount - a.commitCount || a.name.localeCompare(b.name, 'en')),
  );
}

function shareOf(own: readonly AuthoredCommit[], people: PeopleByEmail): AuthorShare {
  const named = own.map(({ email }) => people.get(email)?.name).find((name) => name !== undefined);
  const emails = own.map(({ email }) => email.toLowerCase()).filter((email) => email !== '');
  return {
    name: named ?? own[0]?.name ?? '',
    emails: [...new Set(emails)],
    commitCount: own.length,
    linesAdded: own.reduce((sum, { linesAdded }) => sum + linesAdded, 0),
    linesRemoved: own.reduce((sum, { linesRemoved }) => sum + linesRemoved, 0),
  };
}

/** The people of the sandbox: found by account id, user name and what others may see of them. */

import type { SandboxPerson } from './people-options.ts';

/** Everybody who has an account, in the order in which they came. */
export interface People {
  /** The same list for ever, growing: whoever holds it sees newcomers. */
  readonly all: readonly SandboxPerson[];
  byId(accountId: string): SandboxPerson | undefined;
  /** By the name of Jira Data Center. */
  byUsername(username: string): SandboxPerson | undefined;
  /** Adds somebody, or replaces the one with the same account id. */
  readonly put: (person: SandboxPerson) => void;
}

/** Keeps the people a sandbox starts with. */
export function createPeople(first: readonly SandboxPerson[]): People {
  const all: SandboxPerson[] = [...first];
  return {
    all,
    byId: (accountId) => all.find((person) => person.accountId === accountId),
    byUsername: (username) => all.find((person) => usernameOf(person) === username),
    put(person) {
      const at = all.findIndex(({ accountId }) => accountId === person.accountId);
      if (at === -1) all.push(person);
      else all[at] = person;
    },
  };
}

/** The name by which Jira Data Center calls somebody; its key is the account id. */
export function usernameOf({ email }: SandboxPerson): string {
  return email.split('@')[0] ?? email;
}

/** Whether a search for the beginning of a name or of a visible e-mail address finds somebody. */
export function isFoundBy(person: SandboxPerson, text: string): boolean {
  const wanted = text.toLowerCase();
  const words = person.name.toLowerCase().split(/\s+/);
  const seen = [
    person.name.toLowerCase(),
    ...words,
    ...(person.hidesEmail === true ? [] : [person.email.toLowerCase()]),
  ];
  return seen.some((word) => word.startsWith(wanted));
}

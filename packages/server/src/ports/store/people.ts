/** The port to the people we know: what is kept of them, which of their names belong together, and why. */

import type {
  AccountId,
  AtlassianAccountId,
  Identity,
  IdentityId,
  IdentityKind,
  IdentityLink,
  JiraSiteId,
  LinkProof,
  LinkState,
  PersonId,
} from '@branchline/domain';

/** An identity as it was met. */
export interface SeenIdentity {
  readonly identity: Identity;
  /** At a Git service, for showing; undefined for the others. It may change. */
  readonly login: string | undefined;
  /** As commits or the Git service say; of Jira none is kept. */
  readonly name: string | undefined;
  /** That a Git service shows with an account, in lower case. */
  readonly shownEmail: string | undefined;
}

/** An identity as it is kept. Each belongs to one person, if only to one that has no other. */
export interface KeptIdentity extends SeenIdentity {
  readonly id: IdentityId;
  readonly personId: PersonId;
  readonly addedAt: Date;
  /** When it was last met. */
  readonly seenAt: Date;
}

/** What is known about two identities. */
export interface KeptLink extends IdentityLink {
  readonly id: number;
  /** Whose word it is: `rule`, or who said so. */
  readonly by: string;
  readonly at: Date;
  /** When the proof was last looked at; only Jira's e-mail addresses are looked at again. */
  readonly checkedAt: Date | undefined;
}

/** Something told about two identities. */
export interface ToldLink {
  readonly one: IdentityId;
  readonly other: IdentityId;
  readonly proof: LinkProof;
  readonly state: LinkState;
  readonly by: string;
  readonly at: Date;
}

/** Somebody with all their names. */
export interface PersonRow {
  readonly id: PersonId;
  /** In order of their numbers; empty for somebody whose names are all gone. */
  readonly identities: readonly KeptIdentity[];
  /** Why what is known of them cannot be followed, as a whole sentence; nobody acts for them. */
  readonly conflict: string | undefined;
  /** Suggestions about them that wait for a decision. */
  readonly suggestions: number;
}

/** Somebody as others are shown them. */
export interface KnownAuthor {
  readonly id: PersonId;
  /** As Branchline or a Git service calls them; undefined while they are known by addresses only. */
  readonly name: string | undefined;
}

/** A page of people. */
export interface PersonQuery {
  /** In e-mail addresses, logins and names, in any case. */
  readonly search: string | undefined;
  readonly kind: IdentityKind | undefined;
  readonly inConflict: boolean;
  /** Only those who have none of this kind. */
  readonly without?: IdentityKind | undefined;
  /** Only those about whom a suggestion waits. */
  readonly isSuggested?: boolean;
  /** The last one of the page before. */
  readonly after: PersonId | undefined;
  readonly limit: number;
}

/** Two identities with what is known about them, as people decide on it. */
export interface LinkView {
  readonly link: KeptLink;
  readonly one: KeptIdentity;
  readonly other: KeptIdentity;
}

/** An e-mail address of commits that Jira has not been asked about for some time. */
export interface UnaskedEmail {
  readonly id: IdentityId;
  readonly email: string;
}

/** An account whose id we keep. */
export interface KeptAccount {
  readonly accountId: AtlassianAccountId;
  readonly addedAt: Date;
}

/** The people we know. */
export interface PeopleTable {
  /** Adds those that are new, each with a person of its own, and notes the others as seen; those that were erased are left out. */
  see(seen: readonly SeenIdentity[], at: Date): Promise<readonly KeptIdentity[]>;
  /** As `see` for one that somebody names, even when it was erased before. */
  add(seen: SeenIdentity, at: Date): Promise<KeptIdentity>;
  find(identity: Identity): Promise<KeptIdentity | undefined>;
  /** Accounts of a Git service by what they are called there, in any case. */
  withLogin(service: string, login: string): Promise<readonly KeptIdentity[]>;
  /** Accounts of Git services that show this address. */
  showing(email: string): Promise<readonly KeptIdentity[]>;
  get(id: PersonId): Promise<PersonRow | undefined>;
  /**
   * Whom these addresses of commits belong to, by what was proven; written in any way, and told as they were asked for.
   * Nobody about whom there is a conflict.
   */
  behind(emails: readonly string[]): Promise<ReadonlyMap<string, KnownAuthor>>;
  /** Whose these accounts of ours are; those of which nothing is known are missing. */
  ofAccounts(accounts: readonly AccountId[]): Promise<ReadonlyMap<AccountId, PersonId>>;
  /** By number, the least first. */
  list(query: PersonQuery): Promise<readonly PersonRow[]>;
  count(): Promise<number>;

  /** Keeps the stronger of what is known and what is told; what an administrator said stays. True: something is new. */
  tell(link: ToldLink): Promise<boolean>;
  /** Whatever was known. */
  say(link: ToldLink): Promise<void>;
  /** Forgets it. False: there was nothing. */
  unlink(one: IdentityId, other: IdentityId): Promise<boolean>;
  noteChecked(linkId: number, at: Date): Promise<void>;
  /** What is known about two, in whatever order. */
  between(one: IdentityId, other: IdentityId): Promise<KeptLink | undefined>;
  link(id: number): Promise<LinkView | undefined>;
  /** All links of a person's identities. */
  linksOf(id: PersonId): Promise<readonly KeptLink[]>;
  /** Suggestions that wait for a decision, in order of their numbers. */
  suggestions(limit: number, after?: number): Promise<readonly LinkView[]>;

  /**
   * Parts into people again whatever hangs together with these identities, and holds others off until the transaction
   * ends. `words` says what a conflict is, for showing. Call it after every change of links, in the same transaction.
   */
  regroup(ids: readonly IdentityId[], words: ConflictWords): Promise<void>;

  /** Forgets the person with all their names, connections and settings, and remembers only that they are not wanted. */
  erase(id: PersonId): Promise<boolean>;
  /** Forgets addresses and accounts not met since, with which nobody did anything. @returns how many */
  forgetUnseen(since: Date, limit: number): Promise<number>;

  readonly accounts: JiraAccountTable;
}

/** What the two identities in a conflict make of it: a whole sentence. */
export type ConflictWords = (kind: 'accounts' | 'rejected', between: readonly [KeptIdentity, KeptIdentity]) => string;

/** What is kept about accounts at Jira, and about asking for them. */
export interface JiraAccountTable {
  /** E-mail addresses count as proof at this site; true unless somebody changed it. */
  trustsEmail(id: JiraSiteId): Promise<boolean>;
  saveTrustsEmail(id: JiraSiteId, trusts: boolean): Promise<void>;
  /** Links by Jira's e-mail addresses to accounts of the site; only those of one address when it is given. */
  linksByEmail(id: JiraSiteId, email?: IdentityId): Promise<readonly KeptLink[]>;
  /** Whose person has no account at the site, the longest unasked first. */
  unaskedEmails(id: JiraSiteId, since: Date, limit: number): Promise<readonly UnaskedEmail[]>;
  noteAsked(id: JiraSiteId, emails: readonly IdentityId[], at: Date): Promise<void>;
  /** Ids to be reported to Atlassian now, each once. */
  dueForReport(id: JiraSiteId, now: Date, limit: number): Promise<readonly KeptAccount[]>;
  noteReported(id: JiraSiteId, accounts: readonly AtlassianAccountId[], nextAt: Date): Promise<void>;
  /** Sites with ids that are due. */
  sitesToReport(now: Date): Promise<readonly JiraSiteId[]>;
  /** Forgets these ids at every site, with all that hangs on them. @returns the identities that hung together with them */
  forget(accounts: readonly AtlassianAccountId[]): Promise<readonly IdentityId[]>;
}

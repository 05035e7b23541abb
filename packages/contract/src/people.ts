/** People: by which names they are known, what joins those, and their own connections with Git services. */

import type {
  AccountId,
  AtlassianAccountId,
  IdentityId,
  IdentityKind,
  IntegrationId,
  JiraSiteId,
  LinkProof,
  LinkState,
  PersonId,
} from '@branchline/domain';
import { z } from 'zod';
import { Account, CredentialKind, MissingRight } from './credentials.ts';
import { Count, Id, Moment, Nothing, Queued, SecretText, idOf } from './fields.ts';
import { act, remove, replace, show, type Route } from './route.ts';
import { versioned } from './version.ts';

const Kind = z.enum(['commit-email', 'service-account', 'jira-account', 'own-account'] satisfies IdentityKind[]);
const State = z.enum(['suggested', 'claimed', 'confirmed', 'rejected'] satisfies LinkState[]);
const Proof = z.enum([
  'administrator',
  'personal-connection',
  'jira-code',
  'provider-email',
  'noreply-address',
  'jira-email',
  'service-email',
  'noreply-login',
] satisfies LinkProof[]);

/** One name of somebody. */
export const PersonIdentity = z.object({
  id: Id,
  kind: Kind,
  /** The address, the account's id at the Git service, its id at Jira, or the number of an account of Branchline. */
  subject: z.string(),
  /** The Git service of an account there; null for the others. */
  service: z.string().nullable(),
  jiraSiteId: Id.nullable(),
  login: z.string().nullable(),
  /** As git or the Git service says; of Jira what it says at this moment, null when it does not. */
  name: z.string().nullable(),
  seenAt: Moment,
});
export type PersonIdentity = z.infer<typeof PersonIdentity>;

export const PersonSummary = z.object({
  id: Id,
  /** What they are called most likely: a name, else a login or an address. */
  title: z.string(),
  identities: z.array(PersonIdentity),
  /** Why nobody acts for them at the moment, as a whole sentence; null when it is clear who they are. */
  conflict: z.string().nullable(),
  /** What is known of them that waits for a decision. */
  suggestions: Count,
});
export type PersonSummary = z.infer<typeof PersonSummary>;

/** What is known about two identities. */
export const PersonLink = z.object({
  id: Id,
  one: PersonIdentity,
  other: PersonIdentity,
  proof: Proof,
  state: State,
  /** `rule`, or who said so. */
  by: z.string(),
  at: Moment,
});
export type PersonLink = z.infer<typeof PersonLink>;

/** A person's own connection with a Git service; what is secret never leaves the server. */
export const PersonalConnection = z.object({
  integrationId: Id,
  account: Account,
  credentialKind: CredentialKind,
  missingRights: z.array(MissingRight),
  /** Null when it does not end, or renews itself, as what came by OAuth does as a rule. */
  expiresAt: Moment.nullable(),
  checkedAt: Moment,
  /** Since when; null when that was before it was noted. */
  connectedAt: Moment.nullable(),
  /** Why it does not work, as a whole sentence; null while it does. */
  problem: z.string().nullable(),
});
export type PersonalConnection = z.infer<typeof PersonalConnection>;

export const PersonDetails = PersonSummary.extend({
  links: z.array(PersonLink),
  connections: z.array(PersonalConnection),
});
export type PersonDetails = z.infer<typeof PersonDetails>;

export const SavedPersonalConnection = PersonalConnection.extend({
  /** Whose it is now: people who turn out to be one are joined. */
  personId: Id,
  warnings: z.array(z.string()),
});
export type SavedPersonalConnection = z.infer<typeof SavedPersonalConnection>;

const pageLimit = 200;
const Limit = z.coerce.number<number | string>().int().min(1).max(pageLimit).default(50);

export const PersonQuery = z.object({
  /** In addresses, logins and names. */
  search: z.string().trim().min(1).max(200).optional(),
  kind: Kind.optional(),
  /** Only those for whom nobody acts. */
  conflicts: z.enum(['only']).optional(),
  /** Only those who have no identity of this kind. */
  without: Kind.optional(),
  /** Only those about whom something waits for a decision. */
  suggestions: z.enum(['only']).optional(),
  after: idOf<PersonId>().optional(),
  limit: Limit,
});

export const PersonPage = z.object({
  people: z.array(PersonSummary),
  /** Of all people. */
  count: Count,
  /** For `after`; null at the end. */
  next: Id.nullable(),
});
export type PersonPage = z.infer<typeof PersonPage>;

export const SuggestionQuery = z.object({
  after: z.coerce.number<number | string>().int().positive().optional(),
  limit: Limit,
});
export const SuggestionPage = z.object({ suggestions: z.array(PersonLink), next: Id.nullable() });
export type SuggestionPage = z.infer<typeof SuggestionPage>;

/** An identity that somebody names. */
export const NamedIdentity = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('commit-email'), email: z.string().trim().min(3).max(254) }),
  z.object({
    kind: z.literal('service-account'),
    /** `github.com`, `git.example.org/gitlab`. */
    service: z.string().trim().min(1).max(500),
    remoteId: z.string().trim().min(1).max(200),
    login: z.string().trim().min(1).max(200).optional(),
  }),
  z.object({
    kind: z.literal('jira-account'),
    jiraSiteId: idOf<JiraSiteId>(),
    accountId: z
      .string()
      .trim()
      .min(1)
      .max(128)
      .transform((id) => id as AtlassianAccountId),
  }),
  /** An account of Branchline. */
  z.object({ kind: z.literal('own-account'), accountId: idOf<AccountId>() }),
]);
export type NamedIdentityInput = z.input<typeof NamedIdentity>;

export const NewPerson = z.object({ identity: NamedIdentity });

/** With another person, or with an identity that somebody names. */
export const PersonJoin = z.union([
  z.object({ personId: idOf<PersonId>() }).strict(),
  z.object({ identity: NamedIdentity }).strict(),
]);

export const PersonSplit = z.object({ identityIds: z.array(idOf<IdentityId>()).min(1).max(200) });

/** OAuth's come through a browser instead. */
export const PersonalCredential = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token'), token: SecretText }),
  z.object({ kind: z.literal('user-and-password'), user: z.string().min(1).max(1000), password: SecretText }),
]);

export const NewPersonalConnection = z.object({ credential: PersonalCredential });

/** How people are found at a Jira site. */
export const JiraPeopleSettings = z.object({
  /** An e-mail address that Jira shows with exactly one active account is a proof; else a suggestion only. */
  trustsEmail: z.boolean(),
});
export type JiraPeopleSettings = z.infer<typeof JiraPeopleSettings>;

const VersionedSettings = versioned(JiraPeopleSettings, ['trustsEmail']);

/** About people: for those who decide about them. */
const administrator = { access: 'administrator' } as const;

const person = z.object({ id: idOf<PersonId>() });
const connection = person.extend({ integration: idOf<IntegrationId>() });
const link = z.object({ id: z.coerce.number<number | string>().int().positive() });
const jiraSite = z.object({ id: idOf<JiraSiteId>() });

export const peopleRoutes = {
  listPeople: { ...show, ...administrator, path: '/api/v1/people', query: PersonQuery, response: PersonPage },
  addPerson: {
    ...act,
    ...administrator,
    path: '/api/v1/people',
    request: NewPerson,
    status: 201,
    response: PersonDetails,
  },
  showPerson: { ...show, ...administrator, path: '/api/v1/people/:id', params: person, response: PersonDetails },
  /** Forgets them; commits still say what they say. */
  erasePerson: {
    ...remove,
    ...administrator,
    path: '/api/v1/people/:id',
    params: person,
    status: 204,
    response: Nothing,
  },
  joinPerson: {
    ...act,
    ...administrator,
    path: '/api/v1/people/:id/join',
    params: person,
    request: PersonJoin,
    response: PersonDetails,
  },
  /** Answers who the identities are now. */
  splitPerson: {
    ...act,
    ...administrator,
    path: '/api/v1/people/:id/split',
    params: person,
    request: PersonSplit,
    response: PersonDetails,
  },
  savePersonalConnection: {
    ...replace,
    ...administrator,
    path: '/api/v1/people/:id/connections/:integration',
    params: connection,
    request: NewPersonalConnection,
    response: SavedPersonalConnection,
  },
  checkPersonalConnection: {
    ...act,
    ...administrator,
    path: '/api/v1/people/:id/connections/:integration/check',
    params: connection,
    response: PersonalConnection,
  },
  removePersonalConnection: {
    ...remove,
    ...administrator,
    path: '/api/v1/people/:id/connections/:integration',
    params: connection,
    status: 204,
    response: Nothing,
  },
  listSuggestions: {
    ...show,
    ...administrator,
    path: '/api/v1/identity-links',
    query: SuggestionQuery,
    response: SuggestionPage,
  },
  /** Looks for people and what joins them now, not at the next minute. */
  findSuggestions: { ...act, ...administrator, path: '/api/v1/identity-links', status: 202, response: Queued },
  confirmLink: {
    ...act,
    ...administrator,
    path: '/api/v1/identity-links/:id/confirm',
    params: link,
    status: 204,
    response: Nothing,
  },
  rejectLink: {
    ...act,
    ...administrator,
    path: '/api/v1/identity-links/:id/reject',
    params: link,
    status: 204,
    response: Nothing,
  },
  showJiraPeopleSettings: {
    ...show,
    path: '/api/v1/jira-sites/:id/people-settings',
    params: jiraSite,
    response: VersionedSettings,
  },
  saveJiraPeopleSettings: {
    ...replace,
    path: '/api/v1/jira-sites/:id/people-settings',
    params: jiraSite,
    request: JiraPeopleSettings,
    response: VersionedSettings,
    edits: 'showJiraPeopleSettings',
  },
} as const satisfies Readonly<Record<string, Route>>;

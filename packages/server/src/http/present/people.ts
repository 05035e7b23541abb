/** People → the contract's shapes. */

import type {
  PersonalConnection as PersonalConnectionShape,
  PersonDetails,
  PersonIdentity,
  PersonLink,
  PersonSummary,
} from '@branchline/contract';
import type { Identity } from '@branchline/domain';
import { jiraNameKey, type JiraNames, type PersonView } from '../../features/people/person-views.ts';
import type { KeptIdentity, LinkView, PersonRow } from '../../ports/store/people.ts';
import type { PersonalConnection } from '../../ports/store/personal-connections.ts';
import { presentAccount, presentRights } from './credentials.ts';

function subjectOf(identity: Identity): string {
  if (identity.kind === 'commit-email') return identity.email;
  return identity.kind === 'service-account' ? identity.remoteId : String(identity.accountId);
}

export function presentIdentity({ id, identity, login, name, seenAt }: KeptIdentity, names: JiraNames): PersonIdentity {
  const isAtJira = identity.kind === 'jira-account';
  const told = isAtJira ? names.get(jiraNameKey(identity.jiraSiteId, identity.accountId))?.displayName : name;
  return {
    id,
    kind: identity.kind,
    subject: subjectOf(identity),
    service: identity.kind === 'service-account' ? identity.service : null,
    jiraSiteId: isAtJira ? identity.jiraSiteId : null,
    login: login ?? null,
    name: told ?? null,
    seenAt: seenAt.toISOString(),
  };
}

export function presentPerson({ id, identities, conflict, suggestions }: PersonRow, names: JiraNames): PersonSummary {
  const shown = identities.map((each) => presentIdentity(each, names));
  const named = shown.find(({ name }) => name !== null)?.name ?? shown.find(({ login }) => login !== null)?.login;
  const title = named ?? shown[0]?.subject ?? `Person ${id}`;
  return { id, title, identities: shown, conflict: conflict ?? null, suggestions };
}

/** Names from Jira are told of the person only, not of whoever else is on a link. */
export function presentLink({ link, one, other }: LinkView, names: JiraNames): PersonLink {
  const { id, proof, state, by, at } = link;
  const ends = { one: presentIdentity(one, names), other: presentIdentity(other, names) };
  return { id, ...ends, proof, state, by, at: at.toISOString() };
}

export function presentConnection(connection: PersonalConnection): PersonalConnectionShape {
  const { integrationId, account, credentialKind, missingRights, expiresAt, checkedAt, connectedAt, lastProblem } =
    connection;
  return {
    integrationId,
    account: presentAccount(account),
    credentialKind,
    missingRights: presentRights(missingRights),
    expiresAt: expiresAt?.toISOString() ?? null,
    checkedAt: checkedAt.toISOString(),
    connectedAt: connectedAt?.toISOString() ?? null,
    problem: lastProblem ?? null,
  };
}

export function presentPersonDetails({ person, links, connections, names }: PersonView): PersonDetails {
  return {
    ...presentPerson(person, names),
    links: links.map((each) => presentLink(each, names)),
    connections: connections.map(presentConnection),
  };
}

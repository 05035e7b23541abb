/** Which identities are one person: by what was found out and said about them, whatever the order in which it came. */

import type { NumberedIdentity } from './identity.ts';
import type { IdentityId } from './ids.ts';

/**
 * Why two identities may be one person's, the strongest first.
 * `administrator`: somebody who may said so.
 * `personal-connection`: a token of that person's was answered by the account, or by it with the address.
 * `jira-code`: inside Jira the account was shown a code, and whoever holds the account of ours entered it.
 * `provider-email`: an identity provider has verified the address of whoever signs in with the account of ours.
 * `noreply-address`: the address has the account's number in it.
 * `jira-email`: Jira shows the address with exactly one active account.
 * `service-email`: the Git service shows the address with the account; nobody knows whether it was verified.
 * `noreply-login`: the address has the account's login in it, which may once have been somebody else's.
 */
export const linkProofs = [
  'administrator',
  'personal-connection',
  'jira-code',
  'provider-email',
  'noreply-address',
  'jira-email',
  'service-email',
  'noreply-login',
] as const;
export type LinkProof = (typeof linkProofs)[number];

/** `suggested` joins nothing; `claimed` and `confirmed` join; `rejected` keeps apart. */
export type LinkState = 'suggested' | 'claimed' | 'confirmed' | 'rejected';

/** Something known about two identities; there is one at most for each pair. */
export interface IdentityLink {
  readonly one: IdentityId;
  readonly other: IdentityId;
  readonly proof: LinkProof;
  readonly state: LinkState;
}

/** Identities of one person, in order of their numbers. */
export interface IdentityGroup {
  readonly ids: readonly IdentityId[];
  /** Not alone where what is known would join more than may be joined: nobody acts for any of them. */
  readonly conflict: IdentityConflict | undefined;
}

/** Why proofs were not followed. */
export interface IdentityConflict {
  /** `accounts`: two accounts at one Jira site; `rejected`: two that an administrator keeps apart. */
  readonly kind: 'accounts' | 'rejected';
  /** The two that must not be joined by a rule. */
  readonly between: readonly [IdentityId, IdentityId];
}

/** Which of two things known about one pair holds: what an administrator said, then the stronger proof. */
export function strongerLink(known: IdentityLink, told: IdentityLink): IdentityLink {
  const [first, second] = [rankOf(known), rankOf(told)];
  return second < first ? told : known;
}

function rankOf({ proof, state }: IdentityLink): number {
  const proven = linkProofs.indexOf(proof);
  return state === 'suggested' ? proven + linkProofs.length : proven;
}

/**
 * Parts identities into people. Only an administrator joins two accounts of one Jira site, or what an administrator
 * keeps apart: where other proofs would, none of theirs is followed, and everybody concerned is told. The result does
 * not depend on the order of identities or links. `links` name only these identities.
 */
export function groupIdentities(
  identities: readonly NumberedIdentity[],
  links: readonly IdentityLink[],
): readonly IdentityGroup[] {
  const sorted = identities.toSorted((a, b) => a.id - b.id);
  const ids = sorted.map(({ id }) => id);
  const binding = links.filter(({ state }) => state === 'claimed' || state === 'confirmed');
  const said = partsOf(
    ids,
    binding.filter(({ proof }) => proof === 'administrator'),
  );
  const all = partsOf(ids, binding);
  const apart = links.filter(({ state }) => state === 'rejected');
  const groups = [...partition(ids, all).values()].flatMap((members): readonly IdentityGroup[] => {
    const within = new Set(members);
    const mine = sorted.filter(({ id }) => within.has(id));
    const conflict = clashOfAccounts(mine, said) ?? clashOfRejections(apart, within, said);
    if (conflict === undefined) return [{ ids: members, conflict }];
    return [...partition(members, said).values()].map((group) => ({ ids: group, conflict }));
  });
  return groups.toSorted((a, b) => (a.ids[0] ?? 0) - (b.ids[0] ?? 0));
}

/** From each id to the least one of its part. */
type Parts = ReadonlyMap<IdentityId, IdentityId>;

function partsOf(ids: readonly IdentityId[], links: readonly IdentityLink[]): Parts {
  const parent = new Map(ids.map((id) => [id, id]));
  const rootOf = (id: IdentityId): IdentityId => {
    let root = id;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    return root;
  };
  for (const { one, other } of links) {
    const [first, second] = [rootOf(one), rootOf(other)].toSorted((a, b) => a - b) as [IdentityId, IdentityId];
    parent.set(second, first);
  }
  return new Map(ids.map((id) => [id, rootOf(id)]));
}

function partition(ids: readonly IdentityId[], parts: Parts): ReadonlyMap<IdentityId, readonly IdentityId[]> {
  return Map.groupBy(ids, (id) => parts.get(id) ?? id);
}

/** The first two accounts of one site that no administrator joined. */
function clashOfAccounts(members: readonly NumberedIdentity[], said: Parts): IdentityConflict | undefined {
  const first = new Map<number, IdentityId>();
  for (const { id, identity } of members) {
    if (identity.kind !== 'jira-account') continue;
    const other = first.get(identity.jiraSiteId);
    if (other === undefined) first.set(identity.jiraSiteId, id);
    else if (said.get(other) !== said.get(id)) return { kind: 'accounts', between: [other, id] };
  }
  return undefined;
}

function clashOfRejections(
  apart: readonly IdentityLink[],
  within: ReadonlySet<IdentityId>,
  said: Parts,
): IdentityConflict | undefined {
  const clashes = apart
    .filter(({ one, other }) => within.has(one) && within.has(other) && said.get(one) !== said.get(other))
    .map(({ one, other }) => [Math.min(one, other), Math.max(one, other)] as unknown as [IdentityId, IdentityId])
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const [between] = clashes;
  return between && { kind: 'rejected', between };
}

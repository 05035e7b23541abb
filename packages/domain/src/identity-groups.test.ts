/** Which identities are one person: examples, and what holds for whatever is known in whatever order. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupIdentities, linkProofs, strongerLink, type IdentityLink } from './identity-groups.ts';
import type { Identity, NumberedIdentity } from './identity.ts';
import type { AtlassianAccountId, IdentityId, JiraSiteId } from './ids.ts';

/** 1 to 3 are addresses, 4 is an account at a service, 5 and 6 are accounts at Jira site 1, 7 at site 2. */
const identities: readonly NumberedIdentity[] = [
  address(1),
  address(2),
  address(3),
  numbered(4, { kind: 'service-account', service: 'git.example', remoteId: '4' }),
  account(5, 1),
  account(6, 1),
  account(7, 2),
];

function numbered(id: number, identity: Identity): NumberedIdentity {
  return { id: id as IdentityId, identity };
}

function address(id: number): NumberedIdentity {
  return numbered(id, { kind: 'commit-email', email: `${id}@example.org` });
}

function account(id: number, site: number): NumberedIdentity {
  const accountId = `account${id}` as AtlassianAccountId;
  return numbered(id, { kind: 'jira-account', jiraSiteId: site as JiraSiteId, accountId });
}

function link(
  one: number,
  other: number,
  proof: IdentityLink['proof'] = 'jira-email',
  state: IdentityLink['state'] = 'confirmed',
): IdentityLink {
  return { one: one as IdentityId, other: other as IdentityId, proof, state };
}

function groups(...links: readonly IdentityLink[]) {
  return groupIdentities(identities, links).map(({ ids }) => ids.join(' '));
}

function conflicts(...links: readonly IdentityLink[]) {
  return groupIdentities(identities, links)
    .filter(({ conflict }) => conflict !== undefined)
    .map(({ ids, conflict }) => `${ids.join(' ')}: ${conflict?.kind} ${conflict?.between.join(' ')}`);
}

const alone = ['1', '2', '3', '4', '5', '6', '7'];

describe('identities are one person', () => {
  it('when nothing is known: each its own', () => {
    expect(groups()).toEqual(alone);
  });

  it.each(linkProofs)('by %s, when it is confirmed or claimed and not while it is suggested', (proof) => {
    expect(groups(link(1, 4, proof))).toEqual(['1 4', '2', '3', '5', '6', '7']);
    expect(groups(link(1, 4, proof, 'claimed'))).toEqual(['1 4', '2', '3', '5', '6', '7']);
    expect(groups(link(1, 4, proof, 'suggested'))).toEqual(alone);
  });

  it('through others', () => {
    expect(groups(link(1, 4), link(4, 2), link(2, 5), link(5, 7))).toEqual(['1 2 4 5 7', '3', '6']);
  });

  it('not when an administrator keeps them apart', () => {
    expect(groups(link(1, 2, 'administrator', 'rejected'))).toEqual(alone);
  });
});

describe('two accounts of one Jira site', () => {
  it('are not joined by proofs, and everybody who hangs on them is in conflict', () => {
    const known = [link(1, 5), link(1, 4, 'noreply-address'), link(4, 6, 'personal-connection', 'claimed')];
    expect(groups(...known)).toEqual(alone);
    expect(conflicts(...known)).toEqual(['1: accounts 5 6', '4: accounts 5 6', '5: accounts 5 6', '6: accounts 5 6']);
  });

  it('keep what an administrator joined', () => {
    const known = [link(1, 5, 'administrator'), link(4, 6, 'administrator'), link(1, 4, 'noreply-address')];
    expect(groups(...known)).toEqual(['1 5', '2', '3', '4 6', '7']);
    expect(conflicts(...known)).toEqual(['1 5: accounts 5 6', '4 6: accounts 5 6']);
  });

  it('are joined by an administrator', () => {
    const known = [link(1, 5, 'administrator'), link(1, 6, 'administrator'), link(1, 4)];
    expect(groups(...known)).toEqual(['1 4 5 6', '2', '3', '7']);
    expect(conflicts(...known)).toEqual([]);
  });

  it('do not matter at different sites', () => {
    expect(conflicts(link(1, 5), link(1, 7))).toEqual([]);
  });
});

it('who is kept apart is not joined through others either', () => {
  const known = [link(1, 2, 'administrator', 'rejected'), link(1, 4), link(2, 4)];
  expect(groups(...known)).toEqual(alone);
  expect(conflicts(...known)).toEqual(['1: rejected 1 2', '2: rejected 1 2', '4: rejected 1 2']);
});

it('the word of an administrator is stronger than any proof, and any proof than a suggestion', () => {
  const order = [
    link(1, 2, 'administrator'),
    link(1, 2, 'personal-connection', 'claimed'),
    link(1, 2, 'noreply-address'),
    link(1, 2, 'jira-email'),
    link(1, 2, 'jira-email', 'suggested'),
    link(1, 2, 'service-email', 'suggested'),
    link(1, 2, 'noreply-login', 'suggested'),
  ];
  for (const [place, strong] of order.entries()) {
    for (const weak of order.slice(place + 1)) {
      expect(strongerLink(strong, weak)).toBe(strong);
      expect(strongerLink(weak, strong)).toBe(strong);
    }
  }
});

const anyIdentity = fc.constantFrom(...identities.map(({ id }) => id));
const anyLink = fc
  .record({
    one: anyIdentity,
    other: anyIdentity,
    proof: fc.constantFrom(...linkProofs),
    state: fc.constantFrom('suggested' as const, 'claimed' as const, 'confirmed' as const),
    isRejected: fc.nat(6).map((number) => number === 0),
  })
  .filter(({ one, other }) => one !== other)
  .map(({ isRejected, ...each }): IdentityLink =>
    isRejected ? { ...each, proof: 'administrator', state: 'rejected' } : each,
  );
/** At most one for each pair, as they are kept. */
const anyLinks = fc.uniqueArray(anyLink, {
  maxLength: 14,
  selector: ({ one, other }) => `${Math.min(one, other)} ${Math.max(one, other)}`,
});

describe('whatever is known', () => {
  it('the order in which it came does not matter', () => {
    const shuffled = anyLinks.chain((links) =>
      fc.tuple(fc.constant(links), fc.shuffledSubarray(links, { minLength: links.length })),
    );
    fc.assert(
      fc.property(shuffled, ([links, others]) => {
        const turned = others.map((each) =>
          each.one % 2 === 0 ? { ...each, one: each.other, other: each.one } : each,
        );
        expect(groupIdentities(identities.toReversed(), turned)).toEqual(groupIdentities(identities, links));
      }),
      { numRuns: 1000 },
    );
  });

  it('everybody is in one group, and nobody is lost', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const ids = groupIdentities(identities, links).flatMap((group) => group.ids);
        expect(ids.toSorted((a, b) => a - b)).toEqual(identities.map(({ id }) => id));
      }),
    );
  });

  it('no two accounts of one site are one person unless an administrator joined them', () => {
    const both = [5, 6] as readonly number[] as readonly IdentityId[];
    fc.assert(
      fc.property(anyLinks, (links) => {
        const said = links.filter(({ proof, state }) => proof === 'administrator' && state !== 'rejected');
        const isJoined = (known: readonly IdentityLink[]) =>
          groupIdentities(identities, known).some(({ ids }) => both.every((id) => ids.includes(id)));
        expect(isJoined(links) && !isJoined(said)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('a person without conflict has all that was proven, one in conflict only what was said', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const parts = groupIdentities(identities, links);
        const partOf = (id: IdentityId) => parts.find(({ ids }) => ids.includes(id));
        const unjoined = links.filter(({ one, other, proof, state }) => {
          const isFollowed = proof === 'administrator' || partOf(one)?.conflict === undefined;
          const joins = state === 'claimed' || state === 'confirmed';
          return joins && isFollowed && partOf(one) !== partOf(other);
        });
        expect(unjoined).toEqual([]);
      }),
    );
  });
});

/** The suite: what a connector offers, what it takes as settings, and trying a credential. */

import { Failure } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { testNetwork } from '../test-network.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene } from './scene.ts';

export function describeOffers(facts: GitServiceFacts): void {
  const connector = facts.connector(testNetwork(), { now: () => new Date() });

  it(
    'offers what it says, and no more',
    inScene(facts, async ({ connect }) => {
      const { pullRequests, actions, webhookSetup, tokenRotation } = connect();
      const offered = {
        'pull-requests': pullRequests,
        checks: pullRequests?.checks,
        actions,
        'webhook-setup': webhookSetup,
        'missed-webhooks': webhookSetup?.resendMissed,
        'token-rotation': tokenRotation,
      };
      const named = Object.entries(offered).flatMap(([name, object]) => (object === undefined ? [] : [name]));
      expect(named.toSorted()).toEqual([...connector.capabilities].toSorted());
    }),
  );

  it('takes its own settings again, and knows their names', () => {
    const settings = connector.parseSettings(facts.settingsFor('https://code.example.com:8443/below/this'));
    expect(connector.parseSettings(settings)).toEqual(settings);
    expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
    const names = connector.settingsForm.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(facts.settingsFor('https://code.example.com'))));
  });

  it.each([
    ['no address', 'ftp://code.example.com'],
    ['a password', 'https://ada:marked@code.example.com'],
    ['nonsense', 'not an address'],
  ])('refuses settings with %s', (_what, url) => {
    const failure = refusalOf(() => connector.parseSettings(facts.settingsFor(url)));
    expect([failure.kind, failure.from]).toEqual(['rejected', 'git-service']);
    expect(failure.message).toMatch(/"?\w*[uU]rl"?|address/);
    expect(failure.message).not.toContain('marked');
  });

  it('refuses settings it has never heard of', () => {
    const strange = { ...facts.settingsFor('https://code.example.com'), colour: 'red' };
    expect(refusalOf(() => connector.parseSettings(strange)).kind).toBe('rejected');
    expect(refusalOf(() => connector.parseSettings('none')).kind).toBe('rejected');
  });
}

/** The failure that is thrown. */
export function refusalOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

export function describeChecks(facts: GitServiceFacts): void {
  describe('a credential', () => {
    it(
      'says whose it is, and that nothing is missing',
      inScene(facts, async ({ connect, ada, standIn }) => {
        const { account, missingRights, version } = await connect().check();
        expect(account).toMatchObject({ remoteId: String(ada.id), login: 'ada', name: ada.name });
        expect(missingRights).toEqual([]);
        expect(version ?? standIn.state.version).toContain(standIn.state.version);
      }),
    );

    it.each(facts.poorTokens.map(({ token, missing }) => [missing.join(', '), token, missing] as const))(
      'without %s says so',
      (_names, token, missing) =>
        inScene(facts, async ({ connect, standIn, ada }) => {
          standIn.addToken(ada, token);
          const { missingRights } = await connect({ token: token.value }).check();
          expect(missingRights.map(({ name }) => name)).toEqual(missing);
          for (const { without } of missingRights) expect(without).toMatch(/^[^A-Z].*[^.]$/);
        })(),
    );

    it.skipIf(!facts.tellsExpiry)(
      'says when it ends',
      inScene(facts, async ({ connect, standIn, ada }) => {
        const expiresAt = new Date('2026-06-01T00:00:00Z');
        standIn.addToken(ada, { ...facts.token, value: `${facts.token.value}ends`, expiresAt });
        const check = await connect({ token: `${facts.token.value}ends` }).check();
        expect(check.expiresAt).toEqual(expiresAt);
      }),
    );

    it(
      'that nobody knows is refused',
      inScene(facts, async ({ connect, refused }) => {
        const failure = await refused(connect({ token: `${facts.token.value}unknown` }).check());
        expect(failure.kind).toBe('unauthorized');
      }),
    );
  });
}

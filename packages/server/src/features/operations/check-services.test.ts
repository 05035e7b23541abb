/** What is said about integrations and webhooks, by how they stand; and how spans and sizes are put into words. */

import { plainNetwork, type IntegrationId } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import { checkIntegration, checkWebhooks } from './check-services.ts';
import { sizeInWords, spanInWords } from './finding.ts';

describe('services', () => {
  const noon = new Date('2026-03-01T12:00:00Z');
  const days = (count: number) => new Date(noon.getTime() + count * 86_400_000);
  const ordinary = {
    id: 1 as IntegrationId,
    connector: 'git',
    name: 'Code',
    settings: {},
    mode: 'two-way',
    network: plainNetwork,
    pausedBecause: undefined,
    addedAt: days(-30),
    credentialKind: 'token',
    appId: undefined,
    account: undefined,
    credentialExpiresAt: undefined,
    rotatesToken: false,
    missingRights: [],
    checkedAt: days(-1),
    pausedBy: undefined,
    requiresGitPermission: false,
    isBeingRemoved: false,
  } as unknown as IntegrationStanding;

  it.each([
    [{}, 'well', /accepted/],
    [{ pausedBecause: 'bad token', pausedBy: 'refusal' }, 'broken', /refused the credential: bad token/],
    [{ pausedBecause: 'for the move', pausedBy: 'person' }, 'look', /paused: for the move/],
    [{ credentialExpiresAt: days(-2) }, 'broken', /ended 2 days ago/],
    [{ credentialExpiresAt: days(3) }, 'look', /ends in 3 days/],
    [{ credentialExpiresAt: days(3), rotatesToken: true }, 'well', /accepted/],
    [{ credentialExpiresAt: days(90) }, 'well', /accepted/],
    [{ missingRights: [{ name: 'read_api', weight: 'useful', without: 'x', page: undefined }] }, 'look', /read_api/],
    [{ checkedAt: days(-9), credentialKind: 'token' }, 'look', /not tried for days/],
  ] as const)('an integration with %o is %s', (different, state, words) => {
    const found = checkIntegration({ ...ordinary, ...(different as Partial<IntegrationStanding>) }, noon);
    expect([found.state, found.words]).toEqual([state, expect.stringMatching(words)]);
    expect(found.remedy === undefined).toBe(state === 'well');
  });

  it.each([
    [{ working: 0, broken: 0 }, undefined],
    [{ working: 2, broken: 0, lastAt: days(-1), changedAt: days(-1) }, 'well'],
    [{ working: 2, broken: 0, lastAt: days(-9), changedAt: days(-9) }, 'well'],
    [{ working: 2, broken: 0, lastAt: days(-9), changedAt: days(-1) }, 'look'],
    [{ working: 2, broken: 0, changedAt: days(-1) }, 'look'],
    [{ working: 2, broken: 1, lastAt: days(0) }, 'look'],
  ] as const)('webhooks as %o are %s', (figures, state) => {
    const all = { integrationId: 1, lastAt: undefined, changedAt: undefined, ...figures };
    const found = checkWebhooks({ name: 'Code' }, all as unknown as Parameters<typeof checkWebhooks>[1], noon);
    expect(found?.state).toBe(state);
  });

  it('speaks of spans and sizes as people do', () => {
    expect([999, 1000, 61_000, 7_200_000, -86_400_000 * 3].map(spanInWords)).toEqual([
      '999 milliseconds',
      '1 second',
      '1 minute',
      '2 hours',
      '3 days',
    ]);
    expect([10, 1536, 5 * 1024 ** 2, 1.5 * 1024 ** 3].map(sizeInWords)).toEqual([
      '10 bytes',
      '1.5 kB',
      '5 MB',
      '1.5 GB',
    ]);
  });
});

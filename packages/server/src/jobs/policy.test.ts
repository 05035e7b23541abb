/** What a failed job leads to: who is paused, what is noted, and that nobody else suffers. */

import { Failure, type FailureKind } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobPolicy } from '../ports/jobs.ts';
import { openTestHouse, type Connected, type TestHouse } from '../test-support/test-house.ts';
import { createJobPolicy } from './policy.ts';

let house: TestHouse;
let policy: JobPolicy;
let connected: Connected;

beforeEach(async () => {
  house = await openTestHouse();
  policy = createJobPolicy({ ...house, random: () => 0 });
  connected = await house.connect('https://git.example/team/app.git');
});
afterEach(() => house.close());

async function pausedBecause() {
  const integration = await house.store.integrations.get(connected.integrationId);
  const site = await house.store.jiraSites.get(house.siteId);
  return { integration: integration?.pausedBecause, site: site?.pausedBecause };
}

function indexing() {
  const { repositoryId } = connected;
  return { repositoryId, scope: { kind: 'everything' }, trigger: 'schedule' } as const;
}

function sending() {
  return { repositoryId: connected.repositoryId, jiraSiteId: house.siteId, stream: 'live' } as const;
}

function refusal(kind: FailureKind, from: 'git' | 'jira'): Failure {
  return new Failure(kind, from, 'It was refused.');
}

const nobody = { integration: undefined, site: undefined };

describe('a credential that is refused', () => {
  it('pauses the integration of a repository and its jobs', async () => {
    await policy.onGivenUp('index-repository', indexing(), refusal('unauthorized', 'git'));
    expect(await pausedBecause()).toMatchObject({
      ...nobody,
      integration: expect.stringMatching(/^It was refused\. Give this/) as string,
    });
    const ledger = house.database.openLedger();
    expect(await ledger.pausedFlags()).toEqual([`integration:${connected.integrationId}`]);
    await ledger.close();
  });

  it('pauses the integration whose repositories were to be found', async () => {
    const { integrationId } = connected;
    await policy.onGivenUp('discover-repositories', { integrationId }, refusal('unauthorized', 'git'));
    expect(await pausedBecause()).toMatchObject({
      ...nobody,
      integration: expect.stringMatching(/^It was refused\. Give this/) as string,
    });
  });

  it.each(['unauthorized', 'forbidden'] as const)('pauses the Jira site alone: %s', async (kind) => {
    await policy.onGivenUp('push-development-information', sending(), refusal(kind, 'jira'));
    expect(await pausedBecause()).toEqual({ ...nobody, site: 'It was refused.' });
  });
});

describe('any other failure that ends a job', () => {
  it('of git pauses nobody', async () => {
    for (const kind of ['forbidden', 'not-found', 'rejected', 'conflict', 'invalid-response'] as const) {
      await policy.onGivenUp('index-repository', indexing(), refusal(kind, 'git'));
    }
    expect(await pausedBecause()).toEqual(nobody);
  });

  it('of Jira is noted on the site', async () => {
    await policy.onGivenUp('push-development-information', sending(), refusal('rejected', 'jira'));
    expect(await pausedBecause()).toEqual(nobody);
    const site = await house.store.jiraSites.get(house.siteId);
    expect(site?.lastFailure?.message).toBe('It was refused.');
  });

  it('about something that is gone by now does no harm', async () => {
    await house.store.integrations.remove(connected.integrationId);
    await policy.onGivenUp('index-repository', indexing(), refusal('unauthorized', 'git'));
    expect(await pausedBecause()).toEqual(nobody);
  });
});

it('leaves the verdict to the rule of the house', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  expect(policy.decide(refusal('unauthorized', 'git'), 1, now)).toEqual({ verdict: 'pause' });
  expect(policy.decide(refusal('not-found', 'git'), 1, now)).toEqual({ verdict: 'give-up' });
  expect(policy.decide(refusal('unavailable', 'git'), 1, now)).toMatchObject({ verdict: 'retry' });
});

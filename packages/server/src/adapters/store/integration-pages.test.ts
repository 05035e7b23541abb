/** The list of integrations: what each line says, filters, sorting and pages. */

import type { IndexingState, IntegrationId, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IntegrationQuery } from '../../ports/store/integrations.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

const anything: IntegrationQuery = {
  search: undefined,
  connector: undefined,
  state: undefined,
  needsCare: undefined,
  sort: 'name',
  isDescending: false,
  after: undefined,
  limit: 50,
};

let test: TestStore;
const ids = new Map<string, IntegrationId>();

async function add(name: string, connector: string, ...states: readonly IndexingState[]): Promise<void> {
  const { integrations, repositories } = test.store;
  const { id } = await integrations.add({ connector, name, settings: {} });
  ids.set(name, id);
  for (const [place, state] of states.entries()) {
    const url = `https://git.example/${name}/${place}.git`;
    const remote = { remoteId: url, name: `${name}/${place}`, cloneUrl: url, webUrl: undefined };
    const repository = await repositories.save(id, remote);
    await setState(repository.id, state);
  }
}

async function setState(id: RepositoryId, state: IndexingState): Promise<void> {
  if (state === 'up-to-date') {
    const at = new Date(`2026-01-0${(id % 8) + 1}T00:00:00Z`);
    const indexed = { refsFingerprint: 'x', defaultBranch: 'main', commitCount: 1, changed: false, nextLookAt: at, at };
    await test.store.repositories.markIndexed(id, indexed);
  }
  await test.store.repositories.setState(id, state);
}

beforeAll(async () => {
  test = await openTestStore();
  await add('beta', 'github', 'up-to-date', 'up-to-date');
  await add('Alpha', 'gitlab', 'up-to-date', 'failed', 'indexing');
  await add('delta', 'github', 'indexing', 'waiting', 'up-to-date', 'up-to-date');
  await add('Gamma', 'git');
  await add('gone', 'git', 'failed');
  await test.store.integrations.markRemoving(ids.get('gone')!, new Date(), false);
});
afterAll(() => test.close());

const names = async (query: Partial<IntegrationQuery> = {}) =>
  (await test.store.integrations.page({ ...anything, ...query })).integrations.map(
    ({ integration }) => integration.name,
  );

describe('a line', () => {
  it('says in which state most needs a person, and counts', async () => {
    const { integrations } = await test.store.integrations.page(anything);
    expect(integrations.map(({ integration, state, counts }) => [integration.name, state, counts.failed])).toEqual([
      ['Alpha', 'failed', 1],
      ['beta', 'up-to-date', 0],
      ['delta', 'indexing', 0],
      ['Gamma', 'waiting', 0],
    ]);
    expect(integrations[0]?.indexedAt).toBeInstanceOf(Date);
    expect(integrations[3]?.indexedAt).toBeUndefined();
  });

  it('is paused with all its repositories while the integration is', async () => {
    await test.store.integrations.pause(ids.get('beta')!, 'Paused by a person.');
    const { integrations } = await test.store.integrations.page({ ...anything, state: 'paused' });
    expect(integrations).toMatchObject([{ counts: { paused: 2, 'up-to-date': 0 } }]);
    await test.store.integrations.resume(ids.get('beta')!);
  });

  it('says whether webhooks work', async () => {
    const place = { integrationId: ids.get('delta')!, place: 'app', target: { level: 'app' } } as const;
    const made = { endpointId: undefined, url: 'https://b.example/w', remoteId: '1', checkedAt: undefined };
    const rest = { reason: 'No.', workingAt: undefined, resentAt: undefined };
    for (const state of ['failing', 'working'] as const) {
      await test.store.webhookRegistrations.save({ ...place, ...made, ...rest, state });
      const [line] = (await test.store.integrations.page({ ...anything, search: 'DELT' })).integrations;
      expect(line?.webhooks).toBe(state);
    }
    const [other] = (await test.store.integrations.page({ ...anything, search: 'beta' })).integrations;
    expect(other?.webhooks).toBe('none');
  });
});

describe('filters', () => {
  it.each([
    [{ search: 'A' }, ['Alpha', 'beta', 'delta', 'Gamma']],
    [{ search: 'lph' }, ['Alpha']],
    [{ search: '%' }, []],
    [{ connector: 'github' }, ['beta', 'delta']],
    [{ state: 'waiting' as const }, ['Gamma']],
    [{ needsCare: true }, ['Alpha']],
    [{ needsCare: false, connector: 'git' }, ['Gamma']],
  ])('%j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('care for credentials that end soon and do not renew themselves, and for rights that are missing', async () => {
    const id = ids.get('Gamma')!;
    const soon = new Date(Date.now() + 5 * 86_400_000);
    const found = { account: undefined, missingRights: [], at: new Date() };
    await test.store.integrations.saveFindings(id, { ...found, expiresAt: soon });
    expect(await names({ needsCare: true })).toEqual(['Alpha', 'Gamma']);
    await test.store.integrations.change(id, { rotatesToken: true });
    expect(await names({ needsCare: true })).toEqual(['Alpha']);
    const right = { name: 'api', weight: 'useful', without: 'nothing is written', grantUrl: undefined } as const;
    await test.store.integrations.saveFindings(id, { ...found, missingRights: [right], expiresAt: undefined });
    expect(await test.store.integrations.counts()).toEqual({ all: 4, attention: 2 });
    await test.store.integrations.saveFindings(id, { ...found, expiresAt: undefined });
  });
});

describe('order', () => {
  it.each([
    ['service', ['Gamma', 'beta', 'delta', 'Alpha']],
    ['state', ['Alpha', 'delta', 'Gamma', 'beta']],
    ['repositories', ['Gamma', 'beta', 'Alpha', 'delta']],
    ['added', ['beta', 'Alpha', 'delta', 'Gamma']],
  ] as const)('by %s, both ways', async (sort, expected) => {
    expect(await names({ sort })).toEqual(expected);
    expect(await names({ sort, isDescending: true })).toEqual(expected.toReversed());
  });

  it.each(['name', 'service', 'state', 'repositories', 'indexed', 'added'] as const)(
    'pages by %s miss nothing and repeat nothing',
    async (sort) => {
      for (const isDescending of [false, true]) {
        const seen: string[] = [];
        for (let after: IntegrationId | undefined; ;) {
          const page = await test.store.integrations.page({ ...anything, sort, isDescending, after, limit: 1 });
          seen.push(...page.integrations.map(({ integration }) => integration.name));
          if (page.next === undefined) break;
          after = page.next;
        }
        expect(seen).toEqual(await names({ sort, isDescending }));
        expect(seen).toHaveLength(4);
      }
    },
  );

  it('of the notable: those that need a person, then those that move', async () => {
    const notable = await test.store.integrations.notable(3);
    expect(notable.map(({ integration }) => integration.name)).toEqual(['Alpha', 'delta', 'Gamma']);
  });
});

/** Counts of what was sent are those that counting anew gives, whatever happened, and whoever was at it at once. */

import type { IntegrationId, JiraSiteId, PushedPlaces, RepositoryId } from '@branchline/domain';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PushedEntity } from '../../ports/store/pushes.ts';
import type { Store } from '../../ports/store.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';
import { migrationsIn, migrationsFolder, applyMigration } from './migrate.ts';

let test: TestStore;
let store: Store;
let client: Client;
let integration: IntegrationId;
let repositories: readonly RepositoryId[];
let sites: readonly JiraSiteId[];

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
  client = new Client({ connectionString: test.connectionString });
  await client.connect();
  integration = (await store.integrations.add({ connector: 'git', name: 'Git', settings: {} })).id;
  repositories = [await addRepository('one'), await addRepository('two')];
  sites = [await addSite(), await addSite()];
});
afterAll(async () => {
  await client.end();
  await test.close();
});

async function addRepository(name: string): Promise<RepositoryId> {
  const cloneUrl = `https://git.example/${name}.git`;
  return (await store.repositories.save(integration, { remoteId: name, name, cloneUrl, webUrl: undefined })).id;
}

async function addSite(): Promise<JiraSiteId> {
  const settings = { name: 'Jira', siteUrl: 'https://x.example', cloudId: 'c', apiUrl: 'https://api.example' };
  return (await store.jiraSites.add({ ...settings, clientId: 'id' })).id;
}

const countedAnew = `select repository_id, jira_site_id, count(*) filter (where state = 'accepted') as sent,
    count(*) filter (where state = 'refused') as refused
  from pushed_entities group by repository_id, jira_site_id`;

/** What is wrong: rows of one that the other does not have; a count of nothing may be there or not. */
async function differences(): Promise<readonly unknown[]> {
  const kept = `select repository_id, jira_site_id, sent, refused from sent_counts where sent + refused > 0`;
  const anew = `select * from (${countedAnew}) as anew where sent + refused > 0`;
  const { rows } = await client.query(`(${kept} except ${anew}) union all (${anew} except ${kept})`);
  return rows;
}

const states = ['accepted', 'refused', 'withdrawn', 'unplaced'] as const;

const place = fc.record({ repository: fc.nat(1), site: fc.nat(1) });
const entities = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom<PushedEntity['kind']>('commit', 'branch'),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    state: fc.constantFrom(...states),
  }),
  { selector: ({ kind, name }) => `${kind} ${name}` },
);
const step = fc.tuple(fc.constantFrom('record', 'record', 'expect', 'forget'), place, entities);

async function take([deed, { repository, site }, about]: typeof step extends fc.Arbitrary<infer T> ? T : never) {
  const where = [repositories[repository]!, sites[site]!] as const;
  if (deed === 'forget') return void (await store.pushes.forget(...where));
  if (deed === 'expect') return store.pushes.expect(...where, about);
  const words = about.map((each) => ({ ...each, message: each.state === 'refused' ? 'No.' : undefined }));
  return store.pushes.record(...where, 'live', 1, words);
}

it('stay right through everything that is sent, refused, withdrawn and forgotten, several at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), async (rounds) => {
      for (const round of rounds) {
        // Rows are locked in the order in which they were named: whoever sends names them in one.
        const sorted = round.map(
          ([deed, at, about]) =>
            [deed, at, about.toSorted((a, b) => (`${a.kind}${a.name}` < `${b.kind}${b.name}` ? -1 : 1))] as const,
        );
        await Promise.all(sorted.map(([deed, at, about]) => take([deed, at, [...about]])));
        expect(await differences()).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
});

it('are told of an integration, for each site apart', async () => {
  const name = (of: string): PushedEntity => ({ kind: 'commit', name: of, state: 'accepted', message: undefined });
  for (const repository of repositories) {
    for (const site of sites) await store.pushes.forget(repository, site);
  }
  await store.pushes.record(repositories[0]!, sites[0]!, 'live', 1, [name('a'), name('b')]);
  await store.pushes.record(repositories[1]!, sites[0]!, 'live', 1, [name('a')]);
  expect(await store.pushes.sentTo(sites[0]!, integration)).toBe(3);
  expect(await store.pushes.sentTo(sites[1]!, integration)).toBe(0);
  expect(await store.pushes.sentTo(sites[0]!, 999 as IntegrationId)).toBe(0);
});

it('are summed over integrations but for exceptions, and over repositories', async () => {
  const [one, two] = repositories;
  const sentOf = async (places: Partial<PushedPlaces>, shown = 0) => {
    const all = { integrations: [], exceptions: [], repositories: [], ...places };
    const { repositories: count, sent, mostConcerned } = await store.pushes.standing(sites[0]!, all, shown);
    return [count, sent, ...mostConcerned.map(({ name }) => name)];
  };
  expect(await sentOf({})).toEqual([0, 0]);
  expect(await sentOf({ integrations: [integration] }, 5)).toEqual([2, 3, 'one', 'two']);
  expect(await sentOf({ integrations: [integration], exceptions: [one!] }, 5)).toEqual([1, 1, 'two']);
  expect(await sentOf({ exceptions: [one!, two!], repositories: [one!] }, 5)).toEqual([1, 2, 'one']);
});

it('are put right when somebody wrote without counting', async () => {
  await client.query('delete from sent_counts; delete from pushed_entities');
  await client.query(
    `insert into pushed_entities (repository_id, jira_site_id, kind, name, state) values
      ($1, $3, 'commit', 'a', 'accepted'), ($1, $3, 'commit', 'b', 'refused'), ($2, $4, 'commit', 'a', 'accepted')`,
    [...repositories, ...sites],
  );
  await client.query('insert into sent_counts values ($1, $2, 7, 7)', [repositories[1], sites[0]]);
  expect(await differences()).toHaveLength(3);
  await store.pushes.recount(sites[0]!);
  expect(await differences()).toHaveLength(1);
  await store.pushes.recount(sites[1]!);
  expect(await differences()).toEqual([]);
});

it('are made by the migration for what was sent before', async () => {
  await client.query('begin; drop table sent_counts; delete from migrations where number = 28');
  try {
    await applyMigration(
      client,
      migrationsIn(migrationsFolder).find(({ number }) => number === 28)!,
    );
    expect(await differences()).toEqual([]);
    const { rows } = await client.query('select sum(sent)::integer as sent from sent_counts');
    expect(rows).toEqual([{ sent: 2 }]);
  } finally {
    await client.query('rollback');
  }
});

it('go with what they count', async () => {
  await client.query('delete from repositories where id = $1', [repositories[1]]);
  expect(await differences()).toEqual([]);
});

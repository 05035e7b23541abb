import { allTopics, type Topic } from '@branchline/domain';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../test-support/silent-log.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { openChangeFeed, type ChangeFeed } from './change-feed.ts';
import { topicsIn, topicsOfTables } from './changed-topics.ts';

describe('topicsIn', () => {
  it.each([
    ['insert into "commits" ("id") values ($1)', ['issues']],
    ['insert into commit_containments (commit_id, containment_id) select 1, 2', ['issues']],
    ['update "accounts" set "name" = $1', ['accounts', 'me']],
    ['delete from audit_log where id = $1', ['audit-log']],
    ['DELETE FROM only audit_log', ['audit-log']],
    [
      'with gone as (delete from "sessions" returning 1), kept as (update accounts set a = 1) select 1',
      ['accounts', 'me'],
    ],
    ['select graphile_worker.add_job($1)', ['jobs']],
    ['select * from graphile_worker.jobs join graphile_worker._private_jobs', []],
    ['update graphile_worker._private_jobs set a = 1', ['jobs']],
    ['select * from "commits" for update', []],
    ['select "updated" from "integrations"', []],
    ['insert into "commit_files" values ($1)', []],
    ['insert into "commits" values (1) on conflict do update set a = 1', ['issues']],
    ['insert into "nobody_knows" values (1)', []],
  ])('%s', (statement, expected) => {
    expect(topicsIn(statement)).toEqual(expected);
  });
});

describe('the change feed', () => {
  let test: TestStore;
  let pool: Pool;
  const feeds: ChangeFeed[] = [];

  beforeAll(async () => {
    test = await openTestStore();
    pool = new Pool({ connectionString: test.connectionString, max: 2 });
    pool.on('error', () => undefined);
  });
  afterEach(async () => {
    for (const feed of feeds.splice(0)) await feed.close();
  });
  afterAll(async () => {
    await pool.end();
    await test.close();
  });

  function openFeed(): ChangeFeed {
    const milliseconds = { gather: 1, reconnect: 1 };
    const feed = openChangeFeed({ pool, connectionString: test.connectionString, log: silentLog, milliseconds });
    feeds.push(feed);
    return feed;
  }

  /** Everything heard; `until` resolves when a topic was heard. */
  async function listenTo(feed: ChangeFeed) {
    const heard: Topic[] = [];
    const waiting: { topic: Topic; resolve: () => void }[] = [];
    feed.subscribe((topics) => {
      heard.push(...topics);
      for (const { topic, resolve } of waiting) if (topics.includes(topic)) resolve();
    });
    const until = (topic: Topic) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ topic, resolve });
      return promise;
    };
    // It listens when it hears itself; until then it may have missed what was said.
    const isListening = until('me');
    const say = setInterval(() => feed.note(['me']), 5);
    await isListening;
    clearInterval(say);
    return { heard, until };
  }

  it('knows every table there is', async () => {
    const { rows } = await pool.query<{ readonly name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'migrations'`,
    );
    expect(rows.map(({ name }) => name).filter((name) => topicsOfTables[name] === undefined)).toEqual([]);
    const known = new Set(rows.map(({ name }) => name));
    expect(Object.keys(topicsOfTables).filter((name) => !known.has(name))).toEqual(['graphile_worker']);
  });

  it('tells every process what one of them wrote', async () => {
    const [web, other, worker] = [openFeed(), openFeed(), openFeed()];
    const ears = [await listenTo(web), await listenTo(other)];
    const told = ears.map(({ until }) => until('jobs'));
    worker.noteStatement('select graphile_worker.add_job($1)');
    await Promise.all(told);
    expect(ears[0]?.heard).toContain('jobs');
  });

  it('says nothing of a transaction before it has ended, and nothing of one that failed', async () => {
    const feed = openFeed();
    const { heard, until } = await listenTo(feed);
    const failing = feed.during(async () => {
      feed.noteStatement('update "webhook_deliveries" set a = 1');
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    const jobs = until('jobs');
    await feed
      .during(async () => {
        feed.noteStatement('update "accounts" set a = 1');
        // Whatever else is told meanwhile.
        feed.note(['jobs']);
        await jobs;
        expect(heard).not.toContain('accounts');
        const accounts = until('accounts');
        return { accounts };
      })
      .then(({ accounts }) => accounts);
    expect(heard).toContain('accounts');
    expect(heard).not.toContain('webhooks');
  });

  it('tells everything when its connection was lost, for nobody knows what was said meanwhile', async () => {
    const { heard, until } = await listenTo(openFeed());
    const last = until('identity-providers');
    await pool.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'branchline changes' and datname = current_database()`);
    await last;
    expect(allTopics.filter((topic) => !heard.includes(topic))).toEqual([]);
  });

  it('reads both ends of a statement that is too long to be read', () => {
    const feed = openFeed();
    const values = 'x'.repeat(100_000);
    expect(() => feed.noteStatement(`insert into "commits" values (${values})`)).not.toThrow();
  });
});

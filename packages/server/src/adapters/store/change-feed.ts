/** News of changes between processes: tables are watched as they are written, and PostgreSQL passes the word on. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { allTopics, type Topic } from '@branchline/domain';
import { Client, type Pool } from 'pg';
import type { Log } from '../../ports/log.ts';
import type { Changes } from '../../ports/store/changes.ts';
import { topicsIn } from './changed-topics.ts';

/** The channel's name in the database. */
const channel = 'branchline_changes';
/** News of so long goes out together. A notification is a transaction of its own: none of ours waits for it. */
const gatherMilliseconds = 500;
const reconnectMilliseconds = 2000;
/** Of long statements, both ends are looked at: in between are values. */
const readableLength = 4000;
/** Statements that are remembered; ours are fewer, but lists of values make more of them. */
const rememberedStatements = 2000;

/** The store's side of it. */
export interface ChangeFeed extends Changes {
  /** Looks at a statement that was run. */
  noteStatement(statement: string): void;
  /** What is written in here is news when it has ended well, not before. */
  during<T>(transaction: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface ChangeFeedOptions {
  readonly pool: Pool;
  readonly connectionString: string;
  readonly log: Log;
  /** How long news is gathered, and how long a lost connection is left alone. */
  readonly milliseconds?: { readonly gather: number; readonly reconnect: number };
}

/** Listens on a connection of its own, made for the first who wants to know. */
export function openChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  const tell = (topics: readonly Topic[]) => {
    for (const listener of listeners) listener(topics);
  };
  const outbox = openOutbox(options);
  const inTransaction = new AsyncLocalStorage<Set<Topic>>();
  const read = rememberingReader();
  let ear: Ear | undefined;
  return {
    note: outbox.add,
    noteStatement(statement) {
      const topics = read(statement);
      if (topics.length === 0) return;
      const held = inTransaction.getStore();
      if (held === undefined) outbox.add(topics);
      else for (const topic of topics) held.add(topic);
    },
    async during(transaction) {
      const held = new Set<Topic>();
      const result = await inTransaction.run(held, transaction);
      outbox.add([...held]);
      return result;
    },
    subscribe(listener) {
      listeners.add(listener);
      ear ??= openEar(options, tell);
      return () => void listeners.delete(listener);
    },
    async close() {
      await outbox.close();
      await ear?.close();
    },
  };
}

/** `topicsIn`, which remembers. */
function rememberingReader(): (statement: string) => readonly Topic[] {
  const remembered = new Map<string, readonly Topic[]>();
  return (statement) => {
    if (statement.length > readableLength) {
      return topicsIn(statement.slice(0, readableLength / 2) + statement.slice(-readableLength / 2));
    }
    const known = remembered.get(statement);
    if (known !== undefined) return known;
    if (remembered.size >= rememberedStatements) remembered.clear();
    const topics = topicsIn(statement);
    remembered.set(statement, topics);
    return topics;
  };
}

interface Outbox {
  readonly add: (topics: readonly Topic[]) => void;
  close(): Promise<void>;
}

function openOutbox({ pool, milliseconds }: ChangeFeedOptions): Outbox {
  const waiting = new Set<Topic>();
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();
  let isClosed = false;
  async function send(): Promise<void> {
    timer = undefined;
    const topics = [...waiting];
    waiting.clear();
    if (topics.length === 0) return;
    // Whoever lost the database says so elsewhere, and pages look again by themselves from time to time.
    await pool.query('select pg_notify($1, $2)', [channel, JSON.stringify(topics)]).catch(() => undefined);
  }
  return {
    add(topics) {
      if (isClosed || topics.length === 0) return;
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(() => (sending = send()), milliseconds?.gather ?? gatherMilliseconds).unref();
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await sending;
    },
  };
}

interface Ear {
  close(): Promise<void>;
}

function topicsFrom(payload: string | undefined): readonly Topic[] {
  const said: unknown = JSON.parse(payload ?? '[]');
  // A newer process may speak of topics that this one does not know.
  return Array.isArray(said) ? allTopics.filter((topic) => said.includes(topic)) : [];
}

/** Hears until it is closed, over lost connections: after each, everything may have changed. */
function openEar(options: ChangeFeedOptions, tell: (topics: readonly Topic[]) => void): Ear {
  const { connectionString, log, milliseconds } = options;
  let isClosed = false;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  function again(): void {
    if (isClosed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      opening = listen(true);
    }, milliseconds?.reconnect ?? reconnectMilliseconds).unref();
  }
  async function listen(wasLost: boolean): Promise<void> {
    client = new Client({ connectionString, application_name: 'branchline changes', keepAlive: true });
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => tell(topicsFrom(payload)));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      if (wasLost) tell(allTopics);
    } catch (error) {
      if (!wasLost) log.warn('News of changes cannot be heard; pages look again by themselves.', { error });
      again();
    }
  }
  let opening = listen(false);
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await opening;
      await client?.end().catch(() => undefined);
    },
  };
}

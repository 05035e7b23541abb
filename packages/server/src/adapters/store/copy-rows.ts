/** PostgreSQL's own way of moving many rows: COPY, as bytes that flow no faster than whoever takes them. */

import { once } from 'node:events';
import type { ClientBase, Connection, Submittable } from 'pg';

/** What `pg` calls while a COPY runs; its types know only how one begins. */
interface CopyQuery extends Submittable {
  handleCopyInResponse?(connection: CopyConnection): void;
  handleCopyData?(message: { readonly chunk: Buffer }, connection: CopyConnection): void;
  handleCommandComplete(message: { readonly text: string }): void;
  handleReadyForQuery(): void;
  handleError(error: Error): void;
}

interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(because: string): void;
}

/** The parts that both directions share, and a promise of the number of rows. */
function copyQuery(statement: string) {
  const ended = Promise.withResolvers<number>();
  let rows = 0;
  let problem: Error | undefined;
  const query: CopyQuery = {
    submit: (connection) => connection.query(statement),
    handleCommandComplete({ text }) {
      rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
    },
    handleReadyForQuery: () => (problem === undefined ? ended.resolve(rows) : ended.reject(problem)),
    // Why it was broken off says more than that it was.
    handleError: (error) => ended.reject(problem ?? error),
  };
  return { query, ended: ended.promise, fail: (error: Error) => (problem ??= error) };
}

/**
 * Runs `copy … to stdout`. @param take one row with its line end at a time; waits for what it returns
 * @returns how many rows there were
 */
export async function copyOut(
  client: ClientBase,
  statement: string,
  take: (row: Buffer) => Promise<void> | undefined,
): Promise<number> {
  const { query, ended, fail } = copyQuery(statement);
  let waiting: Promise<void> = Promise.resolve();
  query.handleCopyData = ({ chunk }, { stream }) => {
    // The library goes on writing where these bytes are.
    const full = take(Buffer.from(chunk));
    if (full === undefined) return;
    stream.pause();
    waiting = full.catch((error: unknown) => void fail(error as Error)).finally(() => stream.resume());
  };
  client.query(query);
  const rows = await ended;
  await waiting;
  return rows;
}

/**
 * Runs `copy … from stdin`. What fails while reading the rows fails the statement, so that nothing of it stays.
 * @returns how many rows were taken
 */
export async function copyIn(client: ClientBase, statement: string, rows: AsyncIterable<Buffer>): Promise<number> {
  const { query, ended, fail } = copyQuery(statement);
  query.handleCopyInResponse = (connection) => {
    void send(connection, rows).then(
      () => connection.endCopyFrom(),
      (error: unknown) => {
        fail(error as Error);
        connection.sendCopyFail('The rows ended before their end.');
      },
    );
  };
  client.query(query);
  return ended;
}

async function send(connection: CopyConnection, rows: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of rows) {
    connection.sendCopyFromChunk(chunk);
    if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
  }
}

/** A connection that gets itself a new access token when the service refuses the one it has, and goes on. */

import { Failure, type Secret } from '@branchline/domain';
import type { GitServiceConnection, PullRequestReader } from '../../ports/git-service.ts';

/** A connection and the access token it uses. */
export interface OpenConnection {
  readonly connection: GitServiceConnection;
  readonly accessToken: Secret;
}

/** Connects; with another token than `refused` where one can be had. */
export type Open = (refused: Secret | undefined) => Promise<OpenConnection>;

interface Reconnection {
  readonly current: () => GitServiceConnection;
  /** Does it, and once more with a new access token when the service refuses the present one. */
  readonly retry: <T>(work: (connection: GitServiceConnection) => Promise<T>) => Promise<T>;
  /** Walks on behind the last page when the access token ends in the middle, however often it does. */
  readonly resume: <Page extends { readonly next: string | undefined }>(
    walk: (connection: GitServiceConnection, after: string | undefined) => AsyncIterable<Page>,
    after: string | undefined,
  ) => AsyncIterable<Page>;
}

/** The same connection to whoever uses it. */
export async function reconnecting(open: Open): Promise<GitServiceConnection> {
  const reconnection = reconnectionOf(open, await open(undefined));
  const { current, retry, resume } = reconnection;
  const { pullRequests, actions, webhookSetup, tokenRotation } = current();
  return {
    check: () => retry((connection) => connection.check()),
    findRepository: (remoteId) => retry((connection) => connection.findRepository(remoteId)),
    gitAccess: (repository) => retry((connection) => connection.gitAccess(repository)),
    listRepositories: (options) =>
      resume((connection, after) => connection.listRepositories({ ...options, after }), options?.after),
    ...(pullRequests === undefined ? {} : { pullRequests: repeatedReader(reconnection, pullRequests) }),
    ...(actions === undefined ? {} : { actions: repeated(reconnection, actions, (each) => each.actions) }),
    ...(webhookSetup === undefined
      ? {}
      : { webhookSetup: repeated(reconnection, webhookSetup, (each) => each.webhookSetup) }),
    // Done again, it would end what it made.
    ...(tokenRotation === undefined ? {} : { tokenRotation }),
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof Failure && error.kind === 'unauthorized' && error.from === 'git-service';
}

function reconnectionOf(open: Open, first: OpenConnection): Reconnection {
  let current = first;
  /** @throws `error` when there is no other token than the one that was refused */
  async function renew(used: OpenConnection, error: unknown): Promise<void> {
    if (!isRefusal(error)) throw error;
    // Of two calls that are refused at the same time, the second finds the work done.
    if (current === used) current = await open(used.accessToken);
    if (current.accessToken.reveal() === used.accessToken.reveal()) throw error;
  }
  return {
    current: () => current.connection,
    async retry(work) {
      const used = current;
      try {
        return await work(used.connection);
      } catch (error) {
        await renew(used, error);
        return work(current.connection);
      }
    },
    async *resume(walk, after) {
      let place: Place = { after, isEnd: false };
      for (let mayRenew = true; !place.isEnd;) {
        const used = current;
        try {
          for await (const page of walk(used.connection, place.after)) {
            yield page;
            place = { after: page.next, isEnd: page.next === undefined };
            mayRenew = true;
          }
          return;
        } catch (error) {
          if (!mayRenew) throw error;
          await renew(used, error);
          mayRenew = false;
        }
      }
    },
  };
}

/** How far a walk has come. */
interface Place {
  readonly after: string | undefined;
  readonly isEnd: boolean;
}

function repeatedReader({ retry, resume }: Reconnection, first: PullRequestReader): PullRequestReader {
  const readerOf = (connection: GitServiceConnection) => connection.pullRequests ?? first;
  const { checks } = first;
  const checksOf = (connection: GitServiceConnection) => readerOf(connection).checks ?? checks;
  return {
    ...(checks === undefined
      ? {}
      : { checks: (...about) => retry(async (connection) => checksOf(connection)?.(...about)) }),
    get: (repository, remoteId) => retry((connection) => readerOf(connection).get(repository, remoteId)),
    changedSince: (repository, wanted) =>
      resume((connection, after) => readerOf(connection).changedSince(repository, { ...wanted, after }), wanted.after),
  };
}

/** Every function of a part of the connection, done again on a new connection; what is no function stays. */
function repeated<Part extends object>(
  { current, retry }: Reconnection,
  first: Part,
  partOf: (connection: GitServiceConnection) => Part | undefined,
): Part {
  return new Proxy(first, {
    get(_target, name) {
      const value: unknown = Reflect.get(partOf(current()) ?? first, name);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]) =>
        retry((connection) => {
          const part = partOf(connection) ?? first;
          return Reflect.apply(
            Reflect.get(part, name) as (...all: readonly unknown[]) => Promise<unknown>,
            part,
            given,
          );
        });
    },
  });
}

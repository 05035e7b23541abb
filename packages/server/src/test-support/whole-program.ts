/** The real program with a database and a data folder of its own, steered by its command line, for journeys. */

import { tmpdir } from 'node:os';
import { digestOf } from '../http/authenticate.ts';
import type { Store } from '../ports/store.ts';
import { runCommand, type CommandRun } from './command-line.ts';
import { programPlace } from './program.ts';
import { accessToken } from './test-server.ts';
import { openTestStore } from './test-store.ts';

export interface WholeProgram {
  /** Where it listens. */
  readonly address: string;
  /** Of the same database. */
  readonly store: Store;
  /** Runs a command against the program. @throws Error with what it complained of */
  command(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<string>;
  /** The same, for commands that are to be refused. */
  tryCommand(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<CommandRun>;
  close(): Promise<void>;
}

/** Resolves when it listens. Call its `close` at the end. @param environment beside what every journey sets */
export async function startWholeProgram(environment: Readonly<Record<string, string>> = {}): Promise<WholeProgram> {
  const database = await openTestStore();
  const { store, connectionString } = database;
  await store.installation.setAccessTokenDigest(digestOf(accessToken));
  const place = await programPlace();
  const program = place.start(['start'], {
    env: {
      DATABASE_URL: connectionString,
      BRANCHLINE_ALLOWED_FOLDERS: tmpdir(),
      BRANCHLINE_ALLOW_PRIVATE_HOSTS: 'yes',
      BRANCHLINE_URL: 'https://branchline.example',
      BRANCHLINE_LOG_LEVEL: 'warn',
      ...environment,
    },
  });
  const [, address = ''] = await program.untilSaid(/listens at (\S+)/);
  function tryCommand(words: readonly string[], given: Readonly<Record<string, string>> = {}) {
    return runCommand(words, { BRANCHLINE_URL: address, ...given });
  }
  return {
    address,
    store,
    tryCommand,
    async command(words, given) {
      const { code, printed, complained } = await tryCommand(words, given);
      if (code !== 0 || complained !== '') throw new Error(`${words.join(' ')}: ${complained}`);
      return printed;
    },
    async close() {
      await place.remove();
      await database.close();
    },
  };
}

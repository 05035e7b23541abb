/** Runs a command of the command line in this process, against a server that listens. */

import { addApiCommands } from '@branchline/cli';
import { Command, CommanderError } from 'commander';
import { accessToken } from './test-server.ts';

/** What a command left behind. */
export interface CommandRun {
  readonly printed: string;
  readonly complained: string;
  readonly code: number;
}

/** `environment` names the server (BRANCHLINE_URL); the test server's access token is in it unless it is replaced. */
export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<CommandRun> {
  let [printed, complained, code] = ['', '', 0];
  const program = new Command('branchline').exitOverride().configureOutput({
    writeOut: (text) => void (printed += text),
    writeErr: (text) => void (complained += text),
  });
  addApiCommands(program, {
    environment: { BRANCHLINE_ACCESS_TOKEN: accessToken, ...environment },
    fetch: (url, init) => fetch(url, init),
    print: (text) => void (printed += `${text}\n`),
    complain: (text) => void (complained += `${text}\n`),
    readInput: () => Promise.resolve(input),
    exit: (ended) => void (code = ended),
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode;
  }
  return { printed, complained, code };
}

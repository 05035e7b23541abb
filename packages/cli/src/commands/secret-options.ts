/** Secrets for the command line: from a file, a variable or standard input, never as a word of the command. */

import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Session } from '../session.ts';

/** Where one secret comes from. */
export interface SecretSource {
  /** A path; `-` is standard input. */
  readonly file: string | undefined;
  /** The name of an environment variable. */
  readonly variable: string | undefined;
}

/** The secret without the line end that editors leave; undefined when no source is given. Ends the command with words. */
export async function readSecret(
  command: Command,
  { tools }: Session,
  what: string,
  { file, variable }: SecretSource,
): Promise<string | undefined> {
  if (file === undefined && variable === undefined) return undefined;
  if (file !== undefined && variable !== undefined) {
    return command.error(`error: give ${what} by a file or by a variable, not by both.`);
  }
  const text = variable === undefined ? await textOf(command, tools, what, file ?? '-') : tools.environment[variable];
  if (text === undefined || text.trim() === '') return command.error(`error: ${what} is empty.`);
  return text.replace(/[\r\n]+$/, '');
}

function textOf(command: Command, tools: Session['tools'], what: string, file: string): Promise<string> {
  if (file === '-') return tools.readInput();
  return readFile(file, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    return command.error(`error: ${what} cannot be read: ${reason}`);
  });
}

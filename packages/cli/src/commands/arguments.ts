/** Arguments that must be numbers, with an error as the command line gives them. */

import type { Command } from 'commander';

/** The id, or the end of the program with exit code 2 and a sentence. */
export function integerArgument(command: Command, text: string): number {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text);
  return command.error(`error: "${text}" is not an id; take one from the first column of the list.`);
}

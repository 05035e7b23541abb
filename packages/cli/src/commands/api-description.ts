/** `branchline api`: the description of the REST API, for programs that make clients of it. */

import type { Command } from 'commander';
import type { Commands } from '../commands.ts';

/** Adds `api`. */
export function addApiDescriptionCommand({ program, define, run }: Commands): void {
  define(program.command('api').description('print the OpenAPI description of the REST API')).action(
    (_options, command: Command) =>
      run(command, async (session) => {
        const description = await session.client.showOpenApi();
        session.answer(description, [JSON.stringify(description, undefined, 2)]);
      }),
  );
}

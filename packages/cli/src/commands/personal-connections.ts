/** `branchline people connections …`: a person's own tokens for Git services. */

import type { PersonalConnection } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import { integerArgument } from './arguments.ts';
import { credentialFrom, type ConnectionOptions } from './connection-options.ts';

function linesOf({ integrationId, account, expiresAt, missingRights, problem }: PersonalConnection): readonly string[] {
  return [
    printable(`integration ${integrationId} as ${account.login}`),
    ...(problem === null ? [] : [printable(problem)]),
    ...missingRights.map(({ name, without }) => printable(`  Without ${name} ${without}.`)),
    ...(expiresAt === null ? [] : [`  Ends ${momentText(expiresAt)}.`]),
  ];
}

/** Adds `connections` with its subcommands to `people`. */
export function addPersonalConnectionCommands({ define, run }: Commands, people: Command): void {
  const connections = people.command('connections').description("a person's own tokens for Git services");
  const idsOf = (command: Command, person: string, integration: string) => ({
    params: { id: integerArgument(command, person), integration: integerArgument(command, integration) },
  });
  define(connections.command('list <person>').description('what the person is connected with')).action(
    (person: string, _options, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, person) };
        const { connections: theirs } = await session.client.showPerson({ params });
        const rows = theirs.map(({ integrationId, account, expiresAt, checkedAt, problem }) => [
          String(integrationId),
          account.login,
          momentText(checkedAt),
          momentText(expiresAt),
          problem ?? '',
        ]);
        const head = ['INTEGRATION', 'AS', 'CHECKED', 'ENDS', ''];
        session.answerTable(theirs, head, rows, 'No connection yet: branchline people connections save.');
      }),
  );
  define(connections.command('save <person> <integration>'))
    .description('try a token and keep it: it also proves whose the account is')
    .option('--token-file <file>', 'file with the token; - reads standard input')
    .option('--token-variable <name>', 'environment variable with the token')
    .option('--user <name>', 'in place of a token, where the service takes passwords')
    .option('--password-file <file>', 'file with the password; - reads standard input')
    .option('--password-variable <name>', 'environment variable with the password')
    .action((person: string, integration: string, options: ConnectionOptions, command: Command) =>
      run(command, async (session) => {
        const request = idsOf(command, person, integration);
        const credential = await credentialFrom(command, session, options);
        if (credential?.kind !== 'token' && credential?.kind !== 'user-and-password') {
          return command.error('error: give a token, or a user and a password; see --help.');
        }
        const saved = await session.client.savePersonalConnection({ ...request, body: { credential } });
        for (const warning of saved.warnings) session.note(printable(warning));
        session.answer(saved, [`Person ${saved.personId}:`, ...linesOf(saved)]);
      }),
    );
  define(connections.command('check <person> <integration>').description('try the token again')).action(
    (person: string, integration: string, _options, command: Command) =>
      run(command, async (session) => {
        const checked = await session.client.checkPersonalConnection(idsOf(command, person, integration));
        session.answer(checked, linesOf(checked));
      }),
  );
  define(connections.command('remove <person> <integration>').description('forget the token')).action(
    (person: string, integration: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.removePersonalConnection(idsOf(command, person, integration));
        session.answer({ done: true }, ['Forgotten.']);
      }),
  );
}

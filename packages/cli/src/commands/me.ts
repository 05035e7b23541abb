/** `branchline me …`: whoever the token belongs to: their name, who they are known to be, their own connections, mails. */

import type { MyPerson, PersonalConnection } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import { integerArgument } from './arguments.ts';
import { credentialFrom, type ConnectionOptions } from './connection-options.ts';
import { identityWords } from './identity-words.ts';

function personLines({ identities, jiraAccounts, problem }: MyPerson): readonly string[] {
  return [
    ...jiraAccounts.map(({ siteName }) => printable(`Known at ${siteName}.`)),
    ...(problem === null ? [] : [printable(problem)]),
    ...(identities.length === 0 ? [] : ['Known as:', ...identities.map((each) => `  ${identityWords(each)}`)]),
  ];
}

function connectionLine({ integrationId, account, problem }: PersonalConnection): string {
  return printable(`integration ${integrationId} as ${account.login}${problem === null ? '' : `: ${problem}`}`);
}

function addPerson({ define, run }: Commands, me: Command): void {
  define(me.command('show').description('who the token belongs to, and who that is known to be')).action(
    (_options, command: Command) =>
      run(command, async (session) => {
        const shown = await session.client.showMe({});
        const { account, role } = shown;
        if (account === null) return session.answer(shown, [`${shown.kind}, ${role}`]);
        const person = await session.client.showMyPerson({});
        return session.answer({ ...shown, person }, [
          printable(`${account.name} (${account.login}), ${role}`),
          ...personLines(person),
        ]);
      }),
  );
  define(me.command('name <name>').description('changes how one is called here')).action(
    (name: string, _options, command: Command) =>
      run(command, async (session) => {
        const changed = await session.client.changeMe({ body: { name } });
        session.answer(changed, [printable(changed.account?.name ?? name)]);
      }),
  );
  define(me.command('join-jira <code>').description('joins with the account at Jira that was shown the code')).action(
    (code: string, _options, command: Command) =>
      run(command, async (session) => {
        const person = await session.client.joinWithJira({ body: { code } });
        session.answer(person, personLines(person));
      }),
  );
  define(
    me.command('mails [wanted]').description('whether mails about own smart commits are wanted: yes or no'),
  ).action((wanted: string | undefined, _options, command: Command) =>
    run(command, async (session) => {
      if (wanted !== undefined && !['yes', 'no'].includes(wanted)) command.error('error: say yes or no.');
      const mails =
        wanted === undefined
          ? await session.client.showMyMails({})
          : await session.client.saveMyMails({ body: { wanted: wanted === 'yes' } });
      session.answer(mails, [mails.wanted ? 'Mails are wanted.' : 'No mails are wanted.']);
    }),
  );
}

function paramsOf(command: Command, integration: string) {
  return { params: { integration: integerArgument(command, integration) } };
}

const endWords = {
  'under-way': 'It has not ended yet: open its address in a browser.',
  'code-needed': 'It waits for the code that the browser shows.',
  connected: 'Connected.',
  refused: 'Nothing was connected.',
} as const;

/** Through a browser: the terminal only says where, and how it ended. */
function addSignIn({ define, run }: Commands, connections: Command): void {
  define(connections.command('sign-in <integration>'))
    .description('connect by signing in at the service: prints the address to open')
    .option('--switch-account', 'choose another account there')
    .action((integration: string, { switchAccount = false }: { switchAccount?: boolean }, command: Command) =>
      run(command, async (session) => {
        const body = { switchesAccount: switchAccount };
        const { id, browserUrl } = await session.client.startMyOAuth({ ...paramsOf(command, integration), body });
        session.answer({ id, browserUrl }, [
          'Open this in a browser in which you are signed in to Branchline, within ten minutes:',
          `  ${browserUrl}`,
          `How it ended: branchline me connections signed-in ${id}`,
        ]);
      }),
    );
  define(connections.command('signed-in <way>').description('how a way ended that sign-in began')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const way = await session.client.showMyOAuth({ params: { id } });
        const { state, because, connection } = way;
        const said = because ?? (connection === null ? endWords[state] : connectionLine(connection));
        session.answer(way, [printable(said)]);
      }),
  );
}

function addConnections(commands: Commands, me: Command): void {
  const { define, run } = commands;
  const connections = me.command('connections').description('own accounts at Git services');
  addSignIn(commands, connections);
  define(connections.command('list').description('where one can have a connection, and has one')).action(
    (_options, command: Command) =>
      run(command, async (session) => {
        const { places } = await session.client.listMyConnections({});
        const rows = places.map(({ integrationId, name, address, connection }) => [
          String(integrationId),
          name,
          address,
          connection?.account.login ?? '',
          connection?.credentialKind ?? '',
          momentText(connection?.expiresAt ?? null),
          momentText(connection?.checkedAt ?? null),
          connection?.problem ?? '',
        ]);
        const head = ['INTEGRATION', 'NAME', 'SERVICE', 'AS', 'BY', 'ENDS (UTC)', 'CHECKED (UTC)', ''];
        session.answerTable(places, head, rows, 'No Git service with accounts is connected yet.');
      }),
  );
  define(connections.command('save <integration>'))
    .description('try a token and keep it: it also proves whose the account is')
    .option('--token-file <file>', 'file with the token; - reads standard input')
    .option('--token-variable <name>', 'environment variable with the token')
    .option('--user <name>', 'in place of a token, where the service takes passwords')
    .option('--password-file <file>', 'file with the password; - reads standard input')
    .option('--password-variable <name>', 'environment variable with the password')
    .action((integration: string, options: ConnectionOptions, command: Command) =>
      run(command, async (session) => {
        const credential = await credentialFrom(command, session, options);
        if (credential?.kind !== 'token' && credential?.kind !== 'user-and-password') {
          return command.error('error: give a token, or a user with a password; see --help.');
        }
        const saved = await session.client.saveMyConnection({
          ...paramsOf(command, integration),
          body: { credential },
        });
        return session.answer(saved, [connectionLine(saved), ...saved.warnings.map(printable)]);
      }),
    );
  define(connections.command('check <integration>').description('try the one that is kept')).action(
    (integration: string, _options, command: Command) =>
      run(command, async (session) => {
        const checked = await session.client.checkMyConnection(paramsOf(command, integration));
        session.answer(checked, [connectionLine(checked)]);
      }),
  );
  define(connections.command('remove <integration>').description('forget it')).action(
    (integration: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.removeMyConnection(paramsOf(command, integration));
        session.answer({ removed: true }, ['Removed.']);
      }),
  );
}

/** Adds `me` with its subcommands. */
export function addMeCommands(commands: Commands): void {
  const me = commands.program.command('me').description('whoever the token belongs to');
  addPerson(commands, me);
  addConnections(commands, me);
}

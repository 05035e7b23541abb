/** `branchline accounts …` and `branchline tokens …`: who may sign in, and with what. */

import type { AccountView, ApiTokenView } from '@branchline/contract';
import { roles, tokenScopes } from '@branchline/domain';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';

interface ChangeOptions {
  readonly login?: string;
  readonly name?: string;
  readonly role?: AccountView['role'];
  readonly disable?: boolean;
  readonly enable?: boolean;
}

function accountLine({ id, login, name, role, hasSecondFactor, disabledAt, signedInAt }: AccountView) {
  const state = disabledAt === null ? '' : 'disabled';
  return [String(id), login, name, role, hasSecondFactor ? 'yes' : 'no', momentText(signedInAt), state];
}

function tokenLine({ id, accountId, name, scope, ending, expiresAt, usedAt }: ApiTokenView) {
  return [String(id), String(accountId), name, scope, `…${ending}`, momentText(expiresAt), momentText(usedAt)];
}

function linkLines(login: string, { url, endsAt }: { readonly url: string; readonly endsAt: string }) {
  return [`${printable(login)} chooses a password at`, `  ${url}`, `It is good once, until ${momentText(endsAt)} UTC.`];
}

/** One of the names that `known` lists, as commander checks it. */
function oneOf(flags: string, words: string, known: readonly string[]): Option {
  return new Option(flags, `${words}: ${known.join(', ')}`).choices(known);
}

async function changeAccount(session: Session, id: number, options: ChangeOptions): Promise<void> {
  const { login, name, role, disable, enable } = options;
  const isDisabled = disable === true ? true : enable === true ? false : undefined;
  const changed = await session.client.changeAccount({ params: { id }, body: { login, name, role, isDisabled } });
  session.answer(changed, [accountLine(changed).map(printable).join('  ')]);
}

/** Adds `accounts` with its subcommands. */
export function addAccountCommands(commands: Commands): void {
  const { program, define, run } = commands;
  const accounts = program.command('accounts').description('who may sign in to Branchline, and as what');
  define(accounts.command('list').description('all accounts')).action((_options, command: Command) =>
    run(command, async (session) => {
      const { accounts: all } = await session.client.listAccounts();
      const head = ['ID', 'LOGIN', 'NAME', 'ROLE', 'SECOND FACTOR', 'SIGNED IN (UTC)', ''];
      session.answerTable(all, head, all.map(accountLine), 'No accounts yet: branchline accounts add <login>.');
    }),
  );
  define(accounts.command('add <login>'))
    .description('adds one, and prints the link by which its owner chooses a password')
    .option('--name <name>', 'how they are called; the login when left out')
    .addOption(oneOf('--role <role>', 'what they may do', roles).default('member'))
    .action(
      (login: string, options: { readonly name?: string; readonly role: AccountView['role'] }, command: Command) =>
        run(command, async (session) => {
          const { name = login, role } = options;
          const added = await session.client.addAccount({ body: { login, name, role } });
          session.answer(added, linkLines(added.login, added.link));
        }),
    );
  define(accounts.command('change <id>'))
    .description('changes login, name or role, or keeps somebody out; their sessions end')
    .option('--login <login>', 'what they sign in with')
    .option('--name <name>', 'how they are called')
    .addOption(oneOf('--role <role>', 'what they may do', roles))
    .option('--disable', 'they may not sign in any more')
    .option('--enable', 'they may sign in again')
    .action((id: string, options: ChangeOptions, command: Command) =>
      run(command, (session) => changeAccount(session, integerArgument(command, id), options)),
    );
  addAccountActions(commands, accounts);
  addTokenCommands(commands);
}

function addAccountActions({ define, run }: Commands, accounts: Command): void {
  define(accounts.command('password-link <id>'))
    .description('prints a link by which its owner chooses a new password')
    .action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, id) };
        const link = await session.client.makePasswordLink({ params });
        session.answer(link, linkLines(`Account ${id}`, link));
      }),
    );
  define(accounts.command('remove-second-factor <id>'))
    .description('takes it away from somebody who has lost their app and their recovery codes')
    .action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.removeSecondFactorOf({ params: { id: integerArgument(command, id) } });
        session.answer({ removed: true }, ['Removed. The password alone signs in now.']);
      }),
    );
  define(accounts.command('remove <id>'))
    .description('removes it with its sessions and tokens')
    .action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.removeAccount({ params: { id: integerArgument(command, id) } });
        session.answer({ removed: true }, ['Removed.']);
      }),
    );
}

function addTokenCommands({ program, define, run }: Commands): void {
  const tokens = program.command('tokens').description('tokens for programs, which act for an account');
  define(tokens.command('list').description("one's own, or everybody's"))
    .option('--all', "everybody's, for administrators")
    .action(({ all = false }: { readonly all?: boolean }, command: Command) =>
      run(command, async (session) => {
        const { client } = session;
        const { tokens: list } = all ? await client.listAllApiTokens() : await client.listApiTokens();
        const head = ['ID', 'ACCOUNT', 'NAME', 'SCOPE', 'ENDS WITH', 'EXPIRES (UTC)', 'USED (UTC)'];
        session.answerTable(list, head, list.map(tokenLine), 'No tokens.');
      }),
    );
  define(tokens.command('add <name>'))
    .description('makes one for the account that asks, and prints it this once')
    .addOption(oneOf('--scope <scope>', 'what it is good for', tokenScopes).default('read'))
    .option('--days <days>', 'how long it is good', '365')
    .action(
      (name: string, options: { readonly scope: ApiTokenView['scope']; readonly days: string }, command: Command) =>
        run(command, async (session) => {
          const body = { name, scope: options.scope, days: integerArgument(command, options.days) };
          const made = await session.client.addApiToken({ body });
          session.answer(made, [made.token, `Shown only now. It ends ${momentText(made.expiresAt)} UTC.`]);
        }),
    );
  define(tokens.command('remove <id>').description('takes one back')).action((id: string, _options, command: Command) =>
    run(command, async (session) => {
      await session.client.removeApiToken({ params: { id: integerArgument(command, id) } });
      session.answer({ removed: true }, ['Removed. Whoever used it is locked out.']);
    }),
  );
}

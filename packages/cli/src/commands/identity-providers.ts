/** `branchline identity-providers …`: OpenID Connect, so that people sign in with the account they have anyway. */

import type { IdentityProviderView } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';
import { readSecret } from './secret-options.ts';

interface ProviderOptions {
  readonly name?: string;
  readonly issuer?: string;
  readonly clientId?: string;
  readonly clientSecretFile?: string;
  readonly clientSecretVariable?: string;
  readonly scope?: readonly string[];
  readonly groupsClaim?: string;
  readonly administrators?: readonly string[];
  readonly managers?: readonly string[];
  readonly members?: readonly string[];
  readonly joinByEmail?: boolean;
}

function linesOf(provider: IdentityProviderView): readonly string[] {
  const { id, name, issuer, clientId, groupsClaim, roles, joinsByEmail, redirectUrl } = provider;
  const groups = (list: readonly string[]) => (list.length === 0 ? 'nobody' : list.map(printable).join(', '));
  return [
    `${id}  ${printable(name)}, ${printable(issuer)}, client ${printable(clientId)}`,
    `Redirect address to enter there: ${redirectUrl}`,
    `Groups from the claim ${printable(groupsClaim)}`,
    `Administrators: ${groups(roles.administrators)}. Managers: ${groups(roles.managers)}. Members: ${groups(roles.members)}.`,
    ...(joinsByEmail ? ['A verified e-mail address leads into the account that has it as login.'] : []),
  ];
}

async function wishFrom(command: Command, session: Session, options: ProviderOptions) {
  const { name, issuer, clientId, scope: moreScopes, groupsClaim, administrators, managers, members } = options;
  const hasRoles = [administrators, managers, members].some((list) => list !== undefined);
  const source = { file: options.clientSecretFile, variable: options.clientSecretVariable };
  const clientSecret = await readSecret(command, session, "the client's secret", source);
  return {
    name,
    issuer,
    clientId,
    clientSecret,
    moreScopes: moreScopes === undefined ? undefined : [...moreScopes],
    groupsClaim,
    roles: hasRoles
      ? { administrators: [...(administrators ?? [])], managers: [...(managers ?? [])], members: [...(members ?? [])] }
      : undefined,
    joinsByEmail: options.joinByEmail,
  };
}

function withProviderOptions(command: Command): Command {
  return command
    .option('--client-id <id>', 'of the client made at the provider')
    .option('--client-secret-file <file>', 'file with its secret; - reads standard input')
    .option('--client-secret-variable <name>', 'environment variable with its secret')
    .option('--scope <scopes...>', 'asked for beside openid, profile and email')
    .option('--groups-claim <claim>', 'where the groups are: groups when left out; a dot leads into an object')
    .option('--administrators <groups...>', 'groups whose members are administrators')
    .option('--managers <groups...>', 'groups whose members are managers')
    .option(
      '--members <groups...>',
      'groups whose members may sign in; * is everybody, and the rule when none is named',
    )
    .option('--join-by-email', 'a verified e-mail address leads into the account that has it as login')
    .option('--no-join-by-email', 'it does not');
}

async function addProvider(command: Command, session: Session, name: string, issuer: string, options: ProviderOptions) {
  const { clientId, clientSecret, ...wish } = await wishFrom(command, session, options);
  if (clientId === undefined || clientSecret === undefined) {
    return command.error('error: give --client-id and --client-secret-file or -variable.');
  }
  const added = await session.client.addIdentityProvider({ body: { ...wish, name, issuer, clientId, clientSecret } });
  session.answer(added, linesOf(added));
}

/** Adds `identity-providers` with its subcommands. */
export function addIdentityProviderCommands({ program, define, run }: Commands): void {
  const providers = program
    .command('identity-providers')
    .description('let people sign in at an OpenID Connect provider');
  define(providers.command('list').description('all of them')).action((_options, command: Command) =>
    run(command, async (session) => {
      const { identityProviders } = await session.client.listIdentityProviders();
      session.answer(
        identityProviders,
        identityProviders.length === 0 ? ['No identity providers.'] : identityProviders.flatMap(linesOf),
      );
    }),
  );
  define(withProviderOptions(providers.command('add <name> <issuer>')))
    .description('sets one up, when it answers; the name is on the button')
    .action((name: string, issuer: string, options: ProviderOptions, command: Command) =>
      run(command, (session) => addProvider(command, session, name, issuer, options)),
    );
  define(withProviderOptions(providers.command('change <id>')))
    .description('changes what is named; roles are replaced together')
    .option('--name <name>', 'on the button')
    .option('--issuer <address>', 'as the provider names itself')
    .action((id: string, options: ProviderOptions, command: Command) =>
      run(command, async (session) => {
        const body = await wishFrom(command, session, options);
        const params = { id: integerArgument(command, id) };
        const changed = await session.client.changeIdentityProvider({ params, body });
        session.answer(changed, linesOf(changed));
      }),
    );
  define(providers.command('remove <id>'))
    .description('takes it away; accounts stay, and whoever has no password cannot sign in any more')
    .action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.removeIdentityProvider({ params: { id: integerArgument(command, id) } });
        session.answer({ removed: true }, ['Removed.']);
      }),
    );
}

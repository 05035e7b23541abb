/** Signing in at Git services: the services there are, OAuth clients, apps, and the way through a browser. */

import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import { integerArgument } from './arguments.ts';
import { networkFrom, settingsFrom, withConnectionOptions, type ConnectionOptions } from './connection-options.ts';
import { readSecret } from './secret-options.ts';

function addServices({ program, define, run }: Commands): void {
  define(program.command('git-services').description('the Git services that can be connected')).action(
    (_options, command: Command) =>
      run(command, async (session) => {
        const { gitServices } = await session.client.listGitServices();
        const rows = gitServices.map(({ id, title, credentialKinds, oauth, app }) => [
          id,
          title,
          credentialKinds.join(', '),
          oauth === null ? '' : oauth.clients.length > 0 ? 'client entered' : 'no client yet',
          app === null ? '' : `${app.apps.length} registered`,
        ]);
        session.answerTable(gitServices, ['ID', 'NAME', 'CREDENTIALS', 'OAUTH', 'APPS'], rows, '');
      }),
  );
}

function addSignIn({ program, define, run }: Commands): void {
  const integrations = program.commands.find((each) => each.name() === 'integrations');
  if (integrations === undefined) return;
  define(withConnectionOptions(integrations.command('sign-in [service]')))
    .description('get a credential through a browser: prints the address to open')
    .option('--integration <id>', 'for an integration there is, in place of a service')
    .option('--switch-account', 'choose another account there')
    .action((service: string | undefined, options: SignInOptions, command: Command) =>
      run(command, async (session) => {
        const { integration, switchAccount: switchesAccount = false } = options;
        if ((service === undefined) === (integration === undefined)) {
          command.error('error: name a service, or an integration with --integration.');
        }
        const settings = settingsFrom(command, service ?? '', options) ?? {};
        const network = await networkFrom(command, options);
        const body =
          integration === undefined
            ? { connector: service ?? '', settings, network, switchesAccount }
            : { integrationId: integerArgument(command, integration), switchesAccount };
        const started = await session.client.startOAuth({ body });
        session.answer({ browserUrl: started.browserUrl }, [
          'Open this in the browser in which you are signed in to Branchline:',
          `  ${started.browserUrl}`,
          'The page it ends on names what waits; save it with integrations add --pending.',
        ]);
      }),
    );
}

interface SignInOptions extends ConnectionOptions {
  readonly integration?: string;
  readonly switchAccount?: boolean;
}

interface ClientOptions extends ConnectionOptions {
  readonly clientId: string;
  readonly clientSecretFile?: string;
  readonly clientSecretVariable?: string;
}

function addClients({ program, define, run }: Commands): void {
  const clients = program.command('oauth-clients').description('the clients we are at Git services, for OAuth');
  define(clients.command('list').description('all that are entered')).action((_options, command: Command) =>
    run(command, async (session) => {
      const { clients: all, redirectUrl } = await session.client.listOAuthClients();
      session.note(`Redirect address to enter at each service: ${redirectUrl}`);
      const rows = all.map(({ id, connectorTitle, authorizeUrl, clientId, integrations }) => [
        String(id),
        connectorTitle,
        authorizeUrl,
        clientId,
        String(integrations),
      ]);
      session.answerTable(
        all,
        ['ID', 'SERVICE', 'SIGN-IN', 'CLIENT', 'INTEGRATIONS'],
        rows,
        'No client is entered yet.',
      );
    }),
  );
  define(withConnectionOptions(clients.command('save <service>')))
    .description('enter a client, in place of the one before')
    .requiredOption('--client-id <id>', 'as the service shows it')
    .option('--client-secret-file <file>', 'file with its secret; - reads standard input')
    .option('--client-secret-variable <name>', 'environment variable with its secret')
    .action((connector: string, options: ClientOptions, command: Command) =>
      run(command, async (session) => {
        const source = { file: options.clientSecretFile, variable: options.clientSecretVariable };
        const clientSecret = await readSecret(command, session, "the client's secret", source);
        if (clientSecret === undefined) return command.error('error: give --client-secret-file or -variable.');
        const settings = settingsFrom(command, connector, options) ?? {};
        const body = { connector, settings, clientId: options.clientId, clientSecret };
        const saved = await session.client.saveOAuthClient({ body });
        return session.answer(saved, [`Saved for ${saved.authorizeUrl}.`]);
      }),
    );
  define(clients.command('remove <id>').description('forget a client')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.removeOAuthClient({ params: { id: integerArgument(command, id) } });
        session.answer({ done: true }, ['Removed.']);
      }),
  );
}

interface RegisterOptions extends ConnectionOptions {
  readonly name: string;
  readonly owner?: string;
}

function addApps({ program, define, run }: Commands): void {
  const apps = program.command('apps').description('apps of ours at Git services (GitHub)');
  define(apps.command('list').description('all that are registered')).action((_options, command: Command) =>
    run(command, async (session) => {
      const { apps: all } = await session.client.listApps();
      const rows = all.map(({ id, connectorTitle, name, webUrl, integrations, addedAt }) => [
        String(id),
        connectorTitle,
        name,
        webUrl,
        String(integrations),
        momentText(addedAt),
      ]);
      session.answerTable(all, ['ID', 'SERVICE', 'NAME', 'PAGE', 'INTEGRATIONS', 'ADDED'], rows, 'No app yet.');
    }),
  );
  define(withConnectionOptions(apps.command('register <service>')))
    .description('register one: prints the address to open in a browser')
    .requiredOption('--name <name>', 'at most 34 characters, unique at the service')
    .option('--owner <organisation>', 'that will own it; without it, you')
    .action((connector: string, options: RegisterOptions, command: Command) =>
      run(command, async (session) => {
        const settings = settingsFrom(command, connector, options) ?? {};
        const network = await networkFrom(command, options);
        const { name, owner } = options;
        const started = await session.client.startApp({ body: { connector, settings, network, name, owner } });
        const words = 'Open this in the browser in which you are signed in to Branchline:';
        session.answer({ browserUrl: started.browserUrl }, [words, `  ${started.browserUrl}`]);
      }),
    );
  define(apps.command('installations <app>').description('where it is installed')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: integerArgument(command, id) } };
        const { installations } = await session.client.listAppInstallations(request);
        const rows = installations.map(({ installationId, account, isSuspended, integrationIds }) => [
          installationId,
          printable(account.login),
          isSuspended ? 'suspended' : '',
          integrationIds.join(', '),
        ]);
        session.answerTable(installations, ['ID', 'ACCOUNT', '', 'INTEGRATIONS'], rows, 'It is installed nowhere yet.');
      }),
  );
}

/** Adds `git-services`, `integrations sign-in`, `oauth-clients` and `apps`. */
export function addSignInCommands(commands: Commands): void {
  addServices(commands);
  addSignIn(commands);
  addClients(commands);
  addApps(commands);
}

/** `branchline jira-sites …`: connecting Jira, what works there, and which projects see which repositories. */

import type { Association, JiraFinding, JiraSiteDetails, JiraSiteSummary } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';
import { addForgeCommands } from './forge.ts';
import { addJiraProjectCommands } from './jira-projects.ts';
import { addJiraWebhookCommands } from './jira-webhook.ts';
import {
  accountFrom,
  oauthFrom,
  withAccountOptions,
  withOAuthOptions,
  type AccountOptions,
  type OAuthOptions,
} from './jira-account-options.ts';
import { addSendingCommands } from './sending.ts';

interface AddOptions extends OAuthOptions, AccountOptions {
  readonly name?: string;
  readonly apiUrl?: string;
}

interface AssociateOptions {
  readonly integration: string;
  readonly repository?: string;
  readonly projects: string;
  readonly actions: string;
}

function lineOf({ id, name, siteUrl, sending }: JiraSiteSummary): readonly string[] {
  const { sent, waiting, refused, pausedBecause } = sending;
  return [String(id), name, siteUrl, String(sent), String(waiting), String(refused), pausedBecause ?? ''];
}

function findingLine({ ability, works, because, remedy }: JiraFinding): string {
  const words = [because, remedy].filter((part) => part !== null).map(printable);
  return `${works ? 'works' : 'does not work'}  ${ability.replaceAll('-', ' ')}${words.length === 0 ? '' : `: ${words.join(' ')}`}`;
}

function accountWords({ kind, email, clientId }: NonNullable<JiraSiteDetails['account']>): string {
  const name = email ?? clientId;
  return name === undefined ? kind : `${kind}, ${printable(name)}`;
}

function linesOf(site: JiraSiteDetails): readonly string[] {
  const { name, siteUrl, clientId, account, projectKeys, sending, unknownKeys, check } = site;
  return [
    `${site.id}  ${printable(name)}  ${siteUrl}`,
    `OAuth credentials: ${clientId === '' ? 'none' : printable(clientId)}`,
    `Account: ${account === null ? 'none' : accountWords(account)}`,
    `Projects: ${projectKeys === null ? 'not known' : counted(projectKeys.length, 'key', 'keys')}`,
    `Sent: ${sending.sent}, waiting: ${sending.waiting}, refused: ${sending.refused}`,
    ...(sending.pausedBecause === null ? [] : [`Paused: ${printable(sending.pausedBecause)}`]),
    ...(unknownKeys.length === 0 ? [] : [`Keys that Jira does not know yet: ${unknownKeys.map(printable).join(', ')}`]),
    ...(check === null ? [] : check.findings.map(findingLine)),
  ];
}

function associationLine({ integrationId, repositoryId, projects, actions }: Association): readonly string[] {
  const which = repositoryId === null ? 'all' : String(repositoryId);
  return [String(integrationId), which, projects === 'all' ? 'all' : projects.join(', '), actions.join(', ')];
}

function answerAssociations(session: Session, associations: readonly Association[]): void {
  const head = ['INTEGRATION', 'REPOSITORY', 'PROJECTS', 'MAY'];
  const nothing = 'No project sees any repository yet: nothing is sent.';
  session.answerTable(associations, head, associations.map(associationLine), nothing);
}

async function add(command: Command, session: Session, siteUrl: string, options: AddOptions): Promise<void> {
  const oauth = await oauthFrom(command, session, options);
  const account = await accountFrom(command, session, options);
  const { name = new URL(siteUrl).hostname, apiUrl } = options;
  const site = await session.client.addJiraSite({ body: { name, siteUrl, apiUrl, ...oauth, account } });
  const shown = await session.client.showJiraSite({ params: { id: site.id } });
  session.answer(shown, linesOf(shown));
}

function listFrom(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

async function associate(command: Command, session: Session, id: number, options: AssociateOptions): Promise<void> {
  const { integration, repository, projects, actions } = options;
  const body = {
    integrationId: integerArgument(command, integration),
    repositoryId: repository === undefined ? null : integerArgument(command, repository),
    projects: projects === 'all' ? ('all' as const) : projects === 'none' ? [] : listFrom(projects),
    // What is none of them is refused by the server, in words.
    actions: listFrom(actions) as Association['actions'],
  };
  const { associations } = await session.client.saveAssociation({ params: { id }, body });
  answerAssociations(session, associations);
}

function addLooking({ define, run }: Commands, sites: Command): void {
  define(sites.command('list').description('all Jira sites')).action((_options, command: Command) =>
    run(command, async (session) => {
      const { jiraSites } = await session.client.listJiraSites();
      const head = ['ID', 'NAME', 'ADDRESS', 'SENT', 'WAITING', 'REFUSED', ''];
      session.answerTable(jiraSites, head, jiraSites.map(lineOf), 'No Jira site yet: branchline jira-sites add.');
    }),
  );
  define(sites.command('show <id>').description('one site')).action((id: string, _options, command: Command) =>
    run(command, async (session) => {
      const site = await session.client.showJiraSite({ params: { id: integerArgument(command, id) } });
      session.answer(site, linesOf(site));
    }),
  );
  define(sites.command('check <id>').description('ask what works there and what does not')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const checked = await session.client.checkJiraSite({ params: { id: integerArgument(command, id) } });
        session.answer(checked, checked.findings.map(findingLine));
      }),
  );
  define(sites.command('refused <id>').description('what Jira did not take')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const { refused } = await session.client.listRefused({ params: { id: integerArgument(command, id) } });
        const rows = refused.map(({ kind, name, repositoryName, message }) => [
          kind,
          name,
          repositoryName,
          message ?? '',
        ]);
        session.answerTable(refused, ['KIND', 'NAME', 'REPOSITORY', ''], rows, 'Jira took everything.');
      }),
  );
}

function addCredentials({ define, run }: Commands, sites: Command): void {
  define(withAccountOptions(withOAuthOptions(sites.command('add <address>'))))
    .description('connect a site: by OAuth credentials, an account, or both (see docs/jira.md)')
    .option('--name <name>', 'how it is called here')
    .option('--api-url <address>', "in place of Atlassian's own")
    .action((address: string, options: AddOptions, command: Command) => {
      if (!URL.canParse(address))
        command.error(`error: "${address}" is no address; write https://example.atlassian.net.`);
      return run(command, (session) => add(command, session, address, options));
    });
  define(withAccountOptions(withOAuthOptions(sites.command('credentials <id>'))))
    .description('replace credentials; new ones are tried before they take over')
    .option('--forget-account', 'forget the account')
    .action((text: string, options: AddOptions & { readonly forgetAccount?: boolean }, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, text) };
        const oauth = await oauthFrom(command, session, options);
        const account = await accountFrom(command, session, options);
        if (oauth !== undefined) await session.client.replaceJiraOAuth({ params, body: oauth });
        if (account !== undefined) await session.client.replaceJiraAccount({ params, body: account });
        if (options.forgetAccount === true) await session.client.forgetJiraAccount({ params });
        const site = await session.client.showJiraSite({ params });
        session.answer(site, linesOf(site));
      }),
    );
}

function addActions({ define, run }: Commands, sites: Command): void {
  for (const [name, words, done] of [
    ['pause', 'send nothing until it is resumed', 'Paused.'],
    ['resume', 'send again', 'Resumed.'],
    ['resend', 'send everything again', 'It will be sent again.'],
  ] as const) {
    define(sites.command(`${name} <id>`).description(words)).action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: integerArgument(command, id) } };
        const { client } = session;
        if (name === 'pause') await client.pauseJiraSite(request);
        else if (name === 'resume') await client.resumeJiraSite(request);
        else await client.resendJiraSite(request);
        session.answer({ done: true }, [done]);
      }),
    );
  }
  define(sites.command('remove <id>').description('take back what was sent, and forget the site'))
    .option('--yes', 'do it')
    .action((id: string, { yes = false }: { readonly yes?: boolean }, command: Command) =>
      run(command, async (session) => {
        if (!yes) command.error('error: everything that was sent to this site is taken back. Add --yes to do it.');
        const removed = await session.client.removeJiraSite({ params: { id: integerArgument(command, id) } });
        session.answer(removed, [`${counted(removed.entries, 'entry is', 'entries are')} taken back.`]);
      }),
    );
}

/** Adds `jira-sites` with its subcommands. */
export function addJiraSiteCommands(commands: Commands): void {
  const { program, define, run } = commands;
  const sites = program
    .command('jira-sites')
    .description('connect Jira, and say which projects see which repositories');
  addLooking(commands, sites);
  addCredentials(commands, sites);
  addActions(commands, sites);
  addJiraProjectCommands(commands, sites);
  addJiraWebhookCommands(commands, sites);
  addForgeCommands(commands, sites);
  addSendingCommands(commands, sites);
  define(sites.command('associations <id>').description('which projects see which repositories')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const { associations } = await session.client.listAssociations({
          params: { id: integerArgument(command, id) },
        });
        answerAssociations(session, associations);
      }),
  );
  define(sites.command('associate <id>'))
    .description('let projects see an integration or a repository, and what they may do there')
    .requiredOption('--integration <id>', 'the integration')
    .option('--repository <id>', 'only this repository of it')
    .requiredOption('--projects <keys>', 'all, none, or project keys separated by commas')
    .option('--actions <actions>', 'see, create-branch, create-pull-request, smart-commit', 'see')
    .action((id: string, options: AssociateOptions, command: Command) =>
      run(command, (session) => associate(command, session, integerArgument(command, id), options)),
    );
}

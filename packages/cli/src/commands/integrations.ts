/** `branchline integrations …`: connecting Git services, and looking after them. */

import type { IntegrationSummary, SavedIntegration } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';
import { choiceFrom, everything, hasChoice, withChoiceOptions, type ChoiceOptions } from './choice-options.ts';
import {
  credentialFrom,
  networkFrom,
  settingsFrom,
  withConnectionOptions,
  type ConnectionOptions,
} from './connection-options.ts';
import { addIntegrationList } from './list-integrations.ts';

interface AddOptions extends ConnectionOptions, ChoiceOptions {
  readonly name?: string;
  readonly pending?: string;
  readonly webhookOnly?: boolean;
  readonly dryRun?: boolean;
  readonly requirePersonalToken?: boolean;
  readonly makeWebhooks?: boolean;
}

interface CheckedCredential {
  readonly usable: boolean;
  readonly account: { readonly login: string } | null;
  readonly version: string | null;
  readonly expiresAt: string | null;
  readonly missingRights: readonly {
    readonly name: string;
    readonly weight: 'needed' | 'useful';
    readonly without: string;
    readonly grantUrl: string | null;
  }[];
  readonly warnings: readonly string[];
}

function linesOf(integration: IntegrationSummary): readonly string[] {
  const { id, name, connectorTitle, mode, account, settings, pausedBecause, attention } = integration;
  const states = Object.entries(integration.counts).filter(([, count]) => count > 0);
  return [
    `${id}  ${printable(name)} (${connectorTitle}${mode === 'webhook-only' ? ', by webhooks only' : ''})`,
    ...Object.entries(settings).map(([key, value]) => `${key}: ${printable(String(value))}`),
    `Account: ${account === null ? 'not known' : printable(account.login)}`,
    `Credential: ${integration.credentialKind ?? 'not known'}, ends ${momentText(integration.credentialExpiresAt)}${integration.rotatesToken ? ', renews itself before' : ''}`,
    integration.requiresPersonalToken
      ? 'Writing needs a token of one’s own.'
      : 'The service account may write for people who have no token of their own.',
    ...(integration.makesWebhooks ? [] : ['Webhooks are made by hand.']),
    ...(integration.requiresGitPermission ? ['People see only what their own token can read.'] : []),
    `Repositories: ${states.map(([state, count]) => `${count} ${state}`).join(', ') || 'none yet'}`,
    ...(pausedBecause === null ? [] : [`Paused: ${printable(pausedBecause)}`]),
    ...attention.map(({ text }) => printable(text)),
  ];
}

function checkLines(check: CheckedCredential): readonly string[] {
  const { account, version, expiresAt, missingRights, warnings, usable } = check;
  return [
    account === null ? 'The service does not say who we are.' : `Connected as ${printable(account.login)}.`,
    ...(version === null ? [] : [`The service is version ${printable(version)}.`]),
    ...(expiresAt === null ? [] : [`The credential ends ${momentText(expiresAt)} UTC.`]),
    ...missingRights.map(({ name, weight, without, grantUrl }) => {
      const where = grantUrl === null ? '' : ` Grant it at ${printable(grantUrl)}`;
      return `Missing (${weight}): ${printable(name)}. Without it ${printable(without)}.${where}`;
    }),
    ...warnings.map(printable),
    usable ? 'It can be used.' : 'It cannot be used.',
  ];
}

function noteWarnings(session: Session, { warnings }: SavedIntegration): void {
  for (const warning of warnings) session.note(printable(warning));
}

async function addIntegration(command: Command, session: Session, connector: string, options: AddOptions) {
  const { name, pending, webhookOnly = false, dryRun = false } = options;
  const mode = webhookOnly ? ('webhook-only' as const) : ('two-way' as const);
  const credential = await credentialFrom(command, session, options);
  const network = await networkFrom(command, options);
  const repositories = hasChoice(options) ? choiceFrom(everything, options) : undefined;
  const settings = settingsFrom(command, connector, options) ?? {};
  const { requirePersonalToken: requiresPersonalToken, makeWebhooks: makesWebhooks } = options;
  const wishes = { name, mode, repositories, requiresPersonalToken, makesWebhooks };
  const body = pending === undefined ? { ...wishes, connector, settings, credential, network } : { ...wishes, pending };
  if (dryRun) {
    const check = await session.client.tryIntegration({ body });
    session.answer(check, checkLines(check));
    return;
  }
  const saved = await session.client.addIntegration({ body });
  noteWarnings(session, saved);
  session.answer(saved, linesOf(saved));
}

async function editIntegration(
  command: Command,
  session: Session,
  id: number,
  options: ConnectionOptions & {
    readonly name?: string;
    readonly pending?: string;
    readonly mode?: 'two-way' | 'webhook-only';
    readonly rotateToken?: boolean;
    readonly requireGitPermission?: boolean;
    readonly requirePersonalToken?: boolean;
    readonly makeWebhooks?: boolean;
  },
): Promise<void> {
  const { name, pending, mode, rotateToken: rotatesToken, requireGitPermission: requiresGitPermission } = options;
  const { requirePersonalToken: requiresPersonalToken, makeWebhooks: makesWebhooks } = options;
  const wishes = { name, mode, rotatesToken, requiresGitPermission, requiresPersonalToken, makesWebhooks };
  const { connector, settings: before } = await session.client.showIntegration({ params: { id } });
  const changed = settingsFrom(command, connector, options);
  const settings = changed === undefined ? undefined : { ...before, ...changed };
  const credential = await credentialFrom(command, session, options);
  const network = await networkFrom(command, options);
  const body = { ...wishes, settings, credential, network, pending };
  const saved = await session.client.editIntegration({ params: { id }, body });
  noteWarnings(session, saved);
  session.answer(saved, linesOf(saved));
}

async function removeIntegration(
  session: Session,
  id: number,
  { yes = false, keepInJira = false }: { readonly yes?: boolean; readonly keepInJira?: boolean },
): Promise<void> {
  const { client } = session;
  const keepsInJira = keepInJira ? 'yes' : 'no';
  const report = yes
    ? await client.removeIntegration({ params: { id }, query: { keepsInJira } })
    : await client.previewIntegrationRemoval({ params: { id } });
  const { repositories, linkedCommits, linkedBranches, linkedPullRequests, jiraSites } = report;
  session.answer(report, [
    yes ? 'Removed:' : 'This would be removed:',
    `  ${counted(repositories, 'repository', 'repositories')} with mirrors, and the webhooks made for them`,
    `  ${[
      counted(linkedCommits, 'linked commit', 'linked commits'),
      counted(linkedBranches, 'branch', 'branches'),
      counted(linkedPullRequests, 'pull request', 'pull requests'),
    ].join(', ')}`,
    ...jiraSites.map(({ name, entries }) => `  ${counted(entries, 'entry', 'entries')} at ${printable(name)}`),
    ...(yes ? [] : ['Add --yes to do it, and --keep-in-jira to leave Jira as it is.']),
  ]);
}

function addActions({ define, run }: Commands, integrations: Command): void {
  define(integrations.command('pause <id>').description('index nothing of it until it is resumed'))
    .option('--because <text>', 'shown wherever something is paused by it')
    .action((id: string, { because }: { readonly because?: string }, command: Command) =>
      run(command, async (session) => {
        await session.client.pauseIntegration({ params: { id: integerArgument(command, id) }, body: { because } });
        session.answer({ done: true }, ['Paused.']);
      }),
    );
  for (const [name, words, done] of [
    ['resume', 'index it again', 'Resumed.'],
    ['reindex', 'read everything of it again', 'It will be read again.'],
  ] as const) {
    define(integrations.command(`${name} <id>`).description(words)).action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: integerArgument(command, id) } };
        const { client } = session;
        await (name === 'resume' ? client.resumeIntegration(request) : client.reindexIntegration(request));
        session.answer({ done: true }, [done]);
      }),
    );
  }
  define(integrations.command('remove <id>'))
    .description('disconnect: says what would go, and does it with --yes')
    .option('--yes', 'do it')
    .option('--keep-in-jira', 'leave what was sent to Jira there')
    .action((id: string, options, command: Command) =>
      run(command, (session) => removeIntegration(session, integerArgument(command, id), options)),
    );
}

function addLooking({ define, run }: Commands, integrations: Command): void {
  addIntegrationList({ define, run }, integrations);
  define(integrations.command('show <id>').description('one integration')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const shown = await session.client.showIntegration({ params: { id: integerArgument(command, id) } });
        session.answer(shown, linesOf(shown));
      }),
  );
  define(integrations.command('check <id>').description('try its credential now')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const check = await session.client.checkIntegration({ params: { id: integerArgument(command, id) } });
        session.answer(check, checkLines(check));
      }),
  );
}

function addRotation({ define, run }: Commands, integrations: Command): void {
  define(integrations.command('rotate-token <id>'))
    .description('let its token make its successor now (GitLab); other programs that use the token are locked out')
    .action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const rotated = await session.client.rotateToken({ params: { id: integerArgument(command, id) } });
        const names = rotated.integrations.map(({ name }) => printable(name)).join(', ');
        session.answer(rotated, [`Renewed for ${names}. It ends ${momentText(rotated.expiresAt)} UTC.`]);
      }),
    );
}

/** Adds `integrations` with its subcommands. */
export function addIntegrationCommands(commands: Commands): void {
  const { program, define, run } = commands;
  const integrations = program.command('integrations').description('connect Git services and look after them');
  addLooking(commands, integrations);
  define(withChoiceOptions(withConnectionOptions(integrations.command('add <service>'))))
    .description('connect a Git service (branchline git-services lists them)')
    .option('--name <name>', 'how it is called here')
    .option('--pending <id>', 'a credential that came through a browser (branchline integrations sign-in)')
    .option('--webhook-only', 'without a credential: rows come from webhooks alone')
    .option('--dry-run', 'only try the credential')
    .option('--no-require-personal-token', 'let the service account write for people who have no token of their own')
    .option('--no-make-webhooks', 'make no webhooks at the service; somebody makes them by hand')
    .action((service: string, options: AddOptions, command: Command) =>
      run(command, (session) => addIntegration(command, session, service, options)),
    );
  define(withConnectionOptions(integrations.command('edit <id>')))
    .description('change it; a new credential is tried before it takes over')
    .option('--name <name>', 'how it is called here')
    .option('--pending <id>', 'a credential that came through a browser')
    .option('--mode <mode>', 'two-way or webhook-only')
    .option('--rotate-token', 'let its token renew itself five days before it ends (GitLab)')
    .option('--no-rotate-token', 'leave its token as it is')
    .option('--require-git-permission', 'show people only repositories that their own token can read')
    .option('--no-require-git-permission', 'show people whatever Jira lets them see')
    .option('--require-personal-token', 'whoever writes needs a token of their own')
    .option('--no-require-personal-token', 'let the service account write for people who have no token of their own')
    .option('--make-webhooks', 'make and repair webhooks at the service')
    .option('--no-make-webhooks', 'make none; somebody makes them by hand')
    .action((id: string, options, command: Command) =>
      run(command, (session) => editIntegration(command, session, integerArgument(command, id), options)),
    );
  addActions(commands, integrations);
  addRotation(commands, integrations);
}

/** `branchline settings …`, `branchline projects …`: what is set for the installation, and for single Jira projects. */

import type {
  BranchNames,
  Client,
  MailSettings,
  ProjectSettingsInput,
  ProjectSettingsView,
  Retention,
} from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';

interface BranchOptions {
  readonly branchTemplate?: string;
  readonly typeTemplate?: readonly string[];
  readonly separator?: BranchNames['separator'];
}

interface SetOptions extends BranchOptions {
  readonly keepWebhooks?: string;
  readonly keepAudit?: string;
  readonly keepRuns?: string;
  readonly keepFailedJobs?: string;
  readonly alertsTo?: string;
  readonly alerts?: string;
  readonly tellAuthors?: 'yes' | 'no';
}

interface ProjectOptions extends BranchOptions {
  readonly linksOff?: string;
  readonly linksOn?: string;
  readonly reset?: boolean;
}

/** `a,b` without blanks; an empty text is none. */
function listFrom(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** `Bug=fix/${issuekey}`; without anything behind the sign the type has none of its own any more. */
function typesFrom(command: Command, before: BranchNames['byIssueType'], said: readonly string[]) {
  const types = { ...before };
  for (const each of said) {
    const sign = each.indexOf('=');
    if (sign < 1) command.error(`error: write --type-template Type=template, not ${each}.`);
    const type = each.slice(0, sign);
    delete types[type];
    if (sign + 1 < each.length) types[type] = each.slice(sign + 1);
  }
  return types;
}

function branchLines({ template, byIssueType, separator }: BranchNames): readonly string[] {
  return [
    `Branch names: ${printable(template)} (separator ${separator})`,
    ...Object.entries(byIssueType).map(([type, each]) => `  ${printable(type)}: ${printable(each)}`),
  ];
}

function retentionLine({ webhookDeliveries, auditLog, indexRuns, failedJobs }: Retention): string {
  const days = (count: number) => counted(count, 'day', 'days');
  return `Kept: webhooks ${days(webhookDeliveries)}, audit log ${days(auditLog)}, index runs ${days(indexRuns)}, failed jobs ${days(failedJobs)}`;
}

function mailLine({ alertsTo, alerts, tellsAuthors }: MailSettings): string {
  const who = alertsTo.length === 0 ? 'nobody' : alertsTo.join(', ');
  return `Mails: alerts to ${printable(who)} about ${alerts.join(', ') || 'nothing'}; authors ${tellsAuthors ? 'are' : 'are not'} told`;
}

async function show(session: Session): Promise<void> {
  const settings = await session.client.showSettings();
  const mail = await session.client.showMailSettings();
  session.answer({ ...settings, mail }, [
    `Address: ${settings.publicUrl}`,
    `Mail server: ${settings.sendsMail ? 'named' : 'none, so no mails are sent'}`,
    ...branchLines(settings.branchNames),
    retentionLine(settings.retention),
    mailLine(mail),
  ]);
}

/** What is not said stays. Each part is one edit, and only of what was read. */
async function change(command: Command, session: Session, options: SetOptions): Promise<void> {
  const { client } = session;
  await changeBranchNames(command, client, options);
  const { keepWebhooks, keepAudit, keepRuns, keepFailedJobs } = options;
  if ([keepWebhooks, keepAudit, keepRuns, keepFailedJobs].some((each) => each !== undefined)) {
    const { version: ifMatch, ...before } = await client.showRetention();
    const days = (said: string | undefined, kept: number) =>
      said === undefined ? kept : integerArgument(command, said);
    const body = {
      webhookDeliveries: days(keepWebhooks, before.webhookDeliveries),
      auditLog: days(keepAudit, before.auditLog),
      indexRuns: days(keepRuns, before.indexRuns),
      failedJobs: days(keepFailedJobs, before.failedJobs),
    };
    await client.saveRetention({ body, ifMatch });
  }
  const { alertsTo, alerts, tellAuthors } = options;
  if ([alertsTo, alerts, tellAuthors].some((each) => each !== undefined)) {
    const { version: ifMatch, ...before } = await client.showMailSettings();
    const body = {
      alertsTo: alertsTo === undefined ? before.alertsTo : listFrom(alertsTo),
      alerts: alerts === undefined ? before.alerts : (listFrom(alerts) as MailSettings['alerts']),
      tellsAuthors: tellAuthors === undefined ? before.tellsAuthors : tellAuthors === 'yes',
    };
    await client.saveMailSettings({ body, ifMatch });
  }
  await show(session);
}

async function changeBranchNames(command: Command, client: Client, options: BranchOptions): Promise<void> {
  const { branchTemplate, typeTemplate, separator } = options;
  if (branchTemplate === undefined && typeTemplate === undefined && separator === undefined) return;
  const { version: ifMatch, ...before } = await client.showBranchNames();
  const body = {
    template: branchTemplate ?? before.template,
    byIssueType: typesFrom(command, before.byIssueType, typeTemplate ?? []),
    separator: separator ?? before.separator,
  };
  await client.saveBranchNames({ body, ifMatch });
}

function projectLines(settings: ProjectSettingsView): readonly string[] {
  const { project, isKnown, linkSourcesOff, effectiveBranchNames, smartCommitProcessor, branchNames } = settings;
  const own = Object.keys(branchNames).length > 0 ? '' : ' (as the installation)';
  const [first = '', ...more] = branchLines(effectiveBranchNames);
  return [
    `${project}${isKnown === false ? ' (Jira does not have it)' : ''}`,
    `${first}${own}`,
    ...more,
    `Links off: ${linkSourcesOff.join(', ') || 'none'}`,
    `Smart commits are run by: ${smartCommitProcessor}`,
  ];
}

async function changeProject(
  command: Command,
  session: Session,
  [id, project]: readonly [string, string],
  options: ProjectOptions,
): Promise<void> {
  const params = { id: integerArgument(command, id), project };
  const { version: ifMatch, branchNames, linkSourcesOff } = await session.client.showProjectSettings({ params });
  const { branchTemplate, typeTemplate, separator, linksOff = '', linksOn = '', reset = false } = options;
  const on = listFrom(linksOn);
  const off = [...linkSourcesOff, ...(listFrom(linksOff) as ProjectSettingsInput['linkSourcesOff'])];
  const byIssueType = typesFrom(command, branchNames.byIssueType ?? {}, typeTemplate ?? []);
  const changed: ProjectSettingsInput = {
    branchNames: {
      ...branchNames,
      ...(branchTemplate === undefined ? {} : { template: branchTemplate }),
      ...(typeTemplate === undefined ? {} : { byIssueType }),
      ...(separator === undefined ? {} : { separator }),
    },
    linkSourcesOff: [...new Set(off)].filter((source) => !on.includes(source)),
  };
  const body = reset ? { branchNames: {}, linkSourcesOff: [] } : changed;
  const saved = await session.client.saveProjectSettings({ params, body, ifMatch });
  session.answer(saved, projectLines(saved));
}

function withBranchOptions(command: Command): Command {
  return command
    .option('--branch-template <template>', 'how branches are called: ${issuekey}-${summary}')
    .option('--type-template <type=template...>', 'for one issue type; nothing behind the sign takes it back')
    .addOption(new Option('--separator <sign>', 'in place of blanks').choices(['-', '_', '.']));
}

function addSettings({ define, run }: Commands, settings: Command): void {
  define(settings.command('show').description('what is set for the installation')).action(
    (_options, command: Command) => run(command, show),
  );
  withBranchOptions(define(settings.command('set').description('change it; what is not said stays')))
    .option('--keep-webhooks <days>', 'what webhooks brought')
    .option('--keep-audit <days>', 'the audit log')
    .option('--keep-runs <days>', 'the log of indexing')
    .option('--keep-failed-jobs <days>', 'jobs that were given up')
    .option('--alerts-to <addresses>', 'who is told what needs somebody, separated by commas')
    .option('--alerts <kinds>', 'paused-integrations, failed-repositories, expiring-credentials')
    .addOption(new Option('--tell-authors <yes-or-no>', 'of commands that were not run').choices(['yes', 'no']))
    .action((options: SetOptions, command: Command) => run(command, (session) => change(command, session, options)));
  define(
    settings.command('test-mail <address>').description('send a mail there, and say what the mail server answered'),
  ).action((to: string, _options, command: Command) =>
    run(command, async (session) => {
      const sent = await session.client.sendTestMail({ body: { to } });
      session.answer(sent, [sent.message]);
      if (!sent.isSent) command.error('error: no mail was sent.');
    }),
  );
  withBranchOptions(define(settings.command('try-branch-name <key> <type> <summary>')))
    .description('what a branch would be called; what is not said is as it is set')
    .action((key: string, type: string, summary: string, options: BranchOptions, command: Command) =>
      run(command, async (session) => {
        const { template, byIssueType, separator } = await session.client.showBranchNames();
        const types = typesFrom(command, byIssueType, options.typeTemplate ?? []);
        const names = { template: options.branchTemplate ?? template, separator: options.separator ?? separator };
        const body = { ...names, byIssueType: types, issue: { key, type, summary } };
        const { name } = await session.client.tryBranchName({ body });
        session.answer({ name }, [printable(name)]);
      }),
    );
}

interface ListOptions {
  readonly search?: string;
  readonly onlySet?: boolean;
  readonly after?: string;
}

function addProjects({ define, run }: Commands, projects: Command): void {
  define(projects.command('list <jira-site>').description('the projects of a site with what is set for them'))
    .option('--search <text>', 'part of a project key')
    .option('--only-set', 'only those for which something is set')
    .option('--after <project>', 'the next page, as the one before names it')
    .action((id: string, { search, onlySet = false, after }: ListOptions, command: Command) =>
      run(command, async (session) => {
        const query = { search, after, onlySet: onlySet ? 'yes' : 'no' } as const;
        const page = await session.client.listProjectSettings({ params: { id: integerArgument(command, id) }, query });
        const rows = page.projects.map(({ project, effectiveBranchNames, linkSourcesOff, smartCommitProcessor }) => [
          project,
          effectiveBranchNames.template,
          linkSourcesOff.join(', ') || '–',
          smartCommitProcessor,
        ]);
        session.answerTable(page, ['PROJECT', 'BRANCHES', 'LINKS OFF', 'SMART COMMITS'], rows, 'No project matches.');
        if (page.next !== null) session.note(`There are more: --after ${page.next}`);
      }),
    );
  define(projects.command('show <jira-site> <project>').description('what is set for one project')).action(
    (id: string, project: string, _options, command: Command) =>
      run(command, async (session) => {
        const shown = await session.client.showProjectSettings({
          params: { id: integerArgument(command, id), project },
        });
        session.answer(shown, projectLines(shown));
      }),
  );
  withBranchOptions(
    define(projects.command('set <jira-site> <project>').description('change it; what is not said stays')),
  )
    .option(
      '--links-off <sources>',
      'where keys do not link any more, separated by commas: commit-body, branch-name, …',
    )
    .option('--links-on <sources>', 'where they link again')
    .option('--reset', 'as the installation has it')
    .action((id: string, project: string, options: ProjectOptions, command: Command) =>
      run(command, (session) => changeProject(command, session, [id, project], options)),
    );
}

/** Adds `settings` and `projects`. */
export function addSettingsCommands(commands: Commands): void {
  const { program } = commands;
  addSettings(commands, program.command('settings').description('what is set for the whole installation'));
  addProjects(commands, program.command('projects').description('what is set for single Jira projects'));
}

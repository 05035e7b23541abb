/** `branchline smart-commits …`: what became of each command, running one again, and how they are run at all. */

import type { SmartCommand, SmartCommandState, SmartCommitChoices, SmartCommitSettings } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';

const states = ['waiting', 'started', 'done', 'failed', 'skipped'] satisfies SmartCommandState[];

interface ListOptions {
  readonly state?: SmartCommandState;
  readonly issue?: string;
  readonly repository?: string;
  readonly commit?: string;
  readonly project?: string;
  readonly repositoryName?: string;
  readonly author?: string;
  readonly command?: string;
  readonly cursor?: string;
}

interface SettingsOptions {
  readonly project?: string;
  readonly processor?: SmartCommitSettings['processor'];
  readonly dialect?: SmartCommitSettings['dialect'];
  readonly merges?: 'yes' | 'no';
  readonly mostAge?: string;
  readonly believe?: SmartCommitSettings['believes'];
  readonly unchecked?: 'yes' | 'no';
  readonly reset?: boolean;
}

function commandText({ command, arguments: text }: SmartCommand): string {
  const line = text.replaceAll(/\s+/g, ' ').slice(0, 60);
  return line === '' ? `#${command}` : `#${command} ${line}`;
}

function lineOf(command: SmartCommand): readonly string[] {
  const { id, issue, state, commit, repositoryName, message } = command;
  const hash = commit.hash.slice(0, 10);
  return [String(id), issue, commandText(command), state, hash, repositoryName, commit.author, message];
}

function linesOf(command: SmartCommand): readonly string[] {
  const { commit, pusher, personId, startedAt, endedAt, reason } = command;
  return [
    `${command.id}  ${command.issue}  ${printable(commandText(command))}`,
    `State: ${command.state}${reason === null ? '' : ` (${reason})`}`,
    ...(command.message === '' ? [] : [printable(command.message)]),
    `Commit: ${commit.hash} in ${printable(command.repositoryName)}`,
    `Author: ${printable(commit.author)} <${printable(commit.authorEmail)}>, ${momentText(commit.authoredAt)}`,
    `Pushed by: ${pusher === null ? 'nobody knows' : printable(pusher)}`,
    `In the name of: ${personId === null ? 'nobody' : `person ${personId}`}`,
    `Seen ${momentText(command.seenAt)}, begun ${momentText(startedAt)}, ended ${momentText(endedAt)} (UTC)`,
  ];
}

function settingsLine(place: string, settings: SmartCommitSettings): readonly string[] {
  const { processor, dialect, onMerges, mostAgeDays, believes, withoutPermissionCheck } = settings;
  const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');
  return [place, processor, dialect, yesOrNo(onMerges), `${mostAgeDays} d`, believes, yesOrNo(withoutPermissionCheck)];
}

function answerSettings(session: Session, choices: SmartCommitChoices): void {
  const head = ['PROJECT', 'RUN BY', 'DIALECT', 'MERGES', 'AGE', 'BELIEVES', 'UNCHECKED'];
  const rows = choices.projects.map(({ project, settings }) => settingsLine(project, settings));
  session.answerTable(choices, head, [settingsLine('(all others)', choices.site), ...rows], '');
}

function settingsFrom(command: Command, options: SettingsOptions): Partial<SmartCommitSettings> {
  const { processor, dialect, merges, mostAge, believe, unchecked } = options;
  return {
    ...(processor === undefined ? {} : { processor }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(merges === undefined ? {} : { onMerges: merges === 'yes' }),
    ...(mostAge === undefined ? {} : { mostAgeDays: integerArgument(command, mostAge) }),
    ...(believe === undefined ? {} : { believes: believe }),
    ...(unchecked === undefined ? {} : { withoutPermissionCheck: unchecked === 'yes' }),
  };
}

/** What was set at the place before stays where nothing new is said. */
async function changeSettings(command: Command, session: Session, id: number, options: SettingsOptions): Promise<void> {
  const params = { id };
  const said = settingsFrom(command, options);
  const before = await session.client.showSmartCommitSettings({ params });
  if (options.reset !== true && Object.keys(said).length === 0) return answerSettings(session, before);
  const { project = null, reset = false } = options;
  const there = project === null ? before.site : before.projects.find((each) => each.project === project)?.set;
  const body = { project, settings: reset ? null : { ...there, ...said } };
  const after = await session.client.saveSmartCommitSettings({ params, body });
  if (said.believes === 'author') {
    session.note('From now on anybody who may push can act as anybody: the author of a commit is free text.');
  }
  answerSettings(session, after);
}

function addLooking({ define, run }: Commands, smartCommits: Command): void {
  define(smartCommits.command('list'))
    .description('what became of the commands, the newest first')
    .addOption(new Option('--state <state>', 'how they stand').choices(states))
    .option('--issue <key>', 'of an issue')
    .option('--repository <id>', 'of a repository')
    .option('--commit <hash>', 'of a commit, by the beginning of its hash')
    .option('--project <key>', 'of issues of a project')
    .option('--repository-name <text>', 'of repositories with this in their name')
    .option('--author <text>', 'of authors with this in their name or e-mail address')
    .option('--command <name>', 'commands whose name begins so')
    .option('--cursor <cursor>', 'the next page, as the one before names it')
    .action(({ repository, ...words }: ListOptions, command: Command) =>
      run(command, async (session) => {
        const id = repository === undefined ? undefined : integerArgument(command, repository);
        const query = { ...words, repository: id };
        const page = await session.client.listSmartCommands({ query });
        const head = ['ID', 'ISSUE', 'COMMAND', 'STATE', 'COMMIT', 'REPOSITORY', 'AUTHOR', ''];
        session.answerTable(page, head, page.commands.map(lineOf), 'No command matches.');
        if (page.next !== null) session.note(`There are more: --cursor ${page.next}`);
      }),
    );
  define(smartCommits.command('show <id>').description('one command')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const shown = await session.client.showSmartCommand({ params: { id: integerArgument(command, id) } });
        session.answer(shown, linesOf(shown));
      }),
  );
}

function addActing({ define, run }: Commands, smartCommits: Command): void {
  define(smartCommits.command('retry <id>'))
    .description('run a command again that failed or was skipped; what Jira has done is not done twice')
    .action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const queued = await session.client.retrySmartCommand({ params: { id: integerArgument(command, id) } });
        session.answer(queued, [`${queued.issue}  ${printable(commandText(queued))} will be run again.`]);
      }),
    );
  define(smartCommits.command('mails'))
    .description('whether mails about failed commands go to somebody')
    .option('--person <id>', 'a person')
    .option('--address <address>', 'an e-mail address')
    .option('--off', 'no mails any more')
    .option('--on', 'mails again')
    .action((options: MailOptions, command: Command) =>
      run(command, (session) => changeMails(command, session, options)),
    );
}

interface MailOptions {
  readonly person?: string;
  readonly address?: string;
  readonly on?: boolean;
  readonly off?: boolean;
}

async function changeMails(
  command: Command,
  session: Session,
  { person, address, on = false, off = false }: MailOptions,
) {
  if (on === off) command.error('error: say --on or --off.');
  if (person !== undefined && address !== undefined) command.error('error: name a person or an address, not both.');
  const words = on ? 'Mails go there again.' : 'No mails go there any more.';
  if (person !== undefined) {
    await session.client.saveSmartCommitMails({ body: { personId: integerArgument(command, person), wanted: on } });
  } else if (address !== undefined) {
    await session.client.saveSmartCommitMails({ body: { address, wanted: on } });
  } else {
    command.error('error: name a person or an address.');
  }
  session.answer({ wanted: on }, [words]);
}

export function addSmartCommitCommands(commands: Commands): void {
  const { program, define, run } = commands;
  const smartCommits = program.command('smart-commits').description('commands for Jira in commit messages');
  addLooking(commands, smartCommits);
  addActing(commands, smartCommits);
  const yesOrNo = ['yes', 'no'] as const;
  define(smartCommits.command('settings <jira-site>'))
    .description('how they are run, for a site or with --project for one project; without options only shows it')
    .option('--project <key>', 'for this project alone')
    .addOption(
      new Option('--processor <who>', 'exactly one of them runs commands').choices(['jira', 'branchline', 'off']),
    )
    .addOption(new Option('--dialect <dialect>', 'how they are read').choices(['line', 'multi-line']))
    .addOption(new Option('--merges <yes-or-no>', 'merge commits too').choices(yesOrNo))
    .option('--most-age <days>', 'older commits are left alone')
    .addOption(new Option('--believe <whom>', 'for who made a commit').choices(['pusher', 'author']))
    .addOption(new Option('--unchecked <yes-or-no>', 'act where nobody can tell whether they may').choices(yesOrNo))
    .option('--reset', 'take back whatever was set there')
    .action((id: string, options: SettingsOptions, command: Command) =>
      run(command, (session) => changeSettings(command, session, integerArgument(command, id), options)),
    );
}

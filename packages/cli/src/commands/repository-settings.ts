/** `branchline repositories settings|set|defaults|set-defaults`: what is set for a repository, and for new ones. */

import type { RepositoryDefaults, RepositorySettings } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { printable } from '../print.ts';
import { integerArgument } from './arguments.ts';

/** Options as commander gives them; an empty text takes something back. */
interface SettingsOptions {
  readonly displayName?: string;
  readonly tags?: readonly string[];
  readonly withoutTags?: readonly string[];
  readonly refs?: readonly string[];
  readonly withoutRefs?: readonly string[];
  readonly smartCommits?: 'yes' | 'no';
  readonly leastMinutes?: string;
  readonly mostMinutes?: string;
  readonly repositoryLink?: string;
  readonly commitLink?: string;
  readonly fileLink?: string;
  readonly branchLink?: string;
  readonly tagLink?: string;
  readonly pullRequestLink?: string;
}

const links = ['repository', 'commit', 'file', 'branch', 'tag', 'pullRequest'] as const;

function withSettingsOptions(command: Command): Command {
  return command
    .option('--tags <pattern...>', 'only these tags count: v* or /^v\\d+$/; "" for every tag')
    .option('--without-tags <pattern...>', 'these tags do not count; "" for none')
    .option('--refs <pattern...>', 'mirrored besides the usual ones: refs/changes/*; "" for none')
    .option('--without-refs <pattern...>', 'not mirrored; "" for none')
    .addOption(new Option('--smart-commits <yes|no>', 'whether commits may command Jira').choices(['yes', 'no']))
    .option('--least-minutes <minutes>', 'between two looks; "" for the usual')
    .option('--most-minutes <minutes>', 'between two looks; "" for the usual')
    .option('--repository-link <address>', 'page of the repository; "" as the service says')
    .option('--commit-link <template>', '{repository}/commit/{commit}; "" as the service says, likewise below')
    .option('--file-link <template>', 'with {commit} and {path}')
    .option('--branch-link <template>', 'with {branch}')
    .option('--tag-link <template>', 'with {tag}')
    .option('--pull-request-link <template>', 'with {pullRequest}');
}

function listFrom(given: readonly string[] | undefined, before: string[]): string[] {
  return given === undefined ? before : given.filter((each) => each !== '');
}

function textFrom(given: string | undefined, before: string | null): string | null {
  return given === undefined ? before : given === '' ? null : given;
}

function minutesFrom(command: Command, given: string | undefined, before: number | null): number | null {
  if (given === undefined) return before;
  if (given === '') return null;
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  return command.error(`error: "${given}" is no number of minutes; write 15, or "" for the usual.`);
}

/** What is not named stays as it is. */
function changed<Settings extends RepositoryDefaults>(
  command: Command,
  before: Settings,
  options: SettingsOptions,
): Settings {
  const { tags, refs, schedule, webLinks } = before;
  return {
    ...before,
    tags: { include: listFrom(options.tags, tags.include), exclude: listFrom(options.withoutTags, tags.exclude) },
    refs: { also: listFrom(options.refs, refs.also), not: listFrom(options.withoutRefs, refs.not) },
    runsSmartCommits: options.smartCommits === undefined ? before.runsSmartCommits : options.smartCommits === 'yes',
    schedule: {
      leastMinutes: minutesFrom(command, options.leastMinutes, schedule.leastMinutes),
      mostMinutes: minutesFrom(command, options.mostMinutes, schedule.mostMinutes),
    },
    webLinks: Object.fromEntries(
      links.map((kind) => [kind, textFrom(options[`${kind}Link`], webLinks[kind])]),
    ) as Settings['webLinks'],
  };
}

function lines(settings: RepositoryDefaults & Partial<Pick<RepositorySettings, 'displayName'>>): readonly string[] {
  const { displayName, tags, refs, runsSmartCommits, schedule, webLinks } = settings;
  const listed = (all: readonly string[], none: string) => (all.length === 0 ? none : all.map(printable).join(', '));
  return [
    ...(displayName === undefined
      ? []
      : [`Name: ${displayName === null ? 'as at its service' : printable(displayName)}`]),
    `Tags: ${listed(tags.include, 'every one')}${tags.exclude.length === 0 ? '' : `, without ${listed(tags.exclude, '')}`}`,
    `Refs besides the usual ones: ${listed(refs.also, 'none')}; left out: ${listed(refs.not, 'none')}`,
    `Smart commits: ${runsSmartCommits ? 'yes' : 'no'}`,
    `Minutes between looks: ${schedule.leastMinutes ?? 'usual'} to ${schedule.mostMinutes ?? 'usual'}`,
    ...links.map((kind) => `Link of ${kind}: ${printable(webLinks[kind] ?? 'as the service says')}`),
  ];
}

/** Without the version, which is no setting. */
function withoutVersion<Thing extends { readonly version: string }>({ version: _version, ...rest }: Thing) {
  return rest;
}

/** Adds the commands about settings to `repositories`. */
export function addRepositorySettingsCommands({ define, run }: Commands, repositories: Command): void {
  define(repositories.command('settings <id>').description('what is set for a repository')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: integerArgument(command, id) } };
        const settings = withoutVersion(await session.client.showRepositorySettings(request));
        session.answer(settings, lines(settings));
      }),
  );
  define(withSettingsOptions(repositories.command('set <id>')))
    .description('change what is set for a repository; what is left out stays as it is')
    .option('--display-name <name>', 'shown in place of the service’s name; "" for that name')
    .action((text: string, options: SettingsOptions, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, text) };
        const { version, ...before } = await session.client.showRepositorySettings({ params });
        const displayName = textFrom(options.displayName, before.displayName);
        const body = { ...changed(command, before, options), displayName };
        const settings = await session.client.saveRepositorySettings({ params, body, ifMatch: version });
        session.answer(withoutVersion(settings), lines(settings));
      }),
    );
  define(
    repositories.command('defaults <integration>').description('with what new repositories of an integration begin'),
  ).action((id: string, _options, command: Command) =>
    run(command, async (session) => {
      const request = { params: { id: integerArgument(command, id) } };
      const defaults = withoutVersion(await session.client.showRepositoryDefaults(request));
      session.answer(defaults, lines(defaults));
    }),
  );
  define(withSettingsOptions(repositories.command('set-defaults <integration>')))
    .description('change with what new repositories begin; those that are there keep theirs')
    .action((text: string, options: SettingsOptions, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, text) };
        const { version, ...before } = await session.client.showRepositoryDefaults({ params });
        const body = changed(command, before, options);
        const defaults = await session.client.saveRepositoryDefaults({ params, body, ifMatch: version });
        session.answer(withoutVersion(defaults), lines(defaults));
      }),
    );
}

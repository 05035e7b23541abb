/** `branchline associations …`: which projects see and act on which repositories, tried out before it is saved. */

import type { Association, AssociationPreview, EffectiveAssociation, Grants } from '@branchline/contract';
import { projectActions, type ProjectAction } from '@branchline/domain';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, printable } from '../print.ts';
import { integerArgument } from './arguments.ts';

interface PlaceOptions {
  readonly integration: string;
  readonly repository?: string;
}

interface GrantOptions extends PlaceOptions {
  readonly see?: string;
  readonly createBranch?: string;
  readonly createPullRequest?: string;
  readonly smartCommit?: string;
}

const words: Readonly<Record<ProjectAction, string>> = {
  see: 'see',
  'create-branch': 'create branches',
  'create-pull-request': 'create pull requests',
  'smart-commit': 'run smart commits',
};
const sources: Readonly<Record<EffectiveAssociation['source'], string>> = {
  repository: 'its own association',
  integration: 'inherited from its integration',
  none: 'no association: nothing is granted',
};

function projectsText(projects: 'all' | readonly string[]): string {
  if (projects === 'all') return 'all projects';
  return projects.length === 0 ? 'no project' : projects.map(printable).join(', ');
}

function grantLines(grants: Grants): readonly string[] {
  return projectActions.map((action) => `${words[action]}: ${projectsText(grants[action])}`);
}

function associationLine({ integrationId, repositoryId, projects, actions }: Association): readonly string[] {
  const which = repositoryId === null ? 'all others' : String(repositoryId);
  return [String(integrationId), which, projectsText(projects), actions.map((action) => words[action]).join(', ')];
}

function kindsText({ commits, branches, pullRequests }: AssociationPreview['total']['appear']): string {
  return [
    counted(commits, 'commit', 'commits'),
    counted(branches, 'branch', 'branches'),
    counted(pullRequests, 'pull request', 'pull requests'),
  ].join(', ');
}

function previewLines(preview: AssociationPreview): readonly string[] {
  const { total, projects, otherProjects, repositories, unknownProjects } = preview;
  const uncounted = repositories.of - repositories.counted;
  return [
    `Would appear in Jira: ${kindsText(total.appear)}.`,
    `Would vanish from Jira: ${kindsText(total.vanish)}.`,
    `Would stay, with other issues: ${kindsText(total.change)}.`,
    ...projects.map(
      ({ project, appear, vanish }) => `  ${printable(project)}: + ${kindsText(appear)}; - ${kindsText(vanish)}`,
    ),
    ...(otherProjects === 0 ? [] : [`  and ${counted(otherProjects, 'more project', 'more projects')}`]),
    ...(uncounted === 0 ? [] : [`${counted(uncounted, 'repository was', 'repositories were')} not counted in time.`]),
    ...(unknownProjects === null || unknownProjects.length === 0
      ? []
      : [`This site has no project ${unknownProjects.map(printable).join(', ')}.`]),
    'Nothing was saved.',
  ];
}

function projectsFrom(text: string | undefined): 'all' | string[] {
  if (text === 'all') return 'all';
  if (text === undefined || text === 'none') return [];
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function placeFrom(command: Command, { integration, repository }: PlaceOptions) {
  return {
    integrationId: integerArgument(command, integration),
    repositoryId: repository === undefined ? null : integerArgument(command, repository),
  };
}

function grantsFrom(options: GrantOptions) {
  return {
    see: projectsFrom(options.see),
    'create-branch': projectsFrom(options.createBranch),
    'create-pull-request': projectsFrom(options.createPullRequest),
    'smart-commit': projectsFrom(options.smartCommit),
  };
}

function withPlace(command: Command): Command {
  return command
    .requiredOption('--integration <id>', 'the integration')
    .option('--repository <id>', 'only this repository of it');
}

function withGrants(command: Command): Command {
  return withPlace(command)
    .option('--see <projects>', 'all, none, or project keys separated by commas', 'none')
    .option('--create-branch <projects>', 'the same, for creating branches', 'none')
    .option('--create-pull-request <projects>', 'the same, for creating pull requests', 'none')
    .option('--smart-commit <projects>', 'the same, for commands in commit messages', 'none');
}

const head = ['INTEGRATION', 'REPOSITORY', 'PROJECTS', 'MAY'];
const nobody = 'No project sees any repository yet: nothing is sent.';

function addLooking({ define, run }: Commands, associations: Command): void {
  define(associations.command('list <site>').description('all associations of a Jira site')).action(
    (site: string, _options, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, site) };
        const { associations: all } = await session.client.listAssociations({ params });
        session.answerTable(all, head, all.map(associationLine), nobody);
      }),
  );
  define(associations.command('show <site>').description('what is in force for a repository'))
    .requiredOption('--repository <id>', 'the repository')
    .action((site: string, { repository }: { readonly repository: string }, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, site) };
        const query = { repositoryId: integerArgument(command, repository) };
        const found = await session.client.showEffectiveAssociation({ params, query });
        session.answer(found, [...grantLines(found.grants), `(${sources[found.source]})`]);
      }),
    );
}

function addChanging({ define, run }: Commands, associations: Command): void {
  define(withGrants(associations.command('set <site>')))
    .description('replace what an integration or a repository grants; what is left out is granted to nobody')
    .action((site: string, options: GrantOptions, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, site) };
        const body = { ...placeFrom(command, options), grants: grantsFrom(options) };
        const { associations: all } = await session.client.saveAssociation({ params, body });
        session.answerTable(all, head, all.map(associationLine), nobody);
      }),
    );
  define(withPlace(associations.command('inherit <site>')))
    .description('let a repository follow its integration again; an integration grants nothing then')
    .action((site: string, options: PlaceOptions, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, site) };
        const { integrationId, repositoryId } = placeFrom(command, options);
        const query = { integrationId, ...(repositoryId === null ? {} : { repositoryId }) };
        const { associations: all } = await session.client.inheritAssociation({ params, query });
        session.answerTable(all, head, all.map(associationLine), nobody);
      }),
    );
}

function addTryingOut({ define, run }: Commands, associations: Command): void {
  define(withGrants(associations.command('preview <site>')))
    .description('say what saving would bring to Jira and take away; nothing is saved')
    .option('--inherit', 'what inheriting again would do')
    .action((site: string, options: GrantOptions & { readonly inherit?: boolean }, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, site) };
        const wish = options.inherit === true ? { inherit: true as const } : { grants: grantsFrom(options) };
        const body = { ...placeFrom(command, options), ...wish };
        const preview = await session.client.previewAssociation({ params, body });
        session.answer(preview, previewLines(preview));
      }),
    );
}

/** Adds `associations` with its subcommands. */
export function addAssociationCommands(commands: Commands): void {
  const associations = commands.program
    .command('associations')
    .description('say which Jira projects see and act on which repositories');
  addLooking(commands, associations);
  addTryingOut(commands, associations);
  addChanging(commands, associations);
}

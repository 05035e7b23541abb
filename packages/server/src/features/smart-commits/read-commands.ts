/** What a commit commands at one Jira site, and what of it is not to be run and why. */

import {
  decideAccess,
  isMergeMessage,
  knownProjects,
  parseSmartCommit,
  presentProject,
  projectOf,
  smartCommitSettingsOf,
  type AssociationPlace,
  type Commit,
  type FormerKeys,
  type Integration,
  type IssueKey,
  type ProjectAssociation,
  type ServicePerson,
  type SmartCommand,
  type SmartCommitChoice,
  type SmartCommitDialect,
  type SmartCommitSettings,
} from '@branchline/domain';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import type { NewSmartCommitRun } from '../../ports/store/smart-commits.ts';

/** Everything that decides. */
export interface CommandRules {
  readonly site: JiraSiteRow;
  readonly place: AssociationPlace;
  /** By the projects' keys of today. */
  readonly associations: readonly ProjectAssociation[];
  /** Former project keys with those of today. */
  readonly renamed: FormerKeys['projects'];
  readonly choices: readonly SmartCommitChoice[];
  readonly integration: Integration;
  readonly now: Date;
}

type Skipped = NonNullable<NewSmartCommitRun['skipped']>;

const dialects: readonly SmartCommitDialect[] = ['line', 'multi-line'];
const dayMilliseconds = 24 * 60 * 60_000;

/** Said wherever a command waits for somebody to vouch for its author. */
export const pusherUnknown: Skipped = {
  reason: 'pusher-unknown',
  message:
    'Nobody knows who pushed this commit: no webhook of the Git service told of it. Set up webhooks, or let the author be believed in the settings of smart commits; then run it again.',
};

/** Commands of the projects that read this dialect and that Branchline runs. */
function commandsIn(rules: CommandRules, commit: Commit, dialect: SmartCommitDialect): readonly SmartCommand[] {
  const rule = { projects: knownProjects([rules.site.projectKeys]) };
  const isMerge = commit.parents.length > 1 || isMergeMessage(commit.message);
  const commands = parseSmartCommit(commit.message, dialect, rule, { includeMerges: true });
  return commands.filter(({ key }) => {
    const settings = smartCommitSettingsOf(rules.choices, projectOf(key));
    const isOurs = settings.processor === 'branchline' && settings.dialect === dialect;
    return isOurs && (!isMerge || settings.onMerges);
  });
}

function tooOld(rules: CommandRules, { author }: Commit, { mostAgeDays }: SmartCommitSettings): Skipped | undefined {
  if (rules.now.getTime() - author.at.getTime() > mostAgeDays * dayMilliseconds) {
    const message = `The commit is older than ${mostAgeDays} days, and older commits are left alone.`;
    return { reason: 'too-old', message };
  }
  if (author.at >= rules.integration.addedAt) return undefined;
  const message = `The commit was made before ${rules.integration.name} was connected: history commands nothing.`;
  return { reason: 'before-connection', message };
}

/** `undefined`: run it. `nothing`: the project has nothing to do with the repository, and nobody is told. */
function verdictOn(
  rules: CommandRules,
  commit: Commit,
  key: IssueKey,
  pusher: ServicePerson | undefined,
): Skipped | 'nothing' | undefined {
  const project = projectOf(key);
  const today = presentProject(project, rules.renamed);
  const access = decideAccess({ ...rules.place, action: 'smart-commit', project: today }, rules.associations);
  if (!access.allowed && access.because === 'not-associated') return 'nothing';
  if (!access.allowed) {
    const message = `${project} may see this repository, but smart commits are not among what it may. Allow them in its association.`;
    return { reason: 'not-allowed', message };
  }
  const settings = smartCommitSettingsOf(rules.choices, project);
  const isVouched = settings.believes === 'author' || pusher !== undefined;
  return tooOld(rules, commit, settings) ?? (isVouched ? undefined : pusherUnknown);
}

/** The commands in their order, each with its place among those of its issue. */
export function readCommands(
  rules: CommandRules,
  commit: Commit,
  pusher: ServicePerson | undefined,
): readonly NewSmartCommitRun[] {
  const counts = new Map<IssueKey, number>();
  return dialects.flatMap((dialect) =>
    commandsIn(rules, commit, dialect).flatMap(({ key, command, arguments: text }): readonly NewSmartCommitRun[] => {
      const verdict = verdictOn(rules, commit, key, pusher);
      if (verdict === 'nothing') return [];
      const position = counts.get(key) ?? 0;
      counts.set(key, position + 1);
      return [{ jiraSiteId: rules.site.id, key, position, command, arguments: text, skipped: verdict }];
    }),
  );
}

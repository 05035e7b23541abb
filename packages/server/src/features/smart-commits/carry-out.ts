/** Carries out one command at Jira, so that it is done once although this process may end at any point. */

import {
  Failure,
  readInstruction,
  type AtlassianAccountId,
  type PersonId,
  type SmartCommitSettings,
  type SmartInstruction,
} from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import { linksOfRepository } from '../../ports/git-service/repository-links.ts';
import type { JiraSite } from '../../ports/jira-site.ts';
import type { JiraText } from '../../ports/jira-site/writer.ts';
import type { Tables } from '../../ports/store.ts';
import type { SmartCommitRun } from '../../ports/store/smart-commits.ts';
import { chooseWriter } from './choose-writer.ts';
import {
  markOfWords,
  permissionsFor,
  prepareEffect,
  type EffectSource,
  type PreparedEffect,
} from './prepare-effect.ts';
import { refusal } from './refusal.ts';
import { whatJiraHas } from './what-jira-has.ts';

export interface CarryOutDeps {
  readonly store: Tables;
  readonly clock: Clock;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  /** Where our own pages are, without a trailing slash. */
  readonly publicUrl: string;
}

/** A command and whose it is. */
export interface Command {
  readonly jira: JiraSite;
  readonly run: SmartCommitRun;
  readonly personId: PersonId;
  readonly accountId: AtlassianAccountId;
  readonly settings: SmartCommitSettings;
}

/** As git abbreviates the hashes of a large repository. */
const shortHash = 10;

/** In whose name our account writes, with the way to the commit. */
async function originOf(
  { store, connectors, publicUrl }: CarryOutDeps,
  run: SmartCommitRun,
): Promise<JiraText['origin']> {
  const { author, hash, repositoryId, integrationId } = run.commit;
  const repository = await store.repositories.get(repositoryId);
  const integration = await store.integrations.get(integrationId);
  const service = integration && connectors.get(integration.connector)?.links(integration.settings);
  const url = repository && linksOfRepository(service, repository).commit(repository, hash);
  const text = `In the name of ${author.name}, by commit ${hash.slice(0, shortHash)}`;
  return { text, url: url ?? `${publicUrl}/issues/${run.key}` };
}

async function sourceOf(
  deps: CarryOutDeps,
  { jira, run, accountId, settings }: Command,
  instruction: SmartInstruction,
): Promise<EffectSource> {
  const needs = permissionsFor(instruction);
  const { writer, inTheirName } = await chooseWriter({ jira, accountId, key: run.key, needs, settings });
  const origin = inTheirName ? await originOf(deps, run) : undefined;
  const mark = `smart-commit/${await deps.store.installation.id()}/${run.id}`;
  return { jira, writer, key: run.key, mark, accountId, workedAt: run.commit.author.at, origin };
}

/** Words that were to follow a transition, which Jira has done already. */
function wordsLeft(source: EffectSource, { text }: SmartInstruction & { kind: 'transition' }): PreparedEffect {
  const words = { body: text, origin: source.origin };
  return {
    wordsGo: 'apart',
    done: 'Moved.',
    act: () => source.writer.comment(source.key, words, markOfWords(source.mark)),
  };
}

/** Undefined when everything has been done before. */
async function effectLeft(
  deps: CarryOutDeps,
  { run }: Command,
  source: EffectSource,
  instruction: SmartInstruction,
): Promise<PreparedEffect | undefined> {
  const has = await whatJiraHas(deps, run, source, instruction);
  if (has === 'all') return undefined;
  if (has === 'nothing' || instruction.kind !== 'transition') return prepareEffect(source, instruction);
  return wordsLeft(source, instruction);
}

async function act(
  deps: CarryOutDeps,
  run: SmartCommitRun,
  source: EffectSource,
  instruction: SmartInstruction,
  effect: PreparedEffect,
): Promise<void> {
  try {
    await effect.act();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Jira did nothing, or nothing more. Only after an unclear answer the row stays begun.
    if (error.kind === 'rate-limited' || error.kind === 'unauthorized') await deps.store.smartCommits.putBack(run.id);
    if (error.kind !== 'invalid-response') throw error;
    const again = { ...run, startedAt: deps.clock.now(), state: 'waiting', wordsWent: effect.wordsGo } as const;
    if ((await whatJiraHas(deps, again, source, instruction)) === 'all') return;
    throw refusal('unclear', `${error.message} Look at the issue before you run this again.`);
  }
}

/**
 * What was done, as a whole sentence; undefined when the command is no longer there to be run.
 * @throws Failure with its reason when it cannot be done; Failure when Jira cannot be asked now
 */
export async function carryOut(deps: CarryOutDeps, command: Command): Promise<string | undefined> {
  const { run } = command;
  const instruction = readInstruction(run);
  if (instruction.kind === 'unreadable') throw refusal('unreadable', instruction.because);
  const source = await sourceOf(deps, command, instruction);
  const effect = await effectLeft(deps, command, source, instruction);
  if (effect === undefined) return 'Done.';
  if (!(await deps.store.smartCommits.begin(run.id, deps.clock.now(), effect.wordsGo))) return undefined;
  await act(deps, run, source, instruction, effect);
  return effect.done;
}

/** Turns an instruction into what Jira is asked to do, after everything that can be found out before has been. */

import {
  matchTransition,
  matchVersion,
  usualWorkingTime,
  wholeMinutes,
  type AtlassianAccountId,
  type IssueKey,
  type SmartInstruction,
} from '@branchline/domain';
import type { JiraSite } from '../../ports/jira-site.ts';
import type { JiraPermission } from '../../ports/jira-site/people.ts';
import type { EffectMark, IssueWriter, JiraText } from '../../ports/jira-site/writer.ts';
import type { SmartCommitRun } from '../../ports/store/smart-commits.ts';
import { findAssignee } from './find-assignee.ts';
import { refusal } from './refusal.ts';

/** Everything an effect is made of. */
export interface EffectSource {
  readonly jira: JiraSite;
  readonly writer: IssueWriter;
  readonly key: IssueKey;
  readonly mark: EffectMark;
  readonly accountId: AtlassianAccountId;
  readonly workedAt: Date;
  /** A last line for whatever is written; undefined where the person writes by themselves. */
  readonly origin: JiraText['origin'];
}

/** Something ready to be done. */
export interface PreparedEffect {
  /** How the words of a transition will go. */
  readonly wordsGo: SmartCommitRun['wordsWent'];
  act(): Promise<void>;
  /** A whole sentence about it, once it is done. */
  readonly done: string;
}

/** What the person must be allowed to do. */
export function permissionsFor(instruction: SmartInstruction): readonly JiraPermission[] {
  switch (instruction.kind) {
    case 'comment':
      return ['ADD_COMMENTS'];
    case 'time':
      return ['WORK_ON_ISSUES'];
    case 'transition':
      return instruction.text === '' ? ['TRANSITION_ISSUES'] : ['TRANSITION_ISSUES', 'ADD_COMMENTS'];
    case 'assign':
      return ['ASSIGN_ISSUES'];
    case 'label':
    case 'fix-version':
    case 'affected-version':
      return ['EDIT_ISSUES'];
  }
}

/** The mark of words that go apart from their transition. */
export function markOfWords(mark: EffectMark): EffectMark {
  return `${mark}/words`;
}

function simply(done: string, act: () => Promise<void>): PreparedEffect {
  return { wordsGo: undefined, act, done };
}

/** @throws Failure with its reason when it cannot be done; Failure when Jira cannot be asked */
export async function prepareEffect(source: EffectSource, instruction: SmartInstruction): Promise<PreparedEffect> {
  const { writer, key, mark, origin } = source;
  switch (instruction.kind) {
    case 'comment':
      return simply('Commented.', () => writer.comment(key, { body: instruction.text, origin }, mark));
    case 'time':
      return prepareWorkLog(source, instruction);
    case 'transition':
      return prepareTransition(source, instruction);
    case 'assign': {
      const account = await findAssignee(source, instruction.whom);
      return simply('Assigned.', () => writer.assign(key, account));
    }
    case 'label': {
      const { labels } = instruction;
      const words = labels.length === 1 ? 'Label' : 'Labels';
      return simply(`${words} added: ${labels.join(', ')}.`, () => writer.edit(key, { labels }));
    }
    case 'fix-version':
    case 'affected-version':
      return prepareVersion(source, instruction);
  }
}

async function prepareWorkLog(
  { jira, writer, key, mark, origin, workedAt }: EffectSource,
  { worklog }: SmartInstruction & { kind: 'time' },
): Promise<PreparedEffect> {
  const workingTime = jira.workingTime === undefined ? usualWorkingTime : await jira.workingTime();
  if (workingTime === undefined) {
    const words = 'Time tracking is switched off at this Jira site. Ask an administrator of Jira to switch it on.';
    throw refusal('refused-by-jira', words);
  }
  const seconds = wholeMinutes(worklog.seconds(workingTime));
  const isSilent = worklog.comment === '' && origin === undefined;
  const text = isSilent ? undefined : { body: worklog.comment, origin };
  const work = { seconds, startedAt: workedAt, text };
  return simply(`${worklog.duration} logged.`, () => writer.logWork(key, work, mark));
}

async function prepareTransition(
  { writer, key, mark, origin }: EffectSource,
  { name, text }: SmartInstruction & { kind: 'transition' },
): Promise<PreparedEffect> {
  const available = await writer.transitions(key);
  const match = matchTransition(
    name,
    available.map((each) => each.name),
  );
  if ('error' in match) throw refusal('no-such-choice', transitionWords(name, match));
  const transition = available.find((each) => each.name === match.transition);
  if (transition === undefined) throw new Error('a transition that was matched and is not there');
  const { requiredFields, hasScreen, to } = transition;
  if (requiredFields.length > 0) {
    const words = `"${transition.name}" asks for ${listed(requiredFields)}, which a commit cannot fill in. Do it in Jira.`;
    throw refusal('no-such-choice', words);
  }
  const words = text === '' ? undefined : { body: text, origin };
  const along = hasScreen ? words : undefined;
  return {
    wordsGo: words === undefined ? undefined : hasScreen ? 'along' : 'apart',
    done: `Moved to ${to}.`,
    async act() {
      await writer.transition(key, transition, along, mark);
      if (words !== undefined && !hasScreen) await writer.comment(key, words, markOfWords(mark));
    },
  };
}

function transitionWords(
  name: string,
  { error, candidates }: { error: string; candidates: readonly string[] },
): string {
  if (candidates.length === 0) return `"#${name}": nothing can be done with this issue at the moment by you.`;
  return error === 'ambiguous'
    ? `"#${name}" may mean ${listed(candidates)}. Write more of the name, with dashes for blanks.`
    : `"#${name}" is no command and no transition of this issue. Now possible: ${listed(candidates)}.`;
}

async function prepareVersion(
  { writer, key }: EffectSource,
  { kind, version: wanted }: SmartInstruction & { kind: 'fix-version' | 'affected-version' },
): Promise<PreparedEffect> {
  const match = matchVersion(wanted, await writer.versions(key));
  if ('error' in match) {
    const { candidates } = match;
    const choice = candidates.length === 0 ? 'The project has none.' : `There are: ${listed(candidates)}.`;
    throw refusal('no-such-choice', `The project has no version called exactly "${wanted}". ${choice}`);
  }
  const { version } = match;
  const edit = kind === 'fix-version' ? { fixVersions: [version] } : { affectedVersions: [version] };
  const where = kind === 'fix-version' ? 'Fix version' : 'Affected version';
  return simply(`${where} added: ${version}.`, () => writer.edit(key, edit));
}

/** Names for people; of many only the first. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

const namesShown = 20;

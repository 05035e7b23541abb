/** Begins work on an issue for somebody: a branch at the Git service, then, in Jira, the issue theirs and under way. */

import {
  Failure,
  nameOfPrincipal,
  smartCommitSettingsOf,
  type AtlassianAccountId,
  type IssueKey,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { CreatedBranch } from '../../ports/git-service/actions.ts';
import type { JiraSite } from '../../ports/jira-site.ts';
import type { JiraPeople, JiraPermission } from '../../ports/jira-site/people.ts';
import type { IssueStanding, IssueWriter, JiraTransition } from '../../ports/jira-site/writer.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import type { ActedAs, ActingDeps, ActionOutcome, NotFound } from './acting-deps.ts';
import { issueAtSites, type IssueAtSite } from './admit.ts';
import { createBranch, type BranchWish } from './change-branches.ts';

/** Who is asked whether somebody may, and as whom it is done. */
export interface JiraWriterQuestion {
  readonly jira: Pick<JiraSite, 'writer' | 'writerFor'> & { readonly people?: Pick<JiraPeople, 'may'> | undefined };
  readonly accountId: AtlassianAccountId;
  readonly key: IssueKey;
  readonly needs: readonly JiraPermission[];
  readonly settings: { readonly withoutPermissionCheck: boolean };
}

export interface StartWorkDeps extends ActingDeps, ConnectJiraDeps {
  readonly store: ActingDeps['store'];
  readonly randomToken: () => string;
  /** As the person where Jira lets us, else as our account when they may. @throws Failure with the reason in words */
  readonly chooseWriter: (question: JiraWriterQuestion) => Promise<{ readonly writer: IssueWriter }>;
}

/** Where the issue could go, and whether it leads to work being under way. */
export interface OfferedTransition extends Pick<JiraTransition, 'id' | 'name' | 'to'> {
  readonly isSuggested: boolean;
}

export interface ProposedStart {
  readonly assignee: { readonly name: string; readonly isMe: boolean } | undefined;
  /** Why it cannot be made theirs: a whole sentence; undefined when it can. */
  readonly cannotAssign: string | undefined;
  readonly status: string | undefined;
  readonly transitions: readonly OfferedTransition[];
  readonly cannotMove: string | undefined;
}

/** Undefined for an issue that is not for their eyes. @throws Failure when nobody could tell that */
export async function proposeStartingWork(
  deps: StartWorkDeps,
  caller: Caller,
  issue: IssueKey,
): Promise<ProposedStart | undefined> {
  if (!(await deps.issueGate.maySee(caller, issue))) return undefined;
  const assigning = await writerFor(deps, caller, issue, assignNeeds);
  const moving = await writerFor(deps, caller, issue, moveNeeds);
  const either = 'writer' in assigning ? assigning : moving;
  const standing = 'writer' in either ? await orWords(() => either.writer.standing(either.key)) : undefined;
  const shown = typeof standing === 'object' ? standing : undefined;
  const offered = 'writer' in moving ? await orWords(() => transitionsFor(moving, shown)) : moving.because;
  const assignee = shown?.assignee;
  const me = 'writer' in either ? either.accountId : undefined;
  return {
    assignee: assignee && { name: assignee.displayName, isMe: assignee.accountId === me },
    cannotAssign: 'because' in assigning ? assigning.because : undefined,
    status: shown?.status,
    transitions: typeof offered === 'string' ? [] : offered,
    cannotMove: typeof offered === 'string' ? offered : undefined,
  };
}

const assignNeeds: readonly JiraPermission[] = ['ASSIGN_ISSUES', 'ASSIGNABLE_USER'];
const moveNeeds: readonly JiraPermission[] = ['TRANSITION_ISSUES'];

/** Somebody at Jira, with what writes for them. */
interface JiraHand {
  readonly writer: IssueWriter;
  readonly accountId: AtlassianAccountId;
  readonly key: IssueKey;
}

/** Or why there is none, as a whole sentence. */
async function writerFor(
  deps: StartWorkDeps,
  caller: Caller,
  issue: IssueKey,
  needs: readonly JiraPermission[],
): Promise<JiraHand | { readonly because: string }> {
  const { accounts, because } = await deps.issueGate.accountsAtJira(caller);
  const sites = await issueAtSites(deps, caller, issue);
  const account = await accountWithIssue(deps, accounts, sites);
  const at = sites.find(({ jiraSiteId }) => jiraSiteId === account?.jiraSiteId);
  const site = account && (await deps.store.jiraSites.get(account.jiraSiteId));
  if (account === undefined || at === undefined || site === undefined) {
    return { because: because ?? 'Branchline does not know as whom to do this in Jira.' };
  }
  const chosen = await orWords(async () => {
    const jira = await connectJira(deps, site);
    const settings = smartCommitSettingsOf(await deps.store.smartCommits.choices(site.id), at.project);
    const asked = { writer: jira.writer, writerFor: jira.writerFor, people: peopleFor(caller, jira) };
    return deps.chooseWriter({ jira: given(asked), accountId: account.accountId, key: at.key, needs, settings });
  });
  if (typeof chosen === 'string') return { because: chosen };
  return { writer: chosen.writer, accountId: account.accountId, key: at.key };
}

/** Of several sites the first at which Jira's issue of that key is known. */
async function accountWithIssue<Account extends { readonly jiraSiteId: IssueAtSite['jiraSiteId'] }>(
  { store }: StartWorkDeps,
  accounts: readonly Account[],
  sites: readonly IssueAtSite[],
): Promise<Account | undefined> {
  if (accounts.length < 2) return accounts[0];
  for (const { jiraSiteId, key } of sites) {
    const account = accounts.find((each) => each.jiraSiteId === jiraSiteId);
    if (account !== undefined && (await store.knownIssues.find(jiraSiteId, [key])).has(key)) return account;
  }
  return accounts[0];
}

/** Their own token says it best where it came along. */
function peopleFor({ jiraViewer }: Caller, { people }: JiraSite): Pick<JiraPeople, 'may'> | undefined {
  if (jiraViewer === undefined) return people;
  return {
    may: async (_account, permissions, key) => ({ kind: 'known', held: await jiraViewer.may(permissions, key) }),
  };
}

/** Without what is not there. */
function given(asked: {
  readonly writer: JiraSite['writer'] | undefined;
  readonly writerFor: JiraSite['writerFor'] | undefined;
  readonly people: Pick<JiraPeople, 'may'> | undefined;
}): JiraWriterQuestion['jira'] {
  const { writer, writerFor: forPerson, people } = asked;
  return {
    ...(writer === undefined ? {} : { writer }),
    ...(forPerson === undefined ? {} : { writerFor: forPerson }),
    people,
  };
}

/** What came of it, or the words of the failure. */
async function orWords<Done>(work: () => Promise<Done>): Promise<Done | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

/** Those that ask for nothing more, what means work first; nothing is suggested to an issue that is under way. */
async function transitionsFor(
  { writer, key }: JiraHand,
  standing: IssueStanding | undefined,
): Promise<readonly OfferedTransition[]> {
  const all = (await writer.transitions(key)).filter(({ requiredFields }) => requiredFields.length === 0);
  const isWork = ({ category, to }: JiraTransition) => category === 'indeterminate' && to !== standing?.status;
  const suggested = standing?.category === 'indeterminate' ? undefined : all.find(isWork);
  const ordered = all.toSorted((one, other) => Number(isWork(other)) - Number(isWork(one)));
  return ordered.map((each) => {
    const { id, name, to } = each;
    return { id, name, to, isSuggested: each === suggested };
  });
}

export interface StartWish {
  readonly issue: IssueKey;
  readonly branch: Omit<BranchWish, 'issue'> | undefined;
  readonly assigns: boolean;
  /** The id of a transition. */
  readonly transition: string | undefined;
}

/** What became of one wish in Jira. */
export interface StartStep {
  readonly step: 'assign' | 'transition';
  readonly state: 'done' | 'failed' | 'not-wanted';
  /** Whole sentences; empty when done. */
  readonly message: string;
}

export interface StartedWork {
  readonly branch: (CreatedBranch & { readonly as: ActedAs }) | undefined;
  readonly steps: readonly StartStep[];
}

/**
 * The branch first: when that fails, nothing else is done. What fails in Jira is told, each step by itself.
 * @throws Failure what the Git service answered about the branch
 */
export async function startWork(
  deps: StartWorkDeps,
  caller: Caller,
  wish: StartWish,
): Promise<
  | { readonly outcome: 'started'; readonly started: StartedWork }
  | NotFound
  | Exclude<ActionOutcome<never>, { outcome: 'done' }>
> {
  const { issue, branch, assigns, transition } = wish;
  if (!(await deps.issueGate.maySee(caller, issue))) return { outcome: 'not-found' };
  const made = branch && (await createBranch(deps, caller, { ...branch, issue }));
  if (made !== undefined && made.outcome !== 'done') return made;
  const steps = [
    assigns
      ? await takeStep(deps, caller, issue, 'assign', ({ writer, accountId, key }) => writer.assign(key, accountId))
      : notWanted('assign'),
    transition === undefined
      ? notWanted('transition')
      : await takeStep(deps, caller, issue, 'transition', (hand) => move(deps, hand, transition)),
  ];
  return { outcome: 'started', started: { branch: made && { ...made.done, as: made.as }, steps } };
}

function notWanted(step: StartStep['step']): StartStep {
  return { step, state: 'not-wanted', message: '' };
}

async function takeStep(
  deps: StartWorkDeps,
  caller: Caller,
  issue: IssueKey,
  step: StartStep['step'],
  act: (hand: JiraHand) => Promise<void>,
): Promise<StartStep> {
  const hand = await writerFor(deps, caller, issue, step === 'assign' ? assignNeeds : moveNeeds);
  const message = 'because' in hand ? hand.because : ((await orWords(() => act(hand))) ?? '');
  const isDone = message === '';
  await deps.store.auditLog.add({
    who: nameOfPrincipal(caller.principal),
    what: `start-work/${step}`,
    about: issue,
    origin: issue,
    result: isDone ? 'done' : 'failed',
    note: message,
  });
  return { step, state: isDone ? 'done' : 'failed', message };
}

async function move({ store, randomToken }: StartWorkDeps, { writer, key }: JiraHand, id: string): Promise<void> {
  const transition = (await writer.transitions(key)).find((each) => each.id === id);
  if (transition === undefined) {
    const message = `${key} cannot take that step any more: somebody may have moved it. Look at it again.`;
    throw new Failure('conflict', 'jira', message);
  }
  const { requiredFields } = transition;
  if (requiredFields.length > 0) {
    const message = `"${transition.name}" asks for ${requiredFields.join(', ')}, which cannot be filled in here. Do it in Jira.`;
    throw new Failure('rejected', 'jira', message);
  }
  // Unlike a smart commit it is never tried again by itself: whoever asked is told.
  await writer.transition(key, transition, undefined, `start-work/${await store.installation.id()}/${randomToken()}`);
}

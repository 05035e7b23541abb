/** Who may link by hand: administrators, those who administer the issue's project, and whoever made the thing itself. */

import {
  decideAccess,
  presentAssociations,
  presentKey,
  mayAdminister,
  projectOf,
  type AtlassianAccountId,
  type IssueKey,
  type JiraSiteId,
  type Repository,
} from '@branchline/domain';
import type { FindAuthor, FindPusher } from '../../ports/authors.ts';
import type { Caller } from '../../ports/caller.ts';
import type { JiraPermission } from '../../ports/jira-site/people.ts';
import type { AccountAtJira, IssueGate } from '../../ports/issue-gate.ts';
import type { Store } from '../../ports/store.ts';
import type { LinkedThing } from '../../ports/store/manual-links.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

export interface MayLinkDeps extends ConnectJiraDeps {
  readonly issueGate: Pick<IssueGate, 'accountsAtJira'>;
  readonly store: Store;
  readonly findAuthor: FindAuthor;
  readonly findPusher: FindPusher;
}

const needed: readonly JiraPermission[] = ['ADMINISTER', 'ADMINISTER_PROJECTS', 'BROWSE_PROJECTS', 'VIEW_DEV_TOOLS'];

const onlyThose =
  'Only administrators of Jira, administrators of the project, and whoever made it may link it by hand.';

/**
 * Undefined when they may; otherwise why not, as a whole sentence.
 * @param thing undefined for something that is not among what is indexed: then nobody knows who made it
 * @throws Failure when Jira cannot be asked
 */
export async function whyNotLink(
  deps: MayLinkDeps,
  caller: Caller,
  repository: Repository,
  thing: LinkedThing | undefined,
  keys: readonly IssueKey[],
): Promise<string | undefined> {
  const { principal } = caller;
  if (mayAdminister(principal)) return undefined;
  const { accounts, because } = await deps.issueGate.accountsAtJira(caller);
  if (accounts.length === 0) return because;
  let isOwn: boolean | undefined;
  for (const key of keys) {
    const account = await whoSees(deps, accounts, repository, key);
    if (account === undefined) return `The project of ${key} does not see this repository.`;
    const held = await permissionsFor(deps, caller, account, key);
    const sees = held.has('BROWSE_PROJECTS') && held.has('VIEW_DEV_TOOLS');
    if (!sees) return `There is no issue ${key} with development information that you may see.`;
    if (held.has('ADMINISTER') || held.has('ADMINISTER_PROJECTS')) continue;
    isOwn ??= await isOwnThing(deps, account, repository, thing);
    if (!isOwn) return `${onlyThose} You may see ${key}, which is not enough.`;
  }
  return undefined;
}

/** The first of their accounts at whose site the project of the issue may see the repository. */
async function whoSees(
  deps: MayLinkDeps,
  accounts: readonly AccountAtJira[],
  repository: Repository,
  key: IssueKey,
): Promise<AccountAtJira | undefined> {
  for (const account of accounts) {
    if (await isInSight(deps, account.jiraSiteId, repository, key)) return account;
  }
  return undefined;
}

/** Whether the project of the issue may see the repository at that site. */
async function isInSight(
  { store }: MayLinkDeps,
  jiraSiteId: JiraSiteId,
  repository: Repository,
  key: IssueKey,
): Promise<boolean> {
  const where = { jiraSiteId, integrationId: repository.integrationId, repositoryId: repository.id };
  const former = await store.issueAliases.near(jiraSiteId, [key]);
  const question = { ...where, action: 'see', project: projectOf(presentKey(key, former)) } as const;
  return decideAccess(question, presentAssociations(await store.associations.list(jiraSiteId), former)).allowed;
}

/** By their own token where it came along, else by what our account is told of them; what nobody tells is not held. */
async function permissionsFor(
  deps: MayLinkDeps,
  { jiraViewer }: Caller,
  { jiraSiteId, accountId }: AccountAtJira,
  key: IssueKey,
): Promise<ReadonlySet<JiraPermission>> {
  if (jiraViewer !== undefined) return jiraViewer.may(needed, key);
  const site = await deps.store.jiraSites.get(jiraSiteId);
  if (site === undefined) return new Set();
  const { people } = await connectJira(deps, site);
  const answer = await people?.may(accountId, needed, key);
  return answer?.kind === 'known' ? answer.held : new Set();
}

async function isOwnThing(
  deps: MayLinkDeps,
  { jiraSiteId, accountId }: AccountAtJira,
  { integrationId }: Repository,
  thing: LinkedThing | undefined,
): Promise<boolean> {
  if (thing?.author !== undefined) {
    const answer = await deps.findAuthor({ author: thing.author, integrationId, jiraSiteId });
    return answer.kind === 'known' && answer.accountId === accountId;
  }
  if (thing?.pullRequestAuthor === undefined) return false;
  const maker = await deps.findPusher({ pusher: thing.pullRequestAuthor, integrationId });
  return maker !== undefined && maker === (await personWith(deps, jiraSiteId, accountId));
}

async function personWith({ store }: MayLinkDeps, jiraSiteId: JiraSiteId, accountId: AtlassianAccountId) {
  return (await store.people.find({ kind: 'jira-account', jiraSiteId, accountId }))?.personId;
}

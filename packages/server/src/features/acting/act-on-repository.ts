/** Does something to a repository for somebody in Jira, under their own name: who may, as whom, what is written down. */

import {
  Failure,
  decideAccess,
  nameOfPrincipal,
  presentAssociations,
  presentKey,
  projectOf,
  type Integration,
  type IssueKey,
  type Principal,
  type ProjectAction,
  type Repository,
  type RepositoryId,
  type ServicePerson,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitServiceConnection } from '../../ports/git-service.ts';
import type { RepositoryActions } from '../../ports/git-service/actions.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { AuditResult } from '../../ports/store/audit-log.ts';
import { connect, connectorOf, type ConnectDeps } from '../integrations/connect.ts';

/** A Git service as somebody reaches it under their own name. */
export interface OwnAccess {
  readonly connection: GitServiceConnection;
  /** As whom the service knew them when it last took the token. */
  readonly account: ServicePerson;
}

export interface ActingDeps extends ConnectDeps {
  readonly store: Store;
  readonly issueGate: IssueGate;
  /** By the token of their own that they gave for the integration; undefined when they gave none. @throws Failure */
  readonly ownAccess: (principal: Principal, integration: Integration) => Promise<OwnAccess | undefined>;
}

/** What somebody wants to act on, from which issue. */
export interface ActionAsked {
  readonly repositoryId: RepositoryId;
  readonly issue: IssueKey;
}

/** In whose name it was done at the Git service. */
export type ActedAs = 'person' | 'service-account';

/** What came of it. `because` and `remedy` are whole sentences. */
export type ActionOutcome<Done> =
  | { readonly outcome: 'done'; readonly as: ActedAs; readonly done: Done }
  /** No such issue or repository, as far as they may know. */
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'denied' | 'not-supported' | 'refused'; readonly because: string; readonly remedy: string }
  /** Only their own token may do it, and there is none that works. */
  | { readonly outcome: 'token-needed'; readonly integration: Integration; readonly because: string };

/** One kind of deed. */
export interface Deed<Done> {
  /** Of the audit log: `branch/create`. */
  readonly what: string;
  /** What the issue's project must be allowed to do with the repository. */
  readonly action: Exclude<ProjectAction, 'see' | 'smart-commit'>;
  /** In the words of the audit log: `branch ABC-1-door`. */
  readonly note: string;
  /** `account` is whose name it is to bear; undefined for the service account. */
  perform(actions: RepositoryActions, repository: Repository, account: ServicePerson | undefined): Promise<Done>;
  /** Looks at what was done, so that it is seen soon; in the transaction that writes it down. */
  follow(tables: Tables, repository: Repository, done: Done): Promise<void>;
}

/**
 * Nothing is kept from before the service has done it: when we die in between, the next look at the repository finds it.
 * @throws Failure what the service answered (`conflict`, `forbidden`, `rejected`, `unavailable` …); never `unauthorized`
 * for a token of their own, which is an outcome
 */
export async function actOnRepository<Done>(
  deps: ActingDeps,
  caller: Caller,
  asked: ActionAsked,
  deed: Deed<Done>,
): Promise<ActionOutcome<Done>> {
  const repository = await deps.issueGate.repository(caller, asked.repositoryId);
  if (repository === undefined || !(await deps.issueGate.maySee(caller, asked.issue))) return { outcome: 'not-found' };
  const integration = await deps.store.integrations.get(repository.integrationId);
  if (integration === undefined) return { outcome: 'not-found' };
  const write = (result: AuditResult, note: string, tables: Tables = deps.store) =>
    audit(tables, { caller, asked, deed, repository }, result, note);
  if (!(await isAllowed(deps, caller, asked.issue, repository, deed.action))) {
    await write('refused', 'The project may not.');
    return denied(asked.issue, repository, deed.action);
  }
  const actor = await actorFor(deps, caller, integration);
  if ('outcome' in actor) return actor;
  const { actions } = actor.connection;
  if (actions === undefined) return notSupported(connectorOf(deps, integration).title);
  try {
    const done = await deed.perform(actions, repository, actor.account);
    await deps.store.transaction(async (tables) => {
      await write('done', actor.as === 'person' ? '' : 'By the service account, for them.', tables);
      await deed.follow(tables, repository, done);
    });
    return { outcome: 'done', as: actor.as, done };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await write('failed', error.message);
    if (error.kind === 'unauthorized' && actor.as === 'person') return tokenRefused(integration, error);
    throw error;
  }
}

/** By the associations of the sites they look from, under the key that the issue has today. */
async function isAllowed(
  { store, issueGate }: ActingDeps,
  caller: Caller,
  issue: IssueKey,
  { id: repositoryId, integrationId }: Repository,
  action: ProjectAction,
): Promise<boolean> {
  for (const jiraSiteId of await issueGate.sitesOf(caller)) {
    const former = await store.issueAliases.near(jiraSiteId, [issue]);
    const projects = await store.issueAliases.projects(jiraSiteId);
    const associations = presentAssociations(await store.associations.list(jiraSiteId), { ...former, projects });
    const project = projectOf(presentKey(issue, former));
    const question = { jiraSiteId, integrationId, repositoryId, project, action };
    if (decideAccess(question, associations).allowed) return true;
  }
  return false;
}

interface Actor {
  readonly as: ActedAs;
  readonly connection: GitServiceConnection;
  readonly account: ServicePerson | undefined;
}

/** Their own token goes before the service account's also where that may stand in. */
async function actorFor(
  deps: ActingDeps,
  { principal }: Caller,
  integration: Integration & { readonly requiresPersonalToken: boolean },
): Promise<Actor | Extract<ActionOutcome<never>, { readonly outcome: 'token-needed' }>> {
  const own = await deps.ownAccess(principal, integration);
  if (own !== undefined) return { as: 'person', ...own };
  if (!integration.requiresPersonalToken) {
    return { as: 'service-account', connection: await connect(deps, integration, 'person'), account: undefined };
  }
  const because =
    principal.kind === 'administrator'
      ? `${integration.name} takes changes only in somebody's own name, and the access token of this installation is nobody's.`
      : `${integration.name} takes changes only in your own name, and you have not connected an account there yet.`;
  return { outcome: 'token-needed', integration, because };
}

function tokenRefused(
  integration: Integration,
  { message }: Failure,
): Extract<ActionOutcome<never>, { readonly outcome: 'token-needed' }> {
  const because = `${integration.name} does not take your token any more. It says: ${message}`;
  return { outcome: 'token-needed', integration, because };
}

const deedWords: Readonly<Record<Deed<never>['action'], string>> = {
  'create-branch': 'branches',
  'create-pull-request': 'pull requests',
};

function denied(issue: IssueKey, { name }: Repository, action: Deed<never>['action']): ActionOutcome<never> {
  return {
    outcome: 'denied',
    because: `The project of ${issue} may not change ${deedWords[action]} of ${name}.`,
    remedy: 'Whoever administers Branchline can allow it, where projects are associated with repositories.',
  };
}

function notSupported(service: string): ActionOutcome<never> {
  return {
    outcome: 'not-supported',
    because: `${service} offers no way to do this from outside.`,
    remedy: 'Do it with git, or on the pages of the service.',
  };
}

interface Written {
  readonly caller: Caller;
  readonly asked: ActionAsked;
  readonly deed: Pick<Deed<never>, 'what' | 'note'>;
  readonly repository: Repository;
}

async function audit(tables: Tables, written: Written, result: AuditResult, note: string): Promise<void> {
  const { caller, asked, deed, repository } = written;
  await tables.auditLog.add({
    who: nameOfPrincipal(caller.principal),
    what: deed.what,
    about: `repository/${repository.id}`,
    origin: asked.issue,
    result,
    note: [deed.note, note].filter((part) => part !== '').join('. '),
  });
}

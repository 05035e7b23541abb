/** Answers Jira's search: the issues that have to do with a branch or a repository, as JQL that Jira goes on with. */

import {
  mayPush,
  presentAssociations,
  presentKey,
  projectOf,
  decideAccess,
  type IssueKey,
  type JiraSiteId,
} from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { JqlIssue } from '../../ports/store/jql-issues.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface AnswerJqlDeps {
  readonly store: Tables;
}

/** The functions of our manifest: `issue in gitIssuesInBranch("main")`. */
export const jqlFunctions = ['gitIssuesInBranch', 'gitIssuesInRepository'] as const;
export type JqlFunction = (typeof jqlFunctions)[number];

export interface JqlQuestion {
  readonly function: JqlFunction;
  readonly argument: string;
  readonly operator: 'in' | 'not in';
}

/** "Returns ≤ 1,000 values": Forge's page on JQL functions. */
const mostValues = 1000;
/** Keys looked at for them: some may be of projects that are not associated, some twice under two keys. */
const keysLookedAt = 5000;

/**
 * Everybody at the site gets the same answer, and Jira shows each person only what they may see of it. So it holds what
 * the site's associations let see, whoever asks.
 */
export async function answerJql(
  { store }: AnswerJqlDeps,
  id: JiraSiteId,
  { function: name, argument, operator }: JqlQuestion,
): Promise<string> {
  const associations = await store.associations.list(id);
  const repositories = (await store.repositories.list()).filter((repository) =>
    mayPush({ jiraSiteId: id, integrationId: repository.integrationId, repositoryId: repository.id }, associations),
  );
  const found =
    name === 'gitIssuesInBranch'
      ? await store.jqlIssues.inBranch(
          argument,
          repositories.map((repository) => repository.id),
          keysLookedAt,
        )
      : await store.jqlIssues.inRepositories(
          repositories.filter((repository) => isCalled(repository, argument)).map((repository) => repository.id),
          keysLookedAt,
        );
  const keys = await visibleAmong(store, id, found, new Map(repositories.map((each) => [each.id, each])));
  return jqlOf(keys.slice(0, mostValues), operator);
}

/** By its whole name or by the last part of it, in any case: `team/app` is also `app`. */
function isCalled({ name }: RepositoryStanding, wanted: string): boolean {
  const [whole, asked] = [name.toLowerCase(), wanted.trim().toLowerCase()];
  return asked !== '' && (whole === asked || whole.endsWith(`/${asked}`));
}

/** As the issues are called today, of associated projects only, without those that Jira does not know. */
async function visibleAmong(
  store: Tables,
  id: JiraSiteId,
  found: readonly JqlIssue[],
  repositories: ReadonlyMap<JqlIssue['repositoryId'], RepositoryStanding>,
): Promise<readonly IssueKey[]> {
  const former = await store.issueAliases.near(
    id,
    found.map(({ key }) => key),
  );
  const associations = presentAssociations(await store.associations.list(id), former);
  const unknown = new Set(await store.pushes.unknownKeys(id, keysLookedAt));
  const keys = found.flatMap(({ key, repositoryId }) => {
    const repository = repositories.get(repositoryId);
    const present = presentKey(key, former);
    if (repository === undefined || unknown.has(key) || unknown.has(present)) return [];
    const place = { jiraSiteId: id, integrationId: repository.integrationId, repositoryId };
    const question = { ...place, action: 'see', project: projectOf(present) } as const;
    return decideAccess(question, associations).allowed ? [present] : [];
  });
  return [...new Set(keys)];
}

/** JQL knows no empty list; every issue has a moment at which it was created. */
function jqlOf(keys: readonly IssueKey[], operator: JqlQuestion['operator']): string {
  if (keys.length === 0) return operator === 'in' ? 'created is EMPTY' : 'created is not EMPTY';
  return `issue ${operator} (${keys.map((key) => `"${key}"`).join(', ')})`;
}

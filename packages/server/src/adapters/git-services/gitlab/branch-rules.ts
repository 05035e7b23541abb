/** Protected names of GitLab to which whoever asks may neither push nor merge. */

import { literalExpression, type BranchRule, type RemoteRepository } from '@branchline/domain';
import { z } from 'zod';
import type { BranchRules } from '../../../ports/git-service/actions.ts';
import { GitlabPerson, pageSize, pathWith, projectPath, type GitlabApi } from './api.ts';
import { GitlabProject } from './repositories.ts';

const RefAccess = z.object({
  access_level: z.number().nullish(),
  user_id: z.number().nullish(),
  group_id: z.number().nullish(),
  deploy_key_id: z.number().nullish(),
});
type RefAccess = z.infer<typeof RefAccess>;
const ProtectedBranch = z.object({
  name: z.string(),
  push_access_levels: z.array(RefAccess).nullish(),
  merge_access_levels: z.array(RefAccess).nullish(),
});
type ProtectedBranch = z.infer<typeof ProtectedBranch>;

/** Nobody protects five hundred names of one project. */
const mostProtected = 500;

interface Asker {
  /** Undefined: GitLab names no membership, as of administrators of the server. */
  readonly level: number | undefined;
  readonly id: number | undefined;
}

/**
 * Uncertain all of them: GitLab does not say here who belongs to a group that may. Who may merge may also make such a
 * branch from outside, from what is protected already. https://docs.gitlab.com/user/project/repository/branches/protected/
 */
export async function branchRulesOf(api: GitlabApi, repository: RemoteRepository): Promise<BranchRules> {
  const project = projectPath(repository);
  const path = pathWith(`${project}/protected_branches`, { per_page: String(pageSize) });
  const found = await api.list(path, ProtectedBranch, mostProtected);
  if (found.length === 0) return { rules: [], isForEveryName: true };
  const namesPeople = found.some((each) => accessesOf(each).some(({ user_id }) => typeof user_id === 'number'));
  const asker = {
    level: levelIn(await api.get(project, GitlabProject)),
    id: namesPeople ? ((await api.get('/user', GitlabPerson)).id ?? undefined) : undefined,
  };
  const closed = found.filter((each) => !accessesOf(each).some((access) => isFor(access, asker)));
  return { rules: closed.map(({ name }) => ruleFor(name)), isForEveryName: true };
}

function accessesOf({ push_access_levels: push, merge_access_levels: merge }: ProtectedBranch): readonly RefAccess[] {
  return [...(push ?? []), ...(merge ?? [])];
}

function levelIn({ permissions }: GitlabProject): number | undefined {
  const levels = [permissions?.project_access, permissions?.group_access].flatMap(
    (access) => access?.access_level ?? [],
  );
  return levels.length === 0 ? undefined : Math.max(...levels);
}

/** Level 0 is nobody; whoever has no level here is told of nothing that is closed to some only. */
function isFor(
  { access_level: wanted, user_id: user, group_id: group, deploy_key_id: key }: RefAccess,
  asker: Asker,
): boolean {
  if (typeof user === 'number') return user === asker.id;
  if (typeof group === 'number' || typeof key === 'number') return false;
  if (typeof wanted !== 'number' || wanted === 0) return false;
  return asker.level === undefined || asker.level >= wanted;
}

/** `*` stands for anything, slashes too. */
function ruleFor(name: string): BranchRule {
  const looks = name.includes('*')
    ? ({ operator: 'matches', text: `^${name.split('*').map(literalExpression).join('.*')}$` } as const)
    : ({ operator: 'equals', text: name } as const);
  return { kind: 'protects', title: name, ...looks, isCertain: false };
}

/** GitHub's rules for names of branches: patterns that names must have, and names that only some may make. */

import { Failure, type BranchRule, type RemoteRepository } from '@branchline/domain';
import { z } from 'zod';
import type { BranchRules } from '../../../ports/git-service/actions.ts';
import { pageSize, repositoryPath, type GitHubApi } from './api.ts';

const NamePattern = z.object({
  operator: z.enum(['starts_with', 'ends_with', 'contains', 'regex']),
  pattern: z.string(),
  name: z.string().nullish(),
  negate: z.boolean().nullish(),
});
const RuleEntry = z.object({ type: z.string(), parameters: z.unknown().optional(), ruleset_id: z.number().nullish() });
type RuleEntry = z.infer<typeof RuleEntry>;
const RulesetEntry = z.object({ current_user_can_bypass: z.string().nullish() });

/** Nobody has five hundred rules for one branch. */
const mostPages = 5;
/** Rulesets that are asked whom they let pass; rules of others are told as uncertain. */
const mostRulesets = 5;

const operators = {
  starts_with: 'starts-with',
  ends_with: 'ends-with',
  contains: 'contains',
  regex: 'matches',
} as const;

/** The service answers also for a branch that is not there yet. */
export async function branchRulesOf(
  api: GitHubApi,
  { name: repository }: RemoteRepository,
  name: string,
): Promise<BranchRules> {
  const path = repositoryPath(repository, `/rules/branches/${encodeURIComponent(name)}?per_page=${pageSize}`);
  const entries = await api.all(path, z.array(RuleEntry), mostPages);
  const told = entries.flatMap((entry) => {
    const rule = ruleFrom(entry, name);
    return rule === undefined ? [] : { rule, ruleset: entry.ruleset_id ?? undefined };
  });
  const rulesets = [...new Set(told.flatMap(({ ruleset }) => ruleset ?? []))].slice(0, mostRulesets);
  const passes = new Map(
    await Promise.all(rulesets.map(async (id) => [id, await passingAt(api, repository, id)] as const)),
  );
  const rules = told.flatMap(({ rule, ruleset }) => {
    const passing = ruleset === undefined ? undefined : passes.get(ruleset);
    // `exempt`: the rules are not even looked at for them.
    if (passing === 'always' || passing === 'exempt') return [];
    return { ...rule, isCertain: passing === 'never' };
  });
  return { rules, isForEveryName: false };
}

function ruleFrom({ type, parameters }: RuleEntry, name: string): Omit<BranchRule, 'isCertain'> | undefined {
  if (type === 'creation') return { kind: 'restricts', title: undefined, operator: 'equals', text: name };
  const read = type === 'branch_name_pattern' ? NamePattern.safeParse(parameters) : undefined;
  if (read?.data === undefined) return undefined;
  const { operator, pattern, name: title, negate } = read.data;
  const kind = negate === true ? 'refuses' : 'wants';
  return { kind, title: title ?? undefined, operator: operators[operator], text: pattern };
}

/** Whether the ruleset lets whoever asks pass; undefined where that is not said. */
async function passingAt(api: GitHubApi, repository: string, id: number): Promise<string | undefined> {
  try {
    const ruleset = await api.find(repositoryPath(repository, `/rulesets/${id}`), RulesetEntry);
    return ruleset?.current_user_can_bypass ?? undefined;
  } catch (error) {
    // The rules themselves are known: they are worth telling without this.
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

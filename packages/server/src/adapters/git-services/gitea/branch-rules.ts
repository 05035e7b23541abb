/** Protected names of Gitea and Forgejo, as far as they keep somebody from pushing. */

import { literalExpression, type BranchRule, type RemoteRepository } from '@branchline/domain';
import { z } from 'zod';
import type { BranchRules } from '../../../ports/git-service/actions.ts';
import type { FamilyApi } from './api.ts';
import { repositoryPath } from './repositories.ts';
import { Person } from './shapes.ts';

const Protection = z.object({
  rule_name: z.string().nullish(),
  branch_name: z.string().nullish(),
  enable_push: z.boolean().nullish(),
  enable_push_whitelist: z.boolean().nullish(),
  push_whitelist_usernames: z.array(z.string()).nullish(),
});
type Protection = z.infer<typeof Protection>;

/**
 * Uncertain all of them: the description does not say that a branch made from outside is held to what is said of
 * pushing, and who is in a team that may push is not told.
 */
export async function branchRulesOf(api: FamilyApi, repository: RemoteRepository): Promise<BranchRules> {
  const protections = await api.get(`${repositoryPath(repository)}/branch_protections`, z.array(Protection).nullable());
  const all = protections ?? [];
  const isAnyoneListed = all.some((each) => each.enable_push === true && each.enable_push_whitelist === true);
  const own = isAnyoneListed ? (await api.get('/user', Person)).login.toLowerCase() : '';
  return { rules: all.flatMap((each) => (mayPush(each, own) ? [] : (ruleFrom(each) ?? []))), isForEveryName: true };
}

function mayPush({ enable_push, enable_push_whitelist, push_whitelist_usernames }: Protection, own: string): boolean {
  if (enable_push !== true) return false;
  return (
    enable_push_whitelist !== true || (push_whitelist_usernames ?? []).some((login) => login.toLowerCase() === own)
  );
}

/** The field `branch_name` is the older word for the same. */
function ruleFrom({ rule_name, branch_name }: Protection): BranchRule | undefined {
  const title = [rule_name, branch_name].find((name) => name !== null && name !== undefined && name !== '');
  if (title === null || title === undefined) return undefined;
  const isPlain = !/[*?[\]{}\\]/.test(title);
  const looks = isPlain
    ? ({ operator: 'equals', text: title } as const)
    : ({ operator: 'matches', text: `^${expressionOfGlob(title)}$` } as const);
  return { kind: 'protects', title, ...looks, isCertain: false };
}

/** `*` and `?` stop at a slash, `**` does not; `[a-z]`, `[!a]`, `{one,two}`. https://docs.gitea.com/usage/protected-branches */
function expressionOfGlob(glob: string): string {
  let depth = 0;
  return (glob.match(/\*+|\\.|\[[^\]]*\]|[^]/gu) ?? [])
    .map((part) => {
      if (part.startsWith('*')) return part.length > 1 ? '.*' : '[^/]*';
      if (part === '?') return '[^/]';
      if (part.startsWith('[') && part.length > 1) return part.replace(/^\[!/, '[^');
      if (part.startsWith('\\')) return literalExpression(part.slice(1));
      if (part === '{') return opened();
      if (part === '}' && depth > 0) return closed();
      return part === ',' && depth > 0 ? '|' : literalExpression(part);
    })
    .join('');
  function opened(): string {
    depth += 1;
    return '(';
  }
  function closed(): string {
    depth -= 1;
    return ')';
  }
}

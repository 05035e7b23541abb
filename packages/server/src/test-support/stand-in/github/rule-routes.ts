/** GitHub's rulesets as far as they are about names of branches. Tests put them into `repository.own['rulesets']`. */

import { fullNameOf, type StandInRepository } from '../state.ts';
import { refusal } from './access.ts';
import type { Json } from './entries.ts';
import { listAnswer, type Routes } from './routes.ts';

export interface StandInRuleset {
  readonly id: number;
  readonly name: string;
  /** It is about branches whose names begin so. */
  readonly prefix: string;
  readonly rules: readonly { readonly type: string; readonly parameters?: Json }[];
  /** Whether each of these logins may pass; everybody else `never`. */
  readonly passing?: Readonly<Record<string, string>>;
}

const metadata = { permission: 'metadata=read', access: 'read' } as const;

export function addRuleRoutes({ onRepository }: Routes): void {
  onRepository('GET', '/rules/branches/:branch', metadata, (call, repository) => {
    const name = call.variables['branch'] ?? '';
    const rules = rulesetsOf(repository)
      .filter(({ prefix }) => name.startsWith(prefix))
      .flatMap(({ id, rules: each }) => each.map((rule) => ({ ...rule, ruleset_id: id })));
    const source = { ruleset_source_type: 'Repository', ruleset_source: fullNameOf(repository) };
    return listAnswer(call, rules, (rule) => ({ ...rule, ...source }));
  });
  onRepository('GET', '/rulesets/:ruleset', metadata, ({ variables, person }, repository) => {
    const found = rulesetsOf(repository).find(({ id }) => String(id) === variables['ruleset']);
    if (found === undefined) return refusal(404, 'Not Found');
    const passing = found.passing?.[person?.login ?? ''] ?? 'never';
    const facts = {
      target: 'branch',
      source_type: 'Repository',
      source: fullNameOf(repository),
      enforcement: 'active',
    };
    return { status: 200, json: { id: found.id, name: found.name, ...facts, current_user_can_bypass: passing } };
  });
}

function rulesetsOf({ own }: StandInRepository): readonly StandInRuleset[] {
  return (own['rulesets'] as readonly StandInRuleset[] | undefined) ?? [];
}

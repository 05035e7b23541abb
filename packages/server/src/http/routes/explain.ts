/** Explain at the door: a text, or something that is indexed. */

import { explainText } from '../../features/explain/explain-text.ts';
import { explainThing } from '../../features/explain/explain-thing.ts';
import { currentKeyRule } from '../../features/indexing/key-rule.ts';
import type { Store } from '../../ports/store.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentThing } from '../present/explained-thing.ts';

export interface ExplainHandlersDeps {
  readonly store: Store;
}

async function coverageOf({ store }: ExplainHandlersDeps) {
  const repositories = await store.repositories.list();
  return {
    repositories: repositories.length,
    notYetIndexed: repositories.filter(({ indexedAt }) => indexedAt === undefined).length,
    failed: repositories.filter(({ state }) => state === 'failed').length,
  };
}

export function explainHandlers(deps: ExplainHandlersDeps): Pick<Handlers, 'explainText' | 'explainThing'> {
  return {
    async explainText({ body }) {
      const rule = await currentKeyRule(deps.store);
      const { keys, refused, commands } = explainText(body.text, rule, body.field, body.dialect);
      return { keys: [...keys], refused: [...refused], commands: [...commands] };
    },
    async explainThing({ query }) {
      const things = await explainThing(deps, query.thing, await currentKeyRule(deps.store));
      return { things: things.map(presentThing), coverage: await coverageOf(deps) };
    },
  };
}

/** What explains a thing → the contract's shape. */

import type { ThingExplained as Shape } from '@branchline/contract';
import type { SiteExplained, ThingExplained } from '../../features/explain/explain-thing.ts';
import { presentManualLink } from './manual-link.ts';

function presentSite({ site, sent, withheld, unknown, state, message }: SiteExplained): Shape['sites'][number] {
  return {
    id: site.id,
    name: site.name,
    sent: [...sent],
    withheld: [...withheld],
    unknown: [...unknown],
    state,
    message: message ?? null,
    pausedBecause: site.pausedBecause ?? null,
  };
}

export function presentThing({ thing, state, keys, refused, said, sites }: ThingExplained): Shape {
  const { repositoryId, repositoryName, kind, name, title } = thing;
  return {
    repositoryId,
    repositoryName,
    kind,
    name,
    title: title.trimStart().split('\n', 1)[0]?.trimEnd() ?? '',
    state,
    keys: [...keys],
    refused: [...refused],
    said: said.map(presentManualLink),
    sites: sites.map(presentSite),
  };
}

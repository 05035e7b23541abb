/** What pruning removes of integrations: those the document does not have, and what is set for single repositories. */

import type { Asked } from './asker.ts';
import { counted } from './in-words.ts';
import type { Context } from './context.ts';
import type { WantedIntegration } from './integration-units.ts';
import { repositoryNamed } from './place.ts';
import { readIntegration } from './read-integrations.ts';
import { removalOf, type Unit } from './unit.ts';

/** Repositories that were set and are not in the document begin anew as new ones do. */
export async function leftOutRepositories(
  context: Context,
  wanted: readonly WantedIntegration[],
): Promise<readonly Unit[]> {
  const { named, asker, deps } = context;
  const units: Unit[] = [];
  for (const { name, repositories, repositoryDefaults } of wanted) {
    const standing = named.integrations.get(name);
    if (standing === undefined || repositories === undefined) continue;
    const { document } = await readIntegration(deps, named, standing);
    const kept = new Set(repositories.map((each) => each.name));
    for (const left of (document.repositories ?? []).filter((each) => !kept.has(each.name))) {
      const found = repositoryNamed(named, standing, left.name);
      if (found === undefined) continue;
      const params = { id: found.id };
      const body = { displayName: null, ...(repositoryDefaults ?? (document.repositoryDefaults as RepositoryBody)) };
      const run = () => asker.ask('saveRepositorySettings', { params, body });
      units.push(removalOf('repository', `${name}: ${left.name}`, 'what is set for it alone', run));
    }
  }
  return units;
}

type RepositoryBody = Omit<Asked<'saveRepositorySettings'>['body'], 'displayName'>;

/** Integrations that the document does not have. */
export async function leftOutIntegrations(
  { named, asker }: Context,
  wanted: readonly WantedIntegration[],
): Promise<readonly Unit[]> {
  const kept = new Set(wanted.map(({ name }) => name));
  const gone = [...named.integrations.values()].filter(({ name }) => !kept.has(name));
  return Promise.all(
    gone.map(async ({ id, name }) => {
      const { repositories, jiraSites, webhooks } = await asker.ask('previewIntegrationRemoval', { params: { id } });
      const entries = jiraSites.reduce((total, site) => total + site.entries, 0);
      const numbers = [
        counted(repositories, 'repository', 'repositories'),
        counted(webhooks, 'webhook', 'webhooks'),
        `${counted(entries, 'entry', 'entries')} in Jira`,
      ].join(', ');
      const query = { keepsInJira: 'no' as const };
      return removalOf('integration', name, numbers, () => asker.ask('removeIntegration', { params: { id }, query }));
    }),
  );
}

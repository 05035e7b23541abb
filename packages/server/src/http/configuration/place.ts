/** What every part of a configuration is read and written with, and who is who by name. */

import { problemError } from '@branchline/contract';
import type { IntegrationId } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import type { AppRow } from '../../ports/store/apps.ts';
import type { ConnectJiraDeps } from '../../features/jira-sites/connect-jira.ts';

export interface ConfigurationDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** What there is, by the names that documents use. */
export interface Named {
  readonly integrations: ReadonlyMap<string, IntegrationStanding>;
  readonly sites: ReadonlyMap<string, JiraSiteRow>;
  readonly apps: readonly AppRow[];
  /** Of an integration; a name that two have leads to both. */
  readonly repositories: (integration: IntegrationId) => ReadonlyMap<string, readonly RepositoryStanding[]>;
  readonly allRepositories: readonly RepositoryStanding[];
}

/** Reads all names at once. @throws ProblemError when two integrations have the same name */
export async function readNames({ store }: ConfigurationDeps): Promise<Named> {
  const integrations = (await store.integrations.list()).filter(({ isBeingRemoved }) => !isBeingRemoved);
  const allRepositories = await store.repositories.list();
  const byIntegration = new Map(
    [...Map.groupBy(allRepositories, ({ integrationId }) => integrationId)].map(([id, all]) => [
      id,
      Map.groupBy(all, ({ name }) => name),
    ]),
  );
  const sites = await store.jiraSites.list();
  return {
    integrations: byName(integrations, ({ name }) => name, 'integrations are called'),
    sites: byName(sites, ({ siteUrl }) => siteUrl, 'Jira sites are at'),
    apps: await store.apps.list(),
    repositories: (id) => byIntegration.get(id) ?? new Map(),
    allRepositories,
  };
}

function byName<Row>(rows: readonly Row[], nameOf: (row: Row) => string, words: string): ReadonlyMap<string, Row> {
  for (const [name, same] of Map.groupBy(rows, nameOf)) {
    if (same.length > 1) throw ambiguous(`${same.length} ${words} "${name}".`);
  }
  return new Map(rows.map((row) => [nameOf(row), row]));
}

/** Two things have one name: nothing could tell them apart in a document. */
export function ambiguous(detail: string): Error {
  return problemError({
    type: 'conflict',
    title: 'Two things have the same name',
    status: 409,
    detail: `${detail} A configuration names things by their names.`,
    remedy: 'Give one of them another name, then try again.',
  });
}

/** The one repository of that name; undefined while it has not been found. @throws ProblemError when there are several */
export function repositoryNamed(named: Named, integration: IntegrationStanding | undefined, name: string) {
  if (integration === undefined) return undefined;
  const found = named.repositories(integration.id).get(name) ?? [];
  if (found.length > 1) throw ambiguous(`${found.length} repositories of "${integration.name}" are called "${name}".`);
  return found[0];
}

/** The site's own address, as it is kept. */
export function siteUrlOf(text: string): string {
  return text.replace(/\/+$/, '');
}

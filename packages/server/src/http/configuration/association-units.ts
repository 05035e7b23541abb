/** What a document asks about associations of projects with repositories. */

import { Failure, type IntegrationId, type RepositoryId } from '@branchline/domain';
import type { Context } from './context.ts';
import { repositoryNamed } from './place.ts';
import { grantsDocument } from './read-jira-sites.ts';
import type { SitePair, WantedSite } from './site-pair.ts';
import { removalOf, unitOf, type Unit } from './unit.ts';

type WantedAssociation = NonNullable<WantedSite['associations']>[number];

interface Place {
  readonly integration: string;
  readonly repository?: string | undefined;
}

function nameOf(siteUrl: string, { integration, repository }: Place): string {
  return `${siteUrl}: ${integration}${repository === undefined ? '' : ` / ${repository}`}`;
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.integration === other.integration && one.repository === other.repository;
}

export function associationUnits(context: Context, pair: SitePair): readonly (Unit | undefined)[] {
  return (pair.wanted.associations ?? []).map((wanted) => associationUnit(context, pair, wanted));
}

function associationUnit(context: Context, pair: SitePair, wanted: WantedAssociation): Unit | undefined {
  const { asker, named } = context;
  const { siteUrl, read, idOf } = pair;
  const standing = named.integrations.get(wanted.integration);
  const before = read?.document.associations?.find((each) => isSamePlace(each, wanted));
  const found = wanted.repository === undefined ? undefined : repositoryNamed(named, standing, wanted.repository);
  return unitOf({
    kind: 'association',
    name: nameOf(siteUrl, wanted),
    before: before && { grants: before.grants },
    after: { grants: grantsDocument(wanted.grants) },
    waits: wanted.repository !== undefined && found === undefined,
    needs: [`jira-site ${siteUrl}`, `integration ${wanted.integration}`],
    problem: problemOf(context, wanted),
    run: async () => {
      const integrationId = standing?.id ?? (await integrationNamed(context, wanted.integration));
      const body = { integrationId, repositoryId: found?.id ?? null, grants: wanted.grants };
      await asker.ask('saveAssociation', { params: { id: await idOf() }, body });
    },
  });
}

/** It may be one that the same document adds. */
function problemOf({ named, wantedNames }: Context, { integration }: Place): string | undefined {
  if (named.integrations.has(integration) || wantedNames.has(integration)) return undefined;
  return `There is no integration "${integration}", and the document adds none.`;
}

async function integrationNamed({ deps }: Context, name: string): Promise<IntegrationId> {
  const found = (await deps.store.integrations.list()).find((each) => each.name === name);
  if (found !== undefined) return found.id;
  throw new Failure('not-found', 'git-service', `There is no integration "${name}".`);
}

/** Places that the document does not have: a repository inherits again, an integration grants nothing. */
export function leftOutAssociations({ asker, named }: Context, pair: SitePair): readonly Unit[] {
  const { wanted, siteUrl, read, idOf } = pair;
  const { associations } = wanted;
  if (associations === undefined || read === undefined) return [];
  return (read.document.associations ?? [])
    .filter((each) => !associations.some((kept) => isSamePlace(kept, each)))
    .flatMap((each) => {
      const standing = named.integrations.get(each.integration);
      if (standing === undefined) return [];
      const repositoryId: RepositoryId | undefined =
        each.repository === undefined ? undefined : repositoryNamed(named, standing, each.repository)?.id;
      const query = { integrationId: standing.id, ...(repositoryId === undefined ? {} : { repositoryId }) };
      const run = async () => asker.ask('inheritAssociation', { params: { id: await idOf() }, query });
      return [removalOf('association', nameOf(siteUrl, each), 'what its projects may see and do', run)];
    });
}

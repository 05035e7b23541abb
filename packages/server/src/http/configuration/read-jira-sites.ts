/** Jira sites as a document says them. */

import type { ConfigurationFile } from '@branchline/contract';
import {
  grantsOf,
  isUsualProject,
  type JiraAccountCredential,
  type ProjectGrants,
  type ProjectSettings,
} from '@branchline/domain';
import { storedCredentials } from '../../features/jira-sites/connect-jira.ts';
import type { JiraCredentials } from '../../ports/jira-site.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { repositoryNamed, type ConfigurationDeps, type Named } from './place.ts';
import { referenceFor } from './secrets.ts';

export type JiraSiteDocument = NonNullable<ConfigurationFile['jiraSites']>[number];
export type ProjectDocument = NonNullable<JiraSiteDocument['projects']>[number];
export type AssociationDocument = NonNullable<JiraSiteDocument['associations']>[number];

/** One with its credentials opened, for comparing. */
export interface ReadJiraSite {
  readonly document: JiraSiteDocument;
  readonly row: JiraSiteRow;
  readonly credentials: JiraCredentials;
}

/** @throws ProblemError when repositories with an association have the same name */
export async function readJiraSite(deps: ConfigurationDeps, named: Named, row: JiraSiteRow): Promise<ReadJiraSite> {
  const { id, name, siteUrl, apiUrl } = row;
  const { store } = deps;
  const credentials = await storedCredentials(deps, row);
  const { oauth, account } = credentials;
  const app = await store.forge.app(id);
  const choices = await store.smartCommits.choices(id);
  const ofSite = choices.find(({ project }) => project === undefined)?.settings;
  const document: JiraSiteDocument = {
    siteUrl,
    name,
    apiUrl,
    ...(oauth === undefined
      ? {}
      : { oauth: { clientId: oauth.clientId, clientSecret: referenceFor(name, 'client-secret') } }),
    ...(account === undefined ? {} : { account: accountDocument(name, account) }),
    ...(app === undefined ? {} : { forgeApp: { appId: app.appId, sink: app.sink } }),
    trustsEmail: await store.people.accounts.trustsEmail(id),
    smartCommits: { ...ofSite },
    projects: projectDocuments(await store.settings.projects(id), choices),
    associations: await associationDocuments(deps, named, row),
  };
  return { document, row, credentials };
}

function accountDocument(name: string, account: JiraAccountCredential): NonNullable<JiraSiteDocument['account']> {
  const token = referenceFor(name, 'token');
  switch (account.kind) {
    case 'api-token':
      return { kind: account.kind, email: account.email, token };
    case 'scoped-api-token':
      return { kind: account.kind, ...(account.email === undefined ? {} : { email: account.email }), token };
    case 'personal-access-token':
      return { kind: account.kind, token };
    case 'service-account':
      return {
        kind: account.kind,
        clientId: account.clientId,
        clientSecret: referenceFor(name, 'service-account-secret'),
      };
  }
}

/** What is set for one project, without what is as usual. */
export function projectDocument(
  project: string,
  settings: ProjectSettings,
  smartCommits: object | undefined,
): ProjectDocument {
  const { branchNames, linkSourcesOff } = settings;
  return {
    project,
    ...(Object.keys(branchNames).length === 0 ? {} : { branchNames: { ...branchNames } }),
    ...(linkSourcesOff.length === 0 ? {} : { linkSourcesOff: [...linkSourcesOff] }),
    ...(smartCommits === undefined ? {} : { smartCommits: { ...smartCommits } }),
  };
}

function projectDocuments(
  set: ReadonlyMap<string, ProjectSettings>,
  choices: readonly { readonly project: string | undefined; readonly settings: object }[],
): ProjectDocument[] {
  const chosen = new Map(
    choices.flatMap(({ project, settings }) => (project === undefined ? [] : [[project, settings]])),
  );
  const own = [...set].filter(([, settings]) => !isUsualProject(settings)).map(([project]) => project);
  const usual: ProjectSettings = { branchNames: {}, linkSourcesOff: [] };
  return [...new Set([...own, ...chosen.keys()])]
    .toSorted()
    .map((project) => projectDocument(project, set.get(project) ?? usual, chosen.get(project)));
}

/** In the order of names. */
async function associationDocuments(
  { store }: ConfigurationDeps,
  named: Named,
  { id }: JiraSiteRow,
): Promise<AssociationDocument[]> {
  const integrations = new Map([...named.integrations.values()].map((each) => [each.id, each]));
  const repositories = new Map(named.allRepositories.map((each) => [each.id, each]));
  const associations = await store.associations.list(id);
  const places = Map.groupBy(associations, (each) => `${each.integrationId}/${each.repositoryId ?? ''}`);
  return [...places.values()]
    .flatMap((granted): readonly AssociationDocument[] => {
      const [first] = granted;
      const integration = first && integrations.get(first.integrationId);
      if (first === undefined || integration === undefined) return [];
      const grants = grantsDocument(grantsOf(granted));
      if (first.repositoryId === undefined) return [{ integration: integration.name, grants }];
      const repository = repositories.get(first.repositoryId);
      if (repository === undefined) return [];
      repositoryNamed(named, integration, repository.name);
      return [{ integration: integration.name, repository: repository.name, grants }];
    })
    .toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

function nameOf({ integration, repository = '' }: AssociationDocument): string {
  return `${integration}\n${repository}`;
}

/** Projects in the order of their keys. */
export function grantsDocument(grants: ProjectGrants): AssociationDocument['grants'] {
  const shown = (projects: ProjectGrants['see']) => (projects === 'all' ? projects : [...projects].toSorted());
  return {
    see: shown(grants.see),
    'create-branch': shown(grants['create-branch']),
    'create-pull-request': shown(grants['create-pull-request']),
    'smart-commit': shown(grants['smart-commit']),
  };
}

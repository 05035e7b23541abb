/** Everything that can be set through the API can be said in a configuration document, or there is a reason why not. */

import { configurationSchema, routes, type Route, type RouteName } from '@branchline/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const document = configurationSchema() as Schema;
const things = document.properties ?? {};
const integration = things['integrations']?.items;
const site = things['jiraSites']?.items;

/** Where in the document the fields of a route's request are. */
const covered: Partial<Record<RouteName, Schema | undefined>> = {
  addIntegration: integration,
  editIntegration: integration,
  saveRepositoryChoice: integration?.properties?.['repositoryChoice'],
  saveRepositoryDefaults: integration?.properties?.['repositoryDefaults'],
  saveRepositorySettings: integration?.properties?.['repositories']?.items,
  saveOAuthClient: things['oauthClients']?.items,
  addJiraSite: site,
  replaceJiraOAuth: site?.properties?.['oauth'],
  replaceJiraAccount: site?.properties?.['account'],
  registerForgeApp: site?.properties?.['forgeApp'],
  switchSink: site?.properties?.['forgeApp'],
  saveJiraPeopleSettings: site,
  saveSmartCommitSettings: site?.properties?.['projects']?.items,
  saveProjectSettings: site?.properties?.['projects']?.items,
  saveAssociation: site?.properties?.['associations']?.items,
  addIdentityProvider: things['identityProviders']?.items,
  changeIdentityProvider: things['identityProviders']?.items,
  addAccount: things['accounts']?.items,
  changeAccount: things['accounts']?.items,
  saveBranchNames: things['installation']?.properties?.['branchNames'],
  saveRetention: things['installation']?.properties?.['retention'],
  saveMailSettings: things['installation']?.properties?.['mail'],
};

/** Fields that a document says in other words, or that nobody can say in one. */
const said: Readonly<Record<string, string>> = {
  'addIntegration pending': 'comes through a browser',
  'addIntegration repositories': 'repositoryChoice',
  'editIntegration pending': 'comes through a browser',
  'addJiraSite clientId': 'oauth.clientId',
  'addJiraSite clientSecret': 'oauth.clientSecret',
  'saveAssociation integrationId': 'integration',
  'saveAssociation repositoryId': 'repository',
  'saveAssociation projects': 'grants, which say the same',
  'saveAssociation actions': 'grants, which say the same',
  'saveSmartCommitSettings settings': 'smartCommits',
};

/** Routes that set something and are no configuration. */
const others: Partial<Record<RouteName, string>> = {
  choosePassword: 'a password is its owner’s',
  changeOwnPassword: 'a password is its owner’s',
  confirmSecondFactor: 'a second factor is its owner’s',
  savePersonalConnection: 'a token is its owner’s',
  saveSmartCommitMails: 'what a person wants',
};

function fieldsOf(schema: Schema | undefined): readonly string[] {
  if (schema === undefined) return [];
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [...new Set([...Object.keys(schema.properties ?? {}), ...parts.flatMap(fieldsOf)])];
}

const requests = Object.entries(routes as Readonly<Record<string, Route>>).flatMap(([name, { request }]) =>
  request === undefined || !(name in covered)
    ? []
    : fieldsOf(z.toJSONSchema(request, { io: 'input', unrepresentable: 'any' }) as Schema).map((field) => ({
        name,
        field,
      })),
);

it.each(requests)('$name: $field is in the document', ({ name, field }) => {
  const place = fieldsOf(covered[name as RouteName]);
  if (`${name} ${field}` in said) return;
  expect(place).toContain(field);
});

it('knows of every route that changes something that stays', () => {
  const changing = Object.entries(routes as Readonly<Record<string, Route>>)
    .filter(([, { method, access }]) => ['PUT', 'PATCH'].includes(method) && access !== 'viewer' && access !== 'open')
    .map(([name]) => name);
  expect(changing.filter((name) => !(name in covered) && !(name in others))).toEqual([]);
});

it('has no exception that is none any more', () => {
  const known = new Set(requests.map(({ name, field }) => `${name} ${field}`));
  expect(Object.keys(said).filter((name) => !known.has(name))).toEqual([]);
  expect(Object.keys(others).filter((name) => !(name in routes))).toEqual([]);
});

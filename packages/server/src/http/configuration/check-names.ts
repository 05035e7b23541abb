/** Refuses documents in which two things have the same name: one of them would undo the other. */

import type { Configuration } from '@branchline/contract';
import { invalidRequest } from '../problems.ts';
import { siteUrlOf } from './place.ts';

/** @throws ProblemError naming the first such thing */
export function checkNames({
  integrations = [],
  jiraSites = [],
  identityProviders = [],
  accounts = [],
}: Configuration): void {
  refuseTwice('integrations', integrations, ({ name }) => name);
  refuseTwice('jiraSites', jiraSites, ({ siteUrl }) => siteUrlOf(siteUrl));
  refuseTwice('identityProviders', identityProviders, ({ name }) => name);
  refuseTwice('accounts', accounts, ({ login }) => login.toLowerCase());
  for (const { name, repositories = [] } of integrations) {
    refuseTwice(`repositories of ${name}`, repositories, (repository) => repository.name);
  }
  for (const { siteUrl, projects = [], associations = [] } of jiraSites) {
    refuseTwice(`projects of ${siteUrl}`, projects, ({ project }) => project);
    refuseTwice(`associations of ${siteUrl}`, associations, ({ integration, repository = '' }) =>
      `${integration} ${repository}`.trim(),
    );
  }
}

function refuseTwice<Thing>(where: string, things: readonly Thing[], nameOf: (thing: Thing) => string): void {
  const known = new Set<string>();
  for (const thing of things) {
    const name = nameOf(thing);
    if (known.has(name)) throw invalidRequest(`"${name}" is twice among the ${where}. Each name may be there once.`);
    known.add(name);
  }
}

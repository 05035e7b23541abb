/** The words of a plan: one sentence for each change. */

import type { ConfigurationChange } from '@branchline/contract';
import type { Unit } from './unit.ts';

const kinds: Readonly<Record<Unit['kind'], string>> = {
  installation: 'the settings of the installation',
  'oauth-client': 'the OAuth client',
  integration: 'the integration',
  repository: 'the repository',
  'jira-site': 'the Jira site',
  project: 'the project',
  association: 'the association of',
  'identity-provider': 'the identity provider',
  account: 'the account',
};

/** `1 repository`, `12 repositories`. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `Change the integration "Code": mode, settings.url.` */
export function sentenceOf({ kind, name, action, differences, inNumbers }: Unit): string {
  const thing = kind === 'installation' ? `${kinds[kind]}, ${name}` : `${kinds[kind]} "${name}"`;
  const paths = differences.map(({ path }) => path).join(', ');
  switch (action) {
    case 'add':
      return `Add ${thing}.`;
    case 'change':
      return `Change ${thing}: ${paths}.`;
    case 'remove':
      return `Remove ${thing}${inNumbers === '' ? '' : ` with ${inNumbers}`}.`;
    case 'wait':
      return `Wait for ${thing}: it has not been found yet.`;
  }
}

/** As the contract has it. */
export function presentUnit(unit: Unit): ConfigurationChange {
  const { kind, name, action, differences, problem } = unit;
  return {
    kind,
    name,
    action,
    words: sentenceOf(unit),
    differences: differences.map((each) => ({ ...each })),
    problem: problem ?? null,
  };
}

/**
 * Holds a manifest to the rules of Forge that we know, so that it fails here and not half-way through a deployment.
 *
 * Sources: Atlassian's manifest reference (limits of keys, modules, size, addresses) and what its validator let pass
 * although it cannot work: a missing scope for the tokens that a server is to be handed.
 */

import type { Manifest, ManifestEndpoint, ManifestModule, ManifestValue } from './manifest.ts';
import { yamlOf } from './yaml.ts';

/** Atlassian's limits: bytes of a manifest, modules in it, characters of some keys, characters of an address. */
const limits = { bytes: 200 * 1024, modules: 100, shortKey: 23, url: 255, indexedValues: 100, schedules: 5 } as const;

/** Modules that one app may have only once. */
const single = ['jira:globalPage', 'jira:adminPage', 'jira:personalSettingsPage', 'jira:projectPage'];

/** Scopes without which a module of this kind cannot work. */
const scopesOfModules: Readonly<Record<string, readonly string[]>> = {
  'jira:entityProperty': ['write:jira-work'],
  'jira:jqlFunction': ['read:jira-work'],
};

/** Scopes without which an event of this kind never arrives. */
const scopesOfEvents: Readonly<Record<string, readonly string[]>> = {
  'avi:jira:': ['read:jira-work'],
};

/** Everything wrong with it, in words; empty when nothing is. */
export function checkManifest(manifest: Manifest): readonly string[] {
  return [
    ...keyProblems(manifest),
    ...countProblems(manifest),
    ...referenceProblems(manifest),
    ...scopeProblems(manifest),
    ...remoteProblems(manifest),
    ...providerProblems(manifest),
  ];
}

function modulesOf(manifest: Manifest): readonly ManifestModule[] {
  return Object.values(manifest.modules).flat();
}

function endpointsOf(manifest: Manifest): readonly ManifestEndpoint[] {
  return (manifest.modules['endpoint'] ?? []) as readonly ManifestEndpoint[];
}

function keyProblems(manifest: Manifest): readonly string[] {
  const short = [...endpointsOf(manifest), ...(manifest.remotes ?? []), ...manifest.resources].map(({ key }) => key);
  const keys = modulesOf(manifest).map(({ key }) => key);
  return [
    ...repeated(keys).map((key) => `Two modules are called "${key}": keys of modules are one namespace.`),
    ...keys
      .filter((key) => !/^[a-zA-Z0-9_-]+$/u.test(key))
      .map((key) => `"${key}" is no key: letters, digits, - and _.`),
    ...short
      .filter((key) => key.length > limits.shortKey)
      .map((key) => `The key "${key}" has ${key.length} characters; ${limits.shortKey} are allowed.`),
  ];
}

function repeated(keys: readonly string[]): readonly string[] {
  return [...new Set(keys.filter((key, place) => keys.indexOf(key) !== place))];
}

function countProblems(manifest: Manifest): readonly string[] {
  const bytes = new TextEncoder().encode(yamlOf(manifest as unknown as ManifestValue)).length;
  const modules = modulesOf(manifest).length;
  const values = (manifest.modules['jira:entityProperty'] ?? []).flatMap(({ values: indexed }) =>
    Array.isArray(indexed) ? indexed : [],
  );
  const schedules = manifest.modules['scheduledTrigger'] ?? [];
  return [
    ...(bytes > limits.bytes ? [`The manifest has ${bytes} bytes; ${limits.bytes} are allowed.`] : []),
    ...(modules > limits.modules ? [`There are ${modules} modules; ${limits.modules} are allowed.`] : []),
    ...(values.length > limits.indexedValues
      ? [`There are ${values.length} indexed values; ${limits.indexedValues} are allowed.`]
      : []),
    ...(schedules.length > limits.schedules
      ? [`There are ${schedules.length} scheduled triggers; ${limits.schedules} are allowed.`]
      : []),
    ...single
      .filter((kind) => (manifest.modules[kind] ?? []).length > 1)
      .map((kind) => `An app may have one ${kind} only.`),
  ];
}

/** Endpoints, remotes, functions and resources that are named but not there. */
function referenceProblems(manifest: Manifest): readonly string[] {
  const keysOf = (parts: readonly { readonly key: string }[]) => new Set(parts.map(({ key }) => key));
  const there: Readonly<Record<string, ReadonlySet<string>>> = {
    endpoint: keysOf(endpointsOf(manifest)),
    remote: keysOf(manifest.remotes ?? []),
    function: keysOf(manifest.modules['function'] ?? []),
    resource: keysOf(manifest.resources),
  };
  return modulesOf(manifest).flatMap((module) =>
    referencesIn(module).flatMap(([kind, name]) =>
      there[kind]?.has(name) === true ? [] : [`"${module.key}" names the ${kind} "${name}", which is not there.`],
    ),
  );
}

function referencesIn(module: ManifestModule): readonly (readonly [string, string])[] {
  const resolver = (module['resolver'] ?? {}) as Readonly<Record<string, ManifestValue>>;
  return ['endpoint', 'remote', 'function', 'resource'].flatMap((kind) =>
    [module[kind], resolver[kind]].filter((name) => typeof name === 'string').map((name) => [kind, name] as const),
  );
}

function scopeProblems(manifest: Manifest): readonly string[] {
  const given = new Set(Object.keys(manifest.permissions.scopes));
  return neededScopes(manifest)
    .filter(({ scope }) => !given.has(scope))
    .map(({ scope, because }) => `The scope ${scope} is missing: ${because}.`);
}

function neededScopes(manifest: Manifest): readonly { readonly scope: string; readonly because: string }[] {
  const events = (manifest.modules['trigger'] ?? []).flatMap(({ events: names }) =>
    Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [],
  );
  return [
    ...endpointsOf(manifest).flatMap(({ key, auth }) =>
      (['System', 'User'] as const)
        .filter((whose) => wantsToken(auth, `app${whose}Token`))
        .map((whose) => ({
          scope: `read:app-${whose.toLowerCase()}-token`,
          because: `without it no such token reaches the endpoint "${key}"`,
        })),
    ),
    ...Object.entries(scopesOfModules).flatMap(([kind, scopes]) =>
      (manifest.modules[kind] ?? []).length === 0
        ? []
        : scopes.map((scope) => ({ scope, because: `the module ${kind} needs it` })),
    ),
    ...Object.entries(scopesOfEvents).flatMap(([prefix, scopes]) =>
      events
        .filter((name) => name.startsWith(prefix))
        .flatMap((name) => scopes.map((scope) => ({ scope, because: `the event ${name} needs it` }))),
    ),
  ];
}

function wantsToken(auth: ManifestValue, name: string): boolean {
  const token = (auth as Readonly<Record<string, { readonly enabled?: boolean }>> | undefined)?.[name];
  return token?.enabled === true;
}

function remoteProblems(manifest: Manifest): readonly string[] {
  return (manifest.remotes ?? []).flatMap(({ key, baseUrl, operations, storage }) => [
    ...(baseUrl.startsWith('https://') ? [] : [`The remote "${key}" is not reached by https: ${baseUrl}.`]),
    ...(operations.includes('storage') && storage === undefined
      ? [`The remote "${key}" stores something and does not say whether it is end users' data.`]
      : []),
  ]);
}

/** Addresses of providers are short and absolute; Jira fills in what stands in braces. */
function providerProblems(manifest: Manifest): readonly string[] {
  return (manifest.modules['devops:developmentInfoProvider'] ?? []).flatMap((module) => {
    const actions = (module['actions'] ?? {}) as Readonly<Record<string, { readonly urlTemplate?: string }>>;
    const addresses = [
      ['homeUrl', typeof module['homeUrl'] === 'string' ? module['homeUrl'] : ''],
      ...Object.entries(actions).map(([action, { urlTemplate = '' }]) => [`urlTemplate of ${action}`, urlTemplate]),
    ] as const;
    return addresses.flatMap(([name = '', address = '']) => [
      ...(address.startsWith('https://') ? [] : [`The ${name} of "${module.key}" is no https address: "${address}".`]),
      ...(address.length > limits.url
        ? [`The ${name} of "${module.key}" has ${address.length} characters; ${limits.url} are allowed.`]
        : []),
      ...[...address.matchAll(/\{([^}]*)\}/gu)]
        .filter(([, word = '']) => !['issue.key', 'issue.summary'].includes(word))
        .map(([word]) => `The ${name} of "${module.key}" holds ${word}, which Jira does not fill in.`),
    ]);
  });
}

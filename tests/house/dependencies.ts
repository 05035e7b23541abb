/** Rules about outside packages: who is named, under which licence, and that the lock file names no registry. */

import { posix } from 'node:path';
import { resolveImport } from './floors.ts';
import { type HouseFile, isTypeScript, servesTests, type Violation } from './repository-files.ts';
import { importsOf, syntaxOf } from './syntax.ts';

interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Dependency {
  readonly name: string;
  readonly version: string;
  /** The package.json that names it. */
  readonly namedIn: string;
  /** A platform package: only the one for this machine is installed. */
  readonly optional: boolean;
  /** Never shipped. */
  readonly forDevelopment: boolean;
}

/** Licences that ask for no more than a notice. */
const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Unlicense',
]);

/** Tools of the tests under a licence that binds whoever ships or changes them; we do neither. */
const neverShipped: Readonly<Record<string, string>> = { 'axe-core': 'MPL-2.0' };

/** Every outside package named in any package.json of the repository. */
export function dependenciesOf(files: readonly HouseFile[]): readonly Dependency[] {
  return files
    .filter(({ path }) => /^(packages\/[^/]+\/)?package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const { dependencies, devDependencies, peerDependencies, optionalDependencies } = JSON.parse(text) as PackageFile;
      const kinds = [
        { named: { ...dependencies, ...peerDependencies }, optional: false, forDevelopment: false },
        { named: { ...devDependencies }, optional: false, forDevelopment: true },
        { named: { ...optionalDependencies }, optional: true, forDevelopment: false },
      ];
      return kinds.flatMap(({ named, ...kind }) =>
        Object.entries(named).map(([name, version]) => ({ name, version, namedIn: path, ...kind })),
      );
    })
    .filter(({ name }) => !name.startsWith('@branchline/'));
}

/** A range would let two machines install two things. */
export function versionViolations(dependencies: readonly Dependency[]): readonly Violation[] {
  return dependencies
    .filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(({ name, version, namedIn }) => ({
      path: namedIn,
      problem: `names ${name} as ${version}`,
      rule: 'versions are exact',
    }));
}

/**
 * Every installed dependency has a licence from the list.
 * @param licenceOf the `license` field of the installed package, undefined when it is not installed
 */
export function licenceViolations(
  dependencies: readonly Dependency[],
  licenceOf: (dependency: Dependency) => string | undefined,
): readonly Violation[] {
  return dependencies.flatMap((dependency) => {
    const licence = licenceOf(dependency);
    if (licence === undefined && dependency.optional) return [];
    if (licence !== undefined && isAllowed(licence)) return [];
    if (dependency.forDevelopment && licence !== undefined && neverShipped[dependency.name] === licence) return [];
    return [
      {
        path: dependency.namedIn,
        problem: `names ${dependency.name}, whose licence is ${licence ?? 'unknown'}`,
        rule: `licences: ${[...allowedLicences].join(', ')}`,
      },
    ];
  });
}

function isAllowed(licence: string): boolean {
  const choices = licence.replaceAll(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((part) => allowedLicences.has(part)));
}

/** Packages under licences we do not take, imported by our pages and fetched by whoever builds those: package and importer. */
const broughtByOthers: Readonly<Record<string, string>> = {
  '@forge/bridge': 'packages/forge-app/package.json',
};

/**
 * Whoever imports a package at run time names it in its own package.json; that it happens to be installed is not enough.
 * Tests and settings of tools may use what any package names: they never leave the repository.
 */
export function undeclaredViolations(files: readonly HouseFile[]): readonly Violation[] {
  const declared = dependenciesOf(files);
  return files
    .filter((file) => isTypeScript(file) && file.path.startsWith('packages/'))
    .flatMap((file) => {
      const home = posix.join(...file.path.split('/').slice(0, 2), 'package.json');
      const mayUseAny = servesTests(file.path) || !file.path.includes('/src/');
      return importsOf(syntaxOf(file)).flatMap(({ from, line }) => {
        const target = resolveImport(file.path, from);
        if ('path' in target || target.package.includes(':') || broughtByOthers[target.package] === home) return [];
        const isDeclared = declared.some(
          ({ name, namedIn }) => name === target.package && (mayUseAny || namedIn === home),
        );
        if (isDeclared) return [];
        const problem = `imports ${target.package}, which ${home} does not name`;
        return [{ path: file.path, line, problem, rule: 'a package names what it imports' }];
      });
    });
}

/** The lock file is the same whichever registry the packages came from. */
export function registryViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => path === 'package-lock.json' || path.endsWith('.npmrc'))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const found = /"resolved":\s*"[a-z+]+:\/\/|^\s*(@[\w-]+:)?registry\s*=|_authToken|^\/\//.exec(line);
        if (found === null) return [];
        return [{ path, line: index + 1, problem: 'names a registry', rule: 'no file names a registry host' }];
      }),
    );
}

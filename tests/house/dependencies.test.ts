import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Dependency,
  dependenciesOf,
  licenceViolations,
  registryViolations,
  undeclaredViolations,
  versionViolations,
} from './dependencies.ts';
import { inWords, repositoryFiles, textOf } from './repository-files.ts';

function installedLicence({ name, namedIn }: Dependency): string | undefined {
  const text =
    textOf(`${dirname(namedIn)}/node_modules/${name}/package.json`) ?? textOf(`node_modules/${name}/package.json`);
  if (text === undefined) return undefined;
  // Old packages list their licences as objects.
  const { license, licenses } = JSON.parse(text) as { license?: string; licenses?: readonly { type: string }[] };
  return license ?? licenses?.map(({ type }) => type).join(' OR ');
}

describe('dependencies', () => {
  const files = repositoryFiles();
  const dependencies = dependenciesOf(files);

  it('have exact versions', () => {
    expect(inWords(versionViolations(dependencies))).toEqual([]);
  });

  it('have licences from the list', () => {
    expect(inWords(licenceViolations(dependencies, installedLicence))).toEqual([]);
  });

  it('are named where they are imported', () => {
    expect(inWords(undeclaredViolations(files))).toEqual([]);
  });

  it('come from no registry in particular', () => {
    expect(inWords(registryViolations(files))).toEqual([]);
  });

  it('of the server at run time are few', () => {
    const ofServer = dependenciesOf(files.filter(({ path }) => path === 'packages/server/package.json'));
    const text = textOf('packages/server/package.json') ?? '{}';
    const atRunTime = (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies;
    expect(ofServer.filter(({ name }) => Object.hasOwn(atRunTime, name)).length).toBeLessThanOrEqual(22);
  });
});

describe('the check of dependencies', () => {
  const one: Dependency = {
    name: 'some-package',
    version: '1.0.0',
    namedIn: 'package.json',
    optional: false,
    forDevelopment: false,
  };

  it('reads all kinds, and not our own', () => {
    const text = JSON.stringify({
      dependencies: { a: '1.0.0', '@branchline/domain': '0.1.0' },
      devDependencies: { b: '1.0.0' },
      optionalDependencies: { c: '1.0.0' },
      peerDependencies: { d: '1.0.0' },
    });
    const found = dependenciesOf([{ path: 'packages/web/package.json', text }]);
    expect(found.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each(['GPL-3.0', 'MIT AND GPL-2.0', 'SEE LICENSE IN LICENSE', undefined])('refuses the licence %s', (licence) => {
    expect(licenceViolations([one], () => licence)).toHaveLength(1);
  });

  it.each(['MIT', '(MIT OR GPL-3.0)', 'Apache-2.0 AND MIT'])('takes the licence %s', (licence) => {
    expect(licenceViolations([one], () => licence)).toEqual([]);
  });

  it('asks nothing of a platform package that is not installed', () => {
    expect(licenceViolations([{ ...one, optional: true }], () => undefined)).toEqual([]);
    const axe = { ...one, name: 'axe-core' };
    expect(licenceViolations([{ ...axe, forDevelopment: true }], () => 'MPL-2.0')).toEqual([]);
    expect(licenceViolations([axe], () => 'MPL-2.0')).toHaveLength(1);
    expect(licenceViolations([{ ...one, forDevelopment: true }], () => 'MPL-2.0')).toHaveLength(1);
  });

  it.each(['^1.0.0', '~1.0.0', '*', 'latest', '>=1'])('refuses the version %s', (version) => {
    expect(versionViolations([{ ...one, version }])).toHaveLength(1);
  });

  it.each([
    ['packages/web/src/a.ts', 'pg', false],
    ['packages/web/src/a.ts', 'react-dom/client', true],
    ['packages/web/src/a.ts', 'vitest', false],
    ['packages/web/src/a.test.ts', 'vitest', true],
    ['packages/web/src/a.test.ts', 'pg', false],
    ['packages/web/src/a.ts', 'node:fs', true],
    ['packages/web/src/a.ts', './b.ts', true],
  ])('%s may import %s by what package.json names: %s', (path, from, may) => {
    const found = undeclaredViolations([
      { path: 'package.json', text: '{"devDependencies":{"vitest":"1.0.0"}}' },
      { path: 'packages/web/package.json', text: '{"dependencies":{"react-dom":"1.0.0"}}' },
      { path, text: `import '${from}';` },
    ]);
    expect(found.length === 0).toBe(may);
  });

  it.each([
    ['package-lock.json', '"resolved": "https://registry.example.org/a.tgz",'],
    ['.npmrc', 'registry=https://registry.example.org/'],
  ])('refuses a registry in %s', (path, text) => {
    expect(registryViolations([{ path, text }])).toHaveLength(1);
  });
});

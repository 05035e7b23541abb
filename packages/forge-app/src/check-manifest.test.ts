import { describe, expect, it } from 'vitest';
import { unregisteredAppId } from './app-id.ts';
import { checkManifest } from './check-manifest.ts';
import { forgeManifest } from './forge-manifest.ts';
import type { Manifest } from './manifest.ts';

const serverUrl = 'https://git.example.com';

function manifest(changes: (whole: Manifest) => Partial<Manifest> = () => ({})): Manifest {
  const whole = forgeManifest({ appId: unregisteredAppId, serverUrl, sink: 'oauth' });
  return { ...whole, ...changes(whole) };
}

/** The manifest with other modules of one kind. */
function withModules(kind: string, modules: Manifest['modules'][string]): Manifest {
  return manifest((whole) => ({ modules: { ...whole.modules, [kind]: modules } }));
}

function withoutScope(scope: string): Manifest {
  return manifest(({ permissions }) => {
    const scopes = Object.fromEntries(Object.entries(permissions.scopes).filter(([name]) => name !== scope));
    return { permissions: { scopes } };
  });
}

describe('checkManifest', () => {
  it.each(['oauth', 'forge'] as const)('has nothing against what we render with the sink %s', (sink) => {
    expect(checkManifest(forgeManifest({ appId: unregisteredAppId, serverUrl, sink }))).toEqual([]);
  });

  it('finds keys that two modules have, of whatever kind', () => {
    const problems = checkManifest(withModules('function', [{ key: 'tick', handler: 'index.run' }]));
    expect(problems).toEqual(['Two modules are called "tick": keys of modules are one namespace.']);
  });

  it('finds keys of a wrong form', () => {
    expect(checkManifest(withModules('function', [{ key: 'a b' }]))).toEqual([
      '"a b" is no key: letters, digits, - and _.',
    ]);
  });

  it('counts the characters of keys of endpoints, remotes and resources, and of no others', () => {
    const long = 'x'.repeat(24);
    const endpoints = manifest().modules['endpoint'] ?? [];
    expect(checkManifest(withModules('endpoint', [...endpoints, { key: long, remote: 'branchline' }]))).toEqual([
      `The key "${long}" has 24 characters; 23 are allowed.`,
    ]);
    expect(
      checkManifest(withModules('endpoint', [...endpoints, { key: long.slice(1), remote: 'branchline' }])),
    ).toEqual([]);
    expect(checkManifest(withModules('webtrigger', [{ key: long }]))).toEqual([]);
  });

  it.each([
    ['endpoint', { key: 'a', endpoint: 'gone' }],
    ['endpoint', { key: 'a', resolver: { endpoint: 'gone' } }],
    ['remote', { key: 'a', remote: 'gone' }],
    ['function', { key: 'a', resolver: { function: 'gone' } }],
    ['resource', { key: 'a', resource: 'gone' }],
  ])('finds a named %s that is not there', (kind, module) => {
    expect(checkManifest(withModules('jira:globalPage', [module]))).toEqual([
      `"a" names the ${kind} "gone", which is not there.`,
    ]);
  });

  it.each([
    ['read:app-system-token', 'without it no such token reaches the endpoint'],
    ['read:app-user-token', 'without it no such token reaches the endpoint "server"'],
    ['read:jira-work', 'the event avi:jira:created:issue needs it'],
    ['write:jira-work', 'the module jira:entityProperty needs it'],
  ])('finds that the scope %s is missing', (scope, because) => {
    const problems = checkManifest(withoutScope(scope));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((words) => words.startsWith(`The scope ${scope} is missing`))).toBe(true);
    expect(problems.join('\n')).toContain(because);
  });

  it('wants remotes by https, and to say what they store', () => {
    const remote = { key: 'branchline', baseUrl: 'http://git.example.com', operations: ['storage'] };
    expect(checkManifest(manifest(() => ({ remotes: [remote] })))).toEqual([
      'The remote "branchline" is not reached by https: http://git.example.com.',
      'The remote "branchline" stores something and does not say whether it is end users\' data.',
    ]);
  });

  it('measures the address for new branches and knows what Jira fills in', () => {
    const provider = (urlTemplate: string) =>
      withModules('devops:developmentInfoProvider', [
        { key: 'development', homeUrl: serverUrl, actions: { createBranch: { urlTemplate } } },
      ]);
    const start = `${serverUrl}/?i={issue.key}&x=`;
    expect(checkManifest(provider(start.padEnd(255, 'x')))).toEqual([]);
    expect(checkManifest(provider(start.padEnd(256, 'x')))).toEqual([
      'The urlTemplate of createBranch of "development" has 256 characters; 255 are allowed.',
    ]);
    expect(checkManifest(provider(`${serverUrl}/{issue.type}`))).toEqual([
      'The urlTemplate of createBranch of "development" holds {issue.type}, which Jira does not fill in.',
    ]);
    expect(checkManifest(provider('/relative'))).toEqual([
      'The urlTemplate of createBranch of "development" is no https address: "/relative".',
    ]);
  });

  it('counts modules, bytes, indexed values and schedules', () => {
    const many = (count: number) => Array.from({ length: count }, (_, number) => ({ key: `key-${number}` }));
    const already = Object.values(manifest().modules).flat().length;
    expect(checkManifest(withModules('webtrigger', many(100 - already)))).toEqual([]);
    expect(checkManifest(withModules('webtrigger', many(101 - already)))).toEqual([
      'There are 101 modules; 100 are allowed.',
    ]);
    expect(checkManifest(withModules('webtrigger', [{ key: 'a', about: 'x'.repeat(210_000) }]))).toEqual([
      expect.stringMatching(/^The manifest has 2\d{5} bytes; 204800 are allowed\.$/),
    ]);
    const values = many(101).map(({ key }) => ({ path: key, type: 'number' }));
    expect(checkManifest(withModules('jira:entityProperty', [{ key: 'a', values }]))).toEqual([
      'There are 101 indexed values; 100 are allowed.',
    ]);
    expect(checkManifest(withModules('scheduledTrigger', many(6)))).toEqual([
      'There are 6 scheduled triggers; 5 are allowed.',
    ]);
  });

  it('knows what an app may have only once', () => {
    expect(checkManifest(withModules('jira:adminPage', [{ key: 'a' }, { key: 'b' }]))).toEqual([
      'An app may have one jira:adminPage only.',
    ]);
  });
});

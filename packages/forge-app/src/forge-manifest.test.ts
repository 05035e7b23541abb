import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unregisteredAppId } from './app-id.ts';
import { forgeManifest } from './forge-manifest.ts';
import { moduleKeys, pageModuleOf } from './module-keys.ts';
import { renderedFiles } from './rendered-files.ts';

const serverUrl = 'https://git.example.com';
const options = { appId: unregisteredAppId, serverUrl } as const;

describe('forgeManifest', () => {
  it('stands in every place the page knows, and the page knows every place', () => {
    const { modules } = forgeManifest({ ...options, sink: 'oauth' });
    const shown = Object.values(modules)
      .flat()
      .filter(({ resource }) => resource !== undefined)
      .map(({ key }) => key);
    expect(shown.toSorted()).toEqual(Object.values(moduleKeys).toSorted());
    expect(shown.map(pageModuleOf)).not.toContain(undefined);
    expect(pageModuleOf('something-else')).toBeUndefined();
  });

  it('asks for three scopes more when development information goes by Forge', () => {
    const scopesWith = (sink: 'oauth' | 'forge') => Object.keys(forgeManifest({ ...options, sink }).permissions.scopes);
    expect(scopesWith('oauth')).toEqual([
      'read:app-system-token',
      'read:app-user-token',
      'read:jira-work',
      'write:jira-work',
      'read:jira-user',
    ]);
    expect(scopesWith('forge').filter((scope) => !scopesWith('oauth').includes(scope))).toEqual([
      'read:dev-info:jira',
      'write:dev-info:jira',
      'delete:dev-info:jira',
    ]);
  });

  it('acts for absent people only on issues', () => {
    const { scopes } = forgeManifest({ ...options, sink: 'forge' }).permissions;
    const impersonated = Object.keys(scopes).filter((scope) => scopes[scope]?.allowImpersonation === true);
    expect(impersonated).toEqual(['read:jira-work', 'write:jira-work']);
  });
});

describe('renderedFiles', () => {
  it('says what is wrong instead of rendering something that cannot be deployed', () => {
    const long = renderedFiles({ ...options, serverUrl: `https://${'x'.repeat(240)}.example.com`, sink: 'oauth' });
    expect(long).toEqual({ problems: expect.arrayContaining([expect.stringContaining('255 are allowed')]) });
  });

  it("leaves Atlassian's bridge to whoever builds the app, in one exact version", () => {
    const rendered = renderedFiles({ ...options, sink: 'oauth' });
    if ('problems' in rendered) throw new Error(rendered.problems.join('\n'));
    const { dependencies } = JSON.parse(rendered.files['package.json'] ?? '') as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    expect(dependencies).toEqual({ '@forge/bridge': expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown });
  });
});

interface Validator {
  readonly ValidationTypes: Readonly<Record<string, unknown>>;
  readonly ProcessorBuilder: {
    instance(): {
      withValidation(type: unknown): {
        build(): { process(path: string): Promise<{ readonly errors: readonly unknown[] }> };
      };
    };
  };
}

/** Atlassian's own validator is no dependency of ours: `npm install --no-save @forge/manifest` brings it for this test. */
function atlassianValidator(): Validator | undefined {
  try {
    return createRequire(import.meta.url)('@forge/manifest') as Validator;
  } catch {
    return undefined;
  }
}

const validator = atlassianValidator();

describe.skipIf(validator === undefined)("Atlassian's validator (needs @forge/manifest to be installed)", () => {
  it.each(['oauth', 'forge'] as const)('has nothing against the manifest with the sink %s', async (sink) => {
    if (validator === undefined) throw new Error('skipped');
    const folder = await mkdtemp(join(tmpdir(), 'forge-manifest-'));
    const before = process.cwd();
    try {
      const rendered = renderedFiles({ ...options, sink });
      if ('problems' in rendered) throw new Error(rendered.problems.join('\n'));
      await writeFile(join(folder, 'manifest.yml'), rendered.files['manifest.yml'] ?? '');
      process.chdir(folder);
      for (const type of Object.values(validator.ValidationTypes)) {
        const { errors } = await validator.ProcessorBuilder.instance()
          .withValidation(type)
          .build()
          .process('./manifest.yml');
        // It looks for the built page too, which is not what is tested here.
        expect(errors.filter((error) => !JSON.stringify(error).includes('static/page'))).toEqual([]);
      }
    } finally {
      process.chdir(before);
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** The files of a rendered app besides the built page: what an operator hands to Atlassian's command line. */

import { checkManifest } from './check-manifest.ts';
import { forgeManifest, type ForgeManifestOptions } from './forge-manifest.ts';
import type { ManifestValue } from './manifest.ts';
import { yamlOf } from './yaml.ts';

/** Whatever else they hold, folders with this in their manifest are ours and may be written over. */
export const renderedMark = '# Rendered by Branchline.';

const heading = `${renderedMark} Changes here are lost when it is rendered again; the app's id is kept.
# What to do with this folder: docs/forge.md of Branchline.
`;

/**
 * Atlassian's bridge is not open source: it is fetched by whoever builds the page, and is no part of Branchline. The
 * bundler only joins the two. Versions are exact, so that two builds are the same.
 */
const pagePackage = {
  name: 'branchline-for-jira',
  version: '0.1.0',
  private: true,
  type: 'module',
  scripts: { build: 'node build.js' },
  dependencies: { '@forge/bridge': '7.2.0' },
  devDependencies: { esbuild: '0.28.2' },
};

const buildScript = `// Joins the page with Atlassian's bridge into static/page, which the manifest names.

import { cp, rm } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('static', { recursive: true, force: true });
await cp('page', 'static/page', { recursive: true });
await build({
  entryPoints: ['page/page.js'],
  outfile: 'static/page/page.js',
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
});
`;

/** What is rendered, by path; or everything that is wrong with the manifest it would make. */
export type RenderedFiles =
  | { readonly files: Readonly<Record<string, string>> }
  | { readonly problems: readonly string[] };

/** Checks the manifest, then writes everything as text. */
export function renderedFiles(options: ForgeManifestOptions): RenderedFiles {
  const manifest = forgeManifest(options);
  const problems = checkManifest(manifest);
  if (problems.length > 0) return { problems };
  return {
    files: {
      'manifest.yml': `${heading}${yamlOf(manifest as unknown as ManifestValue)}\n`,
      'package.json': `${JSON.stringify(pagePackage, undefined, 2)}\n`,
      'build.js': buildScript,
      '.gitignore': 'node_modules\nstatic\n',
    },
  };
}

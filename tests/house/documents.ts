/** Rules about what must be written down: doc comments, pages for connectors and dependencies. */

import { floorOf } from './floors.ts';
import { type HouseFile, isTestFile, isTypeScript, type Violation } from './repository-files.ts';
import { docBefore, exportsOf, syntaxOf } from './syntax.ts';

/** Exported functions, interfaces and classes of the domain and the ports say what goes in and out. */
export function docstringViolations(files: readonly HouseFile[]): readonly Violation[] {
  const told = files.filter((file) => {
    const floor = floorOf(file.path)?.name;
    return isTypeScript(file) && !isTestFile(file.path) && (floor === 'domain' || floor === 'server/ports');
  });
  return told.flatMap((file) => {
    const syntax = syntaxOf(file);
    return exportsOf(syntax)
      .filter(({ kind }) => kind === 'function' || kind === 'interface' || kind === 'class')
      .filter(({ start }) => docBefore(syntax, start) === undefined)
      .map(({ name, line }) => ({
        path: file.path,
        line,
        problem: `exports ${name} without a doc comment`,
        rule: 'exported functions, interfaces and classes of domain and ports are documented',
      }));
  });
}

/** Each source file opens by saying why it exists. Barrels and tests need not. */
export function openingViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files
    .filter((file) => isTypeScript(file) && /^(packages\/[^/]+\/src|scripts)\//.test(file.path))
    .filter(({ path }) => !isTestFile(path) && !/\/index\.tsx?$/.test(path))
    .filter(({ text }) => !/^(#!.*\n)?\s*\/\*\*/.test(text))
    .map(({ path }) => ({
      path,
      problem: 'does not say why it exists',
      rule: 'a file opens with one sentence in a doc comment',
    }));
}

const connectorFolder = /^packages\/server\/src\/adapters\/git-services\/([^/]+)\//;

/** The ids of connectors: the folders below adapters/git-services. */
export function connectorsAmong(files: readonly HouseFile[]): readonly string[] {
  return [...new Set(files.flatMap(({ path }) => connectorFolder.exec(path)?.[1] ?? []))];
}

/** Each connector has a page for the administrators of its service. */
export function connectorPageViolations(files: readonly HouseFile[]): readonly Violation[] {
  const paths = new Set(files.map(({ path }) => path));
  return connectorsAmong(files)
    .map((id) => `docs/git-services/${id}.md`)
    .filter((page) => !paths.has(page))
    .map((page) => ({ path: page, problem: 'is missing', rule: 'each connector has a page in docs/git-services' }));
}

/** Plain git has no API: there is nothing the suite could ask it. */
const withoutApi = new Set(['git']);

/** Each connector is held to what is the same for all. */
export function connectorSuiteViolations(files: readonly HouseFile[]): readonly Violation[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return connectorsAmong(files)
    .filter((id) => !withoutApi.has(id))
    .map((id) => `packages/server/src/adapters/git-services/${id}/connector.test.ts`)
    .filter((path) => !/\bdescribeGitService\(/.test(texts.get(path) ?? ''))
    .map((path) => ({
      path,
      problem: 'does not call describeGitService',
      rule: 'each connector passes the shared suite',
    }));
}

/** Where the headings of dependencies are looked for. */
const decisions = 'docs/decisions/';

/** Each outside package named in a package.json has a heading of its own among the decisions. */
export function dependencyPageViolations(
  files: readonly HouseFile[],
  dependencies: readonly string[],
): readonly Violation[] {
  const headings = files
    .filter(({ path }) => path.startsWith(decisions))
    .flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('#')));
  return dependencies
    .filter((name) => !headings.some((heading) => heading.includes(`\`${name}\``)))
    .map((name) => ({
      path: `${decisions}dependencies.md`,
      problem: `has no heading for \`${name}\``,
      rule: 'each direct dependency is explained in docs/decisions',
    }));
}

/** Comments send readers only to pages of this repository. */
export function unknownPageViolations(files: readonly HouseFile[]): readonly Violation[] {
  const pages = files.map(({ path }) => path).filter((path) => path.endsWith('.md'));
  return files.filter(isTypeScript).flatMap((file) => {
    const syntax = syntaxOf(file);
    return syntax.comments.flatMap(({ value, start }) =>
      [...value.matchAll(/[\w./<>-]+\.md\b/g)]
        .map(([page]) => page)
        .filter((page) => !page.includes('<') && !pages.some((path) => `/${path}`.endsWith(`/${page}`)))
        .map((page) => ({
          path: file.path,
          line: syntax.lineAt(start),
          problem: `sends to ${page}, which is not in this repository`,
          rule: 'comments name only pages that readers have',
        })),
    );
  });
}

/** Links from one page to another file of the repository lead somewhere. */
export function linkViolations(files: readonly HouseFile[], exists: (path: string) => boolean): readonly Violation[] {
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)].flatMap((match) => {
        const written = match[1] ?? '';
        const target = new URL(written, `file:///${path}`).pathname.slice(1);
        if (exists(decodeURIComponent(target))) return [];
        const line = text.slice(0, match.index).split('\n').length;
        return [{ path, line, problem: `links to ${written}, which is not there`, rule: 'links lead somewhere' }];
      }),
    );
}

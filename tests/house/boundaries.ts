/** Rules about what may be written where: environment, SQL, output, skipped tests, reminders, this machine. */

import { floorOf } from './floors.ts';
import { type HouseFile, isTestFile, isTypeScript, servesTests, type Violation } from './repository-files.ts';
import { literalsOf, type Syntax, syntaxOf } from './syntax.ts';

interface Found {
  readonly line: number;
  readonly problem: string;
}

/** Applies one finder to every TypeScript file it is meant for. */
function inEach(
  files: readonly HouseFile[],
  meant: (path: string) => boolean,
  rule: string,
  find: (syntax: Syntax) => readonly Found[],
): readonly Violation[] {
  return files
    .filter((file) => isTypeScript(file) && meant(file.path))
    .flatMap((file) => find(syntaxOf(file)).map((found) => ({ path: file.path, rule, ...found })));
}

/** `object.property`, as written. */
function uses(syntax: Syntax, object: string, property?: string): readonly Found[] {
  return syntax.nodes.flatMap((node) => {
    if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.object.name !== object) return [];
    const name =
      node.property.type === 'Identifier'
        ? node.property.name
        : syntax.file.text.slice(node.property.start, node.property.end);
    const word = name.replaceAll(/['"`]/g, '');
    if (property !== undefined && word !== property) return [];
    return [{ line: syntax.lineAt(node.start), problem: `says ${object}.${word}` }];
  });
}

/** They tell Vite that what they build is to be shipped, which it takes from nowhere else. */
const builders = new Set(['scripts/build-web.ts', 'scripts/build-forge-page.ts']);

/** The environment is read in one file. */
export function environmentViolations(files: readonly HouseFile[]): readonly Violation[] {
  return inEach(
    files,
    (path) => path !== 'packages/server/src/config.ts' && !servesTests(path) && !builders.has(path),
    'only packages/server/src/config.ts reads process.env',
    (syntax) => [
      ...uses(syntax, 'process', 'env'),
      ...syntax.nodes.flatMap((node) => {
        if (node.type !== 'ImportDeclaration' || !/^(node:)?process$/.test(node.source.value)) return [];
        const takesEnv = syntax.file.text.slice(node.start, node.end).match(/\benv\b/) !== null;
        return takesEnv ? [{ line: syntax.lineAt(node.start), problem: 'imports env of process' }] : [];
      }),
    ],
  );
}

/** How statements begin a line. Whoever writes SQL writes its first word in one case: "Select a file from …" is prose. */
const sqlStatements: readonly RegExp[] = [
  /^\s*(?:with\s[\s\S]+?\(\s*)?(select)\s[\s\S]*?\sfrom\s+[\w."?(]/im,
  /^\s*(insert)\s+into\s+[\w."?]/im,
  /^\s*(update)\s+[\w."?]+(?:\s+as\s+\w+|\s+\w+)?\s+set\s/im,
  /^\s*(delete)\s+from\s+[\w."?]+\s*(?:where\s|using\s|returning\s|;|$)/im,
  /^\s*(create)\s+(?:unlogged\s+|temporary\s+|temp\s+)?table\s/im,
];

function isSql(text: string): boolean {
  return sqlStatements.some((statement) => {
    const word = statement.exec(text)?.[1];
    return word !== undefined && (word === word.toLowerCase() || word === word.toUpperCase());
  });
}

/** SQL lives in the store. */
export function sqlViolations(files: readonly HouseFile[]): readonly Violation[] {
  return inEach(
    files,
    (path) => !path.startsWith('packages/server/src/adapters/store/') && !servesTests(path),
    'SQL lives in packages/server/src/adapters/store',
    (syntax) =>
      literalsOf(syntax)
        .filter(({ text }) => isSql(text))
        .map(({ line, text }) => ({ line, problem: `holds SQL: ${text.trim().slice(0, 50).replaceAll(/\s+/g, ' ')}` })),
  );
}

/** Output belongs to commands and scripts; everything else has a log. */
export function consoleViolations(files: readonly HouseFile[]): readonly Violation[] {
  return inEach(
    files,
    (path) => !path.startsWith('packages/server/src/commands/') && !path.startsWith('scripts/'),
    'only commands and scripts print; the rest logs',
    (syntax) => uses(syntax, 'console'),
  );
}

/** The issue panel shows what it is given. */
export function fetchViolations(files: readonly HouseFile[]): readonly Violation[] {
  return inEach(
    files,
    (path) => floorOf(path)?.name === 'issue-panel' && !isTestFile(path),
    'the issue panel takes props and calls back; it fetches nothing',
    (syntax) =>
      syntax.nodes.flatMap((node) => {
        const isFetch = node.type === 'Identifier' && /^(fetch|XMLHttpRequest|EventSource|WebSocket)$/.test(node.name);
        return isFetch ? [{ line: syntax.lineAt(node.start), problem: `uses ${node.name}` }] : [];
      }),
  );
}

/** A test that is left out says why, on its own line or the one before; a test that shuts out the others never stays. */
export function skippedTestViolations(files: readonly HouseFile[]): readonly Violation[] {
  return inEach(files, isTestFile, 'no .only; .skip and .todo with a comment that says why', (syntax) => {
    const reasons = new Set(
      syntax.comments.flatMap(({ start, end }) => [syntax.lineAt(start), syntax.lineAt(end) + 1]),
    );
    return ['it', 'test', 'describe'].flatMap((suite) => [
      ...uses(syntax, suite, 'only'),
      ...['skip', 'todo'].flatMap((how) => uses(syntax, suite, how)).filter(({ line }) => !reasons.has(line)),
    ]);
  });
}

/** What is unfinished belongs to an issue. */
export function reminderViolations(files: readonly HouseFile[]): readonly Violation[] {
  return inEach(
    files,
    () => true,
    'no reminders in comments: finish it, or open an issue',
    (syntax) =>
      syntax.comments
        .filter(({ value }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(value))
        .map(({ start }) => ({ line: syntax.lineAt(start), problem: 'has a reminder in a comment' })),
  );
}

// Made from pieces, so that this file does not break its own rule.
const workplace = new RegExp(String.raw`(?<![\w.@~-])/${'wo'}rk/\w`);

/** Paths of the machine somebody worked on. */
export function workplaceViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = workplace.exec(line);
      if (found === null) return [];
      const rule = 'nothing names a folder of the machine it was written on';
      return [{ path, line: index + 1, problem: `names ${found[0]}…`, rule }];
    }),
  );
}

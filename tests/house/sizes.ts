/** Keeps files and functions small enough to be read in one go. */

import { type HouseFile, isTestFile, isTypeScript, type Violation } from './repository-files.ts';
import { functionsOf, syntaxOf } from './syntax.ts';

export const linesPerFile = 300;
export const linesPerTestFile = 400;
export const linesPerFunction = 60;

/** Files that may be longer, each with its reason. Empty, and meant to stay so. */
export const longFiles: Readonly<Record<string, string>> = {};

/** Source files, styles and migrations over the limit. */
export function fileSizeViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => /\.(ts|tsx|css|sql)$/.test(path) && longFiles[path] === undefined)
    .flatMap(({ path, text }) => {
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      const limit = isTestFile(path) ? linesPerTestFile : linesPerFile;
      return lines <= limit ? [] : [{ path, problem: `has ${lines} lines`, rule: `at most ${limit} lines a file` }];
    });
}

/** Functions with a name over the limit; tests may be long stories. */
export function functionSizeViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files
    .filter((file) => isTypeScript(file) && !isTestFile(file.path))
    .flatMap((file) => functionsOf(syntaxOf(file)).map((found) => ({ path: file.path, ...found })))
    .filter(({ lines }) => lines > linesPerFunction)
    .map(({ path, line, name, lines }) => ({
      path,
      line,
      problem: `${name} has ${lines} lines`,
      rule: `at most ${linesPerFunction} lines a function`,
    }));
}

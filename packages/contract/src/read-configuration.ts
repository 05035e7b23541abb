/** Reads the text of a configuration file, with the line of whatever is wrong in it. */

import { checkConfigurationFile, type CheckedFile } from './configuration-problems.ts';

interface LineFinder {
  linePos(offset: number): { readonly line: number };
}

interface YamlDocument {
  readonly errors: readonly { readonly message: string; readonly pos: readonly [number, number] }[];
  readonly contents: unknown;
  getIn(path: readonly unknown[], keepScalar: boolean): unknown;
  toJS(options: { readonly maxAliasCount: number }): unknown;
}

/** What is used of the package `yaml`, which whoever reads brings along. */
export interface YamlTools<Lines extends LineFinder> {
  readonly LineCounter: new () => Lines;
  readonly parseDocument: (text: string, options: { lineCounter: Lines; uniqueKeys: boolean }) => YamlDocument;
}

/** JSON is YAML, too. */
export function readConfiguration<Lines extends LineFinder>(
  text: string,
  { LineCounter, parseDocument }: YamlTools<Lines>,
): CheckedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length === 0) {
    return checkConfigurationFile(valueOf(document), (path) => lineOf(document, lines, path));
  }
  const problems = document.errors.map(({ message, pos }) => ({
    path: '',
    line: lines.linePos(pos[0]).line,
    message: firstLine(message),
  }));
  return { isGood: false, problems };
}

/** More aliases than anybody writes would be a trap: they multiply. */
const aliasLimit = 100;

function valueOf(document: YamlDocument): unknown {
  return document.toJS({ maxAliasCount: aliasLimit });
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/ at line \d+, column \d+:?$/, '.');
}

/** Of the field itself, else of the nearest thing around it that is there. */
function lineOf(document: YamlDocument, lines: LineFinder, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const { range } = (node ?? {}) as { readonly range?: readonly number[] };
    const start = range?.[0];
    if (start !== undefined) return lines.linePos(start).line;
  }
  return undefined;
}

/** Finds groups of files that import each other in a circle; types count, because types are knowledge too. */

import { resolveImport } from './floors.ts';
import { type HouseFile, isTypeScript } from './repository-files.ts';
import { importsOf, syntaxOf } from './syntax.ts';

/** Each group lists the paths on one circle; a file that imports itself is a circle of one. */
export function importCycles(files: readonly HouseFile[]): readonly (readonly string[])[] {
  const graph = new Map(files.filter(isTypeScript).map((file) => [file.path, importedPaths(file)]));
  const groups: string[][] = [];
  const settled = new Set<string>();
  for (const path of graph.keys()) {
    if (settled.has(path)) continue;
    const circle = circleThrough(path, graph);
    for (const member of circle) settled.add(member);
    if (circle.length > 0) groups.push([...circle]);
  }
  return groups;
}

function importedPaths(file: HouseFile): readonly string[] {
  return importsOf(syntaxOf(file)).flatMap(({ from }) => {
    const target = resolveImport(file.path, from);
    return 'path' in target ? [target.path] : [];
  });
}

/** The shortest way from a file back to itself, or nothing. */
function circleThrough(start: string, graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    for (const next of graph.get(path) ?? []) {
      if (next === start) return wayTo(path, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, path);
      waiting.push(next);
    }
  }
  return [];
}

function wayTo(path: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const before = cameFrom.get(path);
  return before === undefined ? [path] : [...wayTo(before, cameFrom), path];
}

/** Compares every import with the table of floors. */

import { posix } from 'node:path';
import { type Floor, floors, keptTo } from './floors-table.ts';
import { type HouseFile, isTestFile, isTypeScript, servesTests, type Violation } from './repository-files.ts';
import { importsOf, syntaxOf } from './syntax.ts';

/** Where an import leads: to a file of this repository, or to an outside package. */
export type Target = { readonly path: string } | { readonly package: string };

/** Resolves an import as written in a file; our own packages lead to their front door. */
export function resolveImport(fromPath: string, written: string): Target {
  if (written.startsWith('.')) return { path: posix.join(posix.dirname(fromPath), written.split('?')[0] ?? '') };
  const own = /^@branchline\/([^/]+)(?:\/(.+))?$/.exec(written);
  if (own !== null) return { path: `packages/${own[1]}/src/${own[2] ?? 'index.ts'}` };
  if (/^(node|virtual):/.test(written)) return { package: written };
  const words = written.split('/');
  return { package: written.startsWith('@') ? words.slice(0, 2).join('/') : (words[0] ?? '') };
}

/** The floor a file is on: the one with the longest matching prefix. Undefined for tests/ and settings at the root. */
export function floorOf(path: string): Floor | undefined {
  const matches = floors.flatMap((floor) =>
    floor.where.filter((prefix) => path.startsWith(prefix)).map((prefix) => ({ floor, length: prefix.length })),
  );
  return matches.toSorted((a, b) => b.length - a.length)[0]?.floor;
}

/** Reads every import of the files given and returns those that the table does not allow. */
export function floorViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files.filter(isTypeScript).flatMap((file) => {
    const syntax = syntaxOf(file);
    return importsOf(syntax).flatMap(({ from, line }) => {
      const problem = importProblem(file.path, from);
      if (problem === undefined) return [];
      return [{ path: file.path, line, problem: `imports ${from}: ${problem}`, rule: rowFor(file.path, from) }];
    });
  });
}

function importProblem(fromPath: string, written: string): string | undefined {
  const target = resolveImport(fromPath, written);
  if ('package' in target) return packageProblem(fromPath, target.package);
  if (fromPath.startsWith('packages/') && written.startsWith('.') && packageOf(fromPath) !== packageOf(target.path)) {
    return 'another package is imported by its name, not by its path';
  }
  const floor = floorOf(fromPath);
  const other = floorOf(target.path);
  if (other === undefined) return target.path.startsWith('packages/') ? 'it is on no floor' : undefined;
  if (!mayBeImported(fromPath, floor, other)) return `${other.name} may not be imported from here`;
  if (floor === undefined || isAllowed(fromPath, target.path, floor, other)) return undefined;
  return `${floor.name} may not import ${other.name}`;
}

function mayBeImported(fromPath: string, floor: Floor | undefined, other: Floor): boolean {
  if (other.importedBy === undefined || floor === other || servesTests(fromPath)) return true;
  return floor !== undefined && other.importedBy.includes(floor.name);
}

function isAllowed(fromPath: string, targetPath: string, floor: Floor, other: Floor): boolean {
  if (isTestFile(fromPath) && (other.name === 'server/test-support' || other.name === 'jira-sandbox')) return true;
  if (floor.alsoFiles?.includes(targetPath)) return true;
  const reach = (isTestFile(fromPath) ? floor.testsReach : undefined) ?? floor.ownFolder;
  if (floor === other) return reach === 'whole floor' || targetPath.startsWith(ownFolderOf(fromPath, floor));
  return floor.mayImport.includes(other.name);
}

/** `adapters/store/`, `adapters/git-services/git/`, `features/indexing/`: one step below the floor's own prefix. */
function ownFolderOf(path: string, floor: Floor): string {
  const prefix = floor.where.filter((where) => path.startsWith(where)).toSorted((a, b) => b.length - a.length)[0] ?? '';
  const folders = path.slice(prefix.length).split('/').slice(0, -1);
  return folders[0] === undefined ? prefix : `${prefix}${folders[0]}/`;
}

function packageOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function packageProblem(fromPath: string, name: string): string | undefined {
  if (servesTests(fromPath)) return undefined;
  const keepers = keptTo[name];
  if (keepers !== undefined && !keepers.some((prefix) => fromPath.startsWith(prefix))) {
    return `${name} belongs to ${keepers.join(', ')}`;
  }
  const floor = floorOf(fromPath);
  // Settings of tools beside a package's sources (vite.config.ts) are no part of its floor.
  const isSource = /^(packages\/[^/]+\/src|scripts)\//.test(fromPath);
  if (floor === undefined || floor.packages === 'any' || !isSource) return undefined;
  const allowed = floor.packages.some((one) => one === name || (one.endsWith(':') && name.startsWith(one)));
  return allowed ? undefined : `${floor.name} does not use ${name}`;
}

function rowFor(fromPath: string, written: string): string {
  const target = resolveImport(fromPath, written);
  const other = 'path' in target ? floorOf(target.path) : undefined;
  return [floorOf(fromPath), other]
    .filter((floor) => floor !== undefined)
    .map(rowAsText)
    .join(' · ');
}

/** A row of the table as one line of text. */
export function rowAsText(floor: Floor): string {
  const packages = floor.packages === 'any' ? 'any package' : floor.packages.join(', ') || 'no package';
  const importedBy =
    floor.importedBy === undefined ? '' : `; imported by: ${floor.importedBy.join(', ') || 'tests only'}`;
  const own = floor.ownFolder === 'whole floor' ? 'itself' : 'its own folder';
  return `${floor.name} | imports: ${[own, ...floor.mayImport, ...(floor.alsoFiles ?? [])].join(', ')}; ${packages}${importedBy}`;
}

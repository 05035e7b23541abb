/** Finds the files the house tests look at, so that each rule is a plain function from files to violations. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file of the repository: its path from the root with `/`, and its text. */
export interface HouseFile {
  readonly path: string;
  readonly text: string;
}

/** A place that breaks a rule. */
export interface Violation {
  readonly path: string;
  /** From 1; undefined when the file as a whole is meant. */
  readonly line?: number;
  /** What is wrong there. */
  readonly problem: string;
  /** The rule in its own words. */
  readonly rule: string;
}

export const root = fileURLToPath(new URL('../../', import.meta.url));

const skippedFolders = new Set(['.git', '.runtime', '.branchline', 'node_modules', 'dist']);
const textEndings = /\.(ts|tsx|js|mjs|css|html|sql|json|md|sh|yml|yaml)$/;
const textNames = new Set(['branchline', 'run', 'LICENSE', '.npmrc', '.editorconfig', '.gitignore']);

function pathsBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : pathsBelow(path);
    return entry.isFile() && (textEndings.test(entry.name) || textNames.has(entry.name)) ? [path] : [];
  });
}

/** Every text file of the repository, committed or not, without what is installed or built. */
export function repositoryFiles(): readonly HouseFile[] {
  return pathsBelow('').flatMap((path) => {
    const text = textOf(path);
    return text === undefined ? [] : [{ path, text }];
  });
}

/** The text of a file of the repository, or undefined where there is none. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

export function isTypeScript(file: HouseFile): boolean {
  return /\.(ts|tsx)$/.test(file.path);
}

/** Tests, and what only tests use. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
}

/** Single files that only tests use. */
const testSettings = new Set(['vitest.config.ts', 'packages/jira-sandbox/src/test-sandbox.ts']);

/** Tests, their support and their set-up: they may reach around the doors. */
export function servesTests(path: string): boolean {
  return isTestFile(path) || path.includes('/test-support/') || testSettings.has(path);
}

/** One text per violation: `expect(inWords(violations)).toEqual([])` then says by itself what to change. */
export function inWords(violations: readonly Violation[]): readonly string[] {
  return violations.map(({ path, line, problem, rule }) => {
    const place = line === undefined ? path : `${path}:${line}`;
    return `${place} ${problem} (rule: ${rule})`;
  });
}

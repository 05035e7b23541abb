import { describe, expect, it } from 'vitest';
import { inWords, repositoryFiles } from './repository-files.ts';
import { fileSizeViolations, functionSizeViolations, longFiles } from './sizes.ts';

describe('sizes', () => {
  const files = repositoryFiles();

  it('no file is too long', () => {
    expect(inWords(fileSizeViolations(files))).toEqual([]);
  });

  it('no function is too long', () => {
    expect(inWords(functionSizeViolations(files))).toEqual([]);
  });

  it('every named exception still exists', () => {
    const paths = new Set(files.map(({ path }) => path));
    expect(Object.keys(longFiles).filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe('the check of sizes', () => {
  it.each([
    ['packages/web/src/a.tsx', 300, true],
    ['packages/web/src/a.tsx', 301, false],
    ['packages/web/src/a.css', 301, false],
    ['packages/server/src/adapters/store/migrations/0001-start.sql', 301, false],
    ['packages/web/src/a.test.tsx', 400, true],
    ['packages/web/src/a.test.tsx', 401, false],
    ['tests/journeys/git-playground.ts', 401, false],
    ['docs/operations.md', 900, true],
  ])('%s with %i lines: fine is %s', (path, lines, fine) => {
    expect(fileSizeViolations([{ path, text: '// x\n'.repeat(lines) }]).length === 0).toBe(fine);
  });

  const body = (lines: number): string => `{\n${'  step();\n'.repeat(lines - 2)}}`;
  const forms: readonly (readonly [string, (lines: number) => string])[] = [
    ['a declaration', (lines) => `export async function a() ${body(lines)}`],
    ['a bound arrow function', (lines) => `const a = () => ${body(lines)};`],
    ['a bound function', (lines) => `const a = function () ${body(lines)};`],
    ['a method', (lines) => `class A { a() ${body(lines)} }`],
    ['a property of a class', (lines) => `class A { a = () => ${body(lines)}; }`],
    ['a method of an object', (lines) => `const x = { a() ${body(lines)} };`],
    ['a property of an object', (lines) => `const x = { a: () => ${body(lines)} };`],
    ['a function in a function', (lines) => `run(() => { function a() ${body(lines)} })`],
  ];

  it.each(forms)('%s of 61 lines is too long, of 60 is not', (_form, text) => {
    const path = 'packages/domain/src/a.ts';
    expect(functionSizeViolations([{ path, text: text(60) }])).toEqual([]);
    expect(functionSizeViolations([{ path, text: text(61) }])).toMatchObject([{ problem: 'a has 61 lines' }]);
  });

  it('lets tests be long', () => {
    expect(functionSizeViolations([{ path: 'a.test.ts', text: `function a() ${body(90)}` }])).toEqual([]);
  });
});

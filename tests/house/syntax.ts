/** Reads TypeScript into what the house rules ask about: imports, functions, exports, literals, comments. */

import { type Comment, type Node, parseSync, visitorKeys } from 'oxc-parser';
import type { HouseFile } from './repository-files.ts';

export interface Syntax {
  readonly file: HouseFile;
  readonly nodes: readonly Node[];
  readonly comments: readonly Comment[];
  /** The line, from 1, of an offset in the text. */
  readonly lineAt: (offset: number) => number;
}

export interface ImportFound {
  /** As written: `./a.ts`, `@branchline/domain`, `node:fs`. */
  readonly from: string;
  readonly line: number;
}

export interface FunctionFound {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

export interface ExportFound {
  readonly name: string;
  readonly kind: 'function' | 'interface' | 'type' | 'class' | 'enum' | 'value' | 'default' | 'other';
  /** Offset of the whole export. */
  readonly start: number;
  readonly line: number;
}

const read = new WeakMap<HouseFile, Syntax>();

/** Parses a file once; throws when it is not TypeScript. */
export function syntaxOf(file: HouseFile): Syntax {
  const known = read.get(file);
  if (known !== undefined) return known;
  const { program, comments, errors } = parseSync(file.path, file.text);
  if (errors[0] !== undefined) throw new Error(`${file.path}: ${errors[0].message}`);
  const starts = [...file.text.matchAll(/\n/g)].map((match) => match.index + 1);
  const syntax: Syntax = {
    file,
    nodes: nodesBelow(program),
    comments,
    lineAt: (offset) => 1 + starts.filter((start) => start <= offset).length,
  };
  read.set(file, syntax);
  return syntax;
}

function nodesBelow(top: Node): readonly Node[] {
  const found: Node[] = [];
  const waiting: Node[] = [top];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    found.push(node);
    const fields = node as unknown as Readonly<Record<string, unknown>>;
    const children = (visitorKeys[node.type] ?? []).flatMap((key) => fields[key]).filter(isNode);
    waiting.push(...children.reverse());
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Every import with a literal address: values, types, re-exports, `import()` in code and in types. */
export function importsOf(syntax: Syntax): readonly ImportFound[] {
  return syntax.nodes.flatMap((node) => {
    const source = sourceOf(node);
    return source === undefined ? [] : [{ from: source, line: syntax.lineAt(node.start) }];
  });
}

function sourceOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'TSImportType':
      return node.source.value;
    case 'ExportNamedDeclaration':
      return node.source?.value;
    case 'ImportExpression':
      return node.source.type === 'Literal' && typeof node.source.value === 'string' ? node.source.value : undefined;
    default:
      return undefined;
  }
}

/** Functions that have a name: declarations, methods, and functions bound to a name. Callbacks are not listed. */
export function functionsOf(syntax: Syntax): readonly FunctionFound[] {
  return syntax.nodes.flatMap((node) => {
    const found = namedFunction(node);
    if (found === undefined) return [];
    const line = syntax.lineAt(node.start);
    return [{ name: found, line, lines: syntax.lineAt(node.end - 1) - line + 1 }];
  });
}

function namedFunction(node: Node): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return node.id?.name ?? '(default)';
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return isFunction(node.value) ? nameOfKey(node.key) : undefined;
    case 'VariableDeclarator':
      return isFunction(node.init) && node.id.type === 'Identifier' ? node.id.name : undefined;
    default:
      return undefined;
  }
}

function isFunction(node: Node | null): boolean {
  return node !== null && (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression');
}

function nameOfKey(key: Node): string {
  if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : '(computed)';
}

/** Everything the file exports under a name of its own; `export *` brings none. */
export function exportsOf(syntax: Syntax): readonly ExportFound[] {
  return syntax.nodes.flatMap((node) => {
    const place = { start: node.start, line: syntax.lineAt(node.start) };
    if (node.type === 'ExportDefaultDeclaration') return [{ name: 'default', kind: 'default', ...place }];
    if (node.type !== 'ExportNamedDeclaration') return [];
    const declared = node.declaration === null ? [] : declaredNames(node.declaration);
    const listed = node.specifiers.map(({ exported }) => ({
      name: exported.type === 'Literal' ? exported.value : exported.name,
      kind: 'other' as const,
    }));
    return [...declared, ...listed].map(({ name, kind }) => ({
      name,
      kind: name === 'default' ? ('default' as const) : kind,
      ...place,
    }));
  });
}

function declaredNames(declaration: Node): readonly Pick<ExportFound, 'name' | 'kind'>[] {
  switch (declaration.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return [{ name: declaration.id?.name ?? '', kind: 'function' }];
    case 'TSInterfaceDeclaration':
      return [{ name: declaration.id.name, kind: 'interface' }];
    case 'TSTypeAliasDeclaration':
      return [{ name: declaration.id.name, kind: 'type' }];
    case 'ClassDeclaration':
      return [{ name: declaration.id?.name ?? '', kind: 'class' }];
    case 'TSEnumDeclaration':
      return [{ name: declaration.id.name, kind: 'enum' }];
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id, init }) => {
        if (id.type !== 'Identifier') return [];
        return [{ name: id.name, kind: isFunction(init) ? ('function' as const) : ('value' as const) }];
      });
    default:
      return [];
  }
}

export interface LiteralFound {
  /** The text; `?` stands for each `${…}` of a template. */
  readonly text: string;
  readonly line: number;
}

/** String and template literals. */
export function literalsOf(syntax: Syntax): readonly LiteralFound[] {
  return syntax.nodes.flatMap((node) => {
    const line = syntax.lineAt(node.start);
    if (node.type === 'Literal' && typeof node.value === 'string') return [{ text: node.value, line }];
    if (node.type !== 'TemplateLiteral') return [];
    return [{ text: node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw).join('?'), line }];
  });
}

/** The doc comment that ends right before an offset, or undefined. */
export function docBefore(syntax: Syntax, offset: number): string | undefined {
  const doc = syntax.comments.find(
    (comment) =>
      comment.type === 'Block' &&
      comment.value.startsWith('*') &&
      comment.end <= offset &&
      syntax.file.text.slice(comment.end, offset).trim() === '',
  );
  return doc?.value;
}

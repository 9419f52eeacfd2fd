import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';
import ts from 'typescript';

/** One `import` or `export … from`. `target` is the imported file's path in the repository when the import is relative. */
export interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
  readonly target: string | undefined;
}

/** What the architecture test needs to know of a source file, read from its syntax tree: words in comments do not count. */
export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** What it uses of the world outside: `Date.now`, `new Date()`, `setTimeout`, `process.env`, `await`, `export default`, … */
  readonly uses: ReadonlySet<string>;
}

export const ROOT = resolve(import.meta.dirname, '..');
export const WORKSPACES = [
  'contract',
  'services',
  'hub',
  'client-sdk',
  'apps',
  'testing',
  'tests',
  'examples',
  'bench',
] as const;

/** Names that reach out of a computation: time, chance, timers, the process, the network. */
const GLOBALS = new Set(
  'crypto performance fetch console process setTimeout setInterval setImmediate queueMicrotask globalThis WebSocket randomUUID'.split(
    ' ',
  ),
);
const MEMBERS = new Set(['Date.now', 'Math.random', 'process.env', 'Intl.DateTimeFormat']);

const importOf = (path: string, node: ts.Node): Import | undefined => {
  const made = (literal: ts.Node | undefined, typeOnly: boolean): Import | undefined => {
    if (!literal || !ts.isStringLiteralLike(literal)) return undefined;
    const from = literal.text;
    return { from, typeOnly, target: from.startsWith('.') ? posix.join(posix.dirname(path), from) : undefined };
  };
  // `import { type A } from 'x'` still loads x: only `import type` is free of it.
  if (ts.isImportDeclaration(node)) {
    return made(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
  }
  if (ts.isExportDeclaration(node)) return made(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node))
    return made(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
  const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return dynamic ? made(node.arguments[0], false) : undefined;
};

/** The name's role: `a.fetch` and `{ fetch: 1 }` are somebody's property, not the global. */
const isFree = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return false;
  return (
    ts.isExpression(parent) ||
    ts.isStatement(parent) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === node)
  );
};

const useOf = (node: ts.Node): string | undefined => {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return 'await';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword) {
    return ts.isExportAssignment(node) || !ts.isDefaultClause(node.parent) ? 'export default' : undefined;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date')
    return node.arguments?.length ? 'new Date(…)' : 'new Date()';
  if (ts.isPropertyAccessExpression(node) && MEMBERS.has(node.getText())) return node.getText();
  return ts.isIdentifier(node) && GLOBALS.has(node.text) && isFree(node) ? node.text : undefined;
};

/** Reads one file's facts from its text. */
export const factsOf = (path: string, text: string): SourceFile => {
  const imports: Import[] = [];
  const uses = new Set<string>();
  const visit = (node: ts.Node): void => {
    const found = importOf(path, node);
    if (found) imports.push(found);
    const use = useOf(node);
    if (use) uses.add(use);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true));
  return { path, lines: text.trimEnd().split('\n').length, imports, uses };
};

const NOT_OURS = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);

/** Every file of the repository whose path matches, as paths relative to its root, in order. */
export const filesMatching = (pattern: RegExp, folder = ROOT): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesMatching(pattern, path);
      return pattern.test(relative(ROOT, path)) ? [relative(ROOT, path)] : [];
    })
    .sort();

export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The facts of every TypeScript source of every workspace, tests included. */
export const sourceFiles = (): SourceFile[] =>
  filesMatching(new RegExp(`^(${WORKSPACES.join('|')})/.*(?<!\\.d)\\.tsx?$`)).map((path) =>
    factsOf(path, textOf(path)),
  );

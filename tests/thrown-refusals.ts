import { posix } from 'node:path';
import { isRefusalCode, type RefusalCode } from '@cafe/contract';
import ts from 'typescript';
import { filesMatching, textOf } from './source-facts.ts';

/** What a piece of a decider refuses with by itself, and what else it looks at: each a declaration, `path#name`. */
interface Piece {
  readonly codes: Set<RefusalCode>;
  readonly uses: Set<string>;
}

const DECIDERS = /^services\/(?!kernel)\w+\/(?!.*\.(test|suite)\.ts$).*\.ts$|^contract\/src\/menu\/price-line\.ts$/;

/** `new Refusal('a.code', …)`, `problem('a.code', …)`, and `const code = … ? 'a.code' : …`. */
const isOfRefusal = (literal: ts.StringLiteral): boolean => {
  let node: ts.Node = literal;
  while (ts.isConditionalExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.arguments?.[0] === node && parent.expression.getText() === 'Refusal';
  if (ts.isCallExpression(parent)) return parent.arguments[0] === node && parent.expression.getText() === 'problem';
  return ts.isVariableDeclaration(parent) && parent.name.getText() === 'code';
};

/** A name after a dot or before a colon is somebody's member. */
const isMember = ({ parent, text }: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(parent) && parent.name.text === text) ||
  (ts.isPropertyAssignment(parent) && parent.name.getText() === text);

/** Where the imported names of a file are declared; what comes from a package is looked for by its name alone. */
const importsOf = (path: string, file: ts.SourceFile): ReadonlyMap<string, string> => {
  const imports = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const named = statement.importClause?.namedBindings;
    if (!named || !ts.isNamedImports(named) || !from.startsWith('.')) continue;
    const target = posix.join(posix.dirname(path), from);
    for (const { name, propertyName } of named.elements) {
      imports.set(name.text, `${target}#${propertyName?.text ?? name.text}`);
    }
  }
  return imports;
};

/** The `case` of a command: a type has a dot. */
const commandOf = (node: ts.Node) =>
  ts.isCaseClause(node) && ts.isStringLiteral(node.expression) && node.expression.text.includes('.')
    ? { type: node.expression.text, statements: node.statements }
    : undefined;

/** What the commands' own branches and every declaration of the deciders say. */
const piecesOf = (paths: readonly string[]): ReadonlyMap<string, Piece> => {
  const pieces = new Map<string, Piece>();
  for (const path of paths) {
    const file = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ESNext, true);
    const imports = importsOf(path, file);
    const read = (name: string, roots: readonly ts.Node[]): void => {
      const piece: Piece = pieces.get(name) ?? { codes: new Set(), uses: new Set() };
      pieces.set(name, piece);
      const visit = (node: ts.Node): void => {
        const command = commandOf(node);
        if (command) {
          read(command.type, command.statements);
          return;
        }
        if (ts.isStringLiteral(node) && isRefusalCode(node.text) && isOfRefusal(node)) piece.codes.add(node.text);
        if (ts.isIdentifier(node)) {
          // A port is handed in: whoever has a function of that name in its `propose.ts` is meant.
          piece.uses.add(isMember(node) ? `port#${node.text}` : (imports.get(node.text) ?? `${path}#${node.text}`));
          piece.uses.add(`port#${node.text}`);
        }
        ts.forEachChild(node, visit);
      };
      for (const root of roots) ts.forEachChild(root, visit);
    };
    for (const statement of file.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const declaration of statement.declarationList.declarations) {
        const name = declaration.name.getText();
        read(`${path}#${name}`, [declaration]);
        if (/propose|price-line/.test(path)) read(`port#${name}`, [declaration]);
      }
    }
  }
  return pieces;
};

/**
 * What the rules can refuse each command with, read from their code: whatever the function behind the command's `case` throws,
 * and whatever that one calls. More than really comes, where a branch cannot be reached; never less, as long
 * as a code is written out where its Refusal is made.
 */
export const thrownRefusals = (): ((type: string) => ReadonlySet<RefusalCode>) => {
  const pieces = piecesOf(filesMatching(DECIDERS));
  return (type) => {
    const found = new Set<RefusalCode>();
    const seen = new Set<string>();
    const follow = (name: string): void => {
      const piece = pieces.get(name);
      if (!piece || seen.has(name)) return;
      seen.add(name);
      for (const code of piece.codes) found.add(code);
      for (const use of piece.uses) follow(use);
    };
    follow(pieces.has(type) ? type : `services/${type.slice(0, type.indexOf('.'))}/decide.ts#decide`);
    return found;
  };
};

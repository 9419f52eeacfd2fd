/**
 * The contract's declarations without zod: schemas are left out, and what is inferred from one is spelt out. What is there
 * already as plain TypeScript (states, folds, tables) is taken as it is.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { edited, pruned } from './edit-source.mjs';
import { TypeRenderer } from './render-type.mjs';
import { isForeignBrand, isSchema, isZod, isZodImport, mentionsZod } from './zod-nodes.mjs';

/** Below that length a text is as good as a name for it. */
const WORTH_A_NAME = 24;

const declarationFiles = async (folder) =>
  (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith('.d.ts') && !/\.(test|suite)\.d\.ts$/.test(name))
    .map((name) => join(folder, name));

/** The types that are inferred from schemas and have a name. */
const inferredAliases = (sources) =>
  sources.flatMap(({ statements }) =>
    statements.filter((node) => ts.isTypeAliasDeclaration(node) && mentionsZod(node) && !isSchema(node)),
  );

/** Where each type that has a name of the contract's own is declared. */
const placesOf = (sources) => {
  const places = new Map();
  for (const { statements, fileName } of sources) {
    for (const node of statements) {
      const isType = ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node);
      if (isType && !node.typeParameters) places.set(node.name.text, fileName);
    }
  }
  return places;
};

/** Names for types by what they are: two that are spelt the same are the same. */
const namesOf = (checker, sources, places) => {
  const nameless = { brand: (name) => name, type: () => undefined, rest: () => undefined };
  const renderer = new TypeRenderer(checker, nameless);
  const spelt = new Map();
  const textOf = (type) => {
    if (!spelt.has(type)) spelt.set(type, renderer.render(type));
    return spelt.get(type);
  };
  const byText = new Map();
  for (const node of inferredAliases(sources)) {
    const text = textOf(checker.getTypeFromTypeNode(node.type));
    if (!byText.has(text)) byText.set(text, node.name.text);
  }
  const lookUp = (text) => (text.length >= WORTH_A_NAME ? byText.get(text) : undefined);
  return {
    type(type) {
      const { aliasSymbol, aliasTypeArguments } = type;
      if (aliasSymbol && !aliasTypeArguments && places.has(aliasSymbol.name)) return aliasSymbol.name;
      return type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Union) ? lookUp(textOf(type)) : undefined;
    },
    rest: (types) => lookUp(types.map(textOf).join(' | ')),
  };
};

/** What is said of a schema is true of its type too. */
const docsOf = (source) =>
  new Map(
    source.statements.filter(ts.isVariableStatement).flatMap((node) => {
      const [doc] = ts.getJSDocCommentsAndTags(node);
      return doc ? node.declarationList.declarations.map(({ name }) => [name.getText(), doc.getText()]) : [];
    }),
  );

/** What is to be changed of one file, and the names it then uses. */
const plainEdits = (source, checker, names) => {
  const used = new Set();
  const use = (name) => {
    if (name !== undefined) used.add(name);
    return name;
  };
  const said = { brand: use, type: (type) => use(names.type(type)), rest: (types) => use(names.rest(types)) };
  const renderer = new TypeRenderer(checker, said);
  const docs = docsOf(source);
  const edits = [];
  const spell = (node, way) => {
    if (!isZod(node) && !isForeignBrand(node)) return ts.forEachChild(node, (child) => void spell(child, way));
    edits.push({ start: node.getStart(), end: node.end, by: renderer[way](checker.getTypeFromTypeNode(node)) });
  };
  for (const node of source.statements) {
    if (isSchema(node) || isZodImport(node)) {
      edits.push({ start: node.getFullStart(), end: node.end, by: '' });
      continue;
    }
    if (!ts.isTypeAliasDeclaration(node)) {
      spell(node, 'render');
      continue;
    }
    const doc = ts.getJSDocCommentsAndTags(node).length === 0 ? docs.get(node.name.text) : undefined;
    if (doc) edits.push({ start: node.getStart(), end: node.getStart(), by: `${doc}\n` });
    spell(node.type, 'whole');
  }
  return { edits, used };
};

const parsed = (text) => ts.createSourceFile('x.d.ts', text, ts.ScriptTarget.ESNext, true);

/** Names that a file's text has of its own, and those it imports. */
const namesIn = (text, from) =>
  new Set(
    parsed(text).statements.flatMap((node) => {
      if (ts.isImportDeclaration(node)) {
        return from === 'imported'
          ? (node.importClause?.namedBindings?.elements ?? []).map(({ name }) => name.text)
          : [];
      }
      if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => name.getText());
      return node.name ? [node.name.text] : [];
    }),
  );

const specifier = (from, to) => {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
};

/** One file as it is written: with imports of what it names now, and a module even where nothing is left. */
const finished = (text, file, { used, places }) => {
  const known = namesIn(text, 'imported');
  const missing = [...used].filter((name) => !known.has(name));
  const imports = missing.map((name) => `import type { ${name} } from '${specifier(file, places.get(name))}';\n`);
  const brand = text.includes('[brand]') ? 'declare const brand: unique symbol;\n' : '';
  const whole = `${imports.join('')}${brand}${text}\nexport {};\n`
    .replaceAll(/(from\s+'\.[^']*)(?<!\.d)\.ts'/g, "$1.d.ts'")
    .replace(/^\/\/# sourceMappingURL.*$/m, '');
  if (/\bz\.|['"]zod['"]/.test(whole.replaceAll(/\/\*[\s\S]*?\*\//g, ''))) throw new Error(`${file} stands on zod`);
  return whole;
};

const COMPILER = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
};

/** Writes the declarations of `from` without zod to `to`, file by file. */
export const writePlainTypes = async (from, to) => {
  const files = await declarationFiles(from);
  const program = ts.createProgram(files, COMPILER);
  const checker = program.getTypeChecker();
  const sources = files.map((file) => program.getSourceFile(file));
  const places = placesOf(sources);
  const names = namesOf(checker, sources, places);
  const made = sources.map((source) => {
    const { edits, used } = plainEdits(source, checker, names);
    return { file: source.fileName, text: edited(source.text, edits), used };
  });
  const declared = new Map(made.map(({ file, text }) => [file, namesIn(text, 'declared')]));
  for (const { file, text, used } of made) {
    const isThere = (path, name) =>
      declared.get(join(dirname(file), path ?? '').replace(/\.ts$/, '.d.ts'))?.has(name) ?? true;
    const target = join(to, relative(from, file));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, finished(pruned(parsed(text), isThere), file, { used, places }));
  }
};

/** The public surface of the packed SDK as text, so that a change of it shows in a review. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

const printer = ts.createPrinter({ removeComments: true });
const byText = (one, other) => (one < other ? -1 : 1);

const namesOf = (node) =>
  ts.isVariableStatement(node)
    ? node.declarationList.declarations.map(({ name }) => name.getText())
    : [node.name?.text ?? ''];

/** What an entry exports under which name: the bundler writes it as one list at the end. */
const exportsOf = (source) =>
  source.statements
    .filter((node) => ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause))
    .flatMap(({ exportClause }) => exportClause.elements.map(({ name }) => name.text))
    .sort(byText);

const isDeclaration = (node) => !(ts.isImportDeclaration(node) || ts.isExportDeclaration(node));

/** The same declaration with the members of each union in one order: the compiler's own follows what it happened to read first. */
const inOrder = (node, source) => {
  const textOf = (type) => printer.printNode(ts.EmitHint.Unspecified, type, source);
  const sorted = (context) => {
    const visit = (inner) => {
      const visited = ts.visitEachChild(inner, visit, context);
      if (!ts.isUnionTypeNode(visited)) return visited;
      return context.factory.updateUnionTypeNode(
        visited,
        context.factory.createNodeArray([...visited.types].sort((one, other) => byText(textOf(one), textOf(other)))),
      );
    };
    return visit;
  };
  return ts.transform(node, [(context) => sorted(context)]).transformed[0];
};

const block = (text) => `\`\`\`ts\n${text}\n\`\`\`\n`;

/** @param dist the `dist` of the packed SDK @param entries names of its entry points */
export const apiReport = async (dist, entries) => {
  const files = (await readdir(dist)).filter((name) => name.endsWith('.d.ts')).sort(byText);
  const sources = await Promise.all(
    files.map(async (name) =>
      ts.createSourceFile(name, await readFile(join(dist, name), 'utf8'), ts.ScriptTarget.ESNext, true),
    ),
  );
  const sections = entries.map((entry) => {
    const source = sources.find(({ fileName }) => fileName === `${entry}.d.ts`);
    return `## ${entry === 'index' ? '@cafe/client-sdk' : `@cafe/client-sdk/${entry}`}\n\n${block(exportsOf(source).join('\n'))}`;
  });
  const shapes = sources
    .flatMap((source) =>
      source.statements.filter(isDeclaration).map((node) => ({
        name: namesOf(node).join(),
        text: printer.printNode(ts.EmitHint.Unspecified, inOrder(node, source), source),
      })),
    )
    .sort((one, other) => byText(one.name + one.text, other.name + other.text))
    .map(({ text }) => text);
  return [
    '# What `@cafe/client-sdk` exports\n',
    'Made by `npm run api` from the packed declarations; a test fails while it is not up to date. What is public is in the',
    'lists; the shapes are all that those names are made of.\n',
    ...sections,
    `## Shapes\n\n${block(shapes.join('\n'))}`,
  ].join('\n');
};

/** Changes of a source's text that leave the rest of it as it is. */
import ts from 'typescript';

/** From the last to the first, so that positions stay true. */
export const edited = (text, edits) =>
  [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((whole, { start, end, by }) => whole.slice(0, start) + by + whole.slice(end), text);

const namedIn = (node) => {
  const named = ts.isImportDeclaration(node)
    ? node.importClause?.namedBindings
    : ts.isExportDeclaration(node) && node.exportClause;
  return named && 'elements' in named ? named : undefined;
};

/** The text with imports and re-exports only of what is there: `isThere` is asked with a path and a name. */
export const pruned = (source, isThere) => {
  const edits = source.statements.flatMap((node) => {
    const named = namedIn(node);
    if (!named) return [];
    const path = node.moduleSpecifier?.text;
    const kept = named.elements.filter((one) => isThere(path, (one.propertyName ?? one.name).text));
    if (kept.length === 0) return [{ start: node.getFullStart(), end: node.end, by: '' }];
    const by = `{ ${kept.map((one) => one.getText()).join(', ')} }`;
    return [{ start: named.getStart(), end: named.end, by }];
  });
  return edited(source.text, edits);
};

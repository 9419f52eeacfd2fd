/** What in a declaration file is of zod. */
import ts from 'typescript';

const nameOf = (node) =>
  ts.isTypeReferenceNode(node) ? node.typeName : ts.isTypeQueryNode(node) ? node.exprName : undefined;

/** A name of zod's: `z.infer<…>`, `z.ZodObject<…>`. */
export const isZod = (node) => {
  let left = nameOf(node);
  while (left && ts.isQualifiedName(left)) left = left.left;
  return left?.text === 'z';
};

/** `string & import("zod").$brand<"OrderId">`: a brand as the compiler writes it where nobody imported zod. */
export const isForeignBrand = (node) =>
  ts.isIntersectionTypeNode(node) &&
  node.types.some((one) => ts.isImportTypeNode(one) && one.argument.literal?.text === 'zod');

export const mentionsZod = (node) =>
  isZod(node) || ts.forEachChild(node, (child) => mentionsZod(child) || undefined) === true;

/** A schema, or a type that stands for one: of no use where nothing is checked. */
export const isSchema = (node) =>
  mentionsZod(node) &&
  (ts.isVariableStatement(node) || (ts.isTypeAliasDeclaration(node) && node.typeParameters !== undefined));

export const isZodImport = (node) => ts.isImportDeclaration(node) && node.moduleSpecifier.text === 'zod';

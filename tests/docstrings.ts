import ts from 'typescript';
import { filesMatching, textOf } from './source-facts.ts';

/** What stands above a declaration. */
export interface Docstring {
  readonly path: string;
  readonly text: string;
  readonly throws: string;
  readonly examples: readonly string[];
}

/** A member of an interface with what is said of it; `typeText` as it is written. */
export interface Member extends Docstring {
  readonly owner: string;
  readonly ownerText: string;
  readonly name: string;
  readonly typeText: string;
}

const SDK = /^client-sdk\/src\/(?!.*\.(test|suite)\.ts$).*\.tsx?$/;

const filesOfSdk = (): readonly ts.SourceFile[] =>
  filesMatching(SDK).map((path) => ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ESNext, true));

/** A file's comment right above a node, taken apart. */
const docstringOf = (file: ts.SourceFile, node: ts.Node): Docstring => {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const tags = docs.flatMap(({ tags: own }) => [...(own ?? [])]);
  const said = (name: string): string[] =>
    tags.filter(({ tagName }) => tagName.text === name).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
  const text = docs.map((doc) => doc.getText(file)).join('\n');
  return { path: file.fileName, text, throws: said('throws').join('\n'), examples: said('example') };
};

/** Every member of the SDK's interfaces whose name matches. */
export const membersOf = (name: RegExp): readonly Member[] =>
  filesOfSdk().flatMap((file) =>
    file.statements
      .filter(ts.isInterfaceDeclaration)
      .filter((one) => name.test(one.name.text))
      .flatMap((owner) =>
        owner.members.map((member) => ({
          ...docstringOf(file, member),
          owner: owner.name.text,
          ownerText: docstringOf(file, owner).text,
          name: member.name?.getText(file) ?? '',
          typeText: ts.isPropertySignature(member) ? (member.type?.getText(file) ?? '') : '',
        })),
      ),
  );

/** Every docstring of the SDK, whatever it stands above. */
export const docstrings = (): readonly Docstring[] => {
  const found = new Map<string, Docstring>();
  for (const file of filesOfSdk()) {
    const visit = (node: ts.Node): void => {
      const one = docstringOf(file, node);
      if (one.text) found.set(`${file.fileName} ${one.text}`, one);
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(file, visit);
  }
  return [...found.values()];
};

import { posix } from 'node:path';

/** A page of the documentation; its path is from the root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** The page without code: what stands there is text and no link. */
const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '``');

interface Link {
  readonly text: string;
  readonly to: string;
}

const linksOf = (text: string): readonly Link[] =>
  [...text.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, said = '', to = '']) => ({ text: said, to }));

/** What GitHub makes of a heading. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** Where links of a page lead within the repository: the path from the root, and the heading. */
const targetOf = ({ path }: Page, to: string): readonly [file: string, heading: string | undefined] => {
  const [file = '', heading] = to.split('#');
  return [file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file)), heading];
};

const isOutside = (to: string): boolean => /^[a-z]+:/i.test(to);

/** Links to files and headings that are not there, each as `page: link`. */
export const brokenLinks = (
  page: Page,
  known: { isThere(path: string): boolean; headings(path: string): readonly string[] },
): readonly string[] =>
  linksOf(withoutCode(page.text))
    .filter(({ to }) => !isOutside(to))
    .filter(({ to }) => {
      const [file, heading] = targetOf(page, to);
      return !known.isThere(file) || (heading !== undefined && !known.headings(file).includes(heading));
    })
    .map(({ to }) => `${page.path}: ${to}`);

/** Code that a page quotes from a file: below `<!-- quoted: path#region -->`. */
export const quotedCode = ({ text }: Page): readonly { readonly from: string; readonly code: string }[] =>
  [...text.matchAll(/<!-- quoted: (\S+) -->\n```\w*\n([\s\S]*?)```/g)].map(([, from = '', code = '']) => ({
    from,
    code,
  }));

/** The npm scripts that a text tells people to run. */
export const scriptsNamed = (text: string): readonly string[] =>
  [...text.matchAll(/\bnpm (?:run ([\w:]+)|(start|test|ci|install)\b)/g)].map(([, run, own]) => run ?? own ?? '');

/** Links whose text is the id of a rule, and the test they lead to. */
export const ruleLinks = (page: Page): readonly { readonly id: string; readonly to: string }[] =>
  linksOf(page.text)
    .filter(({ text, to }) => /^[A-Z]+-\d+$/.test(text) && !isOutside(to))
    .map(({ text, to }) => ({ id: text, to: targetOf(page, to)[0] }));

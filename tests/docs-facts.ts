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

/** A test that the table in `docs/security.md` names: a file, a title in it (`…` stands for anything), and how many have it. */
export interface NamedTest {
  readonly file: string;
  readonly title?: string;
  readonly count?: number;
}

/** A row of that table: what was tried, whether it holds, and the tests that say so. */
export interface TriedRow {
  readonly id: string;
  readonly state: string;
  readonly tests: readonly NamedTest[];
}

const COUNTS = ['none', 'one', 'two', 'three', 'four', 'five'];
const NAMED = /`([^`]+\.ts)`|\b([a-z-]+): |\*([^*]+)\*(?: \((two|three|four|five)\))?/g;

/** A file is named by its path, by the end of its path, or by its short name and a colon, and holds until the next one. */
const testsNamed = (cell: string, before: string): readonly NamedTest[] => {
  const tests: NamedTest[] = [];
  let file = before;
  for (const [, path, short, title, count] of cell.matchAll(NAMED)) {
    if (path !== undefined) tests.push({ file: path });
    if (path !== undefined || short !== undefined) file = path ?? short ?? '';
    if (title !== undefined) tests.push({ file, title, ...(count && { count: COUNTS.indexOf(count) }) });
  }
  return cell.startsWith('the same') ? [{ file: before }, ...tests] : tests;
};

/** The rows of the table of what was tried. */
export const triedRows = (text: string): readonly TriedRow[] => {
  const rows: TriedRow[] = [];
  for (const [, id = '', cells = ''] of text.matchAll(/^\| (S\d+|cards) \|(.*)\|$/gm)) {
    const [, , state = '', cell = ''] = cells.split('|').map((each) => each.trim());
    rows.push({ id, state, tests: testsNamed(cell, rows.at(-1)?.tests.at(-1)?.file ?? '') });
  }
  return rows;
};

/** The titles of a test file: what stands in front of a function, as it is written there. */
export const titlesIn = (source: string): readonly string[] =>
  [...source.matchAll(/(['"`])((?:\\.|(?!\1)[^\\])*)\1,\s*(?:async )?\(/g)].map(([, , title = '']) => title);

/** Tests that a row names and that are not there, or not as many, each as `row: file title`. */
export const missingTests = (rows: readonly TriedRow[], sourcesOf: (file: string) => readonly string[]): string[] =>
  rows.flatMap(({ id, tests }) =>
    tests
      .filter(({ file, title, count }) => {
        const sources = sourcesOf(file);
        if (sources.length !== 1) return true; // none of that name, or several: which is meant nobody can tell
        if (title === undefined) return false;
        const parts = title.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
        const found = titlesIn(sources[0] ?? '').filter((each) => new RegExp(`^${parts.join('.*')}`).test(each)).length;
        return count === undefined ? found === 0 : found !== count;
      })
      .map(({ file, title = '' }) => `${id}: ${file} ${title}`.trim()),
  );

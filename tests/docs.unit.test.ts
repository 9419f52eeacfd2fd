import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  brokenLinks,
  missingTests,
  type Page,
  quotedCode,
  ruleLinks,
  scriptsNamed,
  slugOf,
  triedRows,
} from './docs-facts.ts';
import { filesMatching, ROOT, textOf } from './source-facts.ts';

/** What a README may weigh: more is not read. */
const MAX_README_BYTES = 12 * 1024;
const NOT_OURS = new Set(['node_modules', 'dist', 'data', '.git', 'vendor']);

const pagesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : pagesUnder(path);
    return entry.name.endsWith('.md') ? [relative(ROOT, path)] : [];
  });

const pages: readonly Page[] = pagesUnder(ROOT).map((path) => ({ path, text: textOf(path) }));
const page = (path: string): string => pages.find((one) => one.path === path)?.text ?? '';

const isThere = (path: string): boolean => existsSync(join(ROOT, path));
const headings = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading));

describe('the pages', () => {
  test('are found', () => {
    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/how-data-flows.md']),
    );
  });

  test('lead nowhere that is not there', () => {
    expect(pages.flatMap((one) => brokenLinks(one, { isThere, headings }))).toEqual([]);
  });

  test('a link to a file or a heading that is not there is caught', () => {
    const text = '[a](gone.md) [b](README.md#gone) [c](https://x.test/y) [d](README.md) ![e](gone.png) `[f](gone.md)`';
    const broken = brokenLinks({ path: 'x.md', text }, { isThere: (path) => path === 'README.md', headings: () => [] });
    expect(broken).toEqual(['x.md: gone.md', 'x.md: README.md#gone', 'x.md: gone.png']);
  });

  test('quote code as it stands in its file', () => {
    const quoted = pages.flatMap(quotedCode);
    expect(quoted.map(({ from }) => from)).toContain('examples/kitchen-screen.ts#tour');
    for (const { from, code } of quoted) {
      const [path = '', region = ''] = from.split('#');
      const [, body] = textOf(path).split(new RegExp(`^// #(?:region ${region}|endregion)\\n`, 'm'));
      expect({ from, code }).toEqual({ from, code: body });
    }
  });

  test('name npm scripts that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const known = new Set([...Object.keys(scripts), 'ci', 'install']);
    const named = pages.flatMap(({ path, text }) => scriptsNamed(text).map((name) => `${path}: ${name}`));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((one) => !known.has(one.split(': ')[1] ?? ''))).toEqual([]);
  });

  test('name a rule only with a link to a test of it', () => {
    const links = pages.flatMap(ruleLinks);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter(({ id, to }) => !new RegExp(`\\[${id}\\]`).test(textOf(to)))).toEqual([]);
  });
});

test('CONTRIBUTING and the way of an order name files that are there', () => {
  const named = ['CONTRIBUTING.md', 'docs/how-data-flows.md'].flatMap((path) =>
    [...page(path).matchAll(/`([a-z][\w-]*\/[\w./-]+)`/g)].map(([, file = '']) => file),
  );
  expect(named.length).toBeGreaterThan(25);
  // What is only there after a build is named by its source.
  const asSource = (file: string) => file.replace(/^(\w+)\/dist\/(.*)\.js$/, '$1/$2.ts');
  expect(named.map(asSource).filter((file) => !isThere(file))).toEqual([]);
});

describe('the table of what was tried', () => {
  const rows = triedRows(page('docs/security.md'));
  const testFiles = filesMatching(/\.(test|suite)\.ts$/);
  /** The short names that the page explains above the table. */
  const pathOf = (file: string): string => {
    if (file.endsWith('.ts')) return file;
    return file === 'rights' ? 'tests/e2e/rights.int.test.ts' : `tests/e2e/security-${file}.int.test.ts`;
  };
  const sourcesOf = (file: string): readonly string[] =>
    testFiles.filter((path) => `/${path}`.endsWith(`/${pathOf(file)}`)).map(textOf);

  test('has a row for each of the thirty-seven, and one for cards', () => {
    const ids = [...Array.from({ length: 37 }, (_, index) => `S${index + 1}`), 'cards'];
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  test('says of each that it holds, with a test, or that it waits', () => {
    const unclear = rows.filter(
      ({ state, tests }) => !(/^holds\b/.test(state) ? tests.length > 0 : /^waits\b/.test(state)),
    );
    expect(unclear).toEqual([]);
  });

  test('names tests that there are', () => {
    expect(rows.flatMap(({ tests }) => tests).length).toBeGreaterThan(60);
    expect(missingTests(rows, sourcesOf)).toEqual([]);
  });

  test('a test that is not there, or is there less often than said, is caught', () => {
    const text = [
      '| S1 | a | b | holds | handshake: *[HUB-5] S1: with … is refused, …*, *[HUB-5] S1: gone* |',
      '| S2 | a | b | holds | `gone.test.ts`; limits: *[HUB-13] …* (four), *[HUB-13] …* (five) |',
      '| S3 | a | b | holds | the same; *[HUB-11] gone …* |',
    ].join('\n');
    expect(missingTests(triedRows(text), sourcesOf)).toEqual([
      'S1: handshake [HUB-5] S1: gone',
      'S2: gone.test.ts',
      'S2: limits [HUB-13] …',
      'S3: limits [HUB-11] gone …',
    ]);
  });
});

describe('the README', () => {
  const readme = page('README.md');

  test('is short enough to be read', () => {
    expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(MAX_README_BYTES);
  });

  test('has its picture among the first lines, and no picture weighs much', () => {
    expect(readme.indexOf('docs/pictures/overview.png')).toBeLessThan(1_000);
    const pictures = readdirSync(join(ROOT, 'docs/pictures')).map((name) => join('docs/pictures', name));
    expect(pictures.filter((path) => statSync(join(ROOT, path)).size > 400_000)).toEqual([]);
  });

  test('names requests that the tour by curl makes', () => {
    const tour = readFileSync(join(ROOT, 'examples/curl.sh'), 'utf8');
    const made = new Set(
      [...tour.matchAll(/^ *call (GET|POST) ["']?(\/[^\s"'?]*)/gm)].map(([, verb, path = '']) =>
        [verb, path.replaceAll(/\$\w+/g, '<id>')].join(' '),
      ),
    );
    const named = [...readme.matchAll(/`((?:GET|POST) \/[^`]*)`/g)].map(([, request]) => request ?? '');
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((request) => !made.has(request))).toEqual([]);
  });

  test('has a row for every workspace of ours', () => {
    const { workspaces } = JSON.parse(textOf('package.json'));
    const ours: readonly string[] = workspaces.filter((name: string) => dirname(name) === '.');
    expect(ours.filter((name) => !readme.includes(`[\`${name}\`](${name})`))).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { ROOT } from '../source-facts.ts';

const BUILT = join(ROOT, 'apps/dist/www');
const read = (path: string): string => readFileSync(join(BUILT, path), 'utf8');

/** All that a page loads at once, in the order of finding: its HTML names scripts and styles, a script names others. */
const loadedBy = (page: string): Set<string> => {
  const found = new Set([`${page}/index.html`]);
  for (const file of found) {
    const text = read(file);
    const named = file.endsWith('.html')
      ? [...text.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)]
      : [...text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)].map(([, name]) => ['', `assets/${name}`]);
    for (const [, path] of named) if (path !== undefined) found.add(path);
  }
  return found;
};

const weightOf = (page: string): number =>
  [...loadedBy(page)].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);

test.each([
  { page: 'guest', atMost: 90 * 1_024 },
  { page: 'terminal', atMost: 160 * 1_024 },
  { page: 'kitchen', atMost: 160 * 1_024 },
])('[UI-31] the $page page weighs at most $atMost bytes, all in', ({ page, atMost }) => {
  const files = [...loadedBy(page)];
  expect(files.filter((file) => file.endsWith('.css')).length).toBeGreaterThan(0);
  expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(0);
  expect(weightOf(page)).toBeLessThanOrEqual(atMost);
});

test('[UI-30] no page has a script or a style in its HTML, or names another address', () => {
  for (const page of ['start', 'terminal', 'kitchen', 'guest', 'design']) {
    const html = read(`${page}/index.html`);
    expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)|(?:src|href)="(?!\/)/);
  }
});

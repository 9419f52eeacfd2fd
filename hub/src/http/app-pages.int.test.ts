import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type FloorState, floorStream } from '@cafe/contract/folds';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPages } from '../pages/built-pages.ts';
import { type GivenHttp, givenHttp } from './given-http.suite.ts';

const HTML = '<!doctype html><title>the terminal</title>';
const SCRIPT = `export const menu = "${'cake '.repeat(100)}";`;
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let folder = '';
let built: GivenHttp;
let bare: GivenHttp;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-pages-'));
  for (const page of ['start', 'terminal', 'kitchen', 'guest', 'design', 'assets']) await mkdir(join(folder, page));
  for (const page of ['start', 'terminal', 'kitchen', 'design'])
    await writeFile(join(folder, page, 'index.html'), HTML);
  await writeFile(join(folder, 'guest/index.html'), '<!doctype html><title>the app</title>');
  await writeFile(join(folder, 'assets/menu-Ab1.js'), SCRIPT);
  await writeFile(join(folder, 'assets/menu-Ab1.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(join(folder, 'assets/menu-Ab1.js.gz'), gzipSync(SCRIPT));
  await writeFile(join(folder, 'assets/secrets.json'), '{}');
  built = await givenHttp({ pages: builtPages(folder) });
  bare = await givenHttp();
});
afterAll(async () => {
  await Promise.all([built.stop(), bare.stop()]);
  await rm(folder, { recursive: true });
});

const get = (cafe: GivenHttp, path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(cafe.base + path, { headers: { 'accept-encoding': 'identity', ...headers } });
const tableCode = async ({ options }: GivenHttp): Promise<string> => {
  const { state } = await options.streams.state(floorStream(options.storeId));
  return Object.values((state as FloorState).tables)[0]?.code ?? ''; // of the floor's stream it is the floor's state
};

describe('the pages', () => {
  test.each(['/', '/terminal', '/terminal/', '/kitchen', '/design'])('[UI-32] %s is asked for again', async (path) => {
    const answer = await get(built, path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    const tag = answer.headers.get('etag') ?? '';
    expect((await get(built, path, { 'if-none-match': `"x", ${tag}` })).status).toBe(304);
    expect((await get(built, path, { 'if-none-match': '"x"' })).status).toBe(200);
  });

  test('[UI-32] what has a hash in its name is kept for ever, and travels compressed where that is taken', async () => {
    const tags = new Set<string | null>();
    for (const encoding of ['br', 'gzip', null]) {
      const answer = await get(built, '/assets/menu-Ab1.js', { 'accept-encoding': encoding ?? 'identity' });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('vary')).toContain('Accept-Encoding');
      expect(await answer.text()).toBe(SCRIPT);
      tags.add(answer.headers.get('etag'));
    }
    expect(tags.size).toBe(3);
  });

  test('[UI-30] nothing is served but what the build is known to make', async () => {
    for (const path of [
      '/assets/secrets.json',
      '/assets/menu-Ab1.js.br',
      '/assets/..%2fterminal%2findex.html',
      '/assets/',
    ]) {
      expect([path, (await get(built, path)).status]).toEqual([path, 404]);
    }
  });

  test('[UI-33] that are not built say so, and the hub goes on', async () => {
    for (const path of ['/', '/terminal', '/kitchen', '/design']) {
      const answer = await get(bare, path);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(await answer.text()).toContain('The pages are not built');
    }
    expect((await get(bare, '/healthz')).status).toBe(200);
  });
});

describe('the address on a table', () => {
  test('[UI-33] opens the guests’ page in a browser, and the menu in plain HTML for whoever has no scripts', async () => {
    const path = `/t/${await tableCode(built)}`;
    expect(await (await get(built, path, BROWSER)).text()).toContain('the app');
    expect((await get(built, path, BROWSER)).headers.get('vary')).toContain('Accept');
    for (const answer of [
      await get(built, `${path}?plain`, BROWSER),
      await get(built, path),
      await get(bare, path, BROWSER),
    ]) {
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('Please order with our staff');
    }
  });
});

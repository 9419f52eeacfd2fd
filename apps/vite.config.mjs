import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import preact from '@preact/preset-vite';
import { defaultClientConditions, defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const SOURCES = resolve(import.meta.dirname, 'src');
const OUT = resolve(import.meta.dirname, 'dist/www');
const PAGES = ['start', 'terminal', 'kitchen', 'guest', 'design'];

const COMPRESSED = /\.(html|js|css|svg|webmanifest)$/;
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Beside every text its smaller self, so that the hub compresses nothing while somebody waits. */
const compressed = () => ({
  name: 'cafe-compressed',
  apply: 'build',
  enforce: 'post',
  closeBundle: {
    order: 'post',
    sequential: true,
    async handler() {
      const files = await readdir(OUT, { recursive: true });
      for (const file of files.filter((name) => COMPRESSED.test(name))) {
        const bytes = await readFile(join(OUT, file));
        await writeFile(join(OUT, `${file}.br`), await promisify(brotliCompress)(bytes, best));
        await writeFile(join(OUT, `${file}.gz`), await promisify(gzip)(bytes, { level: 9 }));
      }
    },
  },
});

/** The shells that a device keeps; pages under the address that they are served at. */
const kept = {
  globPatterns: ['{terminal,kitchen}/index.html', 'assets/*.{js,css}', 'icons/*.svg'],
  globIgnores: ['assets/{guest,design,start}*'],
  manifestTransforms: [
    (entries) => ({
      manifest: entries.map((entry) => ({ ...entry, url: `/${entry.url.replace(/\/index\.html$/, '')}` })),
      warnings: [],
    }),
  ],
  dontCacheBustURLsMatching: /^assets\//,
};

export default defineConfig({
  root: SOURCES,
  publicDir: resolve(import.meta.dirname, 'public'),
  // The SDK is taken from its sources: nothing has to be built before.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: ['chrome107', 'firefox104', 'safari16'],
    modulePreload: { polyfill: false }, // no inline anything
    assetsInlineLimit: 0, // the policy of the pages allows no data: addresses
    reportCompressedSize: false,
    rolldownOptions: { input: Object.fromEntries(PAGES.map((page) => [page, join(SOURCES, page, 'index.html')])) },
  },
  plugins: [
    preact(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'sw.ts',
      injectRegister: null,
      manifest: false,
      injectManifest: kept,
    }),
    compressed(),
  ],
});

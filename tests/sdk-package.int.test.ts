import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { publint } from 'publint';
import { execute, type PackedSdk, packSdk } from './packed-sdk.ts';
import { ROOT, textOf } from './source-facts.ts';

/** What an app may pay for the SDK beyond socket.io-client, gzipped. */
const MOST_BYTES = 20 * 1024;

let sdk: PackedSdk;
beforeAll(async () => {
  sdk = await packSdk();
}, 120_000);
afterAll(() => sdk.remove());

const weigh = (code: string): number => gzipSync(code, { level: 9 }).length;

describe('the packed SDK', () => {
  test('[SDK-73] has what it says and nothing else, in the eyes of publint', async () => {
    const { messages } = await publint({ pkgDir: sdk.installed, strict: true, pack: false });
    expect(messages).toEqual([]);
  });

  test('[SDK-73] has right types for import and for require, in the eyes of are-the-types-wrong', async () => {
    const tarball = await readFile(sdk.tarball);
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    if (!analysis.types) throw new Error('no types were found');
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(
      ['./package.json', ...sdk.entries.map((entry) => (entry === 'index' ? '.' : `./${entry}`))].sort(),
    );
    // Node 10 knows no sub-paths; every bundler and every Node that runs this does.
    const others = analysis.problems.filter((one) => !('resolutionKind' in one && one.resolutionKind === 'node10'));
    expect(others).toEqual([]);
  }, 60_000);

  test('[SDK-73] names no zod, no workspace and no path of the machine it was packed on', async () => {
    const { stdout } = await execute('tar', ['-xzOf', sdk.tarball], { maxBuffer: 50_000_000 });
    expect(stdout).toContain('createCafe');
    // In comments and in code: none of them may be there.
    const found = [/['"]zod['"]/, /@cafe\/(contract|services|hub)/, new RegExp(ROOT)].filter((one) => one.test(stdout));
    expect(found).toEqual([]);
  });

  test('[SDK-74] weighs little: the whole of it, minified and gzipped', async () => {
    const sizes = await Promise.all(
      sdk.entries.map(async (entry) => [entry, weigh(await sdk.bundled(entry))] as const),
    );
    expect(Object.fromEntries(sizes)['index']).toBeGreaterThan(5_000); // it measures something
    expect(sizes.filter(([, bytes]) => bytes > MOST_BYTES)).toEqual([]);
  }, 60_000);

  test('[SDK-76] exports what the report in git says: `npm run api` brings it up to date', async () => {
    expect(await sdk.report()).toBe(textOf('client-sdk/api/client-sdk.api.md'));
  });
});

/** What an app in TypeScript says, once as a module and once for `require`. */
const CONSUMER = `
import { createCafe, createHttp, newId, tokensOf, type Cafe, type OrderId, type TableId } from '@cafe/client-sdk';
import { useOrder } from '@cafe/client-sdk/react';
import { signalOf } from '@cafe/client-sdk/preact';

export const cafe: Cafe = createCafe({ url: 'http://localhost:3000', getToken: async () => 'token' });
export const orderId: OrderId = newId<OrderId>();
export const made = async (tableId: TableId): Promise<number> =>
  (await cafe.orders.open({ serviceType: 'dine_in', tableId })).displayNumber;
export const total = (): number | undefined => useOrder(orderId).value?.bill.totals.total;
export const kitchen = signalOf(cafe.kitchen());
export const http = createHttp({ url: 'http://localhost:3000' });
export const getToken = tokensOf(http, { deviceId: newId(), secret: 'x' });
// @ts-expect-error a plain string is no order id
cafe.orders.close('7');
// @ts-expect-error a guest cannot name a price
cafe.orders.addLines(orderId, [{ itemId: newId(), quantity: 1, unitPrice: 1 }]);
// @ts-expect-error a typo in an option
createCafe({ url: 'http://localhost:3000', getTokens: async () => 'token', getToken: async () => 'token' });
`;

describe('a project that installed it', () => {
  const project = (name: string): string => join(sdk.project, name);
  const inProject = (name: string) => execute(process.execPath, [project(name)], { cwd: sdk.project });

  test('[SDK-75] has its types, strictly and without zod, as a module, for require and with a bundler', async () => {
    const options = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false, types: [] };
    const compilerOptions = { ...options, target: 'es2022', lib: ['es2023', 'dom'] };
    for (const name of ['consumer.mts', 'consumer.cts']) await writeFile(project(name), CONSUMER);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    for (const module of ['nodenext', 'preserve']) {
      const config = { compilerOptions: { ...compilerOptions, module }, include: ['consumer.*'] };
      await writeFile(project('tsconfig.json'), JSON.stringify(config));
      const { stdout } = await execute(process.execPath, [tsc, '-p', sdk.project]).catch((error) => error);
      expect({ module, stdout }).toEqual({ module, stdout: '' });
    }
  }, 120_000);

  test.each([
    ['a module', 'use.mjs', "import { createCafe, CafeError } from '@cafe/client-sdk';"],
    ['require', 'use.cjs', "const { createCafe, CafeError } = require('@cafe/client-sdk');"],
  ])('[SDK-75] runs it in plain Node by %s', async (_name, file, load) => {
    const code = `${load}
      try { createCafe({ url: 'nowhere', getToken: async () => '' }); } catch (error) {
        console.log(error instanceof CafeError, error.code);
      }`;
    await writeFile(project(file), code);
    expect((await inProject(file)).stdout).toBe('true client.bad_option\n');
  });
});

test('[TST-6] a project that installed the packed café in memory does with it what its README says', async () => {
  await sdk.installTesting();
  const [, sample = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(textOf('testing/README.md')) ?? [];
  const state = 'terminal.connection.getSnapshot().state;';
  expect(sample).toContain(state);
  await writeFile(join(sdk.project, 'memory.mjs'), sample.replace(state, `console.log(${state.slice(0, -1)});`));
  const { stdout } = await execute(process.execPath, [join(sdk.project, 'memory.mjs')]);
  expect(stdout).toBe('offline\n');
}, 60_000);

/** What React Native has of its own, and the two things an app brings along (see the README): URL and getRandomValues. */
const reactNative = () => {
  const { setTimeout, clearTimeout, queueMicrotask, fetch, WebSocket, URL, TextEncoder, AbortController } = globalThis;
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  const world = { setTimeout, clearTimeout, queueMicrotask, fetch, WebSocket, URL, TextEncoder, AbortController };
  const globals = { ...world, btoa, console, crypto: { getRandomValues }, navigator: { product: 'ReactNative' } };
  return createContext(Object.assign(globals, { window: globals, global: globals }));
};

test('[SDK-77] a bundle for React Native needs nothing of Node and nothing of a page', async () => {
  const names = (await readdir(join(sdk.installed, 'dist'))).filter((name) => name.endsWith('.cjs'));
  const files = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(sdk.installed, 'dist', name), 'utf8')])),
  );
  const program = `
    const load = (code, require) => { const module = { exports: {} };
      new Function('module', 'exports', 'require', code)(module, module.exports, require); return module.exports; };
    const required = [];
    const require = (name) => {
      required.push(name);
      if (name.startsWith('./')) return load(files[name.slice(2)], require);
      return { io: () => { throw new Error('not here'); } };
    };
    const { createCafe, newId } = load(files['index.cjs'], require);
    const answers = { command: async ({ id }) => ({ ok: true, stream: 'floor:x', version: 1, result: { id } }) };
    const link = { ...answers, sync: async () => ({}), auth: async () => ({}), shown() {}, close() {} };
    const cafe = createCafe({ url: 'http://hub', getToken: async () => 'token', openLink: async () => link });
    const tableId = newId();
    cafe.send({ type: 'floor.setTableState', tableId, state: 'dirty' })
      .then(({ version }) => { cafe.stop(); return { version, required }; });`;
  const world = reactNative();
  Object.assign(world, { files });
  expect(await runInContext(program, world)).toEqual({
    version: 1,
    required: expect.not.arrayContaining([expect.stringMatching(/^(node:|fs|net|crypto|path|os)/)]),
  });
});

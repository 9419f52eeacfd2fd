import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { getStore, NoStore } from '@cafe/hub/embedded';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

const TOOLS = resolve(import.meta.dirname, '../data/tools');
const realFetch = globalThis.fetch;

let folder = '';
let lines: string[] = [];
const log = (line: string): void => void lines.push(line);

/** A network where nothing ever answers. */
const hanging = jest.fn<typeof fetch>(
  (_url, init) =>
    new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    }),
);

/** A network that says at once that it is closed. */
const closed = async (): Promise<never> => {
  throw new Error('closed');
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-search-'));
  lines = [];
  hanging.mockClear();
  globalThis.fetch = closed;
  process.env['MONGOMS_VERSION'] = '7.0.199'; // a version that no cache on the machine has
});

afterEach(async () => {
  globalThis.fetch = realFetch;
  delete process.env['MONGOMS_VERSION'];
  await rm(folder, { recursive: true, force: true });
});

const nothing = () => ({
  dataDir: join(folder, 'data'),
  toolsDir: join(folder, 'tools'),
  path: join(folder, 'bin'),
  log,
});

describe('the search for a store', () => {
  test('names every way that failed, then the three ways to get one', async () => {
    globalThis.fetch = hanging;
    const error = await getStore(nothing()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NoStore);
    expect(String(error)).toMatch(/MONGODB_URI[\s\S]*install mongod[\s\S]*python3 with venv/);
    expect(lines).toEqual([
      'mongod on the PATH: there is none',
      'a mongod downloaded by mongodb-memory-server: no answer in 4 s',
      'secantusd-rs on the PATH: there is none',
      'SecantusDB from PyPI in a virtual environment: there is no python3 on the PATH',
    ]);
  }, 90_000);

  test('does not ask a closed network again for a day', async () => {
    globalThis.fetch = hanging;
    await getStore(nothing()).catch(() => undefined);
    await getStore(nothing()).catch(() => undefined);
    expect(hanging).toHaveBeenCalledTimes(1);
    expect(lines.at(-3)).toMatch(
      /no answer in 4 s \(asked within the last day; remove .*mongod-download-failed\.json to ask again\)/,
    );
  }, 90_000);

  test('tries mongod first, on 127.0.0.1 with its data under its own folder, and the next when that fails', async () => {
    await mkdir(join(folder, 'bin'));
    const mongod = join(folder, 'bin/mongod');
    await writeFile(mongod, `#!/bin/sh\necho "$@" > '${folder}/asked'\necho 'no such CPU' >&2\nexit 14\n`);
    await chmod(mongod, 0o755);
    await getStore(nothing()).catch(() => undefined);

    const asked = await readFile(join(folder, 'asked'), 'utf8');
    expect(asked).toMatch(new RegExp(`^--bind_ip 127\\.0\\.0\\.1 --port \\d+ --dbpath ${folder}/data/mongod/store\n$`));
    expect(lines[0]).toBe('mongod on the PATH: exit 14: no such CPU');
    expect(lines).toHaveLength(4);
  }, 90_000);

  test('lets the data go again when it finds none', async () => {
    await getStore(nothing()).catch(() => undefined);
    await expect(getStore(nothing())).rejects.toThrow(NoStore);
  }, 90_000);

  test('stays with the engine that wrote the data', async () => {
    const path = process.env['PATH'] ?? '';
    const store = await getStore({ ...nothing(), toolsDir: TOOLS, path });
    await store.stop();
    await expect(getStore(nothing())).rejects.toThrow(
      `${folder}/data/${store.engine} holds what ${store.engine} wrote`,
    );
  }, 60_000);

  test('takes MONGODB_URI alone, and hides its password when it does not answer', async () => {
    const error = await getStore({
      ...nothing(),
      mongodbUri: 'mongodb://ana:secret@127.0.0.1:1/?serverSelectionTimeoutMS=200',
    }).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/MONGODB_URI names mongodb:\/\/\*\*\*@127\.0\.0\.1:1.*does not answer/);
    expect(String(error)).not.toContain('secret');
    expect(lines).toEqual([]);
  }, 90_000);
});

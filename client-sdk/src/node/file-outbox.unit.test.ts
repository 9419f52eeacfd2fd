import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CafeError } from '../cafe-error.ts';
import { describeOutboxStore, queued } from '../outbox-store.suite.ts';
import type { OutboxStore } from '../outbox-store.ts';
import { steeredTimers } from '../steered-timers.suite.ts';
import { fileOutbox } from './file-outbox.ts';

let folder = '';
let reported: CafeError[] = [];
let stores: OutboxStore[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-outbox-'));
  reported = [];
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await rm(folder, { recursive: true, force: true });
});

const path = () => join(folder, 'deep/outbox.jsonl');
const place = () => ({ name: 'a', timers: steeredTimers(), report: (error: CafeError) => void reported.push(error) });
/** Opens the file as the next process does: the lock of one that is gone stands in nobody's way. */
const open = async (): Promise<OutboxStore> => {
  await rm(`${path()}.lock`, { force: true });
  const store = await fileOutbox(path())(place());
  stores.push(store);
  return store;
};

describeOutboxStore('a file', open);

const opened = async (): Promise<readonly number[]> =>
  (await (await open()).adopt()).map(({ queuedAtMs }) => queuedAtMs);

describe('a file outbox', () => {
  test('[SDK-57] one that could not be written anew has failed, and is closed so that it can be opened again', async () => {
    const store = await open();
    await mkdir(`${path()}.new`); // stands in the way
    const lines = Array.from({ length: 501 }, (_, index) => queued(index + 1));
    const ends = await Promise.allSettled(
      lines.map(async (line) => {
        await store.put(line);
        await store.remove(line.id);
      }),
    );
    const failed = ends.find(({ status }) => status === 'rejected');
    expect(failed).toMatchObject({ reason: { code: 'client.outbox_failed' } });
    await store.close();
    await rm(`${path()}.new`, { recursive: true });
    expect(await fileOutbox(path())(place()).then((again) => again.close())).toBeUndefined();
  });

  test('[SDK-57] a line that was cut off in the middle was not saved; those before it are there', async () => {
    const store = await open();
    await Promise.all([store.put(queued(1)), store.put(queued(2))]);
    await appendFile(path(), JSON.stringify({ put: queued(3) }).slice(0, 40));
    expect(await opened()).toEqual([1, 2]);
    expect(reported).toEqual([]);
    // What is put from then on stands on a line of its own.
    const next = await open();
    await next.put(queued(4));
    expect(await opened()).toEqual([1, 2, 4]);
  });

  test('[SDK-57] a line in the middle that cannot be read is said, the file is kept, and the rest is there', async () => {
    const store = await open();
    await store.put(queued(1));
    await store.put(queued(2));
    const text = (await readFile(path(), 'utf8')).replace('\n', '\nno line of ours\n');
    await writeFile(path(), text);
    expect(await opened()).toEqual([1, 2]);
    expect(reported).toMatchObject([{ code: 'client.outbox_failed' }]);
    expect(await readFile(`${path()}.damaged`, 'utf8')).toBe(text);
  });

  test('[SDK-57] what was answered does not make it grow', async () => {
    const store = await open();
    await store.put(queued(1));
    for (let number = 2; number < 700; number += 1) {
      await store.put(queued(number));
      await store.remove(queued(number).id);
    }
    expect((await stat(path())).size).toBeLessThan(100_000);
    expect(await opened()).toEqual([1]);
  });

  test('[SDK-57] it belongs to one client at a time, and only its owner may read it', async () => {
    const store = await open();
    await expect(fileOutbox(path())(place())).rejects.toMatchObject({ code: 'client.outbox_failed' });
    expect((await stat(path())).mode & 0o077).toBe(0);
    await store.close();
    stores = [];
    await expect(open()).resolves.toBeDefined();
  });

  test.each([
    { name: 'a process that is gone', text: '2147483646 1\n' },
    { name: 'an earlier life with our number', text: `${process.pid}\n` },
    { name: 'an earlier process whose number another has now', text: '1 1\n' },
    { name: 'nobody', text: '' },
  ])('[SDK-57] the lock of $name stands in nobody’s way', async ({ text }) => {
    await mkdir(join(folder, 'deep'));
    await writeFile(`${path()}.lock`, text);
    const store = await fileOutbox(path())(place());
    stores.push(store);
    expect(await readFile(`${path()}.lock`, 'utf8')).toMatch(new RegExp(`^${process.pid}( \\d+)?\n$`));
  });
});

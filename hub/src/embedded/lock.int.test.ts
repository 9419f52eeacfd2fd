import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Lock, LockBusy, takeLock, whoHolds } from './lock.ts';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-lock-'));
  path = join(folder, 'hub.lock');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a lock', () => {
  test('is had by one of twenty who ask at once, and then by the next', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
    const got = asked.filter((one): one is PromiseFulfilledResult<Lock> => one.status === 'fulfilled');
    expect(got).toHaveLength(1);
    expect(await whoHolds(path)).toBe(process.pid);

    await got[0]?.value.release();
    expect(await whoHolds(path)).toBeUndefined();
    await (await takeLock(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  test('names who holds it', async () => {
    await takeLock(path);
    await expect(takeLock(path)).rejects.toMatchObject({ name: 'LockBusy', pid: process.pid });
  });

  test.each([
    { holder: 'ended', text: JSON.stringify({ pid: 4_194_999, born: 'x' }) },
    { holder: 'ended, and whose pid is another process by now', text: JSON.stringify({ pid: process.pid, born: 'x' }) },
    { holder: 'lost power while writing it', text: '' },
  ])('is taken over from one that $holder, once', async ({ text }) => {
    await writeFile(path, text);
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(
      asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])).every((one) => one instanceof LockBusy),
    ).toBe(true);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(await readdir(folder)).toEqual(['hub.lock']);
  });

  test('that was taken over is not let go by its former holder', async () => {
    const former = await takeLock(path);
    await rm(path);
    await takeLock(path);
    await former.release();
    expect(await whoHolds(path)).toBe(process.pid);
  });
});

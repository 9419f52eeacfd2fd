import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Engine, type Surroundings, WAYS } from './engines.ts';
import { bornOf } from './processes.ts';
import { type Supervised, supervise } from './supervise.ts';

let folder = '';
let lines: string[] = [];
let supervised: Supervised | undefined;

const care = () => ({ log: (line: string) => void lines.push(line), signal: new AbortController().signal });

const anyEngine = async (): Promise<Engine> => {
  const toolsDir = resolve(import.meta.dirname, '../../../data/tools');
  const around: Surroundings = { ...care(), path: process.env['PATH'] ?? '', toolsDir };
  for (const { engine: name, called: foundBy, find } of WAYS) {
    const command = await find(around).catch(() => undefined);
    if (command !== undefined) return { name, command, foundBy };
  }
  throw new Error('no engine on this machine');
};

/** The engine, but for a wrapper that starts it so many times and then fails. */
const failingAfter = async (starts: number): Promise<Engine> => {
  const engine = await anyEngine();
  const command = join(folder, 'wrapper');
  const count = `starts=$(cat '${folder}/starts' 2>/dev/null || echo 0)\necho $((starts + 1)) > '${folder}/starts'`;
  const fail = `[ "$starts" -ge ${starts} ] && { echo 'the disk is full' >&2; exit 3; }`;
  await writeFile(command, `#!/bin/sh\n${count}\n${fail}\nexec '${engine.command}' "$@"\n`);
  await chmod(command, 0o755);
  return { ...engine, command };
};

const kill = (pid: number | undefined): void => {
  if (pid === undefined) throw new Error('it does not run');
  process.kill(pid, 'SIGKILL');
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-supervise-'));
  lines = [];
});

afterEach(async () => {
  await supervised?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a server under supervision', () => {
  test('is given up, with its last words, when it cannot be started again', async () => {
    supervised = await supervise(await failingAfter(1), folder, { ...care(), backOffMs: [0, 10, 20] });
    kill(supervised.pid());
    expect(await supervised.gaveUp).toBe('the store ended too often: the disk is full');
    expect(lines).toEqual([
      'the store ended (SIGKILL): starting it again',
      ...Array(3).fill('the store could not be started again: Error: exit 3: the disk is full'),
    ]);
    expect(supervised.pid()).toBeUndefined();
  }, 60_000);

  test('that does not start is told with its last words', async () => {
    const starting = supervise(await failingAfter(0), folder, care());
    await expect(starting).rejects.toThrow('exit 3: the disk is full');
  }, 60_000);

  test('is not started again after a stop, even in the middle of a start', async () => {
    supervised = await supervise(await failingAfter(9), folder, care());
    const { pid, stop } = supervised;
    const first = pid();
    kill(first);
    await stop();
    expect(pid() === undefined || pid() === first).toBe(true);
    expect(await bornOf(first ?? 0)).toBeUndefined();
    await stop();
  }, 60_000);

  test('ends when its start is called off', async () => {
    const calledOff = new AbortController();
    const starting = supervise(await failingAfter(9), folder, { ...care(), signal: calledOff.signal });
    calledOff.abort();
    await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
  }, 60_000);
});

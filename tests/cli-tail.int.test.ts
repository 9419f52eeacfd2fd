import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { floorStream } from '@cafe/contract/folds';
import { startTestHub, type TestHub, withDatabase } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { done, lineOf, openBill, openTerminal, simpleItem } from './e2e/evening.ts';

const STORE = process.env['TEST_MONGODB_URI'] ?? '';
const CLI = resolve(import.meta.dirname, '../hub/dist/cli/main.js');
const PATIENCE_MS = 30_000;
let hub: TestHub;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cafe-tail-'));
  hub = await startTestHub({ mongodbUri: STORE, demo: true });
  await hub.connection.collection('stores').insertOne({
    _id: hub.identity.storeId as never, // this collection's ids are store ids
    epoch: hub.identity.epoch,
    demo: true,
  });
}, 60_000);
afterAll(async () => {
  await hub.stop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Tail {
  readonly lines: readonly string[];
  /** Resolves with the first line, of those to come too, that a test accepts. */
  line(accepts: (line: string) => boolean): Promise<string>;
  /** Ends it as Ctrl-C does. Resolves with its exit code. */
  end(): Promise<number | null>;
}

const following = (child: ChildProcess): Tail => {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      for (const look of [...waiting]) look();
    });
  }
  return {
    lines,
    line: (accepts) =>
      new Promise((found, reject) => {
        const late = setTimeout(() => reject(new Error(`no such line among:\n${lines.join('\n')}`)), PATIENCE_MS);
        const look = () => {
          const line = lines.find(accepts);
          if (line === undefined) return;
          clearTimeout(late);
          waiting.delete(look);
          found(line);
        };
        waiting.add(look);
        look();
      }),
    end: () =>
      new Promise((ended) => {
        child.once('exit', (code) => ended(code));
        child.kill('SIGINT');
      }),
  };
};

/** Runs `npm run cafe -- tail …` beside the hub, as a person would. */
const tail = (...args: readonly string[]): Tail => {
  const env = { PATH: process.env['PATH'], MONGODB_URI: withDatabase(STORE, hub.database), DATA_DIR: dataDir };
  return following(spawn(process.execPath, [CLI, 'tail', ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] }));
};

test('[SEE-11] every event is a line as it becomes durable, with nothing in it that people typed', async () => {
  const terminal = await openTerminal(hub);
  const first = await openBill(terminal);
  const shown = tail('--from', '1h');
  await shown.line((line) => line.includes(first)); // what was before it came is told: it follows by now
  const orderId = await openBill(terminal);
  const id = v7();
  const line = { ...lineOf(await simpleItem(hub)), note: 'NOTE-MARK' };
  const { version } = await done(terminal.send({ type: 'order.send', orderId, lines: [line] }, id));
  terminal.close();
  const sent = await shown.line((one) => one.includes(id) && one.includes('order.linesSent'));
  expect(sent).toMatch(
    new RegExp(`^\\S+Z  order:${orderId}#${version}  order\\.linesSent  .*lines=1.*  by staff \\S{8}  command ${id}$`),
  );
  expect(await shown.end()).toBe(0);
  expect(shown.lines.join('\n')).not.toContain('NOTE-MARK');
  expect(shown.lines.map(stripVTControlCharacters)).toEqual(shown.lines); // no colours where nobody looks
  expect(new Set(shown.lines).size).toBe(shown.lines.length);
}, 60_000);

test('[SEE-11] a room shows what it concerns, what leaves it too, and as JSON', async () => {
  const { tables } = await hub.cafe.read(floorStream(hub.identity.storeId));
  const [table, another] = Object.values(tables).filter(({ orderId, archived }) => orderId === undefined && !archived);
  if (!table || !another) throw new Error('no table is free');
  const terminal = await openTerminal(hub);
  const shown = tail('--room', `table:${table.label}`, '--json', '--from', '1m');
  const [here, there] = [v7(), v7()];
  for (const [orderId, { tableId }] of [
    [there, another],
    [here, table],
  ] as const) {
    await done(terminal.send({ type: 'order.open', orderId: orderId as never, serviceType: 'dine_in', tableId }));
  }
  await done(terminal.send({ type: 'order.close', orderId: here as never }));
  terminal.close();
  await shown.line((line) => line.includes('order.closed'));
  expect(await shown.end()).toBe(0);
  const events = shown.lines.map((line) => JSON.parse(line));
  expect(events.map(({ stream, type }) => [stream, type])).toEqual([
    [`order:${here}`, 'order.opened'],
    [`order:${here}`, 'order.closed'],
  ]);
  expect(events[0]).toMatchObject({ version: 1, by: { kind: 'staff' }, facts: { tableId: table.tableId } });
}, 60_000);

test('[SEE-11] of one bill it can begin at a version', async () => {
  const terminal = await openTerminal(hub);
  const orderId = await openBill(terminal);
  const lines = [lineOf(await simpleItem(hub))];
  await done(terminal.send({ type: 'order.addLines', orderId, lines }));
  await done(terminal.send({ type: 'order.send', orderId }));
  terminal.close();
  const shown = tail('--room', `order:${orderId}`, '--from', '2', '--json');
  await shown.line((line) => line.includes('order.linesSent'));
  await shown.end();
  expect(shown.lines.map((line) => JSON.parse(line).version)).toEqual([2, 3]);
}, 60_000);

test('[SEE-12] where no hub runs it takes no data directory, and starts no store', async () => {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir };
  const run = await new Promise((ended) => {
    execFile(process.execPath, [CLI, 'tail'], { env }, (error, _out, err) => ended({ code: error?.code, err }));
  });
  expect(run).toEqual({ code: 1, err: expect.stringContaining('No hub runs on') });
  expect(await readdir(dataDir)).toEqual([]);
}, 60_000);

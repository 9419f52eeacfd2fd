import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { getStore, joinStore, type RunningStore } from '@cafe/hub/embedded';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';

const TOOLS = resolve(import.meta.dirname, '../data/tools');
const DURABLE = { writeConcern: { w: 'majority', j: true } } as const;

let dataDir = '';
let stores: RunningStore[] = [];
let children: ChildProcess[] = [];
let lines: string[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cafe-store-'));
  stores = [];
  children = [];
  lines = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const store of stores) await store.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<RunningStore> => {
  const path = process.env['PATH'] ?? '';
  const store = await getStore({ dataDir, toolsDir: TOOLS, path, log: (line) => void lines.push(line) });
  stores.push(store);
  return store;
};

/** Another process that keeps a store on the same data. */
const startElsewhere = async (): Promise<{ child: ChildProcess; uri: string; pid: number }> => {
  const program = join(import.meta.dirname, 'programs/keep-a-store.mjs');
  const child = spawn(process.execPath, [program, dataDir, TOOLS], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ...JSON.parse(line) };
};

const connectTo = (uri: string) =>
  mongoose.createConnection(uri, { serverSelectionTimeoutMS: 20_000, maxPoolSize: 4 }).asPromise();

/** Resolves when the server behind the address is gone: it held a connection to us. */
const gone = async (uri: string): Promise<{ after: Promise<unknown> }> => {
  const socket = connect(Number(new URL(uri).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return { after: once(socket, 'close') };
};

/** Inserts numbers from 1 until told to stop, each again until it is acknowledged. */
const writer = (connection: mongoose.Connection, onAcknowledged: () => void) => {
  const acknowledged: string[] = [];
  let more = true;
  const insert = async (_id: string): Promise<void> => {
    for (;;) {
      try {
        await connection.collection<{ _id: string }>('kept').insertOne({ _id }, DURABLE);
        break;
      } catch (error) {
        if (error instanceof mongoose.mongo.MongoServerError && error.code === 11_000) break; // the lost answer was a yes
      }
    }
    acknowledged.push(_id);
    onAcknowledged();
  };
  const write = async (lane: number) => {
    for (let n = 1; more; n += 1) await insert(`${lane}-${n}`);
  };
  const lanes = Promise.all([1, 2, 3, 4].map(write));
  const stop = () => {
    more = false;
    return lanes.then(() => acknowledged);
  };
  return { stop };
};

describe('the embedded store', () => {
  test('loses no acknowledged insert when it is killed three times, and comes back on its port', async () => {
    const store = await start();
    const connection = await connectTo(store.uri);
    const killed: number[] = [];
    let enough = (): void => undefined;
    const killedOften = new Promise<void>((done) => {
      enough = done;
    });
    let sinceKill = 0;
    const writing = writer(connection, () => {
      sinceKill += 1;
      const pid = store.pid();
      if (sinceKill < 100 || pid === undefined || killed.includes(pid)) return;
      sinceKill = 0;
      if (killed.length === 3) return enough();
      killed.push(pid);
      process.kill(pid, 'SIGKILL');
    });
    await killedOften;
    const acknowledged = await writing.stop();
    const kept = await connection.collection<{ _id: string }>('kept').find().toArray();
    await connection.close();

    const there = new Set(kept.map(({ _id }) => _id));
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(400);
    expect(new Set(killed).size).toBe(3);
    expect(lines.filter((line) => line.startsWith('the store ended (SIGKILL)'))).toHaveLength(3);
  }, 60_000);

  test('keeps what it holds over a stop and a start', async () => {
    const first = await start();
    const before = await connectTo(first.uri);
    await before.collection<{ _id: string }>('kept').insertOne({ _id: 'a' }, DURABLE);
    await before.close();
    await first.stop();

    const second = await start();
    const after = await connectTo(second.uri);
    expect(await after.collection('kept').countDocuments()).toBe(1);
    expect(second.engine).toBe(first.engine);
    await after.close();
  }, 60_000);

  test('is refused to a second process, which hears who has it and may join', async () => {
    const { child, uri } = await startElsewhere();
    await expect(start()).rejects.toMatchObject({
      name: 'DataDirBusy',
      pid: child.pid,
      message: expect.stringContaining(`process ${child.pid}`),
    });
    expect(await joinStore(dataDir)).toMatchObject({ uri });

    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(await joinStore(dataDir)).toBeUndefined();
    await start();
  }, 60_000);

  test('ends when its hub is killed, and the next start has the data and the lock', async () => {
    const { child, uri, pid } = await startElsewhere();
    const before = await connectTo(uri);
    await before.collection<{ _id: string }>('kept').insertOne({ _id: 'a' }, DURABLE);
    await before.close();
    const server = await gone(uri);
    child.kill('SIGKILL');
    await server.after;

    const store = await start();
    expect(store.pid()).not.toBe(pid);
    const after = await connectTo(store.uri);
    expect(await after.collection('kept').countDocuments()).toBe(1);
    await after.close();
  }, 60_000);

  test('is taken from a killed hub at once, before the orphan has ended by itself', async () => {
    const { child, uri } = await startElsewhere();
    const server = await gone(uri);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await start();
    await server.after;
    expect(store.uri).not.toBe('');
  }, 60_000);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinStore } from '@cafe/hub/embedded';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Checkout, changedLock, createCheckout, ending } from './checkout.ts';
import { ROOT } from './source-facts.ts';

/** Whether somebody listens at the address of a store. */
const connectsTo = async (uri: string): Promise<boolean> => {
  const socket = connect(Number(new URL(uri).port), '127.0.0.1');
  const connected = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'close').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return connected;
};

describe('npm start on a fresh clone', () => {
  let checkout: Checkout;

  beforeEach(async () => {
    checkout = await createCheckout();
  });

  afterEach(() => checkout.remove());

  test('installs and builds, saying so in a line each, and the second time neither', async () => {
    const first = await checkout.start();
    expect(first.printed).toMatch(
      /^installing what the lockfile names … \d+\.\d s\nbuilding hub … \d+\.\d s\nthe hub runs\n$/,
    );
    expect(first.code).toBe(0);
    const second = await checkout.start();
    expect(second.printed).toMatch(/^nothing to install or build \(looked for \d\.\d s\)\nthe hub runs\n$/);
    expect(await checkout.npmCalls()).toEqual(['ci --ignore-scripts --no-audit --no-fund']);
  }, 60_000);

  test('installs again when the lockfile changed, and builds again when a source did or the output is gone', async () => {
    await checkout.start();
    await checkout.write('package-lock.json', changedLock);
    expect((await checkout.start()).printed).toContain('installing');
    await checkout.write('hub/src/other.ts', 'export const other = 1;\n');
    expect((await checkout.start()).printed).toMatch(/^building hub … /);
    await rm(join(checkout.folder, 'hub/dist'), { recursive: true });
    expect((await checkout.start()).printed).toMatch(/^building hub … .*\nthe hub runs/);
    expect(await checkout.npmCalls()).toHaveLength(2);
  }, 60_000);

  test('sets up once when two are started at once', async () => {
    const ends = await Promise.all([checkout.start(), checkout.start()]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(ends.filter(({ printed }) => printed.includes('building'))).toHaveLength(1);
    expect(await checkout.npmCalls()).toHaveLength(1);
  }, 60_000);

  test('takes over the set-up of one that died in it', async () => {
    await mkdir(join(checkout.folder, 'data'));
    await checkout.write('data/setup.lock', '4194999'); // above any pid of Linux
    expect((await checkout.start()).code).toBe(0);
    expect(existsSync(join(checkout.folder, 'data/setup.lock'))).toBe(false);
  }, 60_000);

  test('ends with 1 and the reason when the sources do not compile', async () => {
    await checkout.write('hub/src/main.ts', 'export const wrong: number = "text";\n');
    const { code, printed } = await checkout.start();
    expect(code).toBe(1);
    expect(printed).toMatch(/building hub … failed after[\s\S]*TS2322/);
  }, 60_000);
});

describe('npm start of this checkout', () => {
  let dataDir = '';
  let hubs: ChildProcess[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cafe-start-'));
    await mkdir(join(ROOT, 'data/tools'), { recursive: true });
    await symlink(join(ROOT, 'data/tools'), join(dataDir, 'tools')); // a store that was installed once need not be again
    hubs = [];
  });

  afterEach(async () => {
    for (const hub of hubs.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
      hub.kill('SIGKILL');
      await once(hub, 'exit');
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = (): ChildProcess => {
    const { MONGODB_URI: _, NODE_ENV: __, ...environment } = process.env;
    const env = { ...environment, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn' };
    const hub = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], { cwd: tmpdir(), env });
    hubs.push(hub);
    return hub;
  };

  /** Reads what it prints until it says that it is open, and the last of that: the QR. */
  const untilOpen = (hub: ChildProcess): Promise<{ printed: string; url: string }> =>
    new Promise((resolve, reject) => {
      let printed = '';
      const read = (chunk: unknown) => {
        printed += String(chunk);
        const port = /API +\S+:(\d+)\/api\/v1/.exec(printed)?.[1];
        if (port && /▀[\s\S]*\n\s*\n/.test(printed)) resolve({ printed, url: `http://127.0.0.1:${port}` });
      };
      hub.stdout?.on('data', read);
      hub.stderr?.on('data', read);
      hub.once('exit', () => reject(new Error(`it ended: ${printed}`)));
    });

  test('says where the API is, the sign-ins and the QR of a table, and stops with its store', async () => {
    const hub = start();
    const { printed, url } = await untilOpen(hub);
    expect(printed).toMatch(/Store +\S+/);
    expect(printed).toMatch(/PIN \d{6}/);
    expect(printed).toMatch(/Table \S+: http\S+/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const store = await joinStore(dataDir);
    expect(store).toBeDefined();

    hub.kill('SIGINT');
    hub.kill('SIGINT'); // Ctrl-C under npm comes twice: from the terminal and from npm
    expect(await once(hub, 'exit')).toEqual([0, null]);
    await expect(connectsTo(store?.uri ?? '')).resolves.toBe(false);
    expect(await joinStore(dataDir)).toBeUndefined();
  }, 120_000);

  test('refuses a second one on the same data, naming the first', async () => {
    const first = start();
    await untilOpen(first);
    const { code, printed } = await ending(start());
    expect(code).toBe(1);
    expect(printed).toContain(`${dataDir} is in use by process ${first.pid}`);
  }, 120_000);

  test('is open again after it was killed', async () => {
    const first = start();
    await untilOpen(first);
    first.kill('SIGKILL');
    await once(first, 'exit');

    await untilOpen(start()); // how long that takes is the machine's affair: it has to come
  }, 120_000);
});

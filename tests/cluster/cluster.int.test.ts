import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTerminal } from '../faults/cast.ts';
import { simpleItem } from '../faults/traffic.ts';
import { ROOT } from '../source-facts.ts';
import type { FaultName } from './faults.ts';
import { figuresOf } from './figures.ts';
import { openPlay, type Play } from './play.ts';
import { openCluster, type TestCluster } from './topology.ts';

/** Seeds what is tapped, by whom and when, and which part fails; printed with each test. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

let running: TestCluster;
let play: Play | undefined;
beforeAll(async () => {
  running = await openCluster({ env: { DRAIN_AFTER_SECONDS: '1', DRAIN_OVER_SECONDS: '1' } });
}, 120_000);
afterAll(async () => {
  await play?.end();
  expect(await running.stop()).toEqual([]);
}, 60_000);

const evening = (url: string): Promise<{ readonly code: number; readonly printed: string }> =>
  new Promise((resolve) => {
    const args = [join(ROOT, 'examples/dist/one-evening.js'), url];
    execFile(process.execPath, args, { timeout: 100_000 }, (error, stdout, stderr) => {
      // Whatever ended without a code of its own was killed, and that is no success.
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      resolve({ code, printed: stdout + stderr });
    });
  });

test('[CLU-2] one evening is played through the door, two hubs and five services', async () => {
  const { cluster, died } = running;
  const { code, printed } = await evening(cluster.base);
  expect({ code, printed }).toMatchObject({ code: 0, printed: expect.stringContaining('Everybody saw') });
  // Nothing of an evening changes the menu; this does.
  const terminal = await openTerminal(cluster.base);
  const itemId = await simpleItem(terminal);
  for (const state of ['sold_out', 'available'] as const) await terminal.catalogue.setAvailability({ itemId, state });
  terminal.stop();

  const hubs = await Promise.all(cluster.hubs.map((hub) => figuresOf(cluster, hub)));
  for (const hub of hubs) {
    expect(hub.sum('cafe_resume_total')).toBeGreaterThan(0); // streams shown to its own sockets
    expect(hub.sum('cafe_commits_carried_total', { direction: 'in' })).toBeGreaterThan(0); // and what the other one did
  }
  for (const [service, part] of cluster.services) {
    const figures = await figuresOf(cluster, part);
    const asked = hubs.map((hub) => hub.sum('cafe_internal_calls_total', { service, outcome: 'ok' }));
    const answered = figures.sum('http_request_duration_seconds_count', { method: 'POST' });
    expect({ service, answered }).toEqual({ service, answered: asked.reduce((sum, count) => sum + count, 0) });
    expect(answered).toBeGreaterThan(0);
  }
  expect(died).toEqual([]);
}, 110_000);

test('[CLU-7] every part is known again by its own command line, whatever it calls itself', async () => {
  for (const { name, pid, knownBy } of running.cluster.parts) {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid())]);
    expect({ name, calledItself: stdout }).toEqual({ name, calledItself: expect.stringContaining(knownBy) });
  }
});

test.each<{ fault: FaultName; name: string; perSecond?: number }>([
  { fault: 'hubKilled', name: 'a hub is killed' },
  { fault: 'redisAway', name: 'Redis is away for five seconds' },
  { fault: 'serviceKilled', name: 'a service is killed' },
  { fault: 'storeKilled', name: 'the store is killed' },
  { fault: 'rollingRestart', name: 'all hubs are restarted in turn', perSecond: 20 },
])(
  `[CLU-5] nothing is lost, doubled or late when $name (seed ${SEED})`,
  async ({ fault, ...wish }) => {
    play ??= await openPlay(running.cluster);
    const { wrong, commands, acknowledged, moved } = await play.suffer({ fault, seed: SEED, awayMs: 5_000, ...wish });
    expect(wrong).toEqual([]);
    expect(acknowledged).toBe(commands);
    expect(commands).toBeGreaterThan(10);
    if (fault === 'hubKilled' || fault === 'rollingRestart') expect(moved).toBeGreaterThan(0);
    expect(running.died).toEqual([]);
  },
  90_000,
);

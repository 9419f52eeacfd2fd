import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../source-facts.ts';
import { figuresOf } from './figures.ts';
import { openCluster, type TestCluster } from './topology.ts';

let running: TestCluster;
beforeAll(async () => {
  running = await openCluster();
}, 120_000);
afterAll(async () => {
  await running.stop();
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

  const hubs = await Promise.all(cluster.hubs.map((hub) => figuresOf(cluster, hub)));
  for (const hub of hubs) expect(hub.sum('cafe_resume_total')).toBeGreaterThan(0);
  // What one hub's clients did, the other one heard.
  for (const hub of hubs) expect(hub.sum('cafe_commits_carried_total')).toBeGreaterThan(0);
  for (const [name, part] of cluster.services) {
    const service = await figuresOf(cluster, part);
    const asked = hubs.reduce(
      (sum, hub) => sum + hub.sum('cafe_internal_calls_total', { service: name, outcome: 'ok' }),
      0,
    );
  }
  expect(died).toEqual([]);
}, 110_000);

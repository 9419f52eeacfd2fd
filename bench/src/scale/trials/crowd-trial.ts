import { setTimeout as pause } from 'node:timers/promises';
import type { LoadResult, Phase } from '../../measurement.ts';
import type { Figures, Stage, Trial } from '../trial.ts';
import { type Scene, withCrowd } from '../with-crowd.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** What the server takes before and after the screens came, per screen. */
const measureMemory = async ({ stand, ask }: Scene, screens: number): Promise<Figures> => {
  const before = await stand.memory();
  const startedAt = performance.now();
  await ask({ kind: 'seat', screens });
  const seatedMs = performance.now() - startedAt;
  const after = await stand.memory();
  return {
    emptyRssMiB: before.rssBytes / MIB,
    emptyHeapMiB: before.heapBytes / MIB,
    rssPerScreenKiB: (after.rssBytes - before.rssBytes) / screens / KIB,
    heapPerScreenKiB: (after.heapBytes - before.heapBytes) / screens / KIB,
    seatedMs,
  };
};

const measureIdle = async ({ stand }: Scene, seconds: number): Promise<Figures> => {
  const before = await stand.cpuMicros();
  await pause(seconds * 1000);
  return { idleCpuPercent: ((await stand.cpuMicros()) - before) / (seconds * 10_000) };
};

const WARM_UP_SECONDS = 1;

const measureRate = async ({ stand, ask }: Scene, phase: Phase, screens: number): Promise<Figures> => {
  await ask({ kind: 'run', phase: { ...phase, seconds: WARM_UP_SECONDS } });
  const before = await stand.cpuMicros();
  const result = await ask<LoadResult>({ kind: 'run', phase });
  const cpuMicros = (await stand.cpuMicros()) - before;
  const { done, failed, lost, p50Ms, p99Ms, generatorBusy } = result;
  const at = phase.kind === 'rate' ? `at${phase.perSecond}` : '';
  return {
    [`${at}P50Ms`]: p50Ms,
    [`${at}P99Ms`]: p99Ms,
    [`${at}CpuPerDeliveryMicros`]: cpuMicros / (done * screens),
    [`${at}GeneratorPercent`]: generatorBusy * 100,
    [`${at}Failed`]: failed + lost,
  };
};

/** A thousand screens on one server: what they take, and how long an order takes to all of them. */
export const crowdTrial: Trial = {
  name: 'fan-out',
  title: 'The fan-out to 1,000 screens, and memory per connection',
  says: `One server, 1,000 screens in one room, one terminal that sends orders of two lines to 16 bills. Ours: screens follow the kitchen, each let in by its device’s token and given what it may see, and every order is in the store first.
Stock: \`io.to(room).emit\` of an order as large, stored nowhere. Latency runs from the moment an order was due to the **last** of the 1,000. Memory is read after a garbage collection, before the first
screen and after the last; what the kernel keeps for a connection is not in it. Screens and server share two cores: parsing 1,000 copies is in every latency. Where the machine
leaves neither of them the time to answer a beat, connections are lost and come back: ours after 9 s, stock’s after up to 45 s; such a round says more about the machine.`,
  sides: ['ours', 'stock'],
  columns: [
    { key: 'frameBytes', title: 'one order on its way to one screen, bytes of JSON' },
    { key: 'emptyRssMiB', title: 'process without screens, MiB resident' },
    { key: 'rssPerScreenKiB', title: 'per connection, KiB resident' },
    { key: 'heapPerScreenKiB', title: 'per connection, KiB of heap and buffers' },
    { key: 'seatedMs', title: '1,000 connected, let in and synced, ms' },
    { key: 'idleCpuPercent', title: '1,000 idle, % of a core' },
    { key: 'at2P50Ms', title: '2 orders/s to all, p50 ms' },
    { key: 'at2P99Ms', title: '2 orders/s to all, p99 ms' },
    { key: 'at5P50Ms', title: '5 orders/s to all, p50 ms' },
    { key: 'at5P99Ms', title: '5 orders/s to all, p99 ms' },
    { key: 'at2CpuPerDeliveryMicros', title: '2 orders/s, server µs per screen and order' },
    { key: 'at5CpuPerDeliveryMicros', title: '5 orders/s, server µs per screen and order' },
    { key: 'lostConnections', title: 'connections lost meanwhile' },
    { key: 'at5GeneratorPercent', title: '5 orders/s, the screens’ own process, % of a core' },
  ],
  run: (side, stage: Stage) =>
    withCrowd(side, stage, async (scene) => {
      const { screens, rates, seconds, idleSeconds } = stage.plan.crowd;
      let figures: Figures = { frameBytes: stage.size.emittedBytes, ...(await measureMemory(scene, screens)) };
      figures = { ...figures, ...(await measureIdle(scene, idleSeconds)) };
      for (const perSecond of rates) {
        figures = { ...figures, ...(await measureRate(scene, { kind: 'rate', perSecond, seconds }, screens)) };
      }
      return { ...figures, lostConnections: await scene.ask<number>({ kind: 'lost' }) };
    }),
};

import { readFileSync } from 'node:fs';
import type { LoadResult } from '../../measurement.ts';
import type { Trial } from '../trial.ts';
import { withCrowd } from '../with-crowd.ts';

const MIB = 1024 * 1024;
const PAGE_BYTES = 4096;

/** Resident bytes of another process, as it is: no garbage is collected first. */
const residentBytes = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;

/** Watches how large a process gets. */
const watchPeak = (pid: number) => {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid));
  }, 100);
  return () => {
    clearInterval(timer);
    return peak;
  };
};

/** How many established connections a port of this machine has, as its kernel counts them. */
const connectionsTo = (port: number): number => {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => readFileSync(path, 'utf8').split('\n'));
  return rows.filter((row) => {
    const [, from = '', , state] = row.trim().split(/\s+/);
    return from.endsWith(local) && state === ESTABLISHED;
  }).length;
};
const ESTABLISHED = '01';

/** Some screens stop reading: what that costs the server, and the others. */
export const stallTrial: Trial = {
  name: 'stall',
  title: 'A stalled reader’s cost',
  says: `20 screens; the same load once with all of them reading, once after 10 stopped reading without closing (a tablet that sleeps). 200 orders a second for 20 seconds. Memory is what the server grew by from the
first stretch to the end of the second, after a garbage collection while they still sleep; the first megabytes of each lie in the kernel’s buffers on both sides, and what is sent to all lies in memory once. Ours leaves a reader out above
256 KB unsent and hangs up after 9 to 10 s; it comes back with \`sync\`. Stock keeps everything until its heartbeat gives up, after up to 45 s.`,
  sides: ['ours', 'stock'],
  columns: [
    { key: 'heldMiB', title: 'held for 10 stalled readers, MiB of heap and buffers' },
    { key: 'peakGrowthMiB', title: 'largest resident growth, MiB' },
    { key: 'beforeP99Ms', title: 'everybody reads, p99 ms' },
    { key: 'readersP99Ms', title: 'half stalled, p99 ms of those who read' },
    { key: 'hungUpShare', title: 'stalled readers that the server had hung up on, of 1' },
    { key: 'failed', title: 'orders failed or lost on those who read' },
  ],
  run: (side, stage) =>
    withCrowd(side, stage, async ({ stand, ask }) => {
      const { screens, stalled, perSecond, seconds } = stage.plan.stall;
      const port = Number(new URL(stand.url).port);
      await ask({ kind: 'seat', screens });
      const phase = { kind: 'rate', perSecond, seconds } as const;
      const before = await ask<LoadResult>({ kind: 'run', phase: { ...phase, seconds: seconds / 4 } });
      const [memoryBefore, connected] = [await stand.memory(), connectionsTo(port)];
      await ask({ kind: 'stall', screens: stalled });
      const peak = watchPeak(stand.pid);
      const after = await ask<LoadResult>({ kind: 'run', phase });
      const peakBytes = peak();
      const memoryAfter = await stand.memory();
      return {
        heldMiB: (memoryAfter.heapBytes - memoryBefore.heapBytes) / MIB,
        peakGrowthMiB: (peakBytes - memoryBefore.rssBytes) / MIB,
        beforeP99Ms: before.p99Ms,
        readersP99Ms: after.p99Ms,
        hungUpShare: (connected - connectionsTo(port)) / stalled,
        failed: after.failed + after.lost,
      };
    }),
};

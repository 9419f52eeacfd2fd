import { readFileSync } from 'node:fs';

/** Linux counts process time in these units for every program, whatever the kernel's own tick is (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100;

/** User and system time of this process so far, in microseconds. */
export const ownCpuMicros = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/**
 * User and system time of another process so far, in microseconds, to 10 ms. Undefined where there is no `/proc`, or
 * no such process.
 */
export const cpuMicrosOf = (pid: number | undefined): number | undefined => {
  if (pid === undefined) return undefined;
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // not Linux, or it has ended: a missing number, not a failure
  }
  // The name in brackets may hold spaces; utime and stime are fields 14 and 15, the 12th and 13th after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return (ticks * 1_000_000) / TICKS_PER_SECOND;
};

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openOurStand } from '../our-stand.ts';
import { sharedSecrets, startSplitCafe } from '../split-cafe.ts';
import type { Figures, Stage, Trial } from '../trial.ts';
import type { BillsResult } from '../whole-bills.ts';
import { type AskCrowd, withCrowdOn } from '../with-crowd.ts';

type Cpu = Readonly<Record<string, number>>;

/** What is asked of both: so many whole bills a second, as a busy café has them at the height of an hour. */
const BILLS_PER_SECOND = 4;
const SCREENS = 4;

const difference = (before: Cpu, after: Cpu, divisor: number): Cpu =>
  Object.fromEntries(Object.entries(after).map(([part, micros]) => [part, (micros - (before[part] ?? 0)) / divisor]));

/** CPU of each process, idle per second and under whole bills per command. */
const measure = async (
  ask: AskCrowd,
  cpu: () => Promise<Cpu>,
  { plan }: Stage,
): Promise<{ idle: Cpu; command: Cpu }> => {
  const { seconds, idleSeconds } = plan.capacity;
  await ask({ kind: 'seat', screens: SCREENS });
  await ask({ kind: 'bills', perSecond: BILLS_PER_SECOND, seconds: 1 });
  const before = await cpu();
  await pause(idleSeconds * 1000);
  const rested = await cpu();
  const { commands } = await ask<BillsResult>({ kind: 'bills', perSecond: BILLS_PER_SECOND, seconds });
  return { idle: difference(before, rested, idleSeconds), command: difference(rested, await cpu(), commands) };
};

const sumOf = (cpu: Cpu): number => Object.values(cpu).reduce((sum, micros) => sum + micros, 0);

const named = (prefix: string, { idle, command }: { readonly idle: Cpu; readonly command: Cpu }): Figures => {
  const { hub = 0, order = 0 } = command;
  return {
    [`${prefix}IdleMicros`]: sumOf(idle),
    [`${prefix}CommandMicros`]: sumOf(command),
    ...(prefix === 'split' && {
      splitHubIdleMicros: idle['hub'] ?? Number.NaN,
      splitOrderIdleMicros: idle['order'] ?? Number.NaN,
      splitHubMicros: hub,
      splitHubCapacity: 1_000_000 / hub,
      splitOrderCapacity: 1_000_000 / order,
      splitOrderMicros: order,
      splitOthersMicros: sumOf(command) - hub - order,
    }),
  };
};

/** The same café once as one process, once as a hub and five services. */
export const rolesTrial: Trial = {
  name: 'roles',
  title: 'What a hub and a service process carry apart',
  says: `The same café once as one process (\`ROLE=all\`), once as a hub and five services, a process each, that call one another over HTTP; 4 screens, 4 whole bills a second, one right after the other in each round. CPU of the
processes, per second while nothing happens and per command under the bills.`,
  sides: ['ours'],
  columns: [
    { key: 'allIdleMicros', title: 'one process: idle, µs of CPU a second' },
    { key: 'splitIdleMicros', title: 'six processes: idle, µs of CPU a second in all' },
    { key: 'splitHubIdleMicros', title: 'of that, the hub' },
    { key: 'splitOrderIdleMicros', title: 'of that, the order service' },
    { key: 'allCommandMicros', title: 'one process: µs of CPU a command' },
    { key: 'splitCommandMicros', title: 'six processes: µs of CPU a command in all' },
    { key: 'splitHubMicros', title: 'of that, the hub' },
    { key: 'splitOrderMicros', title: 'of that, the order service' },
    { key: 'splitOthersMicros', title: 'of that, the other four' },
    {
      key: 'splitHubCapacity',
      title: 'commands a second that would fill a core with the hub’s share, at this load’s price',
    },
    { key: 'splitOrderCapacity', title: 'the same of the order service' },
  ],
  async run(side, stage) {
    const secretsDir = await mkdtemp(join(tmpdir(), 'cafe-bench-'));
    const place = { storeUri: stage.store.uri, database: stage.database, more: sharedSecrets() };
    try {
      const stand = await openOurStand({ ...place, secretsDir });
      const { access } = stand;
      const cpuOfAll = async () => ({ all: await stand.cpuMicros() });
      const all = await withCrowdOn(stand, { side, stage }, (ask) => measure(ask, cpuOfAll, stage)).finally(stand.stop);
      const cafe = await startSplitCafe({ ...place, dataDir: secretsDir });
      const { url, cpuMicros } = cafe;
      const joining = { side, stage } as const;
      const split = await withCrowdOn({ url, access }, joining, (ask) => measure(ask, cpuMicros, stage)).finally(
        cafe.stop,
      );
      return { ...named('all', all), ...named('split', split) };
    } finally {
      await rm(secretsDir, { recursive: true, force: true });
    }
  },
};

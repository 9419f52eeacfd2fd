import { forkHelper } from './ask.ts';
import type { Contestant, Server, Setting } from './contestant.ts';
import { cpuMicrosOf } from './cpu.ts';
import type { LoadRequest } from './load-process.ts';
import { type LifecycleResult, type LoadResult, type Measurement, type Phase, phaseName } from './measurement.ts';
import type { Plan } from './plan.ts';
import type { BenchStore } from './store.ts';

/** One contestant's turn in one repetition. */
export interface Turn {
  readonly contestant: Contestant;
  readonly repetition: number;
  readonly phases: readonly Phase[];
  readonly setting: Setting;
}

/** What a turn brought. */
export interface TurnResult {
  readonly measurements: readonly Measurement[];
  readonly lifecycle: readonly LifecycleResult[];
}

type Ask = <Value>(request: LoadRequest) => Promise<Value>;

const perOrder = (before: number | undefined, after: number | undefined, orders: number): number | undefined =>
  before === undefined || after === undefined || orders === 0 ? undefined : (after - before) / orders;

/** Warms up, then runs one phase with the CPU of server and store read on both sides of the clock. */
const clock = async (turn: Turn, phase: Phase, { ask, server, store, plan }: Stage): Promise<Measurement> => {
  await ask({ kind: 'prepare' });
  await ask({ kind: 'run', phase: { ...phase, seconds: plan.warmUpSeconds } });
  const cpu = () => server?.cpuMicros() ?? ask<number>({ kind: 'cpu' });
  const [serverBefore, storeBefore] = [await cpu(), cpuMicrosOf(store.pid())];
  const result = await ask<LoadResult>({ kind: 'run', phase });
  const [serverAfter, storeAfter] = [await cpu(), cpuMicrosOf(store.pid())];
  return {
    ...result,
    contestant: turn.contestant.name,
    repetition: turn.repetition,
    phase: phaseName(phase),
    serverCpuMicros: perOrder(serverBefore, serverAfter, result.done),
    storeCpuMicros: perOrder(storeBefore, storeAfter, result.done),
  };
};

interface Stage {
  readonly ask: Ask;
  readonly server: Server | undefined;
  readonly store: BenchStore;
  readonly plan: Plan;
}

/** Starts server and load generator anew, each in its own process, runs every phase, and ends both. */
export const takeTurn = async (turn: Turn, store: BenchStore, plan: Plan): Promise<TurnResult> => {
  const { contestant, setting, phases } = turn;
  const server = await contestant.serve?.(setting);
  const load = forkHelper('./load-process.js');
  const ask: Ask = (request) => load.ask(request);
  try {
    const target = { ...setting, url: server?.url ?? '', access: server?.access ?? '' };
    await ask({ kind: 'join', contestant: contestant.name, target });
    const measurements: Measurement[] = [];
    for (const phase of phases) measurements.push(await clock(turn, phase, { ask, server, store, plan }));
    const lifecycle = await ask<LifecycleResult[]>({ kind: 'lifecycle', ...plan.lifecycle });
    await ask({ kind: 'leave' });
    return { measurements, lifecycle };
  } finally {
    await load.stop();
    await server?.stop();
  }
};

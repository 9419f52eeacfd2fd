import { setTimeout as pause } from 'node:timers/promises';
import { cpuMicrosOf } from '../../cpu.ts';
import { inDatabase } from '../../in-database.ts';
import type { LoadResult } from '../../measurement.ts';
import { CAPACITY_GROUPS, CAPACITY_LOADS, type CapacityLoad } from '../capacity-loads.ts';
import type { SideName } from '../crowd-side.ts';
import type { Column, Figures, Stage, Trial } from '../trial.ts';
import type { BillsResult } from '../whole-bills.ts';
import { type AskCrowd, type Scene, withCrowd } from '../with-crowd.ts';

const WARM_UP_SECONDS = 0.5;

/** Puts a load on the hub for so many seconds. Resolves with how many commands were done. */
const runLoad = async (ask: AskCrowd, load: CapacityLoad, seconds: number): Promise<number> => {
  switch (load.kind) {
    case 'idle':
      await pause(seconds * 1000);
      return 0;
    case 'sends':
      return (await ask<LoadResult>({ kind: 'run', phase: { kind: 'rate', perSecond: load.perSecond, seconds } })).done;
    case 'bills':
      return (await ask<BillsResult>({ kind: 'bills', perSecond: load.perSecond, seconds })).commands;
  }
};

/** CPU of hub and store in microseconds per second of the clock, and the commands per second that it was for. */
const measureLoad = async ({ stand, ask }: Scene, load: CapacityLoad, { store, plan }: Stage): Promise<Figures> => {
  const seconds = load.kind === 'idle' ? plan.capacity.idleSeconds : plan.capacity.seconds;
  await runLoad(ask, load, WARM_UP_SECONDS);
  const startedAt = performance.now();
  const [hubBefore, storeBefore] = [await stand.cpuMicros(), cpuMicrosOf(store.pid()) ?? Number.NaN];
  const commands = await runLoad(ask, load, seconds);
  const [hubAfter, storeAfter] = [await stand.cpuMicros(), cpuMicrosOf(store.pid()) ?? Number.NaN];
  const clocked = (performance.now() - startedAt) / 1000;
  return {
    [`${load.name}CommandsPerSecond`]: commands / clocked,
    [`${load.name}HubMicrosPerSecond`]: (hubAfter - hubBefore) / clocked,
    [`${load.name}StoreMicrosPerSecond`]: (storeAfter - storeBefore) / clocked,
  };
};

const wordsOf = (load: CapacityLoad): string => {
  const work = load.kind === 'idle' ? 'idle' : `${load.perSecond} ${load.kind === 'sends' ? 'orders' : 'bills'}/s`;
  return `${load.screens} screens, ${work}${load.fitted ? '' : ' (kept from the fit)'}`;
};

const columns: readonly Column[] = [
  { key: 'storeAloneMicrosPerSecond', title: 'no hub: store, µs of CPU a second' },
  ...CAPACITY_LOADS.flatMap((load) => [
    { key: `${load.name}HubMicrosPerSecond`, title: `${wordsOf(load)}: hub, µs of CPU a second` },
    { key: `${load.name}StoreMicrosPerSecond`, title: `${wordsOf(load)}: store, µs of CPU a second` },
  ]),
];

/** What the store takes while nobody asks it for anything: that is not the doing of any hub. */
const measureStoreAlone = async ({ store, plan }: Stage): Promise<Figures> => {
  const before = cpuMicrosOf(store.pid()) ?? Number.NaN;
  await pause(plan.capacity.idleSeconds * 1000);
  const after = cpuMicrosOf(store.pid()) ?? Number.NaN;
  return { storeAloneMicrosPerSecond: (after - before) / plan.capacity.idleSeconds };
};

/** More bills than elsewhere: one that many orders are sent to in seconds is longer than any in a café. */
const BILLS = 128;

/** Puts one load after another on a hub of its own. */
const measureLoads = (side: SideName, stage: Stage, loads: readonly CapacityLoad[]): Promise<Figures> =>
  withCrowd(side, { ...stage, plan: { ...stage.plan, bills: BILLS } }, async (scene) => {
    let figures: Figures = {};
    let seated = 0;
    for (const load of loads) {
      await scene.ask({ kind: 'seat', screens: load.screens - seated });
      seated = load.screens;
      figures = { ...figures, ...(await measureLoad(scene, load, stage)) };
    }
    return figures;
  });

/** What the model of the fleet is fitted to, and what it is held against. */
export const capacityTrial: Trial = {
  name: 'capacity',
  title: 'What one process carries',
  says: `Our hub as one process with every service in it (\`ROLE=all\`), under loads from nothing to many orders and many screens. CPU of the hub’s process and of the store, per second of the clock: 1,000,000 is a core.
A bill is opened, gets two rounds that are cooked and served, is paid in cash and closed: nine commands.`,
  sides: ['ours'],
  columns,
  async run(side, stage) {
    let figures: Figures = await measureStoreAlone(stage);
    for (const [n, loads] of CAPACITY_GROUPS.entries()) {
      const database = `${stage.database}_${n}`;
      const measured = await inDatabase(stage.store, database, () => measureLoads(side, { ...stage, database }, loads));
      figures = { ...figures, ...measured };
    }
    return figures;
  },
};

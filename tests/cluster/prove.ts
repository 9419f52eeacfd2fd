import { parseArgs } from 'node:util';
import { type TakenAway, takeAway, without } from '@cafe/testing/cluster';
import { FAULTS, type FaultName } from './faults.ts';
import { type Outcome, openPlay } from './play.ts';
import { openCluster } from './topology.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const lineOf = ({ fault, seed, commands, acknowledged, repeated, moved, ...rest }: Outcome): string => {
  const { awayMs, lagMs, slowestAckMs, wrong } = rest;
  return [
    (wrong.length === 0 ? 'ok    ' : 'WRONG ') + fault.padEnd(15),
    `seed ${seed}`,
    `${commands} commands, ${acknowledged} acknowledged, ${repeated} repeated`,
    `${moved} moved (away p50 ${awayMs.p50}, max ${awayMs.max} ms)`,
    `shown after p50 ${lagMs.p50}, max ${lagMs.max} ms`,
    `slowest answer ${slowestAckMs} ms`,
  ].join(' · ');
};

const { values } = parseArgs({
  options: {
    faults: { type: 'string', default: Object.keys(FAULTS).join(',') },
    seeds: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    away: { type: 'string', default: '60' },
    /** Whether the sweep, and then the heads, are taken away from every process at the end: that has to go wrong. */
    controls: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed);
const awayMs = Number(values.away) * 1_000;

interface Session {
  readonly faults: readonly FaultName[];
  readonly seeds: number;
  readonly taken: readonly TakenAway[];
}

/** One cluster, and every fault in it with every seed. Resolves with how many went wrong, parts that died unasked included. */
const session = async ({ faults, seeds, taken }: Session): Promise<number> => {
  const { cluster, died, stop } = await openCluster({ nodeArgs: without(...taken) });
  const play = await openPlay(cluster);
  takeAway(taken.length > 0 ? [...cluster.hubs, ...cluster.services.values()] : []);
  const rate = faults.includes('rollingRestart') ? await play.bearable() : undefined;
  if (rate !== undefined) say(`bears ${rate} commands a second; the rolling restart is under half of that`);
  let failed = 0;
  for (let seed = first; seed < first + seeds; seed += 1) {
    for (const fault of faults) {
      const half = fault === 'rollingRestart' && rate !== undefined ? { perSecond: rate / 2 } : {};
      const outcome = await play.suffer({ fault, seed, awayMs, ...half });
      say(lineOf(outcome));
      for (const wrong of outcome.wrong.slice(0, 5)) say(`        ${wrong}`);
      failed += outcome.wrong.length > 0 ? 1 : 0;
    }
  }
  await play.end();
  const badly = [...died, ...(await stop())];
  for (const one of badly) say(`not well: ${one}`);
  return failed + badly.length;
};

/** What has to go wrong: without the sweep where Redis is cut off, without the heads where frames are lost. */
const CONTROLS = [
  { taken: ['sweep'], faults: ['hubCutFromRedis'] },
  { taken: ['heads'], faults: ['framesLost'] },
] as const;

const faults = values.faults.split(',') as FaultName[]; // FAULTS[…] of another one fails at once
let failed = await session({ faults, seeds: Number(values.seeds), taken: [] });
for (const { taken, faults: one } of values.controls ? CONTROLS : []) {
  say(`without the ${taken[0]}, so this has to go wrong:`);
  const noticed = await session({ faults: one, seeds: 1, taken });
  if (noticed === 0) say('        and it did not: the checks notice nothing');
  failed += noticed === 0 ? 1 : 0;
}
say(failed === 0 ? 'all of it is as it should be' : `${failed} are not as they should be`);
process.exit(failed === 0 ? 0 : 1);

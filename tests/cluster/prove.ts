import { parseArgs } from 'node:util';
import { TAKEN_AWAY, takeAway, without } from '@cafe/testing/cluster';
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
    /** `sweep` or `heads`: takes it away from every process, so that the run has to go wrong. */
    without: { type: 'string' },
  },
});
const faults = values.faults.split(',') as FaultName[]; // FAULTS[…] of another one fails at once
const taken = TAKEN_AWAY.filter((name) => name === values.without);
const { cluster, died, stop } = await openCluster({ nodeArgs: without(...taken) });
const play = await openPlay(cluster);
if (taken.length > 0) takeAway([...cluster.hubs, ...cluster.services.values()]);
const rate = faults.includes('rollingRestart') ? await play.bearable() : undefined;
if (rate !== undefined) say(`bears ${rate} commands a second; the rolling restart is under half of that`);
let failed = 0;
for (let index = 0; index < Number(values.seeds); index += 1) {
  for (const fault of faults) {
    const half = fault === 'rollingRestart' && rate !== undefined ? { perSecond: rate / 2 } : {};
    const seed = Number(values.seed) + index;
    const outcome = await play.suffer({ fault, seed, awayMs: Number(values.away) * 1_000, ...half });
    say(lineOf(outcome));
    for (const wrong of outcome.wrong.slice(0, 10)) say(`        ${wrong}`);
    failed += outcome.wrong.length > 0 ? 1 : 0;
  }
}
await play.end();
const badly = [...died, ...(await stop())];
for (const one of badly) say(`not well: ${one}`);
say(`${failed} of ${faults.length * Number(values.seeds)} went wrong`);
process.exit(failed + badly.length === 0 ? 0 : 1);

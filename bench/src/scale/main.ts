import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readScaleConfig } from '../config.ts';
import type { OrderSize } from '../contestant.ts';
import { FITTED_TO, fitResults } from '../fleet/fit-results.ts';
import { inDatabase } from '../in-database.ts';
import { describeMachine } from '../machine.ts';
import { rotated } from '../plan.ts';
import { type BenchStore, openStore } from '../store.ts';
import { probeFrame } from './probe-frame.ts';
import { scalePlanFor } from './scale-plan.ts';
import { scaleReport, trialTable } from './scale-report.ts';
import { asJson, readResults, type ScaleRound, type TrialResult } from './scale-results.ts';
import type { Figures, Trial } from './trial.ts';
import { TRIALS } from './trials/trials.ts';

const RESULTS = new URL('../../results-scale.json', import.meta.url);
/** What the simulation of a fleet takes from the results. */
const FITTED = new URL('../../fitted.json', import.meta.url);
const REPORT = new URL('../../RESULTS-SCALE.md', import.meta.url);

const say = (line: string) => process.stdout.write(`${line}\n`);
const config = readScaleConfig(
  process.argv.slice(2),
  TRIALS.map(({ name }) => name),
);
const plan = scalePlanFor(config);
const roundsToMeasure = config.rounds ?? plan.rounds;

/** Every side in turn, in another order each round. */
const measure = async (trial: Trial, store: BenchStore, size: OrderSize): Promise<TrialResult> => {
  const machine = describeMachine();
  const rounds: ScaleRound[] = [];
  for (let round = 1; round <= roundsToMeasure; round += 1) {
    const figures: Record<string, Figures> = {};
    for (const side of rotated(trial.sides, round)) {
      const database = `scale_${trial.name.replaceAll('-', '_')}_${round}_${side}`;
      const startedAt = performance.now();
      figures[side] = await inDatabase(store, database, () => trial.run(side, { store, places, size, plan, database }));
      say(
        `${trial.name} ${round}/${roundsToMeasure}: ${side}, ${Math.round((performance.now() - startedAt) / 1000)} s`,
      );
    }
    rounds.push(figures);
  }
  return { at: new Date().toISOString(), machine, store: store.description, rounds };
};

/** Keeps what was measured of the other trials: each can be run by itself on a machine that is quiet for minutes only. */
const keep = async (trial: Trial, result: TrialResult): Promise<void> => {
  const before = await readResults(RESULTS);
  const earlier = config.add ? (before[trial.name]?.rounds ?? []) : [];
  const results = { ...before, [trial.name]: { ...result, rounds: [...earlier, ...result.rounds] } };
  await writeFile(RESULTS, asJson(results));
  await writeFile(REPORT, scaleReport(TRIALS, results));
  if (FITTED_TO.every((name) => name in results)) await writeFile(FITTED, asJson(fitResults(results)));
};

const data = fileURLToPath(new URL('../../../data/', import.meta.url));
const dataDir = `${data}bench-${process.pid}`;
const places = { dataDir, toolsDir: `${data}tools`, path: config.path, log: say };

const run = async () => {
  const store = await openStore({ ...places, mongodbUri: config.mongodbUri });
  try {
    const size = await inDatabase(store, 'scale_probe', () => probeFrame(store.uri, 'scale_probe'));
    say(`store: ${store.description}; one order: ${size.emittedBytes} bytes to each screen`);
    for (const trial of TRIALS.filter(({ name }) => config.only?.includes(name) ?? true)) {
      const result = await measure(trial, store, size);
      say(`\n${trial.title}\n\n${trialTable(trial, result)}\n`);
      if (!config.smoke) await keep(trial, result);
    }
  } finally {
    await store.stop();
  }
};

await run();

import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import type { OrderSize } from './contestant.ts';
import { ROSTER } from './contestants/roster.ts';
import { inDatabase } from './in-database.ts';
import { describeMachine } from './machine.ts';
import type { LifecycleResult, Measurement } from './measurement.ts';
import { phasesOf, planFor, rotated } from './plan.ts';
import { probeSize } from './probe.ts';
import { resultTables } from './report.ts';
import { writeResults } from './results-file.ts';
import { takeTurn } from './round.ts';
import { type BenchStore, openStore } from './store.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const config = readConfig(process.argv.slice(2));
const plan = planFor(config);

const probe = (store: BenchStore): Promise<OrderSize> =>
  inDatabase(store, 'bench_probe', () => probeSize({ storeUri: store.uri, database: 'bench_probe' }));

const measure = async (store: BenchStore, size: OrderSize) => {
  const measurements: Measurement[] = [];
  const lifecycle: LifecycleResult[] = [];
  const entrants = ROSTER.filter(({ name }) => config.only?.includes(name) ?? true);
  for (let repetition = 1; repetition <= plan.repetitions; repetition += 1) {
    for (const contestant of rotated(entrants, repetition)) {
      const database = `bench_${repetition}_${contestant.name}`;
      const setting = { storeUri: store.uri, database, size, profileDir: config.profileDir };
      const phases = phasesOf(plan, contestant.name, store);
      const startedAt = performance.now();
      const turn = { contestant, repetition, phases, setting };
      const result = await inDatabase(store, database, () => takeTurn(turn, store, plan));
      measurements.push(...result.measurements);
      lifecycle.push(...result.lifecycle);
      say(
        `repetition ${repetition}/${plan.repetitions}: ${contestant.name}, ${Math.round((performance.now() - startedAt) / 1000)} s`,
      );
    }
  }
  return { measurements, lifecycle };
};

const run = async () => {
  const machine = describeMachine();
  const data = fileURLToPath(new URL('../../data/', import.meta.url));
  const places = { dataDir: `${data}bench-${process.pid}`, toolsDir: `${data}tools` };
  const store = await openStore({ ...config, ...places, log: say });
  try {
    say(`store: ${store.description}`);
    const { description, weak } = store;
    const size = await probe(store);
    say(`one order: ${size.documentBytes} bytes stored, ${size.emittedBytes} bytes sent to each screen`);
    const measured = await measure(store, size);
    const results = {
      machine,
      store: description,
      weakStore: weak,
      size,
      plan,
      ...measured,
    };
    say(resultTables(results));
    if (config.smoke || config.only || config.profileDir !== undefined) return;
    await writeResults(new URL('../RESULTS.md', import.meta.url), results, new Date());
    say('written to bench/RESULTS.md');
  } finally {
    await store.stop();
  }
};

await run();

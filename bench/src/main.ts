import mongoose from 'mongoose';
import { readConfig } from './config.ts';
import type { OrderSize } from './contestant.ts';
import { ROSTER } from './contestants/roster.ts';
import { describeMachine } from './machine.ts';
import type { LifecycleResult, Measurement } from './measurement.ts';
import { phasesOf, planFor, rotated } from './plan.ts';
import { resultTables } from './report.ts';
import { writeResults } from './results-file.ts';
import { takeTurn } from './round.ts';
import { type BenchStore, openStore } from './store.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Bytes of our own commit and frame, until they are measured on a running hub. */
const ASSUMED_SIZE: OrderSize = { documentBytes: 900, emittedBytes: 700 };

const dropDatabase = async (storeUri: string, database: string): Promise<void> => {
  const client = await mongoose.mongo.MongoClient.connect(storeUri);
  await client.db(database).dropDatabase();
  await client.close();
};

const config = readConfig(process.argv.slice(2));
const plan = planFor(config);

const measure = async (store: BenchStore) => {
  const measurements: Measurement[] = [];
  const lifecycle: LifecycleResult[] = [];
  const entrants = ROSTER.filter(({ name }) => config.only?.includes(name) ?? true);
  for (let repetition = 1; repetition <= plan.repetitions; repetition += 1) {
    for (const contestant of rotated(entrants, repetition)) {
      const database = `bench_${repetition}_${contestant.name}`;
      const setting = { storeUri: store.uri, database, size: ASSUMED_SIZE };
      const phases = phasesOf(plan, contestant.name, store);
      const startedAt = performance.now();
      const result = await takeTurn({ contestant, repetition, phases, setting }, store, plan);
      measurements.push(...result.measurements);
      lifecycle.push(...result.lifecycle);
      await dropDatabase(store.uri, database);
      say(
        `repetition ${repetition}/${plan.repetitions}: ${contestant.name}, ${Math.round((performance.now() - startedAt) / 1000)} s`,
      );
    }
  }
  return { measurements, lifecycle };
};

const run = async () => {
  const machine = describeMachine();
  const dataDir = new URL(`../../data/bench-${process.pid}`, import.meta.url).pathname;
  const store = await openStore({ mongodbUri: config.mongodbUri, dataDir });
  try {
    say(`store: ${store.description}`);
    const { description, weak } = store;
    const measured = await measure(store);
    const results = {
      machine,
      store: description,
      weakStore: weak,
      size: ASSUMED_SIZE,
      plan,
      ...measured,
    };
    say(resultTables(results));
    if (config.smoke || config.only) return;
    await writeResults(new URL('../RESULTS.md', import.meta.url), results, new Date());
    say('written to bench/RESULTS.md');
  } finally {
    await store.stop();
  }
};

await run();

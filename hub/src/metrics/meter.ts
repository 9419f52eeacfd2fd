import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type Count, createCounter, createHistogram, type Naming, type Tally, type Times } from './tally.ts';

/** Seconds; what a person at a till notices lies between 50 ms and 1 s. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

type Values<Label extends string> = Readonly<Record<Label, string>>;

/** Says a gauge's value, for one set of labels. What is not said is not there. */
type Say<Label extends string> = (value: number, labels: Values<Label>) => void;

/** Makes metrics, and writes them down. */
export interface Meter {
  counter<Label extends string>(naming: Naming<Label>): (values: Values<Label>) => Count<Label>;
  histogram<Label extends string>(
    naming: Naming<Label>,
    bounds?: readonly number[],
  ): (values: Values<Label>) => Times<Label>;
  /** What is looked up whenever somebody asks. */
  gauge<Label extends string>(naming: Naming<Label>, look: (say: Say<Label>) => void): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/**
 * The only file that knows prom-client, which looks after gauges and the process's own figures. What is counted in a command's
 * way is counted by {@link Tally}: prom-client hashes the labels at each observation, 1.3 µs where this takes a hundredth (docs/observing.md).
 */
export const createMeter = (): Meter => {
  const registry = new Registry(); // its own, so that several hubs can live in one process
  collectDefaultMetrics({ register: registry });
  const tallies: Tally[] = [];
  return {
    counter(naming) {
      const counter = createCounter(naming);
      tallies.push(counter);
      return counter.of;
    },
    histogram(naming, bounds = BUCKETS) {
      const histogram = createHistogram(naming, bounds);
      tallies.push(histogram);
      return histogram.of;
    },
    gauge({ name, help, labels }, look) {
      new Gauge({
        name,
        help,
        labelNames: labels,
        registers: [registry],
        collect() {
          this.reset();
          if (labels.length === 0) this.remove(); // else it would be said to be 0
          look((value, values) => this.set(values, value));
        },
      });
    },
    text: async () => [await registry.metrics(), ...tallies.map((tally) => tally.text())].join('\n'),
    contentType: registry.contentType,
  };
};

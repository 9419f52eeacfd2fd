import type { OrderSize } from './contestant.ts';
import { ROSTER } from './contestants/roster.ts';
import { spreadOf, table, threeDigits } from './format.ts';
import { type Machine, machineLine } from './machine.ts';
import { type ContestantName, type LifecycleResult, type Measurement, phaseName } from './measurement.ts';
import { CAFE, type Plan } from './plan.ts';
import { faultsOf, type Verdict, verdictsOf } from './verdicts.ts';

/** Everything that a report says. */
export interface Results {
  readonly machine: Machine;
  readonly store: string;
  readonly weakStore: boolean;
  readonly size: OrderSize;
  readonly plan: Plan;
  readonly measurements: readonly Measurement[];
  readonly lifecycle: readonly LifecycleResult[];
}

type Field = (measurement: Measurement) => number | undefined;

interface Column {
  readonly head: string;
  readonly phase: string;
  readonly field: Field;
}

const cell = ({ measurements }: Results, name: ContestantName, { phase, field }: Column): string =>
  spreadOf(measurements.filter((one) => one.contestant === name && one.phase === phase).map(field));

const comparison = (results: Results, columns: readonly Column[]): string =>
  table(
    ['', ...columns.map(({ head }) => head)],
    ROSTER.map(({ name, title }) => [title, ...columns.map((column) => cell(results, name, column))]),
  );

const speedColumns = ({ plan }: Results): Column[] =>
  plan.phases.flatMap((phase): Column[] => {
    const name = phaseName(phase);
    if (phase.kind === 'inFlight') return [{ head: `${name}, orders/s`, phase: name, field: (one) => one.perSecond }];
    return [
      { head: `${name}, p50 ms`, phase: name, field: (one) => one.p50Ms },
      { head: `${name}, p99 ms`, phase: name, field: (one) => one.p99Ms },
    ];
  });

const cpuColumns = ({ plan }: Results): Column[] =>
  plan.phases.map(phaseName).flatMap((phase): Column[] => [
    { head: `${phase}, server µs`, phase, field: (one) => one.serverCpuMicros },
    { head: `${phase}, store µs`, phase, field: (one) => one.storeCpuMicros },
  ]);

const generatorColumns = ({ plan }: Results): Column[] =>
  plan.phases.map(phaseName).map((phase) => ({ head: phase, phase, field: (one) => one.generatorBusy * 100 }));

const verdictRow = ({ title, phase, better, floor, aim, ratios, outcome, spread }: Verdict): string[] => {
  const sign = better === 'lower' ? '≤' : '≥';
  const { min, median, max } = spread;
  const pairs = ratios.map(threeDigits).join(', ');
  return [title, phase, pairs, ...[min, median, max].map(threeDigits), `${sign} ${floor}`, `${sign} ${aim}`, outcome];
};

/** The floors and what became of them, as a table. */
export const verdictTable = (results: Results): string =>
  table(
    ['ratio', 'load', 'pairs', 'min', 'median', 'max', 'floor', 'aim', 'verdict'],
    verdictsOf(results.measurements).map(verdictRow),
  );

const lifecycleTable = ({ lifecycle }: Results): string => {
  const steps = [...new Set(lifecycle.map(({ step }) => step))];
  const rows = steps.map((step) => {
    const of = lifecycle.filter((one) => one.step === step);
    const columns = [of.map((one) => one.perSecond), of.map((one) => one.p50Ms), of.map((one) => one.p99Ms)];
    return [step, String(of[0]?.inFlight ?? ''), ...columns.map(spreadOf)];
  });
  return rows.length === 0 ? 'Not measured.' : table(['', 'in flight', 'per second', 'p50 ms', 'p99 ms'], rows);
};

/** The tables of one run, in Markdown, every cell `median (min–max)` over the repetitions. */
export const resultTables = (results: Results): string => {
  const faults = faultsOf(results.measurements);
  return `## Order → kitchen

${comparison(results, speedColumns(results))}

## CPU per order

${comparison(results, cpuColumns(results))}

The server of raw \`insertOne\` is the process that sends, the load generator itself.

## Floors and aims

Each pair is the ratio inside one repetition; the median of the pairs decides.

${verdictTable(results)}

Refused, failed or lost orders: ${faults.length === 0 ? 'none.' : `\n\n${faults.map((fault) => `* ${fault}`).join('\n')}`}

## Opening and closing

${lifecycleTable(results)}
`;
};

/** What was measured, where and how. */
export const preamble = (results: Results): string => {
  const { machine, store, weakStore, size, plan } = results;
  const weak = weakStore
    ? '\nThis store cannot bear single inserts at the higher rates: raw `insertOne` and mongoose were measured at 200/s only.\n'
    : '';
  return `* Machine: ${machineLine(machine)}; server, store and load generator share it; load of the minute before: ${threeDigits(machine.loadBefore)}
* Store: ${store}; write concern w: majority, j: true
* Repetitions: ${plan.repetitions}, every contestant in each, in another order each time, on a fresh database
* One order: two new lines on one of ${CAFE.terminals * CAFE.billsPerTerminal} open bills (${CAFE.terminals} terminals × ${CAFE.billsPerTerminal}), shown on ${CAFE.screens} kitchen screens; ${size.documentBytes} bytes stored, ${size.emittedBytes} bytes sent to each screen
* Latency: from the moment the order was due to the last of the screens; an order that waits behind others waits on the clock
* In flight: an order counts as done when its sender has the acknowledgement and every screen shows it
* Cells: **median** (min–max) over the repetitions; warm-up of ${plan.warmUpSeconds} s of the same load before each clock
${weak}`;
};

/** How much of one core the load generator used, in per cent. */
export const generatorTable = (results: Results): string => comparison(results, generatorColumns(results));

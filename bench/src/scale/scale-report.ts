import { spreadOf, table, threeDigits } from '../format.ts';
import { machineLine } from '../machine.ts';
import { spread } from '../percentile.ts';
import type { SideName } from './crowd-side.ts';
import type { ScaleResults, ScaleRound, TrialResult } from './scale-results.ts';
import type { Column, Trial } from './trial.ts';

const valuesOf = (rounds: readonly ScaleRound[], side: SideName, key: string): number[] =>
  rounds.flatMap((round) => {
    const value = round[side]?.[key];
    return value === undefined || Number.isNaN(value) ? [] : [value];
  });

/** Ours ÷ stock inside each round; a round in which stock has nothing to divide by has none. */
const ratiosOf = (rounds: readonly ScaleRound[], key: string): number[] =>
  rounds.flatMap(({ ours, stock }) => {
    const [top, bottom] = [ours?.[key], stock?.[key]];
    return top === undefined || !bottom || Number.isNaN(top / bottom) ? [] : [top / bottom];
  });

/** The middle of what one side had in the rounds. */
export const medianOf = (rounds: readonly ScaleRound[], side: SideName, key: string): number | undefined => {
  const values = valuesOf(rounds, side, key);
  return values.length === 0 ? undefined : spread(values).median;
};

/** The middle of the ratios. */
export const ratioOf = (rounds: readonly ScaleRound[], key: string): number | undefined => {
  const ratios = ratiosOf(rounds, key);
  return ratios.length === 0 ? undefined : spread(ratios).median;
};

const ratioText = (ratios: readonly number[]): string =>
  ratios.length === 0 ? '–' : `**${threeDigits(spread(ratios).median)}** (${ratios.map(threeDigits).join(', ')})`;

const rowOf =
  ({ sides }: Pick<Trial, 'sides'>, rounds: readonly ScaleRound[]) =>
  ({ key, title }: Column): string[] => [
    title,
    ...sides.map((side) => spreadOf(valuesOf(rounds, side, key))),
    ...(sides.length > 1 ? [ratioText(ratiosOf(rounds, key))] : []),
  ];

const HEADS: Readonly<Record<SideName, string>> = { ours: 'this hub', stock: 'stock Socket.IO' };

/** The table of one trial: median (min–max) of each side, and the ratio of each round. */
export const trialTable = (
  trial: Pick<Trial, 'sides' | 'columns'>,
  { rounds }: Pick<TrialResult, 'rounds'>,
): string => {
  const measured = trial.columns.filter(({ key }) =>
    trial.sides.some((side) => valuesOf(rounds, side, key).length > 0),
  );
  const head = ['', ...trial.sides.map((side) => HEADS[side]), ...(trial.sides.length > 1 ? ['ours ÷ stock'] : [])];
  return table(head, measured.map(rowOf(trial, rounds)));
};

const section = (trial: Trial, result: TrialResult | undefined): string => {
  if (!result) return `## ${trial.title}\n\nNot measured yet.\n`;
  const { machine, store, at, rounds } = result;
  return `## ${trial.title}

${trial.says}

${trialTable(trial, result)}

Measured at ${at}, commit ${machine.commit}, ${rounds.length} rounds; ${machineLine(machine)}; load of the minute before: ${threeDigits(machine.loadBefore)}; ${store}.
`;
};

/** `bench/RESULTS-SCALE.md`: every trial with the run it comes from. */
export const scaleReport = (trials: readonly Trial[], results: ScaleResults): string => `# Results of many

Written by \`npm run bench:scale\`. Not edited by hand; the numbers behind it are in \`bench/results-scale.json\`.

Each side runs in a process of its own, its screens in another, on one machine that they share. In every round one side follows the other, in another order each time; the ratio is taken inside
the round, and of several the median counts. Cells: **median** (min–max) over the rounds; ratios: **median** (each round). Stock is a plain Socket.IO server with its defaults and rooms that stores nothing; both
sides' clients speak WebSocket only.

${trials.map((trial) => section(trial, results[trial.name])).join('\n')}`;

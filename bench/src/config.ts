import { parseArgs } from 'node:util';
import { CONTESTANTS, type ContestantName } from './measurement.ts';

/** How the benchmark was asked to run. */
export interface Config {
  /** A few seconds that show that everything runs; nothing is written. */
  readonly smoke: boolean;
  /** Measure these alone, for profiling; nothing is written. */
  readonly only: readonly ContestantName[] | undefined;
  readonly mongodbUri: string | undefined;
}

const isContestant = (name: string): name is ContestantName => CONTESTANTS.some((known) => known === name);

/** Reads `--smoke`, `--only a,b` and `MONGODB_URI`. Throws on an unknown option or contestant. */
export const readConfig = (args: readonly string[]): Config => {
  const { values } = parseArgs({
    args: [...args],
    options: { smoke: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const only = values.only?.split(',').map((name) => {
    if (!isContestant(name)) throw new Error(`--only takes ${CONTESTANTS.join(', ')}, not ${name}`);
    return name;
  });
  return { smoke: values.smoke, only, mongodbUri: process.env['MONGODB_URI'] };
};

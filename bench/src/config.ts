import { parseArgs } from 'node:util';
import { CONTESTANTS, type ContestantName } from './measurement.ts';

/** How the benchmark was asked to run. */
export interface Config {
  /** A few seconds that show that everything runs; nothing is written. */
  readonly smoke: boolean;
  /** Measure these alone, for profiling; nothing is written. */
  readonly only: readonly ContestantName[] | undefined;
  /** Writes a CPU profile of each of our hub's processes there; nothing is written to the results. */
  readonly profileDir: string | undefined;
  readonly mongodbUri: string | undefined;
  /** Where programs are looked for. */
  readonly path: string;
}

const isContestant = (name: string): name is ContestantName => CONTESTANTS.some((known) => known === name);

/** Reads `--smoke`, `--only a,b`, `--profile <directory>` and `MONGODB_URI`. Throws on an unknown option or contestant. */
export const readConfig = (args: readonly string[]): Config => {
  const { values } = parseArgs({
    args: [...args],
    options: { smoke: { type: 'boolean', default: false }, only: { type: 'string' }, profile: { type: 'string' } },
  });
  const only = values.only?.split(',').map((name) => {
    if (!isContestant(name)) throw new Error(`--only takes ${CONTESTANTS.join(', ')}, not ${name}`);
    return name;
  });
  const mongodbUri = process.env['MONGODB_URI'];
  return { smoke: values.smoke, only, profileDir: values.profile, mongodbUri, path: process.env['PATH'] ?? '' };
};

interface HubSetting {
  readonly storeUri: string;
  readonly database: string;
  readonly dataDir: string;
}

/** The whole environment of our hub when it is measured: nothing that was set for another one gets in. */
export const hubEnvironment = ({ storeUri, database, dataDir }: HubSetting): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  MONGODB_URI: storeUri,
  DATABASE: database,
  DATA_DIR: dataDir,
  DEMO: 'true',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'warn',
  // One device and one address play 64 terminals and 4 screens.
  RATE_STAFF: '100000/100000',
  MAX_SOCKETS_PER_ADDRESS: '1000',
  MAX_SOCKETS_PER_DEVICE: '1000',
});

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

/** How `npm run bench:scale` was asked to run. */
export interface ScaleConfig {
  readonly smoke: boolean;
  /** Measure these trials alone; what was measured of the others stays in the results. */
  readonly only: readonly string[] | undefined;
  /** How many rounds; as many as the plan says when it is left out. */
  readonly rounds: number | undefined;
  /** Puts the rounds beside those that were measured before instead of in their place. */
  readonly add: boolean;
  readonly mongodbUri: string | undefined;
  readonly path: string;
}

/** Reads `--smoke`, `--only a,b`, `--rounds n`, `--add` and `MONGODB_URI`. Throws on an unknown option or trial. */
export const readScaleConfig = (args: readonly string[], trials: readonly string[]): ScaleConfig => {
  const no = { type: 'boolean', default: false } as const;
  const options = { smoke: no, only: { type: 'string' }, rounds: { type: 'string' }, add: no } as const;
  const { values } = parseArgs({ args: [...args], options });
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !trials.includes(name));
  if (unknown !== undefined) throw new Error(`--only takes ${trials.join(', ')}, not ${unknown}`);
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) throw new Error('--rounds takes 1 or more');
  const { smoke, add } = values;
  return { smoke, add, only, rounds, mongodbUri: process.env['MONGODB_URI'], path: process.env['PATH'] ?? '' };
};

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

/** Where a hub that is measured finds its store and its secrets, and where it listens. */
export interface HubSetting {
  readonly storeUri: string;
  readonly database: string;
  readonly dataDir: string;
  /** Any free one when it is left out. */
  readonly port?: number | undefined;
  /** Where it finds its other hubs. */
  readonly redisUrl?: string | undefined;
  /** What else it is told, for a process that is one of several. */
  readonly more?: Readonly<Record<string, string>>;
}

/** The whole environment of our hub when it is measured: nothing that was set for another one gets in. */
export const hubEnvironment = ({ storeUri, database, dataDir, ...rest }: HubSetting): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  MONGODB_URI: storeUri,
  DATABASE: database,
  DATA_DIR: dataDir,
  DEMO: 'true',
  HOST: '127.0.0.1',
  PORT: String(rest.port ?? 0),
  ...(rest.redisUrl !== undefined && { REDIS_URL: rest.redisUrl }),
  LOG_LEVEL: 'warn',
  // One device and one address play 64 terminals and 4 screens, or 1,000 screens.
  RATE_STAFF: '100000/100000',
  MAX_SOCKETS_PER_ADDRESS: '10000',
  MAX_SOCKETS_PER_DEVICE: '10000',
  ...rest.more,
});

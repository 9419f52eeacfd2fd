import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What `npm run cluster` was asked for. */
export interface ClusterConfig {
  readonly hubs: number;
  readonly port: number | undefined;
  readonly folder: string;
  readonly toolsDir: string;
  readonly path: string;
  readonly mongodbUri: string | undefined;
  readonly redisUrl: string | undefined;
}

/** It was asked for wrongly; the message says how it is asked for. */
export class Misused extends Error {
  override readonly name = 'Misused';
}

const USAGE = `npm run cluster -- [--hubs 2] [--port 3000]
  MONGODB_URI and REDIS_URL name a store and a Redis that run already.`;

const whole = (name: string, text: string | undefined, [min, max]: readonly [number, number]): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Misused(`--${name} "${text}" is not a whole number from ${min} to ${max}.\n${USAGE}`);
  }
  return value;
};

/** Reads the command line and the environment. @throws {Misused} */
export const readClusterConfig = (args: readonly string[]): ClusterConfig => {
  const { MONGODB_URI, REDIS_URL, PATH = '' } = process.env;
  try {
    const options = { hubs: { type: 'string' }, port: { type: 'string' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    return {
      hubs: whole('hubs', values.hubs, [1, 16]) ?? 2,
      port: whole('port', values.port, [1, 65_535]),
      folder: resolve('data/cluster'),
      toolsDir: resolve('data/tools'),
      path: PATH,
      mongodbUri: MONGODB_URI || undefined,
      redisUrl: REDIS_URL || undefined,
    };
  } catch (error) {
    if (error instanceof Misused) throw error;
    throw new Misused(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
};

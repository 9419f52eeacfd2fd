import { parseArgs } from 'node:util';
import type { DayOptions } from './day.ts';
import type { Layout } from './demand.ts';
import type { Fleet } from './fleet.ts';
import type { Prices } from './price.ts';

/** What can be said to the simulation, and what holds when it is not. Every number but the seed is an assumption about somebody's cafés or machines. */
export const DEFAULTS = {
  cafes: 10_000,
  seed: 1,
  load: 1,
  'cafes-per-process': 1,
  copies: 1,
  connections: 6,
  hosts: 0, // as many as are needed
  cores: 8,
  memory: 32,
  gbit: 10,
  shards: 0, // as many as are needed
  'shard-cores': 8,
  'shard-connections': 10_000,
  'shard-disk': 2_000,
  'days-kept': 365,
  'redis-messages': 50_000,
  'price-core': 10,
  'price-memory': 2,
  'price-disk': 0.1,
} as const;

export type OptionName = keyof typeof DEFAULTS;

/** How a fleet is to be simulated. */
export interface FleetOptions extends DayOptions {
  readonly layout: Layout;
  /** Hosts and shards of 0 are as many as are needed. */
  readonly fleet: Fleet;
  readonly prices: Prices;
  /** Writes `bench/RESULTS-FLEET.md`, and the numbers of `docs/scale.md`. */
  readonly write: boolean;
}

const WHOLE = new Set<OptionName>(['cafes', 'seed', 'cafes-per-process', 'copies', 'connections', 'hosts', 'shards']);
const MAY_BE_NOTHING = new Set<OptionName>(['seed', 'hosts', 'shards', 'price-core', 'price-memory', 'price-disk']);

const numberOf = (name: OptionName, text: string | undefined): number => {
  const value = text === undefined ? DEFAULTS[name] : Number(text);
  const isFine = Number.isFinite(value) && (MAY_BE_NOTHING.has(name) ? value >= 0 : value > 0);
  if (!isFine) throw new Error(`--${name} takes a number above 0, not ${text}`);
  if (WHOLE.has(name) && !Number.isInteger(value)) throw new Error(`--${name} takes a whole number, not ${text}`);
  return value;
};

/** Reads the command line. Throws on an unknown option, and on what is no number of the kind that is wanted. */
export const readFleetOptions = (args: readonly string[]): FleetOptions => {
  const names = Object.keys(DEFAULTS) as OptionName[]; // Object.keys forgets that they are
  const texts = names.map((name) => [name, { type: 'string' as const }] as const);
  const options = { ...Object.fromEntries(texts), write: { type: 'boolean' as const, default: false } };
  const { values } = parseArgs({ args: [...args], options });
  const given: Readonly<Record<string, string | boolean | undefined>> = values;
  const number = (name: OptionName): number => {
    const text = given[name];
    return numberOf(name, typeof text === 'string' ? text : undefined);
  };
  return {
    cafes: number('cafes'),
    seed: number('seed'),
    load: number('load'),
    layout: {
      cafesPerProcess: number('cafes-per-process'),
      copies: number('copies'),
      connectionsPerProcess: number('connections'),
    },
    fleet: {
      hosts: number('hosts'),
      coresPerHost: number('cores'),
      memoryGiBPerHost: number('memory'),
      gbitPerHost: number('gbit'),
      shards: number('shards'),
      coresPerShard: number('shard-cores'),
      connectionsPerShard: number('shard-connections'),
      diskGiBPerShard: number('shard-disk'),
      daysKept: number('days-kept'),
      redisMessages: number('redis-messages'),
    },
    prices: { core: number('price-core'), memoryGiB: number('price-memory'), diskGiB: number('price-disk') },
    write: given['write'] === true,
  };
};

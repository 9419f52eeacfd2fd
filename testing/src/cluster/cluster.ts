import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreIdentity } from '@cafe/hub';
import { freePort, lockDataDir } from '@cafe/hub/embedded';
import type { CutProxy } from '../cut-proxy.ts';
import { KINDS, type Part } from './part.ts';
import type { ServiceName } from './plans.ts';
import { type Begun, fillDemo, startDoor, startHubs, startRedis, startServices } from './start-parts.ts';
import { type ClusterStore, dropDatabase, openStore, secretsOfRun } from './surroundings.ts';

export interface ClusterOptions {
  /** Where it keeps what it writes: an absolute path to a folder that is its own. */
  readonly folder: string;
  /** Where what is installed for it lies. */
  readonly toolsDir: string;
  /** The PATH to look for programs on. */
  readonly path: string;
  readonly mongodbUri?: string | undefined;
  /** A Redis that runs already. */
  readonly redisUrl?: string | undefined;
  readonly hubs: number;
  /** The port of the door; a free one if absent. */
  readonly port?: number | undefined;
  /** Variables of every process's configuration. */
  readonly env?: Readonly<Record<string, string>>;
  /** What Node is told for every hub and service. */
  readonly nodeArgs?: readonly string[];
  /** Whether there is a wire in front of Redis for each hub, which a test can cut. */
  readonly cuttable?: boolean;
  readonly log: (line: string) => void;
  /** Hears of each part that ended and was not asked to. */
  readonly died: (name: string, how: string) => void;
}

/** A café on many processes of this machine. */
export interface Cluster {
  /** Where people and apps reach it. */
  readonly base: string;
  readonly parts: readonly Part[];
  readonly hubs: readonly Part[];
  readonly services: ReadonlyMap<ServiceName, Part>;
  readonly redis: Part | undefined;
  readonly store: ClusterStore;
  readonly identity: StoreIdentity;
  /** For each hub the wire to its Redis, where there are any. */
  readonly wires: readonly CutProxy[];
  /** Opens `/metrics` of every process. */
  readonly metricsToken: string;
  /** How the door was found: nginx, or a balancer of this process. */
  readonly doorFoundBy: string;
  readonly redisFoundBy: string;
  /** Stops everything in its order. Resolves with the parts that did not end with 0. */
  stop(): Promise<readonly string[]>;
}

/** Stops what was begun, kind by kind, those of a kind at once. Resolves with those that did not end with 0. */
const stopAll = async ({ parts, closing }: Begun): Promise<readonly string[]> => {
  const badly: string[] = [];
  for (const kind of KINDS) {
    const ofKind = parts.filter((part) => part.kind === kind);
    const ends = await Promise.all(ofKind.map(async (part) => [part.name, await part.stop()] as const));
    for (const [name, how] of ends) if (how !== undefined && how !== 'exit 0') badly.push(`${name}: ${how}`);
  }
  for (const close of closing.toReversed()) await close();
  return badly;
};

/** Starts the parts one after another as they need each other, and notes each in `begun` as soon as there is something to end. */
const startAll = async (options: ClusterOptions, begun: Begun): Promise<Omit<Cluster, 'stop'>> => {
  const { folder, path, toolsDir, log, mongodbUri, port, nodeArgs = [] } = options;
  const around = { path, toolsDir, log, signal: new AbortController().signal };
  const store = await openStore(around, { folder, mongodbUri });
  begun.closing.push(() => store.running.stop());
  if (mongodbUri !== undefined) begun.closing.push(() => dropDatabase(store.uri));
  const secrets = secretsOfRun();
  const env = {
    PATH: path,
    LOG_LEVEL: 'info',
    DEMO: 'true',
    DATA_DIR: folder,
    MONGODB_URI: store.uri,
    ...secrets.env,
    ...options.env,
  };
  const ground = { folder, env };
  const site = { options, ground, begun };
  const redis = await startRedis(site, around);
  await fillDemo(ground, nodeArgs);
  const addresses = { redisPort: redis.port, doorPort: port ?? (await freePort()) };
  const services = await startServices(site, addresses);
  const { hubs, wires } = await startHubs(site, { ...addresses, services });
  const doorFoundBy = await startDoor(site, {
    port: addresses.doorPort,
    hubs: hubs.map((hub) => hub.port),
  });
  return {
    base: `http://127.0.0.1:${addresses.doorPort}`,
    parts: begun.parts,
    hubs,
    services,
    redis: redis.part,
    store,
    identity: store.identity,
    wires,
    metricsToken: secrets.env.METRICS_TOKEN,
    doorFoundBy,
    redisFoundBy: redis.foundBy,
  };
};

/**
 * Starts a café on many processes of this machine: a store, Redis, the services, the hubs and the door in front of them. Resolves
 * when all of them are ready; when one does not start, none is left.
 *
 * @throws {DataDirBusy} another cluster has the folder
 */
export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const { folder } = options;
  const lock = await lockDataDir(folder);
  // What an earlier run left: each has a store and secrets of its own.
  for (const left of ['store', 'logs', 'nginx']) await rm(join(folder, left), { recursive: true, force: true });
  const begun: Begun = { parts: [], closing: [lock.release] };
  let stopped: Promise<readonly string[]> | undefined;
  const stop = () => {
    stopped ??= stopAll(begun);
    return stopped;
  };
  try {
    return { ...(await startAll(options, begun)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

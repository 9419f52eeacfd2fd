import type { Connection, EventLog, KernelOptions } from '@cafe/services/kernel';
import { createTokens } from './auth/tokens.ts';
import { type Cafe, createCafe } from './cafe.ts';
import type { Config } from './config.ts';
import { countPayments } from './count-payments.ts';
import { createHub, type Hub } from './hub.ts';
import { lanAddress } from './lan-address.ts';
import { createReport, type Log } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import { type Lists, openMongoCafe } from './mongo-cafe.ts';
import { watchStages } from './observe/watch-stages.ts';
import { ownOrigins } from './origin.ts';
import type { Secrets } from './secrets.ts';
import { seedDemo } from './seed-demo.ts';
import { figuresOf, serveHttp } from './serve-http.ts';
import type { StoreIdentity } from './store-identity.ts';

/** Time, chance and names: what a test steers, and `main.ts` takes from the machine. */
export interface World {
  readonly now: () => Date;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** A fresh uuid of version 7. */
  readonly newId: () => string;
}

export interface RunOptions extends Pick<KernelOptions, 'failpoint' | 'timers' | 'cache'> {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly connection: Connection;
  readonly identity: StoreIdentity;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Which MongoDB it is, for `/version`. */
  readonly engine: string;
  /** The version of the package, for `/version`. */
  readonly version: string;
  /** Hears of bugs and outages too; they are logged and counted anyway. */
  readonly report?: (error: unknown) => void;
  readonly world: World;
  /** Another log in place of MongoDB's, for tests that make it fail. */
  readonly wrapLog?: ((log: EventLog) => EventLog) | undefined;
}

/** A hub that runs. */
export interface RunningHub {
  /** Where people reach it; it stands in QR codes. */
  readonly url: string;
  readonly port: number;
  readonly cafe: Cafe;
  readonly hub: Hub;
  readonly lists: Lists;
  /** Takes nothing more in, lets what is at work end, and writes what is behind. Resolves when done; repeating is safe. */
  stop(): Promise<void>;
}

/** The first port that is tried where none is named, and how many after it. */
export const FIRST_PORT = 3_000;
const PORTS_TRIED = 50;

const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';

/** A port that is named is taken or the start fails; else the next free one from 3000 on. */
const listenOn = async (hub: Hub, { PORT, HOST }: Pick<Config, 'PORT' | 'HOST'>): Promise<number> => {
  if (PORT !== undefined) return hub.listen(PORT, HOST);
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port += 1) {
    try {
      return await hub.listen(port, HOST);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`no port from ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1} is free; name one in PORT`);
};

type Report = (error: unknown) => void;

/** Opens the store's log and starts its services; a demo is filled where it is empty. */
const openCafe = async (options: RunOptions, report: Report) => {
  const { connection, identity, secrets, world, metrics, wrapLog = (log) => log } = options;
  const { storeId } = identity;
  const { log, rows, lists } = await openMongoCafe(connection, storeId, report);
  const { signer, verifier } = createTokens({ keys: secrets.jwtKeys, storeId });
  const watch = watchStages({ elapsed: world.elapsed, metrics });
  const cafe = createCafe({ ...options, ...world, storeId, log: wrapLog(log), rows, signer, report, watch });
  await cafe.start();
  if (identity.demo) await seedDemo(cafe, rows.users.credentials);
  return { cafe, lists, verifier };
};

/** Starts everything of one process: the café on its log, its sockets, its HTTP. Resolves when it listens. */
export const runHub = async (options: RunOptions): Promise<RunningHub> => {
  const { config, identity, world, metrics } = options;
  const logged = createReport(options.log, metrics.unexpected);
  const report: Report = (error) => {
    logged(error);
    options.report?.(error);
  };
  const opened = await openCafe(options, report);
  const { cafe, lists, verifier } = opened;
  let origins: ReadonlySet<string> = new Set();
  const hub = createHub({
    ...options,
    ...world,
    report,
    cafe,
    epoch: identity.epoch,
    verifier,
    origins: () => origins,
    addressOf: (request) => http.addressOf(request),
  });
  const http = serveHttp(options, opened, { hub, origins: () => origins, report });
  hub.mount(http.listener);
  metrics.watch(() => figuresOf(cafe, hub, world.now));
  cafe.kernel.onCommit(countPayments(metrics));
  const port = await listenOn(hub, config);
  const url = config.PUBLIC_URL ?? `http://${lanAddress()}:${port}`;
  origins = new Set([...ownOrigins(url, port), ...(config.ALLOWED_ORIGINS ?? [])]);
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= hub.stop();
    return stopped;
  };
  return { url, port, cafe, hub, lists, stop };
};

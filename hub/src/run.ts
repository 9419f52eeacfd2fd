import type { Commit } from '@cafe/contract';
import type { Connection, EventLog, KernelOptions } from '@cafe/services/kernel';
import type { Cafe } from './cafe.ts';
import type { Config } from './config.ts';
import { countPayments } from './count-payments.ts';
import { createHub, type Hub } from './hub.ts';
import { lanAddress } from './lan-address.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Lists } from './mongo-cafe.ts';
import type { Tracer } from './observe/tracer.ts';
import { openCafe } from './open-cafe.ts';
import { certifiedOrigins, ownOrigins } from './origin.ts';
import { openPublisher } from './publish/open-publisher.ts';
import { openRedis } from './redis/open-redis.ts';
import { createSharedPlaces } from './redis/places.ts';
import { countersInRedis } from './redis/rate-limiter-stores.ts';
import type { RedisLink } from './redis/redis-link.ts';
import { type Report, reportOf } from './report.ts';
import { transportsOf } from './roles.ts';
import { withRemoteServices } from './seam/remote-services.ts';
import type { Secrets } from './secrets.ts';
import { seedDemo } from './seed-demo.ts';
import { figuresOf, serveHttp } from './serve-http.ts';
import type { StoreIdentity } from './store-identity.ts';
import { namesOf, type Tls } from './tls/tls-files.ts';

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
  /** Follows commands from the tap to the kitchen; nothing is traced without it. */
  readonly tracer?: Tracer;
  /** Which MongoDB it is, for `/version`. */
  readonly engine: string;
  /** The version of the package, for `/version`. */
  readonly version: string;
  /** Hears of bugs and outages too; they are logged and counted anyway. */
  readonly report?: (error: unknown) => void;
  readonly world: World;
  /** The café's Redis, where there is one and it is open. */
  readonly redis?: RedisLink | undefined;
  /** The folder of the built pages; without one, or where nothing is in it, they answer 503. */
  readonly pagesDir?: string | undefined;
  /** What https is served with; without it, plain http. */
  readonly tls?: Tls | undefined;
  /** Another log in place of MongoDB's, for tests that make it fail. */
  readonly wrapLog?: ((log: EventLog) => EventLog) | undefined;
}

/** A process's part of the café, as it runs. */
export interface RunningPart {
  readonly url: string;
  readonly port: number;
  /**
   * Is not ready any more, takes nothing more in, lets what is at work end, and writes what is behind. Resolves when done;
   * repeating is safe. `atOnce` leaves out the time for others to see that it is not ready.
   */
  stop(atOnce?: boolean): Promise<void>;
}

/** A hub that runs. Its `url` is where people reach it; it stands in QR codes. */
export interface RunningHub extends RunningPart {
  readonly cafe: Cafe;
  readonly hub: Hub;
  readonly lists: Lists;
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

/** The café as this hub has it: what runs elsewhere is asked there, and what that committed is told to the other hubs. */
const openForHub = async (options: RunOptions, report: Report, told: (commits: readonly Commit[]) => void) => {
  const { config, world, identity, metrics, tracer } = options;
  const opened = await openCafe(options, report);
  const transports = transportsOf(config, {
    ...world,
    ...(tracer && { inject: (commandId: string) => tracer.inject(commandId) }),
    fetch: globalThis.fetch,
    metrics,
  });
  const cafe = withRemoteServices(opened.cafe, {
    storeId: identity.storeId,
    transports,
    told(commits, commandType) {
      for (const commit of commits) opened.cafe.kernel.hear(commit, commandType);
      told(commits);
    },
  });
  const isWhole = Object.keys(transports).length === 0;
  if (identity.demo && isWhole) await seedDemo(cafe, opened.rows.users.credentials);
  return { ...opened, cafe, transports };
};

/** What several hubs share by Redis; a hub alone shares nothing. */
const sharing = async ({ identity: { storeId }, world: { now } }: RunOptions, redis: RedisLink | undefined) => {
  if (!redis) return undefined;
  const { redisAdapter } = await import('./redis/adapter.ts');
  return {
    adapter: redisAdapter(redis, storeId),
    sharedPlaces: createSharedPlaces(redis, { storeId, now }),
    countersIn: countersInRedis(redis, storeId),
  };
};

/** Starts a hub: the café on its log, its sockets, its HTTP. Resolves when it listens. */
export const runHub = async (options: RunOptions): Promise<RunningHub> => {
  const { config, identity, world, metrics } = options;
  const report = reportOf(options);
  const redis = await openRedis(options);
  let origins: ReadonlySet<string> = new Set();
  const opened = await openForHub({ ...options, redis }, report, (commits) => hub.sockets.told(commits));
  const { cafe, lists, verifier, heardPhones } = opened;
  const hub = createHub({
    ...options,
    ...world,
    ...(await sharing(options, redis)),
    heardOf: heardPhones.note,
    report,
    cafe,
    epoch: identity.epoch,
    verifier,
    origins: () => origins,
    addressOf: (request) => http.addressOf(request),
  });
  const http = serveHttp(options, { ...opened, redis }, { hub, origins: () => origins, report });
  hub.mount(http.listener);
  metrics.watch(() => figuresOf(cafe, hub, world.now));
  cafe.kernel.onCommit(countPayments(metrics));
  const port = await listenOn(hub, config);
  const { tls } = options;
  const url = config.PUBLIC_URL ?? `${tls ? 'https' : 'http'}://${lanAddress()}:${port}`;
  const own = tls ? [new URL(url).origin, ...certifiedOrigins(namesOf(tls.cert), port)] : ownOrigins(url, port);
  origins = new Set([...own, ...(config.ALLOWED_ORIGINS ?? [])]);
  const publisher = await openPublisher(options, {
    log: cafe.log,
    onCommit: cafe.kernel.onCommit.bind(cafe.kernel),
    report,
  });
  publisher?.start();
  let stopped: Promise<void> | undefined;
  const stop = (atOnce = false) => {
    // What the last commands did goes out too.
    stopped ??= hub
      .stop(atOnce)
      .finally(() => publisher?.stop())
      .finally(() => redis?.close());
    return stopped;
  };
  return { url, port, cafe, hub, lists, stop };
};

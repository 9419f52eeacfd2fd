import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Connection, connectStore } from '@cafe/services/kernel';
import { v7 } from 'uuid';
import { bannerLines } from './banner-lines.ts';
import { type Config, ConfigError, loadConfig, programPath } from './config.ts';
import { DataDirBusy, getStore, NoStore, type RunningStore } from './embedded/index.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { openTracer } from './observe/open-tracer.ts';
import type { Tracer } from './observe/tracer.ts';
import type { RunningPart, RunOptions, World } from './run.ts';
import { runRole } from './run-role.ts';
import { createSecrets } from './secrets.ts';
import { addStore, chooseStore, NoSuchStore, type StoreIdentity, storesOf } from './store-identity.ts';
import { readTls } from './tls/tls-files.ts';

/** Exit codes: 1 something failed, 2 it was asked for wrongly. */
const FAILED = 1;
const MISUSED = 2;
/** Ctrl-C under npm comes twice, from the terminal and from npm (5 ms apart, measured): one wish. In milliseconds. */
const SAME_SIGNAL_MS = 500;
/** How long stopping may take beyond the draining before the process ends all the same, in milliseconds. */
const STOP_WITHIN_MS = 10_000;

/** Where the build of the apps leaves the pages; beside this workspace, and nothing of it is imported. */
const PAGES_DIR = fileURLToPath(new URL('../../apps/dist/www', import.meta.url));

const world: World = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  random: Math.random,
  newId: v7,
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A demo makes its store by itself; a real one is made by `cafe init`, so that nobody opens on an empty one by accident. */
const identify = async (connection: Connection, config: Config): Promise<StoreIdentity> => {
  const stores = await storesOf(connection);
  if (stores.length > 0 || !config.isDemo || config.ROLE !== 'all')
    return chooseStore(stores, config.STORE_ID as StoreIdentity['storeId']);
  const storeId = (config.STORE_ID ?? world.newId()) as StoreIdentity['storeId']; // uuids, both
  return addStore(connection, { storeId, epoch: world.newId(), demo: true });
};

const versionOf = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version; // our own package's file
};

/** Stops once, in order: nothing more in, what is at work ends, then the store. A second signal ends at once. */
const stopOnSignal = (stop: () => Promise<void>, withinMs: number, log: Log): void => {
  let since: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (since !== undefined && world.elapsed() - since < SAME_SIGNAL_MS) return;
    if (since !== undefined) process.exit(FAILED);
    since = world.elapsed();
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(FAILED), withinMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(FAILED);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};

/** A fault that nobody caught: what it left behind is unknown, so the process goes, and whoever watches starts it anew. */
const stopOnFault = (stop: () => Promise<void>, log: Log, count: () => void): void => {
  const onFault = (error: unknown) => {
    count();
    log.fatal({ err: error }, 'uncaught');
    setTimeout(() => process.exit(FAILED), 5_000).unref();
    void stop().finally(() => process.exit(FAILED));
  };
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
};

interface About {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  readonly version: string;
}

/** What runs of this process, as far as it came. */
interface Started {
  connection?: Connection;
  running?: RunningPart;
}

const open = async (started: Started, store: RunningStore, about: About) => {
  const { config } = about;
  started.connection = await connectStore(
    store.uri,
    config.DATABASE === undefined ? {} : { database: config.DATABASE },
  );
  const { connection } = started;
  const identity = await identify(connection, config);
  const secrets = createSecrets({ config, randomBytes });
  const { engine } = store;
  const options: RunOptions = {
    ...about,
    ...{ secrets, connection, identity, engine, world, pagesDir: PAGES_DIR, tls: readTls(config) },
  };
  started.running = await runRole(options, {
    say,
    async banner(hub) {
      for (const line of await bannerLines(options, store, hub)) say(line);
    },
  });
  const { port, url } = started.running;
  // Whoever started this as a child learns where it listens.
  process.send?.({ kind: 'listening', port, url });
};

const main = async (): Promise<void> => {
  const config = loadConfig();
  const log = createLog({ level: config.LOG_LEVEL });
  const metrics = createMetrics();
  const version = versionOf();
  const tracer = openTracer({ config, log, world, version });
  const { MONGODB_URI: mongodbUri, DATA_DIR: dataDir } = config;
  const store = await getStore({ mongodbUri, dataDir, path: programPath(), log: say });
  const started: Started = {};
  const stop = async (atOnce = false) => {
    await started.running?.stop(atOnce);
    await tracer.stop();
    await started.connection?.close();
    await store.stop();
  };
  const drainMs = (config.DRAIN_AFTER_SECONDS + config.DRAIN_OVER_SECONDS) * 1_000;
  stopOnSignal(stop, drainMs + STOP_WITHIN_MS, log);
  stopOnFault(() => stop(true), log, metrics.unexpected);
  void store.gaveUp.then((reason) => {
    log.fatal({ reason }, 'the store died too often');
    process.kill(process.pid, 'SIGTERM');
  });
  try {
    await open(started, store, { config, log, metrics, tracer, version });
  } catch (error) {
    await stop();
    throw error;
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

main().catch((error: unknown) => {
  const isMisuse = error instanceof ConfigError || error instanceof NoSuchStore;
  const isExpected = isMisuse || error instanceof DataDirBusy || error instanceof NoStore;
  process.stderr.write(`${isExpected ? error.message : messageOf(error)}\n`);
  process.exit(isMisuse ? MISUSED : FAILED);
});

import { join, resolve } from 'node:path';
import { answers } from './answers.ts';
import type { EngineName } from './engines.ts';
import { type Lock, LockBusy, takeLock, whoHolds } from './lock.ts';
import { forgetAddress, readNote } from './note.ts';
import { NoStore, startFirst } from './start-first.ts';

/** A MongoDB given by its address may be starting at the same time as the hub; its address may say otherwise. */
const EXTERNAL_MS = 15_000;
/** One that a running hub keeps answers at once, or is just coming back. */
const JOIN_MS = 3_000;

/** What {@link getStore} needs to know. */
export interface StoreOptions {
  /** The address of a MongoDB. Where it is given nothing else is tried: a café must not open on another store by accident. */
  readonly mongodbUri?: string | undefined;
  /** Where embedded data lies: `<dataDir>/<engine>`. One hub at a time may use it. */
  readonly dataDir: string;
  /** Where what is installed for the store lies; `<dataDir>/tools` when absent. */
  readonly toolsDir?: string | undefined;
  /** The PATH to look for programs on. */
  readonly path: string;
  /** Hears one line for each way that failed, and when the store ends and comes back. */
  readonly log: (line: string) => void;
  /** Ends the search and the start; afterwards use `stop`. */
  readonly signal?: AbortSignal | undefined;
}

/** A store that answers. */
export interface RunningStore {
  /** With the database `cafe` in it, where the store is embedded. */
  readonly uri: string;
  readonly engine: 'external' | EngineName;
  /** How it was found, for one line of a log. */
  readonly foundBy: string;
  /** The embedded server's process; undefined between a death and the next start, and for an external store. */
  readonly pid: () => number | undefined;
  /** Resolves with the reason when an embedded store died too often to be started again. Never rejects. */
  readonly gaveUp: Promise<string>;
  /** Stops an embedded store and lets go of its data; an external one stays. Resolves when done. Repeating is safe. */
  readonly stop: () => Promise<void>;
}

/** Another process uses the data; `pid` is who. */
export class DataDirBusy extends Error {
  override readonly name = 'DataDirBusy';
  readonly pid: number;

  constructor(dataDir: string, pid: number) {
    super(`${dataDir} is in use by process ${pid}: stop that one first, or give this one another data directory.`);
    this.pid = pid;
  }
}

const never = new Promise<never>(() => undefined);

/** An address without its password. */
const masked = (uri: string): string => uri.replace(/\/\/[^@/]*@/, '//***@');

const external = async (uri: string): Promise<RunningStore> => {
  const patienceMs = Number(/[?&]serverSelectionTimeoutMS=(\d+)/.exec(uri)?.[1] ?? EXTERNAL_MS);
  await answers(uri, patienceMs).catch((error: unknown) => {
    throw new NoStore(`MONGODB_URI names ${masked(uri)}, which does not answer: ${String(error)}`, { cause: error });
  });
  const foundBy = `MONGODB_URI, ${masked(uri)}`;
  return { uri, engine: 'external', foundBy, pid: () => undefined, gaveUp: never, stop: async () => undefined };
};

const lockFile = (dataDir: string): string => join(dataDir, 'hub.lock');

/** Takes the data directory for this process. Rejects with {@link DataDirBusy} while another living process has it. */
export const lockDataDir = (dataDir: string): Promise<Lock> =>
  takeLock(lockFile(resolve(dataDir))).catch((error: unknown) => {
    throw error instanceof LockBusy ? new DataDirBusy(resolve(dataDir), error.pid) : error;
  });

/**
 * Finds a MongoDB and, where it is an embedded one, starts it and keeps it running: `MONGODB_URI`, else a mongod on the PATH,
 * else one that mongodb-memory-server has or can download, else SecantusDB (`secantusd-rs` on the PATH, or `secantusd-py` in a
 * virtual environment that is made once). Data that one engine wrote stays with that engine.
 *
 * Resolves when it answers. Each way that fails is logged and the next one tried.
 * @throws {DataDirBusy} another process has the data directory
 * @throws {NoStore} no way is left, or MONGODB_URI does not answer; the message says what to do
 */
export const getStore = async (options: StoreOptions): Promise<RunningStore> => {
  if (options.mongodbUri !== undefined) return external(options.mongodbUri);
  const dataDir = resolve(options.dataDir);
  const { path, log, toolsDir = join(dataDir, 'tools'), signal = new AbortController().signal } = options;
  const lock = await lockDataDir(dataDir);
  try {
    const { engine, server } = await startFirst(dataDir, { path, toolsDir: resolve(toolsDir), log, signal });
    const stop = async () => {
      await server.stop();
      await forgetAddress(dataDir);
      await lock.release();
    };
    return { ...server, engine: engine.name, foundBy: engine.foundBy, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

/**
 * The embedded store that a hub keeps running on this data directory, for a second process that wants to talk to it (`npm run
 * cafe`). Resolves with undefined when there is none; `stop` leaves it alone.
 */
export const joinStore = async (dataDir: string): Promise<RunningStore | undefined> => {
  const folder = resolve(dataDir);
  const [holder, note] = await Promise.all([whoHolds(lockFile(folder)), readNote(folder)]);
  if (holder === undefined || note?.uri === undefined) return undefined;
  const { uri, engine } = note;
  await answers(uri, JOIN_MS);
  const foundBy = `the ${engine} that process ${holder} keeps running`;
  return { uri, engine, foundBy, pid: () => undefined, gaveUp: never, stop: async () => undefined };
};

import { type Connection, connectStore } from '@cafe/services/kernel';
import type { Config } from '../config.ts';
import { getStore, joinStore, NoStore, type RunningStore } from '../embedded/index.ts';

/** A store as a command line has it, and how it lets go of it. */
export interface OpenedStore {
  readonly store: RunningStore;
  readonly connection: Connection;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly config: Config;
  readonly path: string;
  readonly log: (line: string) => void;
  /** Only a store that somebody else keeps running: whoever only looks holds no data that a hub may want to start on. */
  readonly onlyRunning?: boolean;
}

/**
 * The store the hub uses: the one a running hub keeps, else the one it would start, found in the same order.
 *
 * @throws {NoStore} no way is left; the message says what to do
 */
export const openStore = async ({ config, path, log, onlyRunning = false }: OpenOptions): Promise<OpenedStore> => {
  const { MONGODB_URI: mongodbUri, DATA_DIR: dataDir, DATABASE: database } = config;
  const joined = mongodbUri === undefined ? await joinStore(dataDir) : undefined;
  if (onlyRunning && mongodbUri === undefined && !joined)
    throw new NoStore(`No hub runs on ${dataDir}: start it first, or set MONGODB_URI.`);
  const store = joined ?? (await getStore({ mongodbUri, dataDir, path, log }));
  try {
    const connection = await connectStore(store.uri, database === undefined ? {} : { database });
    const close = async () => {
      await connection.close();
      await store.stop();
    };
    return { store, connection, close };
  } catch (error) {
    await store.stop();
    throw error;
  }
};

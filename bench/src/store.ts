import { rm } from 'node:fs/promises';
import { getStore, type RunningStore } from '@cafe/hub/embedded';

/** The store that everyone is measured on. */
export interface BenchStore {
  readonly uri: string;
  /** Program and sync mode, for the report. */
  readonly description: string;
  /** True when single inserts at 1,000/s are more than it can bear: the rivals then get lower rates. */
  readonly weak: boolean;
  /** Undefined when it is not ours to ask: an address was given. */
  pid(): number | undefined;
  /** Resolves when it has ended and its data are gone. A store whose address was given is left alone. */
  stop(): Promise<void>;
}

/** How each engine syncs what it acknowledges, as the hub itself starts it. */
const SYNC: Readonly<Record<RunningStore['engine'], string>> = {
  external: 'as it was set up',
  mongod: 'journal synced before a write is acknowledged',
  'secantusd-rs': '--sync-on-commit',
  'secantusd-py': '--sync-on-commit',
};

interface OpenOptions {
  readonly mongodbUri: string | undefined;
  readonly dataDir: string;
  readonly toolsDir: string;
  readonly path: string;
  readonly log: (line: string) => void;
}

/** The store that the hub itself would find or start, with data of its own. */
export const openStore = async ({ dataDir, ...options }: OpenOptions): Promise<BenchStore> => {
  const store = await getStore({ ...options, dataDir });
  return {
    uri: store.uri,
    description: `${store.engine} (${store.foundBy}), ${SYNC[store.engine]}`,
    weak: store.engine === 'secantusd-py',
    pid: store.pid,
    async stop() {
      await store.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

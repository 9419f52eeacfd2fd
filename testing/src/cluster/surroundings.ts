import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { addStore, createTokens, type StoreIdentity } from '@cafe/hub';
import { getStore, type RunningStore, type Surroundings } from '@cafe/hub/embedded';
import { connectStore } from '@cafe/services/kernel';
import { v7 } from 'uuid';
import { withDatabase } from '../start-hub.ts';

const fresh = (): string => randomBytes(32).toString('base64url');

/** The store of a cluster: what it lies in, and the demo café in it. */
export interface ClusterStore {
  readonly running: RunningStore;
  /** With the run's own database. */
  readonly uri: string;
  readonly identity: StoreIdentity;
}

/** Starts a store, or takes the one that is named, and puts a demo café into a database of this run alone. */
export const openStore = async (
  around: Surroundings,
  { folder, mongodbUri }: { readonly folder: string; readonly mongodbUri: string | undefined },
): Promise<ClusterStore> => {
  const running = await getStore({ ...around, mongodbUri, dataDir: join(folder, 'store') });
  const uri = withDatabase(running.uri, `cluster_${randomBytes(6).toString('hex')}`);
  const connection = await connectStore(uri);
  const storeId = v7() as StoreIdentity['storeId']; // a fresh uuid is an id of whatever is made with it
  const identity = await addStore(connection, { storeId, epoch: v7(), demo: true });
  await connection.close();
  return { running, uri, identity };
};

/** Removes the database of a run from a store that goes on. */
export const dropDatabase = async (uri: string): Promise<void> => {
  const connection = await connectStore(uri);
  await connection.dropDatabase();
  await connection.close();
};

/** Secrets of one run, as every process of it gets them; nobody else has them. */
export const secretsOfRun = () => {
  const signing = fresh();
  return {
    env: {
      JWT_KEYS: `k1:${signing}`,
      PIN_PEPPER: fresh(),
      TABLE_PIN_KEY: fresh(),
      INTERNAL_KEY: fresh(),
      METRICS_TOKEN: fresh(),
    },
    tokensOf: (storeId: StoreIdentity['storeId']) => createTokens({ keys: [{ kid: 'k1', secret: signing }], storeId }),
  };
};

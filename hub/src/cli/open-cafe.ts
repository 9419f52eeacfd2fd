import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { createTokens } from '../auth/tokens.ts';
import { type Cafe, createCafe } from '../cafe.ts';
import type { Config } from '../config.ts';
import { openMongoCafe } from '../mongo-cafe.ts';
import { createSecrets } from '../secrets.ts';
import type { StoreIdentity } from '../store-identity.ts';
import type { OpenedStore } from './open-store.ts';

export interface OpenCafeOptions {
  readonly config: Config;
  readonly opened: OpenedStore;
  readonly identity: StoreIdentity;
  readonly report: (error: unknown) => void;
}

/** The services of a store for one command line: no sockets, no HTTP. Stop its kernel when done. */
export const openCafe = async ({ config, opened, identity, report }: OpenCafeOptions): Promise<Cafe> => {
  const { storeId } = identity;
  const secrets = createSecrets({ config, randomBytes });
  const { log, rows } = await openMongoCafe(opened.connection, storeId, report);
  const { signer } = createTokens({ keys: secrets.jwtKeys, storeId });
  const cafe = createCafe({
    storeId,
    log,
    rows,
    secrets,
    signer,
    report,
    now: () => new Date(),
    random: Math.random,
    newId: v7,
  });
  await cafe.start();
  return cafe;
};

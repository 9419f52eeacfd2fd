import { randomBytes } from 'node:crypto';
import { StoreId } from '@cafe/contract';
import { type Connection, connectStore } from '@cafe/services/kernel';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { type RunningHub, type RunOptions, runHub } from '../run.ts';
import type { StoreIdentity } from '../store-identity.ts';

/** The demo café in a database of its own. */
export interface GivenCafe {
  readonly identity: StoreIdentity;
  readonly connection: Connection;
  /** A hub of it, with these variables beside those every test has. */
  run(env: Readonly<Record<string, string>>): Promise<RunningHub>;
  remove(): Promise<void>;
}

const secret = (): string => randomBytes(32).toString('base64url');

/** Resolves when the store answered. */
export const useCafe = async (): Promise<GivenCafe> => {
  const database = `t_${randomBytes(6).toString('hex')}`;
  const connection = await connectStore(process.env['TEST_MONGODB_URI'] ?? '', { database });
  const identity: StoreIdentity = { storeId: StoreId.parse(v7()), epoch: v7(), demo: true };
  const secrets: RunOptions['secrets'] = {
    jwtKeys: [{ kid: 'test', secret: secret() }],
    pinPepper: secret(),
    tablePinKey: secret(),
  };
  return {
    identity,
    connection,
    run: (env) => {
      const config = readConfig({ HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...env });
      return runHub({
        ...{ config, connection, identity, secrets, metrics: createMetrics(), engine: 'test', version: '0.0.0-test' },
        log: createLog({ level: 'silent' }),
        world: { now: () => new Date(), elapsed: () => performance.now(), random: Math.random, newId: v7 },
      });
    },
    async remove() {
      await connection.dropDatabase();
      await connection.close();
    },
  };
};

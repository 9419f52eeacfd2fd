import { randomBytes } from 'node:crypto';
import { StoreId } from '@cafe/contract';
import { type Connection, connectStore } from '@cafe/services/kernel';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { type RunningHub, type RunningPart, type RunOptions, runHub } from '../run.ts';
import { runPublisher } from '../run-publisher.ts';
import type { StoreIdentity } from '../store-identity.ts';

type Env = Readonly<Record<string, string>>;

/** The demo café in a database of its own. */
export interface GivenCafe {
  readonly identity: StoreIdentity;
  readonly connection: Connection;
  /** A hub of it, with these variables beside those every test has. */
  run(env: Env): Promise<RunningHub>;
  /** A process of it that does nothing but publish. */
  publish(env: Env): Promise<RunningPart>;
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
  const optionsFor = (env: Env): RunOptions => ({
    config: readConfig({ HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...env }),
    ...{ connection, identity, secrets, metrics: createMetrics(), engine: 'test', version: '0.0.0-test' },
    log: createLog({ level: 'silent' }),
    world: { now: () => new Date(), elapsed: () => performance.now(), random: Math.random, newId: v7 },
  });
  return {
    identity,
    connection,
    run: (env) => runHub(optionsFor(env)),
    publish: (env) => runPublisher(optionsFor(env)),
    async remove() {
      await connection.dropDatabase();
      await connection.close();
    },
  };
};

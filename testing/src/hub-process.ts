import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addStore, createTokens, type StoreIdentity } from '@cafe/hub';
import { connectStore } from '@cafe/services/kernel';
import { v7 } from 'uuid';
import { withDatabase } from './start-hub.ts';

/** What several processes of one café have in common: its store, and the secrets it signs with. */
export interface SharedCafe {
  readonly identity: StoreIdentity;
  readonly tokens: ReturnType<typeof createTokens>;
  /** The environment of each of its processes. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes what lies on disk. */
  remove(): Promise<void>;
}

/** A demo café in a database of its own, to be served by processes of `npm start`'s own program. */
export const shareCafe = async (mongodbUri: string): Promise<SharedCafe> => {
  const database = `t_${randomBytes(6).toString('hex')}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'cafe-hub-'));
  const secret = randomBytes(32).toString('base64url');
  const connection = await connectStore(withDatabase(mongodbUri, database));
  const storeId = v7() as StoreIdentity['storeId']; // a fresh uuid is an id of whatever is made with it
  const identity = await addStore(connection, { storeId, epoch: v7(), demo: true });
  await connection.close();
  const env = {
    MONGODB_URI: withDatabase(mongodbUri, database),
    DATA_DIR: dataDir,
    JWT_KEYS: `k1:${secret}`,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    ALLOW_HEADLESS_GUESTS: 'true',
    RATE_STAFF: '100000/100000',
    MAX_SOCKETS_PER_ADDRESS: '10000',
    MAX_SOCKETS_PER_DEVICE: '1000',
  };
  const tokens = createTokens({ keys: [{ kid: 'k1', secret }], storeId });
  return { identity, tokens, env, remove: () => rm(dataDir, { recursive: true, force: true }) };
};

/** A hub in a process of its own. */
export interface HubProcess {
  readonly port: number;
  readonly base: string;
  /** SIGKILL: nothing is said, nothing is written. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves with the exit code. */
  stop(): Promise<number>;
}

const exited = async (child: ChildProcess): Promise<number> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? -1;
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : -1;
};

/** Starts a process of the built hub; resolves when it listens. */
export const startHubProcess = async ({ env }: Pick<SharedCafe, 'env'>, port = 0): Promise<HubProcess> => {
  const program = createRequire(import.meta.url).resolve('@cafe/hub/main');
  const child = fork(program, [], {
    env: { ...env, PATH: process.env['PATH'], PORT: String(port) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  const gone = exited(child).then((code) => {
    throw new Error(`the hub ended with ${code} before it listened: ${said}`);
  });
  const [message] = await Promise.race([once(child, 'message'), gone]);
  const { port: taken } = message as { port: number }; // `listening`, as main.ts says it
  return {
    port: taken,
    base: `http://127.0.0.1:${taken}`,
    async kill() {
      child.kill('SIGKILL');
      await exited(child);
    },
    async stop() {
      child.kill('SIGTERM');
      return exited(child);
    },
  };
};

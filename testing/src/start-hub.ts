import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  createLog,
  createMetrics,
  createTokens,
  type RunningHub,
  type RunOptions,
  readConfig,
  runHub,
  type StoreIdentity,
} from '@cafe/hub';
import { type Connection, connectStore } from '@cafe/services/kernel';
import { v7 } from 'uuid';

/** What a test's hub differs in from one that `npm start` starts. */
export interface TestHubOptions
  extends Partial<Pick<RunOptions, 'failpoint' | 'timers' | 'cache' | 'wrapLog' | 'pagesDir'>> {
  /** Address of a MongoDB; the test runner puts one into `TEST_MONGODB_URI`. */
  readonly mongodbUri: string;
  /** A database that is there already; a fresh one if absent. */
  readonly database?: string;
  readonly identity?: StoreIdentity;
  /** Those of a hub before, for one that is started again. */
  readonly secrets?: Secrets;
  /** Variables of the hub's configuration, as in the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The hub's clock; the machine's if absent. */
  readonly now?: () => Date;
  /** Hears every line of the log. */
  readonly onLog?: (line: string) => void;
  /** Whether the store holds the demo café. */
  readonly demo?: boolean;
}

/** A hub on a port of its own, and what a test looks into. */
export interface TestHub extends RunningHub {
  readonly base: string;
  readonly identity: StoreIdentity;
  readonly database: string;
  readonly connection: Connection;
  /** Signs tokens as the hub does, so that a test need not sign in a hundred times. */
  readonly tokens: ReturnType<typeof createTokens>;
  readonly secrets: Secrets;
  /** What was reported as a bug or an outage; a test that expects none says so. */
  readonly reported: unknown[];
  readonly metrics: RunOptions['metrics'];
}

/** The pages as the build left them. */
const PAGES_DIR = fileURLToPath(new URL('../../apps/dist/www', import.meta.url));

type Secrets = RunOptions['secrets'];

const newId = (): string => v7();

const freshSecrets = (): Secrets => {
  const fresh = () => randomBytes(32).toString('base64url');
  return { jwtKeys: [{ kid: 'test', secret: fresh() }], pinPepper: fresh(), tablePinKey: fresh() };
};

/** Starts a hub with generous limits, on 127.0.0.1 and a free port. Stop it with `stop()`. */
export const startTestHub = async (options: TestHubOptions): Promise<TestHub> => {
  const { mongodbUri, database = `t_${randomBytes(6).toString('hex')}`, demo = false } = options;
  const identity = options.identity ?? { storeId: newId() as StoreIdentity['storeId'], epoch: newId(), demo };
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    ALLOW_HEADLESS_GUESTS: 'true',
    RATE_STAFF: '100000/100000',
    RATE_GUEST: '100000/100000',
    MAX_SOCKETS_PER_ADDRESS: '10000',
    MAX_SOCKETS_PER_DEVICE: '1000',
    ...options.env,
  });
  const connection = await connectStore(withDatabase(mongodbUri, database));
  const reported: unknown[] = [];
  const metrics = createMetrics();
  const secrets = options.secrets ?? freshSecrets();
  const running = await runHub({
    pagesDir: PAGES_DIR,
    ...options,
    config,
    identity,
    connection,
    secrets,
    log: createLog({ level: config.LOG_LEVEL, write: options.onLog ?? (() => undefined) }),
    metrics,
    engine: 'test',
    version: '0.0.0-test',
    report: (error) => void reported.push(error),
    world: { now: options.now ?? (() => new Date()), elapsed: () => performance.now(), random: Math.random, newId },
  });
  const stop = async () => {
    await running.stop();
    await connection.close();
  };
  const base = `http://127.0.0.1:${running.port}`;
  const tokens = createTokens({ keys: secrets.jwtKeys, storeId: identity.storeId });
  return { ...running, stop, base, tokens, secrets, identity, database, connection, reported, metrics };
};

/** An address with another database in it. */
export const withDatabase = (uri: string, database: string): string => {
  const address = new URL(uri);
  address.pathname = `/${database}`;
  return address.href;
};

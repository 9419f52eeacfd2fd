import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@cafe/contract';
import {
  createLog,
  createMetrics,
  createTokens,
  openTracer,
  type RunningHub,
  type RunningPart,
  type RunOptions,
  readConfig,
  runHub,
  runService,
  type StoreIdentity,
} from '@cafe/hub';
import { type Connection, connectStore } from '@cafe/services/kernel';
import { v7 } from 'uuid';

/** What a test's hub differs in from one that `npm start` starts. */
export interface TestHubOptions
  extends Partial<Pick<RunOptions, 'failpoint' | 'timers' | 'cache' | 'wrapLog' | 'pagesDir' | 'tls'>> {
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

/** What a process of a test café runs with: generous limits, 127.0.0.1, a free port, a clock that may be steered. */
const prepare = async (options: TestHubOptions) => {
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
  const log = createLog({ level: config.LOG_LEVEL, write: options.onLog ?? (() => undefined) });
  const now = options.now ?? (() => new Date());
  const world = { now, elapsed: () => performance.now(), random: Math.random, newId };
  const tracer = openTracer({ config, log, world, version: '0.0.0-test' });
  const run: RunOptions = {
    pagesDir: PAGES_DIR,
    ...options,
    config,
    identity,
    connection,
    secrets,
    log,
    metrics,
    tracer,
    engine: 'test',
    version: '0.0.0-test',
    report: (error) => void reported.push(error),
    world,
  };
  return { run, database, reported, tracer };
};

/** Starts a hub with generous limits, on 127.0.0.1 and a free port. Stop it with `stop()`. */
export const startTestHub = async (options: TestHubOptions): Promise<TestHub> => {
  const { run, database, reported, tracer } = await prepare(options);
  const { connection, identity, secrets, metrics } = run;
  const running = await runHub(run);
  const stop = async () => {
    await running.stop();
    await tracer.stop();
    await connection.close();
  };
  const base = `${options.tls ? 'https' : 'http'}://127.0.0.1:${running.port}`;
  const tokens = createTokens({ keys: secrets.jwtKeys, storeId: identity.storeId });
  return { ...running, stop, base, tokens, secrets, identity, database, connection, reported, metrics };
};

/** One service by itself, and what a test looks into. Stop it with `stop()`. */
export interface TestService extends RunningPart {
  readonly base: string;
  readonly reported: unknown[];
  readonly metrics: RunOptions['metrics'];
}

/** Starts one service of a café that is there already, on 127.0.0.1 and a free port. */
export const startTestService = async (
  service: ServiceName,
  options: TestHubOptions & { readonly internalKey: string },
): Promise<TestService> => {
  const { run, reported, tracer } = await prepare(options);
  const running = await runService({ ...run, service, internalKey: options.internalKey });
  const stop = async () => {
    await running.stop();
    await tracer.stop();
    await run.connection.close();
  };
  return { ...running, stop, base: `http://127.0.0.1:${running.port}`, reported, metrics: run.metrics };
};

/** An address with another database in it. */
export const withDatabase = (uri: string, database: string): string => {
  const address = new URL(uri);
  address.pathname = `/${database}`;
  return address.href;
};

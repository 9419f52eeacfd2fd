import { Redis } from 'ioredis';
import * as z from 'zod';

export interface RedisLinkOptions {
  readonly url: string;
  /** Told when Redis comes and goes, and why it went if it said so. Said once each time, however often it is tried. */
  readonly changed: (isUp: boolean, why?: unknown) => void;
}

/** The café's Redis: of use while it is there, missed by nobody when it is not. */
export interface RedisLink {
  /** For everything but listening. Answers within 300 ms or rejects; nothing waits in a queue for Redis to come back. */
  readonly client: Redis;
  /** For listening alone. It listens again by itself to what it listened to before. */
  readonly subscriber: Redis;
  /** Whether Redis can do sharded publishing: from version 7 on. Taken for granted of one that did not say yet. */
  readonly isSharded: boolean;
  isUp(): boolean;
  close(): void;
}

/** Whoever waits for Redis makes a person wait: what it does not say by then is done without it. In milliseconds. */
const ANSWER_MS = 300;
/** How long a start waits to hear which Redis it is, in milliseconds. */
const GREETING_MS = 2_000;
const LONGEST_PAUSE_MS = 500;
const SHARDED_FROM = 7;

const pauseMs = (times: number): number => Math.min(2 ** Math.min(times, 10) * 10, LONGEST_PAUSE_MS);

const Info = z.string().transform((text) => Number(/redis_version:(\d+)\./.exec(text)?.[1] ?? SHARDED_FROM));

const greeted = (client: Redis): Promise<boolean> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve(client.status === 'ready');
    };
    const timer = setTimeout(done, GREETING_MS);
    if (client.status === 'ready') done();
    else client.once('ready', done);
  });

const isShardedIn = async (client: Redis): Promise<boolean> => {
  if (!(await greeted(client))) return true;
  const { data = SHARDED_FROM } = Info.safeParse(await client.info('server').catch(() => undefined));
  return data >= SHARDED_FROM;
};

/** Resolves when Redis said which version it is, and after 2 s without it all the same. */
export const connectRedis = async ({ url, changed }: RedisLinkOptions): Promise<RedisLink> => {
  const common = { connectTimeout: GREETING_MS, retryStrategy: pauseMs };
  const client = new Redis(url, {
    ...common,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: ANSWER_MS,
  });
  const subscriber = new Redis(url, { ...common, maxRetriesPerRequest: null });
  let isUp = false;
  let isClosed = false;
  const note = (up: boolean, why?: unknown) => {
    if (up === isUp || isClosed) return;
    isUp = up;
    changed(up, why);
  };
  let latest: unknown;
  client.on('error', (error: unknown) => {
    latest = error; // a connection that fails is told by its end
  });
  subscriber.on('error', () => undefined); // likewise, and its twin's is enough to say
  client.on('ready', () => note(true));
  client.on('close', () => note(false, latest));
  const isSharded = await isShardedIn(client);
  return {
    client,
    subscriber,
    isSharded,
    isUp: () => isUp,
    close() {
      isClosed = true;
      client.disconnect();
      subscriber.disconnect();
    },
  };
};

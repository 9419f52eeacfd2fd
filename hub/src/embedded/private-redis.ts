import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A Redis of a test's own: nothing of it is written, and it can be killed. */
export interface PrivateRedis {
  readonly url: string;
  /** SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it anew, empty, at the same address. Resolves when it listens. */
  start(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

const startOn = async (port: number): Promise<ChildProcess> => {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const redis = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    redis.once('error', reject);
    redis.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
    redis.stdout?.on('data', (chunk) => {
      said += String(chunk);
      if (/Ready to accept connections/.test(said)) resolve();
    });
  });
  return redis;
};

/** Starts the `redis-server` on the PATH, which `npm test` looks for. Kill it when done. */
export const startPrivateRedis = async (): Promise<PrivateRedis> => {
  const port = await freePort();
  let redis: ChildProcess | undefined = await startOn(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      const gone = redis && once(redis, 'exit');
      redis?.kill('SIGKILL');
      redis = undefined;
      await gone;
    },
    async start() {
      redis = await startOn(port);
    },
  };
};

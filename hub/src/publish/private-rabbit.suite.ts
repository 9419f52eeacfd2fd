import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';

/** A RabbitMQ of this test's own, which may be killed and started again on what it kept. */
export interface PrivateRabbit {
  readonly url: string;
  start(): Promise<void>;
  /** SIGKILL, in the middle of whatever it does. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
  /** Ends all of it, and removes what it kept. */
  remove(): Promise<void>;
}

/** What Debian's package starts; its wrapper of the same name on the PATH would start it as a service's user. */
const PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const STARTS_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 100;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends the groups of those that are still there, when the process that started them ends before it did so itself. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});

/** The whole group of a program: what is started is a shell, which starts the server. */
const signal = ({ pid }: ChildProcess, name: NodeJS.Signals): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // it has ended by itself
  }
};

/** What a program said, and its end: when nothing of its group is left. */
const started = (program: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said = `${said}${String(chunk)}`.slice(-4_000);
    });
  }
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${program} could not be started: ${error.message}`));
    child.once('close', (code, name) => {
      running.delete(child);
      resolve(`${program} ended with ${code ?? name}: ${said}`);
    });
  });
  return { child, gone };
};

const ended = async ({ child, gone }: { child: ChildProcess; gone: Promise<string> }): Promise<void> => {
  signal(child, 'SIGKILL');
  await gone;
};

/** Resolves when it lets somebody in. */
const answers = async (url: string, gone: Promise<string>): Promise<void> => {
  let end: string | undefined;
  void gone.then((why) => {
    end = why;
  });
  for (let waitedMs = 0; waitedMs < STARTS_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
    if (end !== undefined) throw new Error(end);
    try {
      await (await connect(url, { timeout: 5_000 })).close();
      return;
    } catch {
      await pause(LOOK_EVERY_MS); // it is not there yet, or never will be: that is said above
    }
  }
  throw new Error('RabbitMQ did not start');
};

/** Makes one, with an epmd of its own so that nothing stays behind; `start` starts it. */
export const createPrivateRabbit = async (): Promise<PrivateRabbit> => {
  const folder = await mkdtemp(join(tmpdir(), 'cafe-rabbit-'));
  const [port, distPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  await mkdir(join(folder, 'log'));
  await writeFile(join(folder, 'plugins'), '[].');
  const env = {
    PATH: process.env['PATH'],
    ERL_CRASH_DUMP_SECONDS: '0', // one that is killed while it starts writes nothing of itself into the checkout
    HOME: folder,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `cafe_${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_CONFIG_FILE: join(folder, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
  };
  const epmd = started('epmd', ['-port', String(epmdPort), '-address', '127.0.0.1'], env);
  let server: ReturnType<typeof started> | undefined;
  return {
    url,
    async start() {
      server = started(PROGRAM, [], env);
      await answers(url, server.gone);
    },
    async kill() {
      if (server) await ended(server);
    },
    freeze: () => server && signal(server.child, 'SIGSTOP'),
    thaw: () => server && signal(server.child, 'SIGCONT'),
    async remove() {
      if (server) await ended(server);
      await ended(epmd);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

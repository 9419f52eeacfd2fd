import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../source-facts.ts';

/** How a program ended, and all it said. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

/** Runs a program in the repository to its end. Rejects only where it could not be run at all: a check is never skipped. */
export const runs = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Said> =>
  new Promise((resolve, reject) => {
    execFile(program, [...args], { cwd: ROOT, env, timeout: 390_000 }, (error, stdout, stderr) => {
      const text = `${stdout}${stderr}`;
      if (error === null) return resolve({ code: 0, text });
      if (typeof error.code === 'number') return resolve({ code: error.code, text });
      reject(new Error(`${program} could not be run (${error.code ?? error.signal}): ${text}`));
    });
  });

/** Runs one of the repository's scripts to its end. */
export const runsScript = (script: string, args: readonly string[] = [], env = process.env): Promise<Said> =>
  runs(process.execPath, [join(ROOT, 'scripts', script), ...args], env);

/** A folder of a test's own. */
export const createFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cafe-deploy-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};

/** A port that was free a moment ago, for a program that takes no port 0. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return address.port;
};

/** A program that stays, and what it said so far. */
export interface Staying {
  readonly child: ChildProcess;
  said(): string;
  /** Ends it and resolves with its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export const stays = (program: string, args: readonly string[]): Staying => {
  const child = spawn(program, [...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = once(child, 'exit');
  return {
    child,
    said: () => text,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
};

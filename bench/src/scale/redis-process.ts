import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { killChild } from './end-child.ts';
import { freePort } from './free-port.ts';

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A Redis of its own that keeps nothing on disk: the `redis-server` on the PATH. */
export const startRedis = async (): Promise<{ readonly url: string; stop(): Promise<void> }> => {
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  );
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  const isUp = async () => {
    while (!(await answers(port))) await pause(50);
  };
  await Promise.race([isUp(), failed]);
  failed.catch(() => undefined); // it ends when we stop it
  return { url: `redis://127.0.0.1:${port}`, stop: () => killChild(child) };
};

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const HOST = '127.0.0.1';

/** A port of 127.0.0.1 that nobody listens on now. Another process may take it before it is used. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('the system named no port');
  return address.port;
};

const accepts = async (port: number): Promise<boolean> => {
  const socket = connect(port, HOST);
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'close').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return outcome;
};

/** How long to wait for a port, and what ends the waiting early. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Resolves when somebody listens on the port; rejects after `timeoutMs` or when the signal says so. */
export const untilListening = async (port: number, { timeoutMs, signal }: Patience): Promise<void> => {
  const patienceEnds = performance.now() + timeoutMs;
  while (!(await accepts(port))) {
    if (performance.now() > patienceEnds) throw new Error(`nobody listens on port ${port} after ${timeoutMs} ms`);
    await pause(20, undefined, { signal });
  }
};

import { once } from 'node:events';
import { connect } from 'node:net';

/** How long one look may take: a frozen process takes the connection and says nothing. */
const LOOK_MS = 1_000;

/** Whether the `/readyz` of a process says that all is well. */
export const isReadyAt = async (port: number): Promise<boolean> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(LOOK_MS) });
    return answer.ok;
  } catch {
    return false; // not yet, or no more
  }
};

/** Says one line of Redis's protocol and resolves with the answer's first line. */
export const tellRedis = async (port: number, command: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.setTimeout(LOOK_MS, () => socket.destroy(new Error('Redis does not answer')));
    socket.write(`${command}\r\n`);
    const [chunk] = await once(socket, 'data');
    return String(chunk).split('\r\n')[0] ?? '';
  } finally {
    socket.destroy();
  }
};

/** Whether a Redis answers. */
export const isRedisAt = async (port: number): Promise<boolean> =>
  (await tellRedis(port, 'PING').catch(() => '')) === '+PONG';

/** Whether somebody takes connections. */
export const isOpenAt = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
};

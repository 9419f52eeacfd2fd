import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createCafe } from '@cafe/client-sdk';
import { expect, test } from '@jest/globals';

/** RFC 6455, 1.3: what a server shows that it understood the key. */
const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** A text frame of a server, shorter than 126 bytes (RFC 6455, 5.2). */
const frame = (text: string): Buffer => Buffer.from([0x81, text.length, ...Buffer.from(text)]);

const OPEN = '0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
const LET_IN = '40{"sid":"b"}';
const CLOSED = '41';

/** Speaks to one client as a hub that lets it in and closes it, both in one packet of the network. */
const letInAndClose = async (socket: Socket): Promise<void> => {
  const [head] = await once(socket, 'data');
  const key = /sec-websocket-key: (\S+)/i.exec(String(head))?.[1] ?? '';
  const upgrade = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  socket.write(`${[...upgrade, `Sec-WebSocket-Accept: ${acceptOf(key)}`].join('\r\n')}\r\n\r\n`);
  socket.write(frame(OPEN));
  await once(socket, 'data'); // it asks to be let in
  socket.write(Buffer.concat([frame(LET_IN), frame(CLOSED)]));
};

test('[SDK-22] a connection that is closed in the moment it is let in was lost, and another is sought', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system named no port');
  const sockets: Socket[] = [];
  const third = new Promise<void>((resolve) => {
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      if (sockets.push(socket) === 3) resolve();
      void letInAndClose(socket);
    });
  });
  const cafe = createCafe({ url: `http://127.0.0.1:${address.port}`, getToken: async () => 'token' });
  cafe.kitchen().subscribe(() => {});
  await third;
  cafe.stop();
  for (const socket of sockets) socket.destroy();
  server.close();
  expect(sockets.length).toBe(3);
}, 15_000);

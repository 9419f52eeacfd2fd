import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';

/** What a stand-in was asked, as it says it back. */
export interface Asked {
  readonly hub: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers like a hub as far as a proxy can tell: it says back what it was asked, and takes every WebSocket. */
export interface StandInHub {
  readonly port: number;
  readonly asked: Asked[];
  /** From now on it refuses handshakes and requests with 503, as a hub that drains. */
  drain(): void;
  /** From now on it cuts a request off after it has read it. */
  breakDown(): void;
  close(): Promise<void>;
}

export const createStandIn = async (hub: string): Promise<StandInHub> => {
  const asked: Asked[] = [];
  const sockets = new Set<Duplex>();
  let mood: 'well' | 'draining' | 'broken' = 'well';
  const noted = ({ method = '', headers }: IncomingMessage): Asked => {
    const one = { hub, method, headers: headers as Record<string, string> }; // none of these comes twice
    asked.push(one);
    return one;
  };
  const server = createServer((message, response) => {
    const one = noted(message);
    if (mood === 'broken') return void message.socket.destroy();
    response.writeHead(mood === 'draining' ? 503 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(one));
  });
  server.on('upgrade', (message, socket) => {
    noted(message);
    if (mood === 'draining') return void socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    sockets.add(socket);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n${hub} hears`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return {
    port: address.port,
    asked,
    drain: () => {
      mood = 'draining';
    },
    breakDown: () => {
      mood = 'broken';
    },
    async close() {
      server.close();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
};

/** Asks for a WebSocket. Resolves with the status, and with the first bytes after it where there are any. */
export const upgrade = (port: number): Promise<{ readonly status: number; readonly first: string }> =>
  new Promise((resolve, reject) => {
    const path = '/socket.io/?EIO=4&transport=websocket';
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
    const asking = request({ port, host: '127.0.0.1', path, headers });
    asking.on('error', reject);
    asking.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, first: '' });
    });
    asking.on('upgrade', (_response, socket, head) => {
      const first = (bytes: Buffer) => {
        socket.destroy();
        resolve({ status: 101, first: bytes.toString() });
      };
      if (head.length > 0) first(head);
      else socket.once('data', first);
    });
    asking.end();
  });

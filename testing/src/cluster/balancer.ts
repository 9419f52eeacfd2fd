import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A door in front of several processes of this machine, for where there is no nginx. */
export interface Balancer {
  readonly port: number;
  close(): Promise<void>;
}

const connected = async (port: number): Promise<Socket | undefined> => {
  const socket = connect(port, '127.0.0.1');
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  if (isThere) return socket;
  socket.destroy();
  return undefined;
};

/** Gives each connection to whoever has fewest and takes it. It looks at no byte. */
export const startBalancer = async (port: number, targets: readonly number[]): Promise<Balancer> => {
  const open = new Map<number, number>(targets.map((target) => [target, 0]));
  const clients = new Set<Socket>();
  const count = (target: number, more: number) => open.set(target, (open.get(target) ?? 0) + more);
  const fewestFirst = () => [...open].sort(([, a], [, b]) => a - b).map(([target]) => target);
  const pass = async (client: Socket): Promise<void> => {
    for (const target of fewestFirst()) {
      const upstream = await connected(target);
      if (!upstream) continue;
      count(target, 1);
      upstream.once('close', () => count(target, -1));
      const end = () => {
        client.destroy();
        upstream.destroy();
      };
      for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
      client.pipe(upstream).pipe(client);
      return;
    }
    client.destroy();
  };
  const server = createServer({ pauseOnConnect: true }, (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    client.on('error', () => client.destroy());
    void pass(client);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

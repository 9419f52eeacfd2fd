import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Balancer, startBalancer } from '@cafe/testing/cluster';
import { afterEach, expect, test } from '@jest/globals';

const servers: Server[] = [];
const clients: Socket[] = [];
let balancer: Balancer | undefined;
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await balancer?.close();
  for (const server of servers.splice(0)) server.close();
});

/** A hub that says its name to whoever comes. */
const named = async (name: string): Promise<number> => {
  const server = createServer((socket) => void socket.on('error', () => undefined).write(name));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('it has no port');
  return address.port;
};

const come = async (): Promise<string> => {
  const client = connect(balancer?.port ?? 0, '127.0.0.1');
  clients.push(client);
  const [said] = await once(client, 'data');
  return String(said);
};

test('[CLU-6] where there is no nginx, a connection goes to whoever has fewest, and past who does not take it', async () => {
  balancer = await startBalancer(0, [await named('a'), await named('b')]);
  const first = [await come(), await come(), await come(), await come()];
  expect(first.toSorted()).toEqual(['a', 'a', 'b', 'b']);
  const [one] = servers;
  one?.close();
  for (const [index, client] of clients.entries()) if (first[index] === 'a') client.destroy();
  expect([await come(), await come()]).toEqual(['b', 'b']);
});

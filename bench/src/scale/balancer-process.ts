import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { answerParent } from '../ask.ts';

/** What the balancer is told once: where connections go, the first that takes them. */
export interface BalancerRequest {
  readonly ports: readonly number[];
}

/** A connection to the first of the ports that takes one. */
const open = async ([port, ...others]: readonly number[]): Promise<Socket | undefined> => {
  if (port === undefined) return undefined;
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return open(others); // nobody is there any more
  }
};

const join = (client: Socket, server: Socket): void => {
  client.pipe(server);
  server.pipe(client);
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
};

/** Passes bytes on to the first server that is there, as a proxy in front of several does. Answers with its own port. */
answerParent(async ({ ports }: BalancerRequest): Promise<number> => {
  const balancer = createServer({ pauseOnConnect: true }, async (client) => {
    client.on('error', () => client.destroy());
    const server = await open(ports);
    if (!server) return client.destroy();
    join(client, server);
    return client.resume();
  }).listen(0, '127.0.0.1');
  await once(balancer, 'listening');
  const address = balancer.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
});

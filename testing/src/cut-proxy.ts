import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire that a test can cut, between a client and whatever it talks to. */
export interface CutProxy {
  readonly port: number;
  /** Cuts every connection that is open now; new ones are let through. Answers how many there were. */
  cut(): number;
  /** Cuts every connection and lets no new one through, as if there were no hub, until {@link CutProxy.open}. */
  shut(): void;
  open(): void;
  /** From now on connections are taken and kept, and nothing comes over them. */
  fallSilent(): void;
  close(): Promise<void>;
}

/** Passes connections on to a port of this machine. Resolves when it listens. */
export const startCutProxy = async (target: number): Promise<CutProxy> => {
  /** Each client's own connection to the target. */
  const open = new Map<Socket, Socket>();
  let isShut = false;
  let isSilent = false;
  const cut = () => {
    const count = open.size;
    for (const client of open.keys()) client.destroy();
    return count;
  };
  const server = createServer((client) => {
    if (isShut) return void client.destroy();
    const upstream = connect(target, '127.0.0.1');
    const end = () => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    open.set(client, upstream);
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    if (!isSilent) client.pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port');
  return {
    port: address.port,
    cut,
    shut() {
      isShut = true;
      cut();
    },
    open() {
      isShut = false;
    },
    fallSilent() {
      isSilent = true;
      for (const [client, upstream] of open) {
        client.unpipe(upstream);
        upstream.unpipe(client);
      }
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
};

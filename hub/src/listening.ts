import type { Server } from 'node:http';

/** Resolves with the port when a server listens. @throws what the system says of the port, `EADDRINUSE` for one that is taken */
export const listening = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

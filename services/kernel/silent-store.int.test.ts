import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { connectStore } from './connect-store.ts';

/** A wire to the store that can fall silent: connections are still taken, and nothing comes over them. */
const openWire = async (target: URL) => {
  let isSilent = false;
  const open = new Set<Socket>();
  const pass = (from: Socket, to: Socket) => {
    open.add(from);
    from.on('error', () => to.destroy()).on('close', () => to.destroy());
    from.on('data', (chunk) => void (isSilent || to.write(chunk)));
  };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    pass(client, upstream);
    pass(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire has no port');
  return {
    port: address.port,
    fallSilent: () => {
      isSilent = true;
    },
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
};

test('[STO-2] a store that falls silent keeps nobody waiting without an end, those behind the first neither', async () => {
  const target = new URL(process.env['TEST_MONGODB_URI'] ?? '');
  const wire = await openWire(target);
  const patience = { poolSize: 2, serverSelectionTimeoutMs: 400, socketTimeoutMs: 400 };
  const connection = await connectStore(`mongodb://127.0.0.1:${wire.port}/silent?directConnection=true`, patience);
  const ask = () => connection.collection('nothing').findOne({});
  await ask();
  wire.fallSilent();
  const answers = await Promise.allSettled(Array.from({ length: 40 }, ask));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'rejected'));
  await connection.close();
  wire.close();
}, 20_000);

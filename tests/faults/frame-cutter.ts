import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire that is cut at one WebSocket frame of each of its first connections. */
export interface FrameCutter {
  readonly port: number;
  /** How often it was cut. */
  readonly cuts: () => number;
  close(): Promise<void>;
}

/**
 * Cuts bytes into what a WebSocket calls frames (RFC 6455 §5.2), after the HTTP that comes before them. `push` answers the
 * bytes up to the end of each frame that is whole now.
 */
export const createFrames = () => {
  let rest: Buffer = Buffer.alloc(0);
  let isOpen = false;
  const lengthOf = (bytes: Buffer): number | undefined => {
    if (!isOpen) {
      const end = bytes.indexOf('\r\n\r\n');
      return end < 0 ? undefined : end + 4;
    }
    if (bytes.length < 2) return undefined;
    const short = bytes.readUInt8(1) & 0x7f;
    const mask = bytes.readUInt8(1) & 0x80 ? 4 : 0;
    if (short < 126) return 2 + mask + short;
    if (bytes.length < 10) return undefined;
    return short === 126 ? 4 + mask + bytes.readUInt16BE(2) : 10 + mask + Number(bytes.readBigUInt64BE(2));
  };
  return (bytes: Buffer): { readonly bytes: Buffer; readonly isFrame: boolean }[] => {
    rest = Buffer.concat([rest, bytes]);
    const whole = [];
    for (let length = lengthOf(rest); length !== undefined && length <= rest.length; length = lengthOf(rest)) {
      whole.push({ bytes: rest.subarray(0, length), isFrame: isOpen });
      rest = rest.subarray(length);
      isOpen = true;
    }
    return whole;
  };
};

/**
 * Passes connections on to a port of this machine. `up`: what the client sends is cut behind frame `at`, which the hub
 * still gets; `down`: what the hub sends is cut before it, and nobody hears it. Plain HTTP is let through, and after `times`
 * cuts everything: a wire that was always cut before the first answer would let nothing through, ever.
 */
export const startFrameCutter = async (
  target: number,
  { at, times, direction }: { readonly at: number; readonly times: number; readonly direction: 'up' | 'down' },
): Promise<FrameCutter> => {
  let cuts = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    const end = () => {
      client.end();
      upstream.end();
      open.delete(client);
    };
    open.add(client);
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    const [counted, into] = direction === 'up' ? [client, upstream] : [upstream, client];
    const frames = createFrames();
    let isWebSocket = false;
    let count = 0;
    client.once('data', (first: Buffer) => {
      isWebSocket = /^upgrade: websocket/im.test(first.toString('latin1'));
    });
    counted.on('data', (chunk: Buffer) => {
      if (!isWebSocket) return void into.write(chunk);
      for (const { bytes, isFrame } of frames(chunk)) {
        count += isFrame ? 1 : 0;
        const isLast = count >= at && cuts < times;
        if (!isLast || direction === 'up') into.write(bytes);
        if (!isLast) continue;
        cuts += 1;
        counted.removeAllListeners('data');
        return end();
      }
    });
    (counted === client ? upstream : client).on('data', (chunk: Buffer) =>
      into === client ? upstream.write(chunk) : client.write(chunk),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the cutter has no port');
  return {
    port: address.port,
    cuts: () => cuts,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

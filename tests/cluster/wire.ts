import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createFrames } from '../faults/frame-cutter.ts';

/** The wire between clients and a café: it counts what they send, and can lose what they are sent. */
export interface Wire {
  readonly base: string;
  /** How often each command was sent, by its id. */
  readonly sent: ReadonlyMap<string, number>;
  /** How many WebSockets were opened. */
  readonly opened: () => number;
  /** How many frames of commits were lost. */
  readonly lost: () => number;
  /** From now on frames of commits are lost, or no longer. Everything else gets through. */
  lose(loses: boolean): void;
  /** Ends every connection; new ones are let through. */
  cut(): void;
  close(): Promise<void>;
}

/** A frame's payload: RFC 6455 §5.2. What a client sends is masked. */
const payloadOf = (frame: Buffer): Buffer => {
  const short = frame.readUInt8(1) & 0x7f;
  const isMasked = (frame.readUInt8(1) & 0x80) !== 0;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (!isMasked) return frame.subarray(start);
  const mask = frame.subarray(start, start + 4);
  return Buffer.from(frame.subarray(start + 4).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
};

const COMMAND = /^42\d*\["command",\{"id":"([0-9a-f-]{36})"/;
const COMMITS = '42["commits"';
/** As much of a frame as has to be looked at. */
const HEAD_BYTES = 80;

const headOf = (frame: Buffer): string => payloadOf(frame.subarray(0, HEAD_BYTES)).toString('latin1'); // ids and names are ASCII

interface Carrying {
  readonly open: Set<Socket>;
  readonly upgraded: () => void;
  readonly note: (frame: Buffer) => void;
  /** Whether a frame that comes down is lost. */
  readonly isLost: (frame: Buffer) => boolean;
}

/** Carries one connection: what goes up is noted, what comes down may be lost. */
const carry = (client: Socket, upstream: Socket, { open, upgraded, note, isLost }: Carrying): void => {
  const end = () => {
    client.destroy();
    upstream.destroy();
    open.delete(client);
  };
  open.add(client);
  for (const socket of [client, upstream]) socket.setNoDelay(true).on('error', end).on('close', end);
  const [up, down] = [createFrames(), createFrames()];
  let isWebSocket = false;
  client.once('data', (first: Buffer) => {
    isWebSocket = /^upgrade: websocket/im.test(first.toString('latin1'));
    if (isWebSocket) upgraded();
  });
  client.on('data', (chunk: Buffer) => {
    upstream.write(chunk);
    if (isWebSocket) for (const { bytes, isFrame } of up(chunk)) if (isFrame) note(bytes);
  });
  upstream.on('data', (chunk: Buffer) => {
    if (!isWebSocket) return void client.write(chunk);
    for (const { bytes, isFrame } of down(chunk)) if (!isFrame || !isLost(bytes)) client.write(bytes);
  });
};

/** Opens a wire to a port of this machine; resolves when it takes connections. */
export const startWire = async (target: number): Promise<Wire> => {
  const sent = new Map<string, number>();
  const open = new Set<Socket>();
  let opened = 0;
  let lost = 0;
  let loses = false;
  const note = (frame: Buffer): void => {
    const id = COMMAND.exec(headOf(frame))?.[1];
    if (id !== undefined) sent.set(id, (sent.get(id) ?? 0) + 1);
  };
  const isLost = (frame: Buffer): boolean => {
    const is = loses && headOf(frame).startsWith(COMMITS);
    lost += is ? 1 : 0;
    return is;
  };
  const upgraded = () => {
    opened += 1;
  };

  const server = createServer((client) =>
    carry(client, connect(target, '127.0.0.1'), { open, upgraded, note, isLost }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the wire has no port');
  return {
    base: `http://127.0.0.1:${address.port}`,
    sent,
    opened: () => opened,
    lost: () => lost,
    lose(now) {
      loses = now;
    },
    cut() {
      for (const socket of open) socket.destroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

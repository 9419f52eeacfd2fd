import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PROTOCOL_VERSION } from '@cafe/contract';

/** A WebSocket written by hand, for what no honest client does: it sends any bytes, and stops reading when told to. */
export interface RawEngine {
  readonly tcp: Socket;
  /** The status of the answer to the upgrade: 101 where the hub takes it. */
  readonly status: number;
  /** Text messages so far, in order. */
  readonly texts: string[];
  /** The code of the closing frame, once there was one. */
  readonly closeCode: () => number | undefined;
  /** Resolves when the hub has closed the connection. */
  readonly closed: Promise<void>;
  /** One text message. */
  say(text: string): void;
  /** One frame of any kind: opcode 1 is text, 2 binary, 8 close. */
  frame(opcode: number, payload: Buffer): void;
  /** Resolves with the first text a test accepts, now or later; rejects when the connection closes before. */
  says(accepts: (text: string) => boolean): Promise<string>;
  /** A Socket.IO handshake; resolves with the answer, `40…` or `44…`. */
  join(auth: unknown): Promise<string>;
  /** A Socket.IO event that asks for an answer; resolves with the answer. `json` is the array as it stands on the wire. */
  ask(json: string, id: number): Promise<unknown>;
  end(): void;
}

export interface RawOptions {
  readonly port: number;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it leaves the hub's goodbye unanswered. */
  readonly rude?: boolean;
}

const WEBSOCKET = '/socket.io/?EIO=4&transport=websocket';

/** Opens a TCP connection and asks for the upgrade. Resolves when the hub answered, whatever it answered. */
export const openRaw = async (options: RawOptions): Promise<RawEngine> => {
  const { port, path = WEBSOCKET, headers = {}, rude = false } = options;
  const tcp = connect(port, '127.0.0.1');
  tcp.on('error', () => undefined); // a reset is a way to be closed
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  tcp.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const { status, rest } = await headOf(tcp);
  return speaking(tcp, { status, rest, rude });
};

const headOf = async (tcp: Socket): Promise<{ readonly status: number; readonly rest: Buffer }> => {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end !== -1) {
      return { status: Number(bytes.subarray(9, 12).toString()), rest: bytes.subarray(end + 4) };
    }
    const [chunk] = await Promise.race([once(tcp, 'data'), once(tcp, 'close')]);
    if (!Buffer.isBuffer(chunk)) return { status: 0, rest: bytes };
    bytes = Buffer.concat([bytes, chunk]);
  }
};

/** A client's frame: masked, as RFC 6455 asks. */
const masked = (opcode: number, payload: Buffer): Buffer => {
  const mask = randomBytes(4);
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | opcode, 0x80 | 126, payload.length >> 8, payload.length & 0xff])
        : Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | 127]), eightBytes(payload.length)]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
};

const eightBytes = (length: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
};

/** Takes one whole frame off the front of what arrived. */
const unframed = (bytes: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | undefined => {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + length) return undefined;
  const payload = bytes.subarray(start, start + length);
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload, rest: bytes.subarray(start + length) };
};

interface Begun {
  readonly status: number;
  readonly rest: Buffer;
  readonly rude: boolean;
}

/** What arrives, cut into frames; `changed` is called after each. */
const hearing = (tcp: Socket, { rest, rude }: Begun, changed: () => void) => {
  const texts: string[] = [];
  let code: number | undefined;
  let bytes: Buffer = rest;
  const frame = (opcode: number, payload: Buffer) => {
    if (!tcp.destroyed) tcp.write(masked(opcode, payload));
  };
  const hear = (opcode: number, payload: Buffer) => {
    if (opcode === 8) {
      code = payload.length >= 2 ? payload.readUInt16BE() : 1005;
      if (!rude) frame(8, Buffer.from(payload));
    }
    const text = opcode === 1 ? payload.toString() : '';
    if (text === '2') frame(1, Buffer.from('3'));
    else if (text !== '') texts.push(text);
  };
  const read = () => {
    for (let found = unframed(bytes); found; found = unframed(bytes)) {
      bytes = found.rest;
      hear(found.opcode, found.payload);
    }
    changed();
  };
  tcp.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    read();
  });
  read();
  return { texts, frame, code: () => code };
};

const speaking = (tcp: Socket, begun: Begun): RawEngine => {
  const waiters = new Set<() => void>();
  const tell = () => [...waiters].forEach((waiter) => void waiter());
  const { texts, frame, code } = hearing(tcp, begun, tell);
  const closed = new Promise<void>((resolve) => {
    if (tcp.closed) resolve();
    tcp.once('close', () => {
      resolve();
      tell();
    });
  });
  const says = (accepts: (text: string) => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = texts.find(accepts);
        if (found === undefined && !tcp.destroyed) return;
        waiters.delete(look);
        if (found !== undefined) resolve(found);
        else reject(new Error(`the hub closed the connection, with ${code()}`));
      };
      waiters.add(look);
      look();
    });
  const say = (text: string) => frame(1, Buffer.from(text));
  return {
    tcp,
    status: begun.status,
    texts,
    closeCode: code,
    closed,
    say,
    frame,
    says,
    join(auth) {
      say(`40${JSON.stringify(auth)}`);
      return says((text) => text.startsWith('40') || text.startsWith('44'));
    },
    async ask(json, id) {
      say(`42${id}${json}`);
      const answer = await says((text) => text.startsWith(`43${id}[`));
      const [body] = JSON.parse(answer.slice(answer.indexOf('[')));
      return body;
    },
    end: () => void tcp.destroy(),
  };
};

/** What a client of this version says of itself. */
export const authOf = (token: string) => ({ token, protocol: PROTOCOL_VERSION });

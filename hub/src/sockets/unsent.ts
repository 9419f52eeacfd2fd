import type { Socket } from 'socket.io';

/** What Engine.IO puts into its buffer, as far as it concerns its weight. */
interface Packet {
  readonly data?: unknown;
}

/** Counts what the hub has for one socket and could not send yet. */
export interface Unsent {
  /** Bytes waiting, without those that were exempted. */
  bytes(): number;
  /**
   * What is sent meanwhile does not count: the answer to the socket's own `sync`. Ends when all is sent; of several
   * answers that wait the largest alone is left out, for whoever reads asks for one after the other.
   */
  exempting(send: () => void): void;
}

const weigh = ({ data }: Packet): number => (typeof data === 'string' ? data.length : 0);

/** Bytes that WebSocket itself holds back; the transport's own field, which its types do not show. */
const bufferedBelow = (conn: Socket['conn']): number => {
  const transport: { socket?: { bufferedAmount?: number } } = conn.transport as object; // only read, and checked
  return transport.socket?.bufferedAmount ?? 0;
};

export const watchUnsent = ({ conn }: Socket): Unsent => {
  let buffered = 0;
  let created = 0;
  let exempted = 0;
  conn.on('packetCreate', (packet: Packet) => {
    buffered += weigh(packet);
    created += weigh(packet);
  });
  conn.on('flush', () => {
    buffered = 0;
  });
  return {
    bytes() {
      const waiting = buffered + bufferedBelow(conn);
      if (waiting === 0) exempted = 0;
      return Math.max(0, waiting - exempted);
    },
    exempting(send) {
      const before = created;
      send();
      exempted = Math.max(exempted, created - before);
    },
  };
};

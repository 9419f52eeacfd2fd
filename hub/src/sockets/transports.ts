import type { IncomingMessage } from 'node:http';
import { Refusal } from '@cafe/services/kernel';
import { createCounts } from './admission.ts';
import type { Transport } from './io-server.ts';

/** So often one connection may ask to come in before it is closed: each time costs the look at a token. */
const MOST_KNOCKS = 5;
/** Whoever does not answer a goodbye is hung up on after that, in milliseconds; WebSocket itself would wait for 30 s. */
const GOODBYE_MS = 1_000;

/** An Engine.IO connection as it begins. */
export interface NewTransport extends Transport {
  readonly id: string;
  readonly request: IncomingMessage;
  /** Of a WebSocket, the WebSocket itself. */
  readonly transport: { readonly socket?: { terminate?(): void } };
}

/** Frees what a closed connection still holds, its unsent bytes too, though the other end never says goodbye. */
const hangUp = (conn: NewTransport): void => {
  setTimeout(() => conn.transport.socket?.terminate?.(), GOODBYE_MS).unref();
};

/** Its id, which the types keep to Engine.IO itself. */
const idOf = (conn: object): string => ('id' in conn && typeof conn.id === 'string' ? conn.id : '');

/** Connections before anybody signed in on them, and what becomes of the bytes of those that end. */
export const createTransports = (addressOf: (request: IncomingMessage) => string) => {
  const trying = createCounts();
  /** How each connection stops being counted among those that try. */
  const unsettled = new Map<string, () => void>();
  const knocks = new WeakMap<Transport, number>();
  return {
    /** How many of an address nobody signed in on yet. */
    trying: (address: string): number => trying.of(address),
    came(transport: NewTransport): void {
      const address = addressOf(transport.request);
      trying.more(address);
      const settle = () => {
        if (unsettled.delete(transport.id)) trying.less(address);
      };
      unsettled.set(transport.id, settle);
      transport.once('close', settle);
      transport.once('close', () => hangUp(transport));
    },
    /** Somebody signed in on it. */
    settled: (conn: object): void => unsettled.get(idOf(conn))?.(),
    /** Counts a handshake. @throws {Refusal} `actor.rate_limited`, and closes it, when there were too many */
    knocked(transport: Transport): void {
      const times = (knocks.get(transport) ?? 0) + 1;
      knocks.set(transport, times);
      if (times <= MOST_KNOCKS) return;
      transport.close();
      throw new Refusal('actor.rate_limited', `more than ${MOST_KNOCKS} handshakes on one connection`);
    },
  };
};

import { EventEmitter } from 'node:events';
import type { Carrier } from './network.ts';

type Listener = (...args: unknown[]) => void;

/** The client's end of a connection in memory. */
export interface MemoryPeer {
  heard(name: string, body: unknown): void;
  closed(why: string): void;
}

/** The rooms of a hub in memory, and who sits in each; a socket sits in one of its own. */
export class Rooms {
  readonly byName = new Map<string, Set<MemorySocket>>();

  join(socket: MemorySocket, name: string): void {
    const room = this.byName.get(name) ?? new Set();
    this.byName.set(name, room.add(socket));
    socket.rooms.add(name);
  }

  leave(socket: MemorySocket, name: string): void {
    const room = this.byName.get(name);
    room?.delete(socket);
    if (room?.size === 0) this.byName.delete(name);
    socket.rooms.delete(name);
  }
}

/** A connection as the hub sees it: what its code uses of a socket of Socket.IO, without a wire. */
export class MemorySocket {
  readonly id: string;
  readonly data: Record<string, unknown> = {};
  readonly rooms = new Set<string>();
  /** The connection below: it is asked for its end, and for what waits to be sent, which is nothing. */
  readonly conn = Object.assign(new EventEmitter(), { transport: {}, close: () => this.disconnect() });
  readonly request = { headers: {} };
  readonly #listeners = new EventEmitter();
  readonly #any: Listener[] = [];
  readonly #all: Rooms;
  readonly #carrier: Carrier;
  readonly #peer: MemoryPeer;
  #isOpen = true;

  constructor(id: string, { rooms, carrier, peer }: { rooms: Rooms; carrier: Carrier; peer: MemoryPeer }) {
    this.id = id;
    this.#all = rooms;
    this.#carrier = carrier;
    this.#peer = peer;
  }

  on(name: string, listener: Listener): void {
    this.#listeners.on(name, listener);
  }

  onAny(listener: Listener): void {
    this.#any.push(listener);
  }

  join(names: readonly string[]): void {
    for (const name of names) this.#all.join(this, name);
  }

  leave(name: string): void {
    this.#all.leave(this, name);
  }

  /** To the client. */
  emit(name: string, ...[body]: readonly unknown[]): void {
    this.#carrier.carry({ towards: 'client', name, body }, (arrived) => {
      if (this.#isOpen) this.#peer.heard(name, arrived);
    });
  }

  /** What may be lost on the way, to everybody else in some rooms. In memory nothing waits, so nothing has to be dropped. */
  get volatile() {
    return {
      to: (rooms: readonly string[]) => ({
        emit: (name: string, body: unknown) => {
          const others = new Set(rooms.flatMap((room) => [...(this.#all.byName.get(room) ?? [])]));
          others.delete(this);
          for (const other of others) other.emit(name, body);
        },
      }),
    };
  }

  /** From the client; `answer` is called with what the hub answers, if it does. */
  receive(name: string, body: unknown, answer?: (body: unknown) => void): void {
    const ack = answer && ((said: unknown) => this.#carrier.carry({ towards: 'client', name, body: said }, answer));
    this.#carrier.carry({ towards: 'hub', name, body }, (arrived) => {
      if (!this.#isOpen) return;
      for (const listener of this.#any) listener(name);
      this.#listeners.emit(name, arrived, ack);
    });
  }

  disconnect(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const name of [...this.rooms]) this.leave(name);
    this.#listeners.emit('disconnect');
    this.conn.emit('close');
    setImmediate(() => this.#peer.closed('closed'));
  }
}

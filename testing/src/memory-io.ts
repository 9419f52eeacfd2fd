import { EventEmitter } from 'node:events';
import type { createIo, IoOptions } from '@cafe/hub/parts';
import { type MemoryPeer, MemorySocket, Rooms } from './memory-socket.ts';
import type { Carrier } from './network.ts';

type Io = ReturnType<typeof createIo>;

/** Where connections of a café in memory come in: what Socket.IO is to a hub on a wire. */
export interface MemoryEntrance {
  /** Give it to the hub. */
  readonly createIo: typeof createIo;
  /** Knocks at the hub's door and resolves with the connection. @throws what the hub refused */
  enter(auth: { readonly token: string; readonly protocol: number }, peer: MemoryPeer): Promise<MemorySocket>;
}

/** Where the pages of a café in memory come from, as a browser would say. */
export const ORIGIN = 'http://cafe.test';

export const createEntrance = (carrier: Carrier): MemoryEntrance => {
  const rooms = new Rooms();
  const comings = new EventEmitter();
  const sockets = new Set<MemorySocket>();
  let admit: IoOptions['admit'] = () => Promise.reject(new Error('there is no hub yet'));
  let made = 0;

  const emitTo = (room: string, name: string, body: unknown): void => {
    for (const socket of rooms.byName.get(room) ?? []) socket.emit(name, body);
  };
  const io = {
    engine: new EventEmitter(),
    local: { to: (room: string) => ({ emit: (name: string, body: unknown) => emitTo(room, name, body) }) },
    sockets: { adapter: { rooms: rooms.byName } },
    on: comings.on.bind(comings),
    close: async () => {
      for (const socket of [...sockets]) socket.disconnect();
    },
  };
  return {
    createIo(options) {
      admit = options.admit;
      return io as unknown as Io; // all of it that the hub's code uses
    },
    async enter(auth, peer) {
      const socket = new MemorySocket(`memory-${++made}`, { rooms, carrier, peer });
      Object.assign(socket.data, await admit({ auth, origin: ORIGIN, transport: socket.conn }));
      socket.join([socket.id]);
      sockets.add(socket);
      socket.conn.once('close', () => sockets.delete(socket));
      comings.emit('connection', socket);
      return socket;
    },
  };
};

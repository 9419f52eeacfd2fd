import { type By, Hint, Shown, type StoreId, type Topic } from '@cafe/contract';
import type * as z from 'zod';
import { redactBy } from '../redact/by.ts';
import { roomOf } from '../rooms.ts';
import type { LiveConnection } from './io-server.ts';
import type { Tickets } from './tickets.ts';

/** Messages that nobody answers and nothing stores. What is wrong with one is dropped. */
export interface Volatile {
  /** A kitchen screen has parts on its glass. */
  onShown(connection: LiveConnection): (raw: unknown) => void;
  /** Somebody is on a topic, or types there: said to the others of the same audience there. */
  onHint(connection: LiveConnection): (raw: unknown) => void;
}

const byOf = ({ actor }: LiveConnection): By => {
  switch (actor.kind) {
    case 'staff':
      return { kind: 'staff', id: actor.staffId };
    case 'device':
      return { kind: 'device', id: actor.deviceId };
    case 'guest':
      return { kind: 'guest', id: actor.guestId };
    case 'service':
      return { kind: 'service' };
  }
};

export interface VolatileOptions {
  readonly storeId: StoreId;
  readonly tickets: Pick<Tickets, 'shown'>;
  /** Tells other hubs what screens here have on their glass. */
  readonly tellShown?: (shown: z.infer<typeof Shown>) => void;
}

export const createVolatile = ({ storeId, tickets, tellShown }: VolatileOptions): Volatile => ({
  onShown: (connection) => (raw) => {
    const { data } = Shown.safeParse(raw);
    if (!data || connection.audience !== 'kitchen') return;
    connection.stations.clear(); // a screen says all it shows, each time
    for (const stationId of data.stations) connection.stations.add(stationId);
    tickets.shown(data.stations, data.parts);
    tellShown?.(data);
  },
  onHint: (connection) => (raw) => {
    const { data } = Hint.safeParse(raw);
    if (!data) return;
    // Whoever follows the floor sits in none of its tables' rooms, and is at all of them.
    const topics: Topic[] = data.topic.startsWith('table:') ? [data.topic, 'floor'] : [data.topic];
    if (!topics.some((topic) => connection.topics.includes(topic))) return;
    const rooms = topics.map((topic) => roomOf(storeId, topic, connection.audience));
    const from = redactBy(connection.audience, byOf(connection));
    connection.socket.volatile.to(rooms).emit('hint', { ...data, from });
  },
});

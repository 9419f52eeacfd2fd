import type { Meter } from './meter.ts';

/** What the sockets' side knows at the moment somebody looks. */
export interface LiveFigures {
  /** Open sockets by role. */
  readonly sockets: Readonly<Record<string, number>>;
  readonly rooms: number;
  /** Streams whose changes are not yet in the collections that lists are read from. */
  readonly pending: number;
  /** Of each station: how many bills wait for it, and how long the oldest has. */
  readonly stations: readonly { readonly station: string; readonly orders: number; readonly oldestSeconds: number }[];
}

/** What is not counted but looked up when somebody asks. */
export const watchLive = (meter: Meter, figures: () => LiveFigures): void => {
  meter.gauge({ name: 'cafe_sockets_connected', help: 'Open sockets', labels: ['namespace', 'role'] }, (say) => {
    for (const [role, count] of Object.entries(figures().sockets)) say(count, { namespace: '/', role });
  });
  meter.gauge({ name: 'cafe_rooms', help: 'Rooms somebody sits in', labels: [] }, (say) => say(figures().rooms, {}));
  meter.gauge(
    {
      name: 'cafe_outbox_pending',
      help: 'Bills, menus and the like that changed and are not yet written to the read models',
      labels: [],
    },
    (say) => say(figures().pending, {}),
  );
  meter.gauge(
    { name: 'cafe_orders_open', help: 'Bills with lines that a station has not finished', labels: ['station'] },
    (say) => {
      for (const { station, orders } of figures().stations) say(orders, { station });
    },
  );
  meter.gauge(
    { name: 'cafe_ticket_age_seconds', help: 'How long the oldest line has waited for a station', labels: ['station'] },
    (say) => {
      for (const { station, oldestSeconds } of figures().stations) say(oldestSeconds, { station });
    },
  );
};

import type { Audience, GuestId, ItemId, Part, StaffId, TableId, Topic } from '@cafe/contract';
import {
  type FloorState,
  floorStream,
  initialOf,
  kindOf,
  menuStream,
  type OrderState,
  orderStream,
  receiptsStream,
  type StreamKind,
  type StreamName,
  staffStream,
  stockStream,
  storeStream,
} from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, audienceOf, mayFollow, topicFor } from '../policy.ts';
import { AUDIENCES, orderTopic, tableTopic, topicsOf } from '../rooms.ts';
import { streamsOfTopic } from '../sockets/topic-streams.ts';
import { AT, bill, line, ORDER, STORE, TABLE } from '../test-bill.suite.ts';
import { partAsSeenBy, stateAsSeenBy } from './as-seen-by.ts';
import { foldAll } from './fold-all.suite.ts';
import { menus } from './random-menu.suite.ts';

// The law holds of a stream if it is redacted by it, or if the audience can reach no room that carries it. Which of the two
// it is, is a table here; what is not redacted is looked for in the rooms of everybody who could sit in them.

/** A stream of every kind. A new kind does not compile before it stands here. */
const STREAMS: { readonly [Kind in StreamKind]: StreamName<Kind> } = {
  order: orderStream(ORDER),
  floor: floorStream(STORE),
  receipts: receiptsStream(STORE),
  menu: menuStream(STORE),
  stock: stockStream(ORDER as string as ItemId), // an id like any other here
  staff: staffStream(STORE),
  store: storeStream(STORE),
};
/** What an order can be, as far as its rooms go. */
const ORDERS: readonly OrderState[] = [
  { status: 'none' },
  bill(),
  bill({ status: 'waiting' }),
  bill({ status: 'closed', lines: [line('fired')] }),
];
const TOPICS: readonly Topic[] = ['floor', 'kitchen', 'menu', 'store', 'staff', tableTopic(TABLE), orderTopic(ORDER)];

const all = (): boolean => true;
const nothing = (): boolean => false;
const [staffId, guestId] = [ORDER as string as StaffId, ORDER as string as GuestId]; // likewise
const guest = { kind: 'guest', guestId, orderId: ORDER, tableId: TABLE } as const;
const ACTORS: readonly Actor[] = [all, nothing].flatMap((may): Actor[] => [
  { kind: 'staff', staffId, kitchen: false, may },
  { kind: 'staff', staffId, kitchen: true, may },
  { kind: 'device', deviceId: ORDER as never, kitchen: false, may },
  { kind: 'device', deviceId: ORDER as never, kitchen: true, may },
  { ...guest, admitted: true, may },
  { ...guest, admitted: false, may },
  { kind: 'service', may },
]);

const topicsReachedBy = (audience: Audience): readonly Topic[] =>
  ACTORS.filter((actor) => audienceOf(actor) === audience).flatMap((actor) =>
    TOPICS.filter((topic) => mayFollow(actor, topic)).map((topic) => topicFor(actor, topic)),
  );

const statesOf = (stream: StreamName) => (kindOf(stream) === 'order' ? ORDERS : [initialOf(stream)]);
const table = { orderId: ORDER } as FloorState['tables'][TableId]; // what is looked at of it
const floor: FloorState = { ...initialOf(STREAMS.floor), tables: { [TABLE]: table }, orders: { [ORDER]: {} as never } };

/** The kinds of streams that come to an audience: live through its rooms, or in answer to its sync. */
const kindsReaching = (audience: Audience): readonly StreamKind[] => {
  const topics = topicsReachedBy(audience);
  const live = Object.values(STREAMS).filter((stream) =>
    statesOf(stream).some((state) => topicsOf(stream, state, Date.parse(AT)).some((topic) => topics.includes(topic))),
  );
  const facts = { storeId: STORE, floor, kitchenOrders: [STREAMS.order] };
  const synced = topics.flatMap((topic) => streamsOfTopic(topic, facts));
  return [...new Set([...live, ...synced].map(kindOf))].toSorted();
};

test.each<[Audience, readonly StreamKind[]]>([
  ['staff', ['floor', 'menu', 'order', 'staff', 'store']],
  ['kitchen', ['menu', 'order', 'store']],
  ['guest', ['menu', 'order', 'store']],
  ['public', ['menu', 'store']],
])('[RED-1] to %s come the streams that are redacted for it, and no others', (audience, kinds) => {
  expect(kindsReaching(audience)).toEqual(kinds);
});

test('[RED-1] receipts and stock come to nobody', () => {
  const reached = new Set(AUDIENCES.flatMap(kindsReaching));
  expect(Object.keys(STREAMS).filter((kind) => !reached.has(kind as StreamKind))).toEqual(['receipts', 'stock']);
});

test.each(Object.values(STREAMS))('[RED-1] to staff %s comes as it is', (stream) => {
  const part: Part = { stream, version: 1, events: [], at: AT, by: { kind: 'staff', id: 'ana' } };
  const state = initialOf(stream);
  expect(partAsSeenBy('staff', part)).toBe(part);
  expect(stateAsSeenBy('staff', stream, state)).toBe(state);
});

describe.each(AUDIENCES.map((audience) => ({ audience })))('for $audience', ({ audience }) => {
  test('[RED-1] the fold of the redacted menu is the redacted fold, after every part; who wrote it is as for a bill', () => {
    const stream = STREAMS.menu;
    fc.assert(
      fc.property(menus, (parts) => {
        for (let count = 1; count <= parts.length; count += 1) {
          const seen = parts.slice(0, count).map((part) => partAsSeenBy(audience, part));
          const shown = stateAsSeenBy(audience, stream, foldAll(stream, parts.slice(0, count)));
          expect(foldAll(stream, seen)).toEqual(shown);
          const hidesStaff = audience === 'guest' || audience === 'public';
          expect(JSON.stringify(seen).includes('olga')).toBe(!hidesStaff);
        }
      }),
    );
  });
});

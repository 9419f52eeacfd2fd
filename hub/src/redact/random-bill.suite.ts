import type {
  By,
  DomainEvent,
  Entry,
  GuestId,
  LineId,
  OrderId,
  Part,
  PaymentId,
  SeatingId,
  StationId,
} from '@cafe/contract';
import { NO_TOTALS, orderStream } from '@cafe/contract/folds';
import fc from 'fast-check';
import { AT, line, ORDER, TABLE } from '../test-bill.suite.ts';

type Type = Extract<DomainEvent['type'], `order.${string}` | `payment.${string}` | `guest.${string}`>;
type ClosedLine = Extract<DomainEvent, { type: 'order.closed' }>['lines'][number];
type Of<T extends Type> = Omit<Extract<DomainEvent, { type: T }>, 'type'>;

/** A few ids of each kind, so that events meet each other; what kind a text is of is a matter of types alone. */
const id = <Id extends string>(kind: number) =>
  fc.integer({ min: 1, max: 4 }).map((index) => `018f2b6a-0000-7000-8000-0000000${kind}000${index}` as Id);
const lineId = id<LineId>(1);
const paymentId = id<PaymentId>(2);
const guestId = id<GuestId>(3);
const stationId = id<StationId>(4);
const text = fc.constantFrom('typo', 'cold', 'Ana said so');
const amount = fc.integer({ min: 1, max: 10_000 });
const epoch = fc.integer({ min: 1, max: 9 });
const some = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { minLength: 1, maxLength: 3 });

const priced = fc.record({ lineId, stationIds: some(stationId), note: text }).map((fields) => {
  const { state: _state, version: _version, addedBy: _by, addedAt: _at, tasks: _tasks, ...draft } = line('draft');
  return { ...draft, ...fields };
});
const totals = amount.map((total) => ({ ...NO_TOTALS, subtotal: total, total }));
const tasks = some(fc.record({ lineId, stationId }));
const named = fc.record({ lineIds: some(lineId) });
const entries = amount.map((sum): Entry[] => [
  { account: 'cash', amount: sum },
  { account: `receivable:${ORDER}`, amount: -sum },
]);

/** Every event that can stand on an order's stream. One forgotten here does not compile. */
const EVENTS: { readonly [T in Type]: fc.Arbitrary<Of<T>> } = {
  'order.opened': fc.record({
    waiting: fc.boolean(),
    serviceType: fc.constant('dine_in' as const),
    tableId: fc.constant(TABLE),
    tabName: text,
    businessDay: fc.constant('2026-11-23'),
  }),
  'order.admitted': fc.record({
    displayNumber: epoch,
    seatingId: fc.constant(ORDER as string as SeatingId), // an id like any other here
    businessDay: fc.constant('2026-11-23'),
  }),
  'order.linesAdded': fc.record({ lines: some(priced) }),
  'order.lineChanged': fc.record({ line: priced }),
  'order.lineRemoved': fc.record({ lineId }),
  'order.linesSubmitted': named,
  'order.linesRejected': fc.record({ lineIds: some(lineId), reason: text }),
  'order.linesSent': fc.record({ round: epoch, lines: some(priced), totals }),
  'order.linesRefused': fc.record({
    lines: some(fc.record({ lineId, itemId: fc.constant(line('draft').itemId), code: fc.constant('menu.sold_out') })),
  }),
  'order.linesStarted': fc.record({ tasks }),
  'order.linesFinished': fc.record({ tasks }),
  'order.linesRecalled': fc.record({ tasks }),
  'order.linesServed': named,
  'order.linesUnserved': named,
  'order.linesVoided': fc.record({
    lines: some(fc.record({ lineId, quantity: fc.constant(1), prepared: fc.boolean() })),
    reason: text,
    totals,
  }),
  'order.voidAcknowledged': named,
  'order.closed': fc.record({ receiptNumber: epoch, totals, lines: fc.constant<ClosedLine[]>([]), entries, epoch }),
  'order.voided': fc.record({ reason: text, epoch }),
  'payment.created': fc.record({
    paymentId,
    method: fc.record({ kind: fc.constant('cash' as const), tendered: amount, change: amount }),
    amount,
  }),
  'payment.captured': fc.record({ paymentId, amount, tip: amount, due: amount, rounding: fc.constant(2), entries }),
  'guest.joined': fc.record({ guestId, name: text, status: fc.constantFrom('pending' as const, 'active' as const) }),
  'guest.admitted': fc.record({ guestIds: some(guestId) }),
  'guest.left': fc.record({
    guestId,
    reason: fc.constantFrom('left' as const, 'revoked' as const, 'expired' as const),
  }),
  'guest.sessionsEnded': fc.record({ epoch }),
  'guest.pinRenewed': fc.record({ pinEpoch: epoch }),
};

const event = fc.oneof(
  ...Object.entries(EVENTS).map(([type, fields]) =>
    // An entry's type names its fields; entries forget that.
    (fields as fc.Arbitrary<object>).map((values) => ({ ...values, type }) as DomainEvent),
  ),
);
const by = fc.constantFrom<By>(
  { kind: 'staff', id: 'ana' },
  { kind: 'guest', id: 'g1' },
  { kind: 'service', id: 'order' },
  { kind: 'device', id: 'till' },
);

/** A bill's parts, from its opening on. */
export const bills: fc.Arbitrary<readonly Part[]> = fc
  .tuple(EVENTS['order.opened'], fc.array(fc.tuple(some(event), by), { maxLength: 15 }))
  .map(([opening, rest]) => {
    const stream = orderStream(ORDER as OrderId);
    const first: DomainEvent = { type: 'order.opened', ...opening };
    const all: readonly (readonly [DomainEvent[], By])[] = [[[first], { kind: 'staff', id: 'ana' }], ...rest];
    return all.map(([events, who], index) => ({ stream, version: index + 1, events, at: AT, by: who }));
  });

import type { OrderId, RequestedLine } from '@cafe/contract';
import {
  dueOf,
  floorStream,
  type OrderLine,
  orderStream,
  type RunningBill,
  receiptsStream,
  stockStream,
} from '@cafe/contract/folds';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrderCommand } from './decide.ts';
import {
  billIn,
  cafe,
  cake,
  coffee,
  eventIn,
  eventsIn,
  id,
  lineId,
  menuAfter,
  oatMilk,
  type Past,
  paid,
  platter,
  storeId,
  t1,
  t2,
} from './order-fixture.suite.ts';

// The life of bills against a model that knows nothing of the code: counts of units and prices by line id, and two
// counters. Whatever is accepted must fit the model; whatever is refused must leave everything as it was.

const ORDERS = [id(401), id(402)] as unknown as readonly OrderId[];
const TABLES = [t1, t2];
const PRICES = new Map<string, number>([
  [coffee, 300],
  [cake, 450],
  [platter, 1_200],
]);
const COUNTED = 4;

interface ModelLine {
  quantity: number;
  readonly unit: number;
  readonly item: string;
  where: 'cart' | 'bill' | 'voided';
}
interface Model {
  readonly lines: Map<string, Map<string, ModelLine>>;
  /** What a closed bill looked like when it was closed. */
  readonly closed: Map<string, string>;
  readonly ended: Set<string>;
  opened: number;
  receipts: number;
}

const menu = menuAfter(cafe, { type: 'menu.countingSet', itemId: cake, counted: true }).has(stockStream(cake), [
  { type: 'stock.set', itemId: cake, remaining: COUNTED },
]);

const pick = fc.nat({ max: 8 });
const lineOf = fc.record({
  n: pick,
  item: fc.constantFrom(coffee, cake, platter),
  quantity: fc.integer({ min: 1, max: 4 }),
  oat: fc.boolean(),
});
const requested = ({
  n,
  item,
  quantity,
  oat,
}: {
  n: number;
  item: typeof coffee;
  quantity: number;
  oat: boolean;
}): RequestedLine => ({
  lineId: lineId(n),
  itemId: item,
  quantity,
  modifiers: oat && item === coffee ? [{ modifierId: oatMilk, quantity: 1 }] : [],
});
const lines = fc.array(lineOf.map(requested), { minLength: 1, maxLength: 3 });
const ids = fc.array(pick.map(lineId), { minLength: 1, maxLength: 3 });

const commandOn = (orderId: OrderId): fc.Arbitrary<OrderCommand> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(...TABLES)
        .map((tableId): OrderCommand => ({ type: 'order.open', orderId, serviceType: 'dine_in', tableId })),
    },
    { weight: 3, arbitrary: lines.map((each): OrderCommand => ({ type: 'order.addLines', orderId, lines: each })) },
    { weight: 4, arbitrary: lines.map((each): OrderCommand => ({ type: 'order.send', orderId, lines: each })) },
    { weight: 3, arbitrary: fc.constant<OrderCommand>({ type: 'order.send', orderId }) },
    {
      weight: 2,
      arbitrary: fc.tuple(pick, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })).map(
        ([n, expectedVersion, quantity]): OrderCommand => ({
          type: 'order.changeLine',
          orderId,
          lineId: lineId(n),
          expectedVersion,
          quantity,
        }),
      ),
    },
    { weight: 1, arbitrary: pick.map((n): OrderCommand => ({ type: 'order.removeLine', orderId, lineId: lineId(n) })) },
    ...(['start', 'finish', 'recall', 'serve', 'acknowledgeVoid'] as const).map((name) => ({
      weight: name === 'serve' || name === 'finish' ? 4 : 1,
      arbitrary: ids.map((lineIds): OrderCommand => ({ type: `order.${name}`, orderId, lineIds })),
    })),
    {
      weight: 4,
      arbitrary: fc
        .tuple(pick, fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), fc.integer({ min: 50, max: 99 }))
        .map(
          ([n, quantity, split]): OrderCommand => ({
            type: 'order.voidLines',
            orderId,
            lines: [{ lineId: lineId(n), ...(quantity && { quantity, splitLineId: lineId(split) }) }],
            reason: 'wrong',
          }),
        ),
    },
    { weight: 3, arbitrary: fc.constant<OrderCommand>({ type: 'order.close', orderId }) },
    { weight: 1, arbitrary: fc.constant<OrderCommand>({ type: 'order.void', orderId, reason: 'left' }) },
  );

type Step =
  | { readonly kind: 'command'; readonly command: OrderCommand }
  | { readonly kind: 'pay' | 'serveAll'; readonly orderId: OrderId };
const steps = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .constantFrom(...ORDERS)
        .chain(commandOn)
        .map((command): Step => ({ kind: 'command', command })),
    },
    { weight: 2, arbitrary: fc.constantFrom(...ORDERS).map((orderId): Step => ({ kind: 'pay', orderId })) },
    { weight: 1, arbitrary: fc.constantFrom(...ORDERS).map((orderId): Step => ({ kind: 'serveAll', orderId })) },
  ),
  { minLength: 40, maxLength: 90, size: 'max' },
);

const linesOf = (model: Model, orderId: string): Map<string, ModelLine> => {
  const known = model.lines.get(orderId) ?? new Map<string, ModelLine>();
  model.lines.set(orderId, known);
  return known;
};
const modelLine = (line: RequestedLine): ModelLine => ({
  quantity: line.quantity,
  unit: (PRICES.get(line.itemId) ?? 0) + (line.modifiers.length > 0 ? 50 : 0),
  item: line.itemId,
  where: 'cart',
});

/** What the model makes of an accepted command. `refused` are the lines the answer named as refused. */
const apply = (model: Model, command: OrderCommand, refused: ReadonlySet<string>): void => {
  if (!('orderId' in command)) return;
  const cart = linesOf(model, command.orderId);
  switch (command.type) {
    case 'order.open':
      model.opened += 1;
      return;
    case 'order.addLines':
      for (const line of command.lines) cart.set(line.lineId, modelLine(line));
      return;
    case 'order.send':
      for (const line of command.lines ?? []) if (!refused.has(line.lineId)) cart.set(line.lineId, modelLine(line));
      for (const [lineId, line] of cart) if (line.where === 'cart' && !refused.has(lineId)) line.where = 'bill';
      return;
    case 'order.changeLine': {
      const line = cart.get(command.lineId);
      if (line) line.quantity = command.quantity ?? line.quantity;
      return;
    }
    case 'order.removeLine':
      cart.delete(command.lineId);
      return;
    case 'order.voidLines':
      for (const part of command.lines) {
        const line = cart.get(part.lineId);
        if (!line) continue;
        const quantity = part.quantity ?? line.quantity;
        if (quantity === line.quantity) line.where = 'voided';
        else if (part.splitLineId) {
          line.quantity -= quantity;
          cart.set(part.splitLineId, { ...line, quantity, where: 'voided' });
        }
      }
      return;
    case 'order.close':
      model.receipts += 1;
      model.ended.add(command.orderId);
      return;
    case 'order.void':
      model.ended.add(command.orderId);
      return;
    default:
      return; // the kitchen's steps change no figure
  }
};

const whereOf = ({ state }: OrderLine): ModelLine['where'] => {
  if (state === 'voided') return 'voided';
  return state === 'draft' || state === 'pending' ? 'cart' : 'bill';
};

const figures = ({ status, totals, receiptNumber, displayNumber, payments, lines }: RunningBill): string =>
  JSON.stringify([
    status,
    totals,
    receiptNumber,
    displayNumber,
    payments,
    lines.map((line) => [line.lineId, line.quantity, line.unitPrice]),
  ]);

/** Compared as text first: an expectation for each of some ten thousand steps would take most of the time. */
const agree = (actual: unknown, expected: unknown): void => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
};
const sorted = (lines: readonly (readonly [string, number, ModelLine['where']])[]) =>
  [...lines].sort(([a], [b]) => (a < b ? -1 : 1));

const checkBill = (bill: RunningBill, orderId: OrderId, model: Model): void => {
  const expected = [...linesOf(model, orderId)];
  // As arrays, so that a doubled line is one too many.
  agree(
    sorted(bill.lines.map((line) => [line.lineId, line.quantity, whereOf(line)])),
    sorted(expected.map(([lineId, { quantity, where }]) => [lineId, quantity, where])),
  );
  const total = expected.reduce(
    (sum, [, { where, quantity, unit }]) => sum + (where === 'bill' ? quantity * unit : 0),
    0,
  );
  agree(bill.totals.total, total);
  agree(bill.status !== 'open', model.ended.has(orderId));
  agree(model.closed.get(orderId) ?? figures(bill), figures(bill));
};

/** Units of the counted item that are out: on bills, and voided once somebody had begun. */
const unitsOut = ({ lines }: RunningBill): number =>
  lines
    .filter(
      (line) => line.itemId === cake && line.round !== undefined && (line.state !== 'voided' || line.void?.prepared),
    )
    .reduce((sum, { quantity }) => sum + quantity, 0);

const check = (past: Past, model: Model): void => {
  let out = 0;
  for (const orderId of ORDERS) {
    const bill = past.state(orderStream(orderId));
    if (bill.status === 'none') continue;
    checkBill(bill, orderId, model);
    out += unitsOut(bill);
  }
  agree(past.state(stockStream(cake)).remaining, COUNTED - out);
  const { lastNumber, tables } = past.state(floorStream(storeId));
  agree(lastNumber?.displayNumber ?? 0, model.opened);
  agree(past.state(receiptsStream(storeId)).issued, model.receipts);
  const seated = Object.values(tables).flatMap(({ orderId }) =>
    orderId ? [past.state(orderStream(orderId)).status] : [],
  );
  agree(
    seated,
    seated.map(() => 'open'),
  );
};

const COVERED = new Set<string>();

/** The past after one step; refusals and quiet commands leave it as it is. */
const take = (past: Past, model: Model, taken: Step): Past => {
  if (taken.kind !== 'command')
    return taken.kind === 'pay' ? pay(past, taken.orderId) : serveAll(past, model, taken.orderId);
  const { command } = taken;
  const changes = past.when(command);
  if (typeof changes === 'string') {
    COVERED.add(changes);
    return past;
  }
  if (changes.length === 0) return past;
  const events = eventsIn(changes);
  for (const { type } of events) COVERED.add(type);
  const refused = events.flatMap((event) =>
    event.type === 'order.linesRefused' ? event.lines.map((line) => line.lineId as string) : [],
  );
  apply(model, command, new Set(refused));
  if (command.type === 'order.open') expect(eventIn(changes, 'floor.orderOpened').displayNumber).toBe(model.opened);
  if (command.type === 'order.close') expect(eventIn(changes, 'order.closed').receiptNumber).toBe(model.receipts);
  const next = past.after(changes);
  if (command.type === 'order.close') model.closed.set(command.orderId, figures(billIn(next, command.orderId)));
  return next;
};

/** Pays what is due, as the payment service would. */
const pay = (past: Past, orderId: OrderId): Past => {
  const state = past.state(orderStream(orderId));
  if (state.status !== 'open' || dueOf(state) <= 0) return past;
  const paymentId = id(9_000 + state.payments.length);
  const events = paid(dueOf(state)).map((event) =>
    'paymentId' in event ? { ...event, paymentId: paymentId as never } : event,
  );
  return past.has(orderStream(orderId), events);
};

/** So that bills do come to their end: everything at the kitchen is finished and served. */
const serveAll = (past: Past, model: Model, orderId: OrderId): Past => {
  const state = past.state(orderStream(orderId));
  if (state.status === 'none') return past;
  const lineIds = state.lines.filter((line) => whereOf(line) === 'bill').map((line) => line.lineId);
  if (lineIds.length === 0) return past;
  const finished = take(past, model, { kind: 'command', command: { type: 'order.finish', orderId, lineIds } });
  return take(finished, model, { kind: 'command', command: { type: 'order.serve', orderId, lineIds } });
};

test('[ORD-90] the life of two bills at two tables fits the model', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const model: Model = { lines: new Map(), closed: new Map(), ended: new Set(), opened: 0, receipts: 0 };
      let past = menu;
      for (const each of all) {
        past = take(past, model, each);
        check(past, model);
      }
    }),
    { numRuns: 300, seed: 4, endOnFailure: false },
  );
  // A run that never closes, splits or refuses anything would prove nothing.
  const met = [
    'order.linesSent',
    'order.linesRefused',
    'order.linesVoided',
    'order.closed',
    'order.voided',
    'stock.returned',
  ];
  const refusals = [
    'floor.table_taken',
    'order.closed',
    'line.invalid_transition',
    'order.balance_due',
    'line.exists',
    'order.not_served',
  ];
  expect([...met, ...refusals].filter((each) => !COVERED.has(each))).toEqual([]);
});

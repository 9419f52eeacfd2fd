import { type GuestId, type OrderId, PaymentId, type RequestedLine } from '@cafe/contract';
import {
  dueOf,
  floorStream,
  moneyOf,
  type OrderLine,
  orderStream,
  type RunningBill,
  receiptsStream,
  stockStream,
} from '@cafe/contract/folds';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../kernel/refusal.ts';
import { decide as decidePayment } from '../payment/decide.ts';
import type { OrderCommand } from './decide.ts';
import {
  ben,
  billIn,
  cafe,
  cake,
  coffee,
  configured,
  eve,
  eventIn,
  eventsIn,
  id,
  lineId,
  menuAfter,
  oatMilk,
  type Past,
  platter,
  storeId,
  t1,
  t2,
} from './order-fixture.suite.ts';

// The life of bills against a model that knows nothing of the code: counts of units and prices by line id, what was paid,
// and two counters. Whatever is accepted must fit the model; whatever is refused must leave everything as it was.

/** What the steps are drawn from; `SEED=… npx jest` draws those of a run that failed again. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

const ORDERS = [id(401), id(402), id(403)] as unknown as readonly OrderId[];
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
  /** The guest who put it there; nobody: the staff. */
  readonly guest: GuestId | undefined;
  where: 'cart' | 'pending' | 'bill' | 'voided';
}
interface Model {
  readonly lines: Map<string, Map<string, ModelLine>>;
  /** What a closed bill looked like when it was closed. */
  readonly closed: Map<string, string>;
  readonly ended: Set<string>;
  /** What was taken of each bill, minor units. */
  readonly paid: Map<string, number>;
  /** Whether what guests send waits for the staff. */
  readonly approves: boolean;
  opened: number;
  receipts: number;
}

const menu = menuAfter(cafe, { type: 'menu.countingSet', itemId: cake, counted: true }).has(stockStream(cake), [
  { type: 'stock.set', itemId: cake, remaining: COUNTED },
]);

const pick = fc.nat({ max: 14 });
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
    ...(['approveLines', 'rejectLines'] as const).map((name) => ({
      weight: 2,
      arbitrary: ids.map(
        (lineIds): OrderCommand =>
          name === 'approveLines'
            ? { type: 'order.approveLines', orderId, lineIds }
            : { type: 'order.rejectLines', orderId, lineIds, reason: 'no' },
      ),
    })),
    { weight: 1, arbitrary: fc.constant<OrderCommand>({ type: 'order.close', orderId }) },
    { weight: 1, arbitrary: fc.constant<OrderCommand>({ type: 'order.void', orderId, reason: 'left' }) },
  );

type Step =
  | { readonly kind: 'command'; readonly command: OrderCommand; readonly guest?: GuestId | undefined }
  | { readonly kind: 'join'; readonly orderId: OrderId; readonly guest: GuestId }
  | { readonly kind: 'pay'; readonly orderId: OrderId; readonly cash: Cash }
  | { readonly kind: 'settle' | 'serveAll'; readonly orderId: OrderId }
  | { readonly kind: 'answer'; readonly orderId: OrderId; readonly approved: boolean };
interface Cash {
  readonly n: number;
  readonly tendered: number;
  readonly amount?: number | undefined;
}
const order = fc.constantFrom(...ORDERS);
const guest = fc.constantFrom<GuestId>(ben, eve);
const price = fc.integer({ min: 1, max: 2_500 });
const cash: fc.Arbitrary<Cash> = fc.record(
  { n: fc.nat({ max: 60 }), tendered: price, amount: price },
  { requiredKeys: ['n', 'tendered'] },
);
const sender = fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: guest });
const commandStep = fc
  .tuple(order.chain(commandOn), sender)
  .map(([command, by]): Step => ({ kind: 'command', command, guest: by }));
const steps = fc.array(
  fc.oneof(
    { weight: 16, arbitrary: commandStep },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), orderId: order, guest }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('pay' as const), orderId: order, cash }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('settle', 'serveAll'), orderId: order }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('answer' as const), orderId: order, approved: fc.boolean() }),
    },
  ),
  { minLength: 60, maxLength: 120, size: 'max' },
);

const linesOf = (model: Model, orderId: string): Map<string, ModelLine> => {
  const known = model.lines.get(orderId) ?? new Map<string, ModelLine>();
  model.lines.set(orderId, known);
  return known;
};
const modelLine = (line: RequestedLine, by: GuestId | undefined): ModelLine => ({
  quantity: line.quantity,
  unit: (PRICES.get(line.itemId) ?? 0) + (line.modifiers.length > 0 ? 50 : 0),
  item: line.itemId,
  guest: by,
  where: 'cart',
});

type By = GuestId | undefined;
type Lines = Map<string, ModelLine>;

/** The staff send what lies in the cart, a guest what they put there; what a guest sends may have to wait. */
const applySend = (model: Model, cart: Lines, sent: { fresh: readonly RequestedLine[]; refused: Refused; by: By }) => {
  const { fresh, refused, by } = sent;
  for (const line of fresh) if (!refused.has(line.lineId)) cart.set(line.lineId, modelLine(line, by));
  for (const [lineId, line] of cart) {
    if (line.where !== 'cart' || refused.has(lineId) || (by !== undefined && line.guest !== by)) continue;
    line.where = by !== undefined && model.approves ? 'pending' : 'bill';
  }
};

type Refused = ReadonlySet<string>;

/** What the model makes of an accepted command. `refused` are the lines the answer named as refused. */
const apply = (model: Model, command: OrderCommand, { refused, by }: { refused: Refused; by: By }): void => {
  if (!('orderId' in command)) return;
  const cart = linesOf(model, command.orderId);
  const move = (lineIds: readonly string[], where: ModelLine['where']) => {
    for (const lineId of lineIds) {
      const line = cart.get(lineId);
      if (line && !refused.has(lineId)) line.where = where;
    }
  };
  switch (command.type) {
    case 'order.open':
      model.opened += 1;
      return;
    case 'order.addLines':
      for (const line of command.lines) cart.set(line.lineId, modelLine(line, by));
      return;
    case 'order.send':
      applySend(model, cart, { fresh: command.lines ?? [], refused, by });
      return;
    case 'order.approveLines':
      move(command.lineIds, 'bill');
      return;
    case 'order.rejectLines':
      move(command.lineIds, 'cart');
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
  if (state === 'pending') return 'pending';
  return state === 'draft' ? 'cart' : 'bill';
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
  const paid = model.paid.get(orderId) ?? 0;
  agree([moneyOf(bill).captured, dueOf(bill)], [paid, total - paid]);
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

/** The past after a command; refusals and quiet commands leave it as it is. */
const obey = (past: Past, model: Model, { command, by }: { command: OrderCommand; by?: By }): Past => {
  const sender = by === undefined ? {} : { by: { kind: 'guest' as const, id: by } };
  const changes = past.when(command, sender);
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
  apply(model, command, { refused: new Set(refused), by });
  if (command.type === 'order.open') expect(eventIn(changes, 'floor.orderOpened').displayNumber).toBe(model.opened);
  if (command.type === 'order.close') expect(eventIn(changes, 'order.closed').receiptNumber).toBe(model.receipts);
  const next = past.after(changes, sender);
  if (command.type === 'order.close') {
    const bill = billIn(next, command.orderId);
    model.closed.set(command.orderId, figures(bill));
    if (bill.payments.length > 1) COVERED.add('closed after several payments');
  }
  return next;
};

/** Cash is offered to the payment service itself, which takes as much as the bill needs, or refuses it. */
const pay = (past: Past, model: Model, { orderId, cash }: { orderId: OrderId; cash: Cash }): Past => {
  const { n, ...handed } = cash;
  const paymentId = PaymentId.parse(id(9_000 + n));
  const due = [...linesOf(model, orderId).values()].reduce(
    (sum, { where, quantity, unit }) => sum + (where === 'bill' ? quantity * unit : 0),
    -(model.paid.get(orderId) ?? 0),
  );
  try {
    const changes = decidePayment({ type: 'payment.takeCash', orderId, paymentId, ...handed }, past.desk());
    const taken = cash.amount ?? Math.min(cash.tendered, due);
    expect(taken).toBeLessThanOrEqual(due);
    const { method } = eventIn(changes, 'payment.created');
    agree(
      [eventIn(changes, 'payment.captured').amount, method.change, eventIn(changes, 'payment.captured').due],
      [taken, cash.tendered - taken, due - taken],
    );
    COVERED.add(taken < due ? 'paid in part' : 'paid in full');
    model.paid.set(orderId, (model.paid.get(orderId) ?? 0) + taken);
    return past.after(changes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    COVERED.add(error.code);
    return past;
  }
};

/** So that bills do come to their end: all is served, one half of it is paid and then the other, and the bill is closed. */
const settle = (past: Past, model: Model, orderId: OrderId): Past => {
  let next = serveAll(past, model, orderId);
  for (const part of [0.5, 1]) {
    const state = next.state(orderStream(orderId));
    const due = state.status === 'open' ? Math.ceil(dueOf(state) * part) : 0;
    if (due > 0)
      next = pay(next, model, { orderId, cash: { n: 100 + billIn(next, orderId).payments.length, tendered: due } });
  }
  return obey(next, model, { command: { type: 'order.close', orderId } });
};

/** A guest is let in at an open bill. */
const join = (past: Past, orderId: OrderId, guestId: GuestId): Past => {
  const state = past.state(orderStream(orderId));
  if (state.status !== 'open' || state.guests.some((each) => each.guestId === guestId)) return past;
  return past.has(orderStream(orderId), [{ type: 'guest.joined', guestId, name: 'Guest', status: 'active' }]);
};

/** So that what guests sent is not left to lucky ids: the staff take all that waits, or none of it. */
const answer = (past: Past, model: Model, { orderId, approved }: { orderId: OrderId; approved: boolean }): Past => {
  const state = past.state(orderStream(orderId));
  const lineIds = state.status === 'none' ? [] : state.lines.filter(isPending).map((line) => line.lineId);
  if (lineIds.length === 0) return past;
  const command: OrderCommand = approved
    ? { type: 'order.approveLines', orderId, lineIds }
    : { type: 'order.rejectLines', orderId, lineIds, reason: 'no' };
  return obey(past, model, { command });
};
const isPending = ({ state }: OrderLine): boolean => state === 'pending';

const take = (past: Past, model: Model, step: Step): Past => {
  switch (step.kind) {
    case 'command':
      return obey(past, model, { command: step.command, by: step.guest });
    case 'join':
      return join(past, step.orderId, step.guest);
    case 'pay':
      return pay(past, model, step);
    case 'settle':
      return settle(past, model, step.orderId);
    case 'serveAll':
      return serveAll(past, model, step.orderId);
    case 'answer':
      return answer(past, model, step);
  }
};

/** Everything at the kitchen is finished and served. */
const serveAll = (past: Past, model: Model, orderId: OrderId): Past => {
  const state = past.state(orderStream(orderId));
  if (state.status === 'none') return past;
  const lineIds = state.lines.filter((line) => whereOf(line) === 'bill').map((line) => line.lineId);
  if (lineIds.length === 0) return past;
  const finished = obey(past, model, { command: { type: 'order.finish', orderId, lineIds } });
  return obey(finished, model, { command: { type: 'order.serve', orderId, lineIds } });
};

const first = requested({ n: 40, item: coffee, quantity: 2, oat: false });
/** Two tables are open, with a guest at each, and at one something was sent: so not every bill ends before it began. */
const EVENING_BEGINS: readonly Step[] = TABLES.flatMap((tableId, index): Step[] => {
  const orderId = ORDERS[index] ?? ORDERS[0];
  if (orderId === undefined) return [];
  return [
    { kind: 'command', command: { type: 'order.open', orderId, serviceType: 'dine_in', tableId } },
    ...(index === 0
      ? [{ kind: 'command' as const, command: { type: 'order.send' as const, orderId, lines: [first] } }]
      : []),
    { kind: 'join', orderId, guest: ben },
  ];
});

test(`[ORD-90] the life of three bills at two tables fits the model (seed ${SEED})`, () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (all, approves) => {
      const model: Model = {
        lines: new Map(),
        closed: new Map(),
        ended: new Set(),
        paid: new Map(),
        approves,
        opened: 0,
        receipts: 0,
      };
      let past = configured(menu, { approveGuestLines: approves });
      for (const each of [...EVENING_BEGINS, ...all]) {
        past = take(past, model, each);
        check(past, model);
      }
    }),
    { numRuns: 400, seed: SEED },
  );
  // A run that never closes, splits or refuses anything would prove nothing.
  const met = [
    'order.linesSent',
    'order.linesRefused',
    'order.linesVoided',
    'order.linesSubmitted',
    'order.linesRejected',
    'order.closed',
    'order.voided',
    'stock.returned',
    'paid in part',
    'paid in full',
    'closed after several payments',
  ];
  const refusals = [
    'floor.table_taken',
    'order.closed',
    'line.invalid_transition',
    'line.not_yours',
    'order.balance_due',
    'line.exists',
    'order.not_served',
    'guest.session_ended',
    'payment.exceeds_due',
    'payment.nothing_due',
  ];
  expect([...met, ...refusals].filter((each) => !COVERED.has(each))).toEqual([]);
});

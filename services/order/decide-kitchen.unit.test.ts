import { concernsKitchen, fulfilmentOf, type LineState, orderStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import type { OrderCommand } from './decide.ts';
import { LINE_STEPS } from './line-states.ts';
import {
  addLines,
  after,
  asked,
  bar,
  ben,
  billIn,
  byBen,
  changesOf,
  close,
  configured,
  drafted,
  eventsIn,
  fired,
  joined,
  kitchen,
  lineId,
  lineIn,
  opened,
  orderId,
  type Past,
  sendLines,
  step,
  voids,
  withPayment,
} from './order-fixture.suite.ts';

const tasksOf = (past: Past, n: number) => lineIn(past, n).tasks.map(({ state }) => state);
const preparing = after(fired, step('start', [1]));
const ready = after(fired, step('finish', [1]));
const served = after(ready, step('serve', [1]));
const voided = after(fired, voids({ lineId: lineId(1) }));
const pending = after(configured(joined(opened, ben, 'active'), { approveGuestLines: true }), sendLines(asked(1)), {
  by: byBen,
});

describe('stations', () => {
  test('[ORD-40] a line is as far as its least advanced station', () => {
    const one = after(fired, step('finish', [2], bar));
    expect([tasksOf(one, 2), lineIn(one, 2).state]).toEqual([['ready', 'fired'], 'fired']);
    const begun = after(one, step('start', [2], kitchen));
    expect([tasksOf(begun, 2), lineIn(begun, 2).state]).toEqual([['ready', 'preparing'], 'preparing']);
    const done = after(begun, step('finish', [2], kitchen));
    expect([tasksOf(done, 2), lineIn(done, 2).state]).toEqual([['ready', 'ready'], 'ready']);
  });

  test('[ORD-40] without a station all of a line’s stations move, the start may be skipped', () => {
    expect(eventsIn(changesOf(fired, step('start', [2])))).toEqual([
      {
        type: 'order.linesStarted',
        tasks: [
          { lineId: lineId(2), stationId: bar },
          { lineId: lineId(2), stationId: kitchen },
        ],
      },
    ]);
    expect(tasksOf(after(fired, step('finish', [2])), 2)).toEqual(['ready', 'ready']);
  });

  test('[ORD-40] a station has no part in a line of others', () => {
    expect(fired.when(step('start', [1], kitchen))).toBe('line.not_found');
  });

  test('[ORD-41] the second bump writes only what the first left', () => {
    const one = after(fired, step('finish', [2], bar));
    expect(one.when(step('finish', [2], bar))).toEqual([]);
    expect(eventsIn(changesOf(one, step('finish', [1, 2])))).toEqual([
      {
        type: 'order.linesFinished',
        tasks: [
          { lineId: lineId(1), stationId: bar },
          { lineId: lineId(2), stationId: kitchen },
        ],
      },
    ]);
  });

  test('[ORD-42] a recall brings the station’s part back', () => {
    const done = after(fired, step('finish', [2]));
    const past = after(done, step('recall', [2], kitchen));
    expect([tasksOf(past, 2), lineIn(past, 2).state]).toEqual([['ready', 'preparing'], 'preparing']);
  });

  test('[ORD-42] served comes back to ready, and can be served again', () => {
    const past = after(served, step('recall', [1]));
    expect(lineIn(past, 1).state).toBe('ready');
    expect('servedAt' in lineIn(past, 1)).toBe(false);
    expect(lineIn(after(past, step('serve', [1])), 1).state).toBe('served');
  });

  test('[ORD-43] for 30 minutes by the server’s clock', () => {
    expect(served.when(step('recall', [1]), { at: '2026-11-23T12:29:59.999Z' })).toHaveLength(1);
    expect(served.refusal(step('recall', [1]), { at: '2026-11-23T12:30:00.000Z' })).toMatchObject({
      code: 'line.recall_too_late',
      details: { lineId: lineId(1), servedAt: '2026-11-23T12:00:00.000Z' },
    });
    expect(ready.when(step('recall', [1]), { at: '2026-11-23T18:00:00.000Z' })).toHaveLength(1);
  });

  test('[ORD-44] one line of several that is not ready stops the serving', () => {
    expect(ready.refusal(step('serve', [1, 2]))).toMatchObject({
      code: 'line.invalid_transition',
      details: { lineId: lineId(2), from: 'fired', to: 'served', allowed: ['preparing', 'ready', 'voided'] },
    });
  });
});

describe('every step from every state of a line', () => {
  const STATES: Record<Exclude<LineState, 'held'>, Past> = {
    draft: drafted,
    pending,
    fired,
    preparing,
    ready,
    served,
    voided,
  };
  type Name =
    | 'start'
    | 'finish'
    | 'recall'
    | 'serve'
    | 'acknowledgeVoid'
    | 'void'
    | 'send'
    | 'approve'
    | 'reject'
    | 'change'
    | 'remove';
  const COMMANDS: Record<Name, (past: Past) => OrderCommand> = {
    start: () => step('start', [1]),
    finish: () => step('finish', [1]),
    recall: () => step('recall', [1]),
    serve: () => step('serve', [1]),
    acknowledgeVoid: () => step('acknowledgeVoid', [1]),
    void: () => voids({ lineId: lineId(1) }),
    send: () => ({ type: 'order.send', orderId, lineIds: [lineId(1)] }),
    approve: () => ({ type: 'order.approveLines', orderId, lineIds: [lineId(1)] }),
    reject: () => ({ type: 'order.rejectLines', orderId, lineIds: [lineId(1)], reason: 'no' }),
    change: (past) => ({
      type: 'order.changeLine',
      orderId,
      lineId: lineId(1),
      expectedVersion: lineIn(past, 1).version,
      quantity: 2,
    }),
    remove: () => ({ type: 'order.removeLine', orderId, lineId: lineId(1) }),
  };
  /** What happens; everything that is not here is refused. `quiet` changes nothing. */
  const ALLOWED: Record<string, string> = {
    'draft send': 'fired',
    'draft change': 'draft',
    'draft remove': 'gone',
    'pending approve': 'fired',
    'pending reject': 'draft',
    'pending change': 'pending',
    'pending remove': 'gone',
    'fired start': 'preparing',
    'fired finish': 'ready',
    'fired void': 'voided',
    'preparing start': 'quiet',
    'preparing finish': 'ready',
    'preparing recall': 'quiet',
    'preparing void': 'voided',
    'ready finish': 'quiet',
    'ready recall': 'preparing',
    'ready serve': 'served',
    'ready void': 'voided',
    'served finish': 'quiet',
    'served recall': 'ready',
    'served serve': 'quiet',
    'served void': 'voided',
    'voided acknowledgeVoid': 'voided',
  };
  const table = Object.keys(STATES).flatMap((from) => Object.keys(COMMANDS).map((name) => ({ from, name })));

  test.each(table)('[ORD-6] $name from $from', ({ from, name }) => {
    const past = STATES[from as keyof typeof STATES];
    const command = COMMANDS[name as Name](past);
    const expected = ALLOWED[`${from} ${name}`];
    if (expected === undefined) {
      const { code, details } = past.refusal(command);
      expect(code).toBe('line.invalid_transition');
      expect(details).toMatchObject({ lineId: lineId(1), from, allowed: LINE_STEPS[from as LineState] });
    } else if (expected === 'quiet') expect(past.when(command)).toEqual([]);
    else {
      const then = after(past, command);
      const line = billIn(then).lines.find((each) => each.lineId === lineId(1));
      expect(line?.state ?? 'gone').toBe(expected);
      if (expected !== 'gone') expect(line?.version).toBe(lineIn(past, 1).version + 1);
    }
  });

  test('[ORD-6] what the table of steps offers is what the commands can do', () => {
    const done = Object.entries(ALLOWED).flatMap(([key, to]) => {
      const from = key.split(' ')[0] ?? '';
      return to === 'quiet' || to === 'gone' || to === from ? [] : [`${from}→${to}`];
    });
    const offered = Object.entries(LINE_STEPS).flatMap(([from, tos]) => tos.map((to) => `${from}→${to}`));
    // A guest's own send makes a draft pending; lines are held once there are courses.
    const elsewhere = ['draft→pending', 'held→fired', 'held→voided'];
    expect(new Set([...done, ...elsewhere])).toEqual(new Set(offered));
  });
});

describe('after the bill ended', () => {
  const early = configured(fired, { closeWithUnserved: true });
  const closed = after(withPayment(early, 1_500), close);

  test('[ORD-45] the kitchen goes on, and the figures stay', () => {
    const past = after(after(after(closed, step('start', [1, 2])), step('finish', [1, 2])), step('serve', [1, 2]));
    expect(fulfilmentOf(billIn(past))).toBe('served');
    expect(billIn(past)).toMatchObject({ status: 'closed', totals: billIn(closed).totals, receiptNumber: 1 });
    expect(lineIn(after(past, step('recall', [1])), 1).state).toBe('ready');
  });

  test('[ORD-3] a voided bill has nothing left to prepare', () => {
    const past = after(after(fired, voids({ lineId: lineId(1) }, { lineId: lineId(2) })), {
      type: 'order.void',
      orderId,
      reason: 'left',
    });
    expect(past.when(step('start', [1]))).toBe('order.closed');
    expect(past.when(step('serve', [1]))).toBe('order.closed');
  });

  test('[ORD-55] a void can still be acknowledged, and leaves the kitchen then', () => {
    const past = after(after(fired, voids({ lineId: lineId(1) }, { lineId: lineId(2) })), {
      type: 'order.void',
      orderId,
      reason: 'left',
    });
    const now = Date.parse('2026-11-23T12:00:00.000Z');
    expect(concernsKitchen(billIn(past), now)).toBe(true);
    const seen = after(past, step('acknowledgeVoid', [1, 2]));
    expect(concernsKitchen(billIn(seen), now)).toBe(false);
    expect(seen.when(step('acknowledgeVoid', [1]))).toEqual([]);
  });
});

test('[ORD-55] a void stays on the card until it is seen', () => {
  expect(lineIn(voided, 1).void).toEqual({
    reason: 'entered wrong',
    at: '2026-11-23T12:00:00.000Z',
    prepared: false,
    acknowledged: false,
  });
  expect(eventsIn(changesOf(voided, step('acknowledgeVoid', [1])))).toEqual([
    { type: 'order.voidAcknowledged', lineIds: [lineId(1)] },
  ]);
  expect(after(voided, step('acknowledgeVoid', [1])).when(step('acknowledgeVoid', [1]))).toEqual([]);
});

test('[ORD-2] no step is taken on an order that is not there', () => {
  const nobody = fired.has(orderStream(orderId), []);
  const elsewhere = { ...step('start', [1]), orderId: lineId(7) as never } as OrderCommand;
  expect(nobody.when(elsewhere)).toBe('order.not_found');
  expect(fired.when(step('start', [9]))).toBe('line.not_found');
  expect(after(fired, addLines(asked(3))).when(step('finish', [3]))).toBe('line.invalid_transition');
});

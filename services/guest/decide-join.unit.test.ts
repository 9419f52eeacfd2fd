import type { GuestMode } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import type { PinVerdict } from './decide-join.ts';
import {
  after,
  archived,
  billOf,
  closed,
  code,
  facts,
  floor,
  guestId,
  hashOf,
  inMode,
  join,
  joined,
  later,
  opened,
  orderId,
  otherOrderId,
  type Past,
  setTo,
  statusesOf,
  stream,
  tableId,
  taken,
  waiting,
  withoutFloor,
} from './given-table.suite.ts';

const TABLES = {
  free: (past: Past) => past,
  reserved: (past: Past) => setTo(past, 'reserved'),
  dirty: (past: Past) => setTo(past, 'dirty'),
  blocked: (past: Past) => setTo(past, 'blocked'),
  archived,
  waiting,
  open: opened,
} as const;
type TableName = keyof typeof TABLES;

/** What becomes of a join: the guest's status with the number of changes, or the refusal. */
const outcome = (past: Past, pin: PinVerdict = 'not_asked'): string => {
  const changes = past.when(join(), facts(pin));
  if (typeof changes === 'string') return changes;
  const status = statusesOf(past.after(changes)).at(-1);
  return `${status}, ${billOf(past.after(changes)).status}`;
};

const ROWS: readonly (readonly [rule: string, mode: GuestMode, table: TableName, pin: PinVerdict, outcome: string])[] =
  [
    ['GST-2', 'approve_first', 'free', 'not_asked', 'pending, waiting'],
    ['GST-2', 'approve_first', 'reserved', 'not_asked', 'pending, waiting'],
    ['GST-2', 'approve_first', 'dirty', 'not_asked', 'pending, waiting'],
    ['GST-2', 'approve_first', 'blocked', 'not_asked', 'guest.table_not_open'],
    ['GST-2', 'pin', 'free', 'not_asked', 'guest.table_not_open'],
    ['GST-2', 'pin', 'reserved', 'not_asked', 'guest.table_not_open'],
    ['GST-2', 'pin', 'dirty', 'not_asked', 'guest.table_not_open'],
    ['GST-2', 'pin', 'blocked', 'not_asked', 'guest.table_not_open'],
    ['GST-2', 'open', 'free', 'not_asked', 'pending, waiting'],
    ['GST-2', 'open', 'reserved', 'not_asked', 'pending, waiting'],
    ['GST-2', 'open', 'dirty', 'not_asked', 'pending, waiting'],
    ['GST-2', 'open', 'blocked', 'not_asked', 'guest.table_not_open'],
    ['GST-4', 'approve_first', 'waiting', 'not_asked', 'pending, waiting'],
    ['GST-4', 'pin', 'waiting', 'not_asked', 'pending, waiting'],
    ['GST-4', 'open', 'waiting', 'not_asked', 'pending, waiting'],
    ['GST-3', 'approve_first', 'open', 'not_asked', 'pending, open'],
    ['GST-3', 'open', 'open', 'not_asked', 'active, open'],
    ['GST-3', 'pin', 'open', 'right', 'active, open'],
    ['GST-3', 'pin', 'open', 'wrong', 'guest.wrong_pin'],
    ['GST-3', 'pin', 'open', 'exhausted', 'guest.wrong_pin'],
    ['GST-3', 'pin', 'open', 'none', 'guest.wrong_pin'],
    ['GST-3', 'pin', 'open', 'not_asked', 'guest.wrong_pin'],
    ...(['approve_first', 'pin', 'open'] as const).map(
      (mode) => ['GST-1', mode, 'archived', 'not_asked', 'actor.not_found'] as const,
    ),
    // Every state of a table, also with the right digits: nobody joins.
    ...(Object.keys(TABLES) as TableName[]).map(
      (table) => ['GST-1', 'off', table, 'right', 'guest.ordering_off'] as const,
    ),
  ];

describe('joining, by the mode and the table', () => {
  test('[GST-1] [GST-2] [GST-3] [GST-4] every mode meets every table', () => {
    const met = new Set(ROWS.map(([, mode, table]) => `${mode} ${table}`));
    expect(met.size).toBe(4 * Object.keys(TABLES).length);
  });

  for (const [rule, mode, table, pin, expected] of ROWS) {
    test(`[${rule}] ${mode}, ${table} table, digits ${pin}: ${expected}`, () => {
      expect(outcome(TABLES[table](inMode(mode)), pin)).toBe(expected);
    });
  }

  test('[GST-1] a table that does not exist is like one that was archived', () => {
    const nowhere = join({ tableId: otherOrderId as string as typeof tableId });
    const unknown = inMode('open').refusal(nowhere, facts());
    const gone = archived(inMode('open')).refusal(join(), facts());
    expect(unknown.toBody()).toEqual(gone.toBody());
    expect(withoutFloor(inMode('open')).refusal(join(), facts()).toBody()).toEqual(gone.toBody());
  });

  test('[GST-2] at a free table the order waits, on its own stream and on the floor, in one commit', () => {
    const changes = taken(inMode('approve_first').when(join(), facts()));
    const events = changes.map((change) => [change.stream, change.events.map(({ type }) => type)]);
    expect(events).toEqual([
      [stream, ['order.opened']],
      [floor, ['floor.orderWaiting']],
      [stream, ['guest.joined']],
    ]);
    const past = inMode('approve_first').after(changes);
    expect(past.state(floor).tables[tableId]).toMatchObject({ state: 'available', waitingOrderId: orderId, code });
  });

  test('[GST-4] a second phone waits with the first one', () => {
    const past = after(inMode('approve_first'), join(), facts());
    const second = after(past, join({ guestId: guestId(1), secretHash: hashOf(1) }), facts());
    expect(statusesOf(second)).toEqual(['pending', 'pending']);
  });
});

describe('the order a join names', () => {
  const named = { orderId: otherOrderId };

  test.each([
    ['open', opened],
    ['waiting', waiting],
  ] as const)('[GST-5] at a table whose order is %s, another one is told which', (_state, table) => {
    expect(table(inMode('open')).refusal(join(named), facts())).toMatchObject({
      code: 'guest.other_order',
      details: { orderId },
    });
  });

  test('[GST-5] one that has ended is joined no more: a link kept from yesterday', () => {
    const past = closed(opened(inMode('open')));
    expect(past.when(join(), facts())).toBe('guest.session_ended');
    expect(outcome(opened(past, otherOrderId))).toBe('guest.other_order');
  });

  test('[GST-5] one at another table is joined from there only', () => {
    const past = opened(inMode('open'));
    const elsewhere = join({ tableId: otherOrderId as string as typeof tableId });
    expect(past.when(elsewhere, facts())).toBe('actor.not_found');
  });

  test('[GST-5] one that waited too long is gone, and the next one takes its place', () => {
    const past = after(inMode('approve_first'), join(), facts());
    const stillThere = { ...facts(), at: later(14.9) };
    const second = join({ guestId: guestId(1), secretHash: hashOf(1) });
    expect(past.when({ ...second, ...named }, stillThere)).toBe('guest.other_order');
    const tooLate = { ...facts(), at: later(15) };
    expect(past.when(second, tooLate)).toBe('guest.session_ended');
    const next = after(past, { ...second, ...named }, tooLate);
    expect(billOf(next).status).toBe('voided');
    expect(billOf(next, otherOrderId)).toMatchObject({ status: 'waiting', guests: [{ status: 'pending' }] });
    expect(next.state(floor).tables[tableId]?.waitingOrderId).toBe(otherOrderId);
  });
});

describe('who joins', () => {
  test('[GST-6] an id is used once, by the phone that came with it first', () => {
    const past = opened(inMode('open'));
    expect(past.when(join(), facts('not_asked', false))).toBe('guest.exists');
    expect(joined(past).when(join(), facts())).toBe('guest.exists');
    const left = joined(past).has(stream, [{ type: 'guest.left', guestId: guestId(), reason: 'left' }]);
    expect(left.when(join(), facts())).toBe('guest.exists');
  });

  test('[GST-7] at most as many as the setting says are present, waiting ones among them', () => {
    const past = joined(joined(opened(inMode('open', { guestsPerTable: 2 })), 1), 2, 'pending');
    expect(past.refusal(join(), facts())).toMatchObject({ code: 'guest.table_full', details: { guestsPerTable: 2 } });
    const left = past.has(stream, [{ type: 'guest.left', guestId: guestId(1), reason: 'left' }]);
    expect(outcome(left)).toBe('active, open');
  });

  test('[GST-7] a session of 6 hours has given up its place, with or without its commit', () => {
    const past = joined(opened(inMode('open', { guestsPerTable: 1 })), 1);
    expect(past.when(join(), { ...facts(), at: later(6 * 60 - 1) })).toBe('guest.table_full');
    expect(past.when(join(), { ...facts(), at: later(6 * 60) })).not.toBe('guest.table_full');
  });

  test('[GST-8] the log has the name as it was written, and neither hash nor digits', () => {
    const name = '<img onerror=alert(1)> \u202e';
    const changes = taken(
      opened(inMode('pin')).when(join({ name, pin: '123456', secretHash: hashOf(7) }), facts('right')),
    );
    expect(changes).toEqual([
      { stream, events: [{ type: 'guest.joined', guestId: guestId(), name, status: 'active' }] },
    ]);
  });
});

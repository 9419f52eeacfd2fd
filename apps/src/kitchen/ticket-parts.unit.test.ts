import type { FollowedOrder } from '@cafe/client-sdk';
import { describe, expect, test } from '@jest/globals';
import { allDayOf, hasToMake } from './all-day.ts';
import { cellsOf, cellsOnPage, pageCount, partsOf } from './cells.ts';
import { changesSince, knownLines } from './changes.ts';
import { at, atMs, BAR, givenOrder, modifier, openTickets, view } from './given-orders.suite.ts';
import { LEFT_OPEN_MS, nextSlots, QUIET_MS } from './slots.ts';
import { linesOf, ticketsOf } from './ticket.ts';
import { averageMs, SHIPPED_THRESHOLDS, sensible, stageOf, thresholdsIn, timedKey, waitedMs } from './ticket-time.ts';

describe('time', () => {
  test.each([
    { minutes: 0, stage: 'fresh' },
    { minutes: 4.99, stage: 'fresh' },
    { minutes: 5, stage: 'warn' },
    { minutes: 7.99, stage: 'warn' },
    { minutes: 8, stage: 'late' },
    { minutes: 100, stage: 'late' },
  ])('[KDS-10] after $minutes minutes a ticket is $stage', ({ minutes, stage }) => {
    expect(stageOf(minutes * 60_000, SHIPPED_THRESHOLDS)).toBe(stage);
  });

  test('[KDS-10] thresholds are at least a minute, and late comes after the warning', () => {
    expect(sensible({ warnMinutes: 0, lateMinutes: 0 })).toEqual({ warnMinutes: 1, lateMinutes: 2 });
    expect(sensible({ warnMinutes: 9, lateMinutes: 8 })).toEqual({ warnMinutes: 9, lateMinutes: 10 });
    expect(sensible({ warnMinutes: 500, lateMinutes: 500 })).toEqual({ warnMinutes: 119, lateMinutes: 120 });
  });

  test('[KDS-10] a kind of order has the thresholds of its own, else those of its station, else the shipped ones', () => {
    const [bar, takeaway] = [
      { warnMinutes: 2, lateMinutes: 4 },
      { warnMinutes: 10, lateMinutes: 15 },
    ];
    const set = { bar, [timedKey({ station: 'bar', service: 'takeaway' })]: takeaway };
    expect(thresholdsIn(set, { station: 'bar', service: 'takeaway' })).toBe(takeaway);
    expect(thresholdsIn(set, { station: 'bar', service: 'dine_in' })).toBe(bar);
    expect(thresholdsIn(set, { station: 'bar' })).toBe(bar);
    expect(thresholdsIn(set, { station: 'kitchen', service: 'takeaway' })).toBe(SHIPPED_THRESHOLDS);
  });

  test('[KDS-11] a ticket waits from when it was sent, and never less than no time', () => {
    expect(waitedMs({ sentAt: at(10) }, atMs(75))).toBe(65_000);
    expect(waitedMs({ sentAt: at(10) }, atMs(9))).toBe(0);
  });

  test('[KDS-12] the average is of what was done, from being sent to being done', () => {
    const done = (id: string, tasksAt: number) => givenOrder(id, { id, tasks: { kitchen: 'ready' }, tasksAt });
    expect(averageMs(ticketsOf([done('a', 60), done('b', 120)], view()).done)).toBe(90_000);
    expect(averageMs([])).toBeUndefined();
  });
});

describe('all day', () => {
  const tickets = openTickets(
    givenOrder('a', { id: 'a1', name: 'Bun', quantity: 2 }, { id: 'a2', name: 'Bun', modifiers: [modifier('Jam', 2)] }),
    givenOrder(
      'b',
      { id: 'b1', name: 'Tea' },
      { id: 'b2', name: 'Bun', state: 'preparing', tasks: { kitchen: 'preparing' } },
    ),
    givenOrder('c', { id: 'c1', name: 'Tea' }, { id: 'c2', name: 'Tea', state: 'ready', tasks: { kitchen: 'ready' } }),
    givenOrder('d', {
      id: 'd1',
      name: 'Tea',
      state: 'voided',
      void: { reason: 'left', at: at(1), prepared: false, acknowledged: false },
    }),
  );

  test('[KDS-13] counts what is to be made, split by modifiers; not what is done or voided', () => {
    const counts = allDayOf(tickets).map(({ name, count, splits }) => ({ name, count, splits }));
    expect(counts).toEqual([
      {
        name: 'Bun',
        count: 4,
        splits: [
          { modifiers: [], count: 3 },
          { modifiers: ['2 × Jam'], count: 1 },
        ],
      },
      { name: 'Tea', count: 2, splits: [{ modifiers: [], count: 2 }] },
    ]);
  });

  test('[KDS-13] a tap leaves the cards that have it to make', () => {
    const tea = allDayOf(tickets).find(({ name }) => name === 'Tea')?.key ?? '';
    expect(tickets.filter((ticket) => hasToMake(ticket, tea)).map(({ orderId }) => orderId)).toEqual(['b', 'c']);
  });
});

describe('places', () => {
  const [a, b, c] = openTickets(
    givenOrder('a', { id: 'a1', sent: 1 }),
    givenOrder('b', { id: 'b1', sent: 2 }),
    givenOrder('c', { id: 'c1', sent: 3 }),
  );
  if (!a || !b || !c) throw new Error('there are three tickets');
  const time = (nowMs: number, touchedAtMs = 0) => ({ nowMs, touchedAtMs });
  const keys = (slots: ReturnType<typeof nextSlots>) =>
    slots.map(({ key, goneAtMs }) => (goneAtMs === undefined ? key : `(${key})`));

  test('[KDS-14] a new card comes at the end, and what is there does not move', () => {
    const before = nextSlots([], [a, b], time(10_000));
    const after = nextSlots(before, [a, b, c], time(11_000));
    expect(keys(after)).toEqual(['a 1', 'b 1', 'c 1']);
    expect(after.slice(0, 2)).toEqual(before);
    expect(nextSlots(after, [a, b, c], time(12_000))).toBe(after);
  });

  test('[KDS-14] a card that is gone leaves its place for as long as it can be taken back', () => {
    const before = nextSlots([], [a, b, c], time(10_000));
    const gone = nextSlots(before, [a, c], time(11_000));
    expect(keys(gone)).toEqual(['a 1', '(b 1)', 'c 1']);
    expect(keys(nextSlots(gone, [a, c], time(11_000 + LEFT_OPEN_MS - 1)))).toEqual(['a 1', '(b 1)', 'c 1']);
    expect(keys(nextSlots(gone, [a, b, c], time(12_000)))).toEqual(['a 1', 'b 1', 'c 1']);
    expect(keys(nextSlots(gone, [a, c], time(11_000 + LEFT_OPEN_MS)))).toEqual(['a 1', 'c 1']);
  });

  test('[KDS-14] and longer, while somebody touches the screen', () => {
    const gone = nextSlots(nextSlots([], [a, b, c], time(10_000)), [a, c], time(11_000));
    const later = 11_000 + LEFT_OPEN_MS;
    expect(keys(nextSlots(gone, [a, c], time(later, later - QUIET_MS + 1)))).toEqual(['a 1', '(b 1)', 'c 1']);
    expect(keys(nextSlots(gone, [a, c], time(later, later - QUIET_MS)))).toEqual(['a 1', 'c 1']);
  });

  test('[KDS-15] a card that was recalled comes back to where its age puts it', () => {
    expect(keys(nextSlots(nextSlots([], [a, c], time(10_000)), [a, b, c], time(11_000)))).toEqual([
      'a 1',
      'b 1',
      'c 1',
    ]);
  });

  test('[KDS-16] a ticket that is longer than a place goes on in the next, and no line is lost', () => {
    const lines = Array.from({ length: 12 }, (_, index) => ({ id: `l${index}` }));
    const [long] = openTickets(givenOrder('a', ...lines, { id: 'add', round: 2 }));
    if (!long) throw new Error('there is a ticket');
    const parts = partsOf(long, 250);
    expect(parts.length).toBeGreaterThan(2);
    const shown = parts.flatMap((blocks) => linesOf({ blocks })).map(({ line }) => line.lineId);
    expect(shown).toEqual([...lines.map(({ id }) => id), 'add']);
    expect(parts.at(-1)?.at(-1)?.isAddOn).toBe(true);
    expect(partsOf(long, 1)).toHaveLength(13);
    expect(partsOf(long, 10_000)).toHaveLength(1);
  });

  test('[KDS-16] places are shown page by page', () => {
    const shape = { columns: 2, rows: 1, middlePx: 500 };
    const cells = cellsOf(nextSlots([], [a, b, c], time(0)), shape);
    expect(pageCount(cells, shape)).toBe(2);
    expect(cellsOnPage(cells, 1, shape).map(({ slot }) => slot.key)).toEqual(['c 1']);
    expect(pageCount([], shape)).toBe(1);
  });
});

describe('what came', () => {
  const before = ticketsOf([givenOrder('a', { id: 'a1' })], view());
  const since = (...orders: readonly FollowedOrder[]) => changesSince(knownLines(before), ticketsOf(orders, view()));
  const mark = { reason: 'left', at: at(1), prepared: false, acknowledged: false };

  test('[KDS-17] a card of lines that nobody knows is new', () => {
    expect(since(givenOrder('a', { id: 'a1' }), givenOrder('b', { id: 'b1' }))).toEqual({
      new: ['b 1'],
      changed: [],
      void: [],
    });
  });
  test('[KDS-17] lines that come to a card change it', () => {
    expect(since(givenOrder('a', { id: 'a1' }, { id: 'a2', round: 2 }))).toEqual({
      new: [],
      changed: ['a 1'],
      void: [],
    });
  });
  test('[KDS-17] a void is a void, whatever else came', () => {
    const voided = givenOrder('a', { id: 'a1', state: 'voided', void: mark }, { id: 'a2', round: 2 });
    expect(since(voided)).toEqual({ new: [], changed: [], void: ['a 1'] });
  });
  test('[KDS-17] what is known is no news: not a step, not a recall', () => {
    const done = ticketsOf([givenOrder('a', { id: 'a1', tasks: { kitchen: 'ready' } })], view());
    expect(changesSince(knownLines(done), before)).toEqual({ new: [], changed: [], void: [] });
    expect(changesSince(knownLines(before), done)).toEqual({ new: [], changed: [], void: [] });
  });
  test('[KDS-17] another station’s line is no news here', () => {
    const order = givenOrder('a', { id: 'a1', tasks: { kitchen: 'fired' } });
    expect(changesSince(new Map(), ticketsOf([order], view(BAR)))).toEqual({ new: [], changed: [], void: [] });
  });
});

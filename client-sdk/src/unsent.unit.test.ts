import type { CommandId, ItemId, LineId, TableId } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { givenClient, watched } from './fake-client.suite.ts';
import { idOf, lineOf, opened, orderId, refusal, streamNumber } from './fake-hub.suite.ts';
import { newId } from './ids.ts';
import { memoryOutbox } from './memory-outbox.suite.ts';

const tableId = idOf<TableId>(7);
const wish = (lineId: LineId, quantity = 1) => ({ itemId: idOf<ItemId>(1), quantity, lineId });

/** A terminal that follows the floor, with one open bill at table 7. */
const given = async () => {
  const one = givenClient({ outbox: memoryOutbox().open });
  const { hub, timers, cafe } = one;
  hub.append(`floor:${idOf<never>(9)}`, { type: 'floor.floorSaved', floorId: idOf(1), name: 'Room', sort: 1 } as never);
  hub.append(streamNumber(1), { ...opened, serviceType: 'dine_in', tableId } as typeof opened);
  const [order, table, floor] = [cafe.order(orderId(1)), cafe.table(tableId), cafe.floor()];
  for (const view of [order, table, floor]) view.subscribe(() => {});
  await timers.advance(200);
  expect(floor.getSnapshot().value?.orders).toHaveLength(1);
  const shown = () => ({
    pending: order.getSnapshot().value?.pending.map(({ lineId, quantity }) => [lineId, quantity]),
    lines: order.getSnapshot().value?.bill.lines.map(({ lineId }) => lineId),
  });
  return { ...one, order, table, floor, shown };
};

describe('lines that were sent', () => {
  test('[SDK-60] are shown at once as pending, in every view of their order, and once: here or on the bill', async () => {
    const { cafe, timers, order, table, floor, shown, hub } = await given();
    const line = newId<LineId>();
    const seen: unknown[] = [];
    order.subscribe(() => seen.push(shown()));
    void cafe.orders.addLines(orderId(1), [wish(line, 2)]);
    expect(shown()).toEqual({ pending: [[line, 2]], lines: [] });
    for (const one of [table.getSnapshot().value?.open, floor.getSnapshot().value?.orders[0]]) {
      expect(one?.pending).toMatchObject([{ lineId: line, quantity: 2, commandId: expect.any(String) }]);
    }
    // The answer comes long before the frame: in between it is still to be seen.
    hub.network = { frame: () => [500], answer: () => 1 };
    await timers.advance(300);
    expect(cafe.sync.getSnapshot()).toEqual({ state: 'saved' });
    expect(shown()).toEqual({ pending: [[line, 2]], lines: [] });
    await timers.advance(1_000);
    expect(shown()).toEqual({ pending: [], lines: [line] });
    expect(seen).toEqual([
      { pending: [[line, 2]], lines: [] },
      { pending: [], lines: [line] },
    ]);
  });

  test('[SDK-60] are shown once also where the frame is faster than the answer', async () => {
    const { cafe, timers, shown, hub } = await given();
    const line = newId<LineId>();
    hub.refuse = () => {
      // It has arrived; from here on an answer takes a second, and what is followed hears at once.
      hub.network = { frame: () => [1], answer: () => 1_000 };
      return undefined;
    };
    void cafe.orders.addLines(orderId(1), [wish(line)]);
    await timers.advance(500);
    expect({ ...shown(), sync: cafe.sync.getSnapshot().state }).toEqual({ pending: [], lines: [line], sync: 'saving' });
    await timers.advance(3_000);
    expect({ ...shown(), sync: cafe.sync.getSnapshot().state }).toEqual({ pending: [], lines: [line], sync: 'saved' });
  });

  test('[SDK-60] of a round too; and what the hub left out of it is gone with its answer', async () => {
    const { cafe, timers, shown, hub } = await given();
    const [had, soldOut] = [newId<LineId>(), newId<LineId>()];
    void cafe.orders.send(orderId(1), { lines: [wish(had), wish(soldOut)] });
    expect(shown().pending).toEqual([
      [had, 1],
      [soldOut, 1],
    ]);
    hub.refuse = () => {
      hub.append(streamNumber(1), { type: 'order.linesAdded', lines: [lineOf(had)] });
      return { ok: true, stream: streamNumber(1), version: 2, result: {} };
    };
    await timers.advance(100);
    expect(shown()).toEqual({ pending: [], lines: [had] });
  });

  test('[SDK-60] are rolled back when the hub refuses them, and their sender hears why', async () => {
    const { cafe, timers, shown, hub } = await given();
    hub.refuse = () => refusal('menu.sold_out');
    const sent = watched(cafe.orders.addLines(orderId(1), [wish(newId())]));
    await timers.advance(100);
    expect({ sent: sent.outcome, ...shown() }).toEqual({ sent: 'menu.sold_out', pending: [], lines: [] });
  });

  test.each(['hub.outcome_unknown', 'client.connection_lost', 'client.timeout'])(
    '[SDK-60] are never rolled back on %s: they may be on the bill',
    async (what) => {
      const { cafe, timers, shown, hub } = await given();
      const line = newId<LineId>();
      if (what === 'hub.outcome_unknown') hub.refuse = () => refusal('hub.outcome_unknown', true);
      void watched(cafe.orders.addLines(orderId(1), [wish(line)], what === 'client.timeout' ? { timeoutMs: 50 } : {}));
      if (what === 'client.timeout') hub.network = { frame: () => [], answer: () => 30_000 };
      await timers.advance(1);
      if (what === 'client.connection_lost') {
        hub.admit = () => refusal('hub.internal', true);
        hub.cut();
      }
      for (let minute = 0; minute < 10; minute += 1) {
        await timers.advance(2_000);
        expect(shown().pending).toEqual([[line, 1]]);
      }
    },
  );

  test('[SDK-60] of a page before this one are shown too', async () => {
    const disk = memoryOutbox();
    const line = newId<LineId>();
    const id = idOf<CommandId>(5);
    const command = { type: 'order.addLines' as const, orderId: orderId(1), lines: [{ ...wish(line), modifiers: [] }] };
    disk.kept.set(id, { id, command, queuedAtMs: 0 });
    const { cafe, hub, timers } = givenClient({ outbox: disk.open });
    hub.append(streamNumber(1), opened);
    hub.refuse = () => refusal('hub.outcome_unknown', true);
    const order = cafe.order(orderId(1));
    order.subscribe(() => {});
    await timers.advance(200);
    expect(order.getSnapshot().value?.pending).toMatchObject([{ lineId: line, commandId: id }]);
  });

  test('[SDK-10] [SDK-60] between two changes an order is the same object', async () => {
    const { cafe, timers, order, hub } = await given();
    hub.refuse = () => refusal('hub.outcome_unknown', true);
    const before = order.getSnapshot();
    void cafe.orders.addLines(orderId(1), [wish(newId())]);
    const during = order.getSnapshot();
    expect(during).not.toBe(before);
    await timers.advance(5_000);
    expect(order.getSnapshot()).toBe(during);
  });
});

describe('a bill that was opened here', () => {
  test('[SDK-60] is at its table at once, with its lines, and the hub’s when that comes', async () => {
    const { cafe, timers, table, floor, hub } = await given();
    const free = idOf<TableId>(8);
    const other = cafe.table(free);
    other.subscribe(() => {});
    await timers.advance(100);
    hub.admit = () => refusal('hub.internal', true);
    hub.cut();
    await timers.advance(100);
    void cafe.orders.open({ orderId: orderId(2), serviceType: 'dine_in', tableId: free, covers: 2 });
    void cafe.orders.addLines(orderId(2), [wish(idOf<LineId>(31))]);
    expect(other.getSnapshot()).toMatchObject({
      status: 'stale',
      value: {
        open: { orderId: orderId(2), version: 0, bill: { status: 'open', covers: 2 }, pending: [{ quantity: 1 }] },
      },
    });
    expect(floor.getSnapshot().value?.orders).toHaveLength(2);
    expect(table.getSnapshot().value?.open?.orderId).toBe(orderId(1));
    hub.refuse = ({ command }) => {
      if (command.type !== 'order.open') return undefined;
      hub.append(streamNumber(2), { ...opened, serviceType: 'dine_in', tableId: free } as typeof opened);
      return { ok: true, stream: streamNumber(2), version: 1, result: { displayNumber: 2 } };
    };
    hub.admit = () => undefined;
    await timers.advance(10_000);
    expect(other.getSnapshot()).toMatchObject({
      status: 'live',
      value: { open: { version: 2, bill: { lines: [{ lineId: idOf(31) }] }, pending: [] } },
    });
    expect(floor.getSnapshot().value?.orders).toHaveLength(2);
  });

  test('[SDK-60] is gone when the hub refuses it', async () => {
    const { cafe, timers, floor, hub } = await given();
    hub.refuse = () => refusal('floor.table_taken');
    const sent = watched(cafe.orders.open({ orderId: orderId(2), serviceType: 'dine_in', tableId }));
    expect(floor.getSnapshot().value?.orders).toHaveLength(2);
    await timers.advance(100);
    expect({ sent: sent.outcome, orders: floor.getSnapshot().value?.orders.length }).toEqual({
      sent: 'floor.table_taken',
      orders: 1,
    });
  });
});

test('[SDK-61] what was sent is saving, queued or saved, and how much of it', async () => {
  const { cafe, timers, hub } = await given();
  const states: unknown[] = [];
  cafe.sync.subscribe(() => states.push(Object.values(cafe.sync.getSnapshot()).join(' ')));
  void cafe.orders.addLines(orderId(1), [wish(newId())]);
  await timers.advance(100);
  hub.admit = () => refusal('hub.internal', true);
  hub.cut();
  void cafe.orders.addLines(orderId(1), [wish(newId())]);
  void cafe.orders.addLines(orderId(1), [wish(newId())]);
  await timers.advance(100);
  hub.admit = () => undefined;
  await timers.advance(10_000);
  expect(states).toEqual(['saving 1', 'saved', 'saving 1', 'saving 2', 'queued 2', 'saving 2', 'saving 1', 'saved']);
});

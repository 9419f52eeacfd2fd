import { type Cafe, type OrderId, when } from '@cafe/client-sdk';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createTestCafe, type TestCafe } from './published.ts';

let house: TestCafe;
beforeEach(async () => {
  house = await createTestCafe();
});
afterEach(() => house.stop());

const nobody = () => {};
const open = (cafe: Cafe, label = '1'): Promise<{ orderId: OrderId }> =>
  cafe.orders.open({ serviceType: 'dine_in', tableId: house.tableId(label), covers: 2 });
const cake = () => ({ itemId: house.itemId('Cinnamon Bun'), quantity: 2 });

describe('a café in memory', () => {
  test('[TST-1] shows the kitchen what a terminal sends, and takes the price from the menu', async () => {
    const [terminal, screen] = [await house.join('server'), await house.join('kitchen')];
    screen.kitchen().subscribe(nobody);
    const { orderId } = await open(terminal);
    await terminal.orders.addLines(orderId, [cake()]);
    const { round, total } = await terminal.orders.send(orderId);
    const seen = await when(screen.kitchen(), ({ value }) => value?.orders.find((one) => one.orderId === orderId));
    expect({ round, lines: seen.bill.lines.length }).toEqual({ round: 1, lines: 1 });
    expect((await house.bill(orderId))?.totals.total).toBe(total);
    expect(total).toBeGreaterThan(0);
  });

  test('[TST-1] refuses what the hub refuses, with its code and remedy', async () => {
    const [terminal, screen] = [await house.join('server'), await house.join('kitchen')];
    const { orderId } = await open(terminal);
    await expect(open(terminal)).rejects.toMatchObject({ code: 'floor.table_taken', retryable: false });
    await expect(screen.orders.close(orderId)).rejects.toMatchObject({ code: 'actor.forbidden' });
    await expect(terminal.orders.send(orderId)).rejects.toMatchObject({ code: 'order.nothing_to_send' });
  });

  test('[TST-1] a guest waits to be admitted, and hears no names of the staff', async () => {
    const terminal = await house.join('server');
    const { cafe: phone, orderId } = await house.joinGuest({ tableId: house.tableId('2'), name: 'Lea' });
    const bill = phone.order(orderId);
    bill.subscribe(nobody);
    expect((await when(bill, ({ value }) => value?.bill)).status).toBe('waiting');
    await terminal.guests.admit(orderId);
    await when(bill, ({ value }) => value?.bill.status === 'open');
    await terminal.orders.addLines(orderId, [cake()]);
    const line = await when(bill, ({ value }) => value?.bill.lines[0]);
    expect(line.addedBy).toEqual({ kind: 'staff' });
  });

  test('[TST-4] a fault of the hub comes out when it is stopped', async () => {
    const other = await createTestCafe();
    const terminal = await other.join('server');
    other.network.lose(({ towards, name }) => {
      if (towards === 'client' && name === 'command') throw new Error('a fault');
      return false;
    });
    terminal.orders.open({ serviceType: 'counter' }).catch(nobody);
    await other.advance(1_000);
    await expect(other.stop()).rejects.toThrow('a fault');
  });

  test('[TST-5] two of them know nothing of one another', async () => {
    const other = await createTestCafe();
    const [here, there] = [await house.join('server'), await other.join('server')];
    await open(here);
    await there.orders.open({ serviceType: 'dine_in', tableId: other.tableId('1') });
    await other.stop();
    await expect(open(here)).rejects.toMatchObject({ code: 'floor.table_taken' });
  });
});

describe('its clock', () => {
  test('[TST-2] stands still, and goes on for hub and clients alike', async () => {
    const terminal = await house.join('server');
    await when(terminal.connection, ({ state }) => state === 'online');
    expect(new Date(house.now()).toISOString()).toBe('2026-11-23T18:00:00.000Z');
    await house.advance(90_000);
    expect(new Date(terminal.now()).toISOString()).toBe('2026-11-23T18:01:30.000Z');
    const { orderId } = await open(terminal);
    expect((await house.bill(orderId))?.openedAt).toBe('2026-11-23T18:01:30.000Z');
  });

  test('[TST-2] a table whose guests nobody admits is free again, and a token is renewed, at their moments', async () => {
    const terminal = await house.join('server');
    const floor = terminal.floor();
    floor.subscribe(nobody);
    const { orderId } = await house.joinGuest({ tableId: house.tableId('3') });
    await when(floor, ({ value }) => value?.orders.some((one) => one.orderId === orderId));
    await house.advance(60 * 60_000);
    await when(floor, ({ status, value }) => status === 'live' && value?.orders.length === 0);
    expect((await house.bill(orderId))?.status).toBe('voided');
    expect(terminal.connection.getSnapshot()).toEqual({ state: 'online' });
  });
});

describe('its network', () => {
  test('[TST-3] an answer that is lost is asked for again, and the command is done once', async () => {
    const terminal = await house.join('server');
    const { orderId } = await open(terminal);
    let lost = 0;
    house.network.lose(({ towards, name }) => towards === 'client' && name === 'command' && lost++ === 0);
    const adding = terminal.orders.addLines(orderId, [cake()]);
    await house.advance(25_000);
    const { lineIds } = await adding;
    expect(lost).toBeGreaterThan(1);
    expect((await house.bill(orderId))?.lines.map(({ lineId }) => lineId)).toEqual(lineIds);
  });

  test('[TST-3] a commit that is lost is missed and asked for', async () => {
    const [terminal, other] = [await house.join('server'), await house.join('server')];
    const { orderId } = await open(terminal);
    const bill = other.order(orderId);
    bill.subscribe(nobody);
    await when(bill, ({ value }) => value?.version === 1);
    house.network.lose(({ name }) => name === 'commits');
    await terminal.orders.addLines(orderId, [cake()]);
    await house.advance(100);
    expect(bill.getSnapshot().value?.version).toBe(1);
    await house.advance(5_000);
    expect(bill.getSnapshot().value?.version).toBe(2);
  });

  test('[TST-3] down it ends every connection, and up again clients come back by themselves', async () => {
    const terminal = await house.join('server');
    await when(terminal.connection, ({ state }) => state === 'online');
    house.network.goDown();
    const opening = open(terminal);
    await house.advance(12_000);
    expect(terminal.connection.getSnapshot().state).toBe('offline');
    house.network.comeUp();
    await house.advance(10_000);
    await opening;
    expect(terminal.connection.getSnapshot().state).toBe('online');
    expect(house.network.cut()).toBe(1);
  });

  test('[TST-3] slow, it takes its time each way', async () => {
    const terminal = await house.join('server');
    await when(terminal.connection, ({ state }) => state === 'online');
    house.network.delay(300);
    let isOpen = false;
    const opening = open(terminal).then(() => {
      isOpen = true;
    });
    await house.advance(500);
    expect(isOpen).toBe(false);
    await house.advance(200);
    await opening;
  });
});

import type { OrderId, TableId } from '@cafe/contract';
import { type OrderState, orderStream, storeStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { topicsOf, withoutAbsorbed } from './rooms.ts';
import { createKitchenOrders } from './sockets/kitchen-orders.ts';
import { AT, bill, line, ORDER, STORE, TABLE } from './test-bill.suite.ts';

const minutes = (count: number): number => Date.parse(AT) + count * 60_000;
const topics = (state: OrderState, atMs = minutes(0)) => topicsOf(orderStream(ORDER), state, atMs);
const mine = `order:${ORDER}`;
const table = `table:${TABLE}`;

describe('the topics an order belongs to', () => {
  test.each<{ name: string; state: OrderState; topics: readonly string[] }>([
    { name: 'not there', state: { status: 'none' }, topics: [mine] },
    { name: 'open, nothing sent', state: bill(), topics: [mine, 'floor', table] },
    { name: 'waiting', state: bill({ status: 'waiting' }), topics: [mine, 'floor', table] },
    { name: 'fired', state: bill({ lines: [line('fired')] }), topics: [mine, 'floor', 'kitchen', table] },
    { name: 'a draft alone', state: bill({ lines: [line('draft')] }), topics: [mine, 'floor', table] },
    { name: 'closed long ago', state: bill({ status: 'closed' }), topics: [mine] },
  ])('$name', ({ state, topics: expected }) => {
    expect(topics(state)).toEqual(expected);
  });

  test('[SYN-7] a closed order stays with the kitchen while something is not served', () => {
    expect(topics(bill({ status: 'closed', lines: [line('fired')] }))).toEqual([mine, 'floor', 'kitchen']);
  });

  test('[SYN-7] a voided line stays with the kitchen until it was seen', () => {
    const voided = (acknowledged: boolean) =>
      bill({ lines: [{ ...line('voided'), void: { reason: 'typo', at: AT, prepared: true, acknowledged } }] });
    expect(topics(voided(false))).toContain('kitchen');
    expect(topics(voided(true))).not.toContain('kitchen');
  });

  test('[SYN-7] a served line stays for the 30 minutes in which it can be recalled', () => {
    const served = bill({ lines: [{ ...line('served'), servedAt: AT }] });
    expect(topics(served, minutes(29))).toContain('kitchen');
    expect(topics(served, minutes(30))).not.toContain('kitchen');
  });
});

test('[HUB-4] the floor brings what the kitchen and the tables have', () => {
  expect(withoutAbsorbed(['floor', 'kitchen', `table:${TABLE as TableId}`, 'menu'])).toEqual(['floor', 'menu']);
  expect(withoutAbsorbed(['kitchen', 'menu', 'kitchen'])).toEqual(['kitchen', 'menu']);
});

test('other streams belong to the topic of their kind', () => {
  expect(topicsOf(storeStream(STORE), bill(), 0)).toEqual(['store']);
});

test('[SYN-7] the kitchen’s orders are kept beside the log while they concern it', () => {
  const orders = createKitchenOrders();
  const other = '018f2b6a-0000-7000-8000-0000000000ff' as OrderId;
  orders.found(orderStream(ORDER), bill({ status: 'closed', round: 1, lines: [{ ...line('served'), servedAt: AT }] }));
  orders.found(orderStream(other), bill());
  expect(orders.at(minutes(1))).toEqual([orderStream(ORDER)]);
  expect(orders.at(minutes(31))).toEqual([]);
});

import { floorStream, orderStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import {
  addLines,
  after,
  asked,
  ben,
  billIn,
  cafe,
  close,
  fired,
  floorId,
  joined,
  open,
  orderId,
  step,
  storeId,
  t1,
  withPayment,
} from './order-fixture.suite.ts';
import { floorsModel, ordersModel, tablesModel } from './read-models.ts';
import { ORDER_ROUTES } from './routes.ts';

const orders = orderStream(orderId);
const floor = floorStream(storeId);
const served = after(after(fired, step('finish', [1, 2])), step('serve', [1, 2]));

describe('orders', () => {
  test('[ORD-81] a row tells where an open bill stands, without its lines', () => {
    const past = joined(withPayment(after(fired, addLines(asked(3))), 500), ben, 'active');
    const [row] = ordersModel.rows(orders, past.state(orders));
    expect(row).toMatchObject({
      _id: orderId,
      fields: {
        status: 'open',
        serviceType: 'dine_in',
        tableId: t1,
        displayNumber: 1,
        businessDay: '2026-11-23',
        openedAt: '2026-11-23T12:00:00.000Z',
        totals: { total: 1_500 },
        payment: 'partially_paid',
        paid: 500,
        due: 1_000,
        fulfilment: 'queued',
        rounds: 1,
        lineCount: 2,
        unsentCount: 1,
        guestCount: 1,
      },
    });
    expect(Object.keys(row?.fields ?? {})).not.toContain('lines');
    expect(row?.source).toBe(past.state(orders));
  });

  test('[ORD-81] lines and payments lie in it once it is closed', () => {
    const past = after(withPayment(served, 1_500), close);
    const [row] = ordersModel.rows(orders, past.state(orders));
    expect(row?.fields).toMatchObject({ status: 'closed', receiptNumber: 1, payment: 'paid', fulfilment: 'served' });
    expect(row?.fields['lines']).toEqual(billIn(past).lines);
    expect(row?.fields['payments']).toEqual(billIn(past).payments);
  });

  test('[ORD-81] an order that is not there has no row', () => {
    expect(ordersModel.rows(orders, cafe.state(orders))).toEqual([]);
    expect(ordersModel.rows(floor, cafe.state(floor))).toEqual([]);
  });
});

describe('tables and floors', () => {
  test('[ORD-82] have a row each', () => {
    const past = after(cafe, open);
    const rows = tablesModel.rows(floor, past.state(floor));
    expect(rows).toHaveLength(3);
    expect(rows.find((row) => row._id === t1)?.fields).toMatchObject({ label: '1', state: 'occupied', orderId });
    expect(floorsModel.rows(floor, past.state(floor))).toMatchObject([{ _id: floorId, fields: { name: 'Inside' } }]);
    expect(tablesModel.rows(orders, past.state(orders))).toEqual([]);
    expect(floorsModel.rows(orders, past.state(orders))).toEqual([]);
  });

  test('[ORD-82] a table nobody touched is the same source as before', () => {
    const before = tablesModel.rows(floor, cafe.state(floor));
    const now = tablesModel.rows(floor, after(cafe, open).state(floor));
    expect(now.map((row, index) => row.source === before[index]?.source)).toEqual([false, true, true]);
  });
});

test('[ORD-83] every command of orders and floors has a path, but expiry', () => {
  const commands: readonly string[] = Object.keys(COMMANDS);
  const routed = new Set<string>(ORDER_ROUTES.map(({ command }) => command));
  expect(commands.filter((command) => !routed.has(command))).toEqual(['order.expire']);
  expect([...routed].filter((command) => !commands.includes(command))).toEqual([]);
  const paths = ORDER_ROUTES.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
});

/** The compiler holds this list to the contract: a command more or less does not type-check. */
const COMMANDS: Record<import('./decide.ts').OrderCommand['type'], true> = {
  'floor.saveFloor': true,
  'floor.saveTable': true,
  'floor.setTableState': true,
  'order.open': true,
  'order.addLines': true,
  'order.changeLine': true,
  'order.removeLine': true,
  'order.send': true,
  'order.approveLines': true,
  'order.rejectLines': true,
  'order.start': true,
  'order.finish': true,
  'order.recall': true,
  'order.serve': true,
  'order.voidLines': true,
  'order.acknowledgeVoid': true,
  'order.close': true,
  'order.void': true,
  'order.expire': true,
};

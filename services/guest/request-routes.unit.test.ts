import { ScanAnswer, ScanRequest, TableCode, TablePinAnswer } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import type { RequestContext } from '../kernel/definition.ts';
import { GIVEN_AT } from '../kernel/given.ts';
import { codeOf } from '../kernel/kernel-fixture.suite.ts';
import { Refusal } from '../kernel/refusal.ts';
import {
  after,
  archived,
  closed,
  code,
  facts,
  inMode,
  join,
  later,
  opened,
  orderId,
  otherOrderId,
  type Past,
  storeId,
  tableId,
  waiting,
  withoutFloor,
} from './given-table.suite.ts';
import { digitsOf } from './pin-digits.ts';
import { createRequestRoutes, readPin, scan } from './request-routes.ts';
import { guestRoutes } from './routes.ts';

const KEY = 'k'.repeat(32);
const context = (at = GIVEN_AT): RequestContext => ({ storeId, address: '127.0.0.1', at });
const reading = (past: Past) => ({ read: async (name: Parameters<Past['state']>[0]) => past.state(name) as never });
const scanned = (past: Past, at = GIVEN_AT) => scan(reading(past))({ code }, context(at));

describe('scanning a code', () => {
  test.each([
    ['free', inMode('approve_first'), undefined],
    ['open', opened(inMode('approve_first')), orderId],
    ['waiting', waiting(inMode('approve_first')), orderId],
    ['left', closed(opened(inMode('approve_first'))), undefined],
  ])('[GST-26] tells the table, the mode and the order of a table that is %s', async (_state, past, order) => {
    const answer = await scanned(past);
    expect(answer).toEqual({
      storeName: 'Café',
      tableId,
      label: '12',
      mode: 'approve_first',
      ...(order && { orderId: order }),
    });
    expect(ScanAnswer.parse(answer)).toEqual(answer);
  });

  test('[GST-26] names no order that waited too long', async () => {
    const past = after(inMode('approve_first'), join(), facts());
    expect((await scanned(past, later(14.9))).orderId).toBe(orderId);
    expect((await scanned(past, later(15))).orderId).toBeUndefined();
  });

  test('[GST-26] an unknown code and one of a table out of use look alike', async () => {
    const unknown = scan(reading(inMode('open')))({ code: TableCode.parse('ZZZZ2222') }, context());
    const bodies = await Promise.all(
      [unknown, scanned(archived(inMode('open'))), scanned(withoutFloor(inMode('open')))].map((asked) =>
        asked.catch((error: Refusal) => error.toBody()),
      ),
    );
    expect(bodies[0]).toMatchObject({ code: 'actor.not_found' });
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  test('[GST-26] takes nothing but a code', () => {
    for (const wrong of [{ code: 'abcd2345' }, { code: { $ne: null } }, { code, price: 1 }, {}, null]) {
      expect(ScanRequest.safeParse(wrong).success).toBe(false);
    }
  });
});

describe('reading the digits', () => {
  const reader = (past: Past, mustHold = async () => {}) => readPin({ ...reading(past), pinKey: KEY, mustHold });

  test('[GST-13] shows those of the last renewal', async () => {
    const past = after(opened(inMode('pin')), { type: 'guest.renewPin', orderId });
    const answer = await reader(past)({ orderId }, context());
    expect(answer).toEqual({ orderId, pinEpoch: 2, pin: digitsOf(KEY, { orderId, pinEpoch: 2 }) });
    expect(TablePinAnswer.parse(answer)).toEqual(answer);
  });

  test('[GST-13] only to who may renew them, and before anything is read', async () => {
    const asked: string[] = [];
    const forbid = async (_context: RequestContext, permission: string) => {
      asked.push(permission);
      throw new Refusal('actor.forbidden', 'no');
    };
    const port = { read: async () => asked.push('read') as never, pinKey: KEY, mustHold: forbid };
    expect(await codeOf(readPin(port)({ orderId }, context()))).toBe('actor.forbidden');
    expect(asked).toEqual(['guest.renewPin']);
  });

  test('[GST-13] of an order that runs', async () => {
    expect(await codeOf(reader(closed(opened(inMode('pin'))))({ orderId }, context()))).toBe('order.closed');
    expect(await codeOf(reader(inMode('pin'))({ orderId: otherOrderId }, context()))).toBe('order.not_found');
  });
});

describe('the paths', () => {
  test('[GST-13] [GST-26] scanning asks for no token, reading the digits for one, and no path is there twice', () => {
    const ports = {
      ...reading(inMode('pin')),
      pinKey: KEY,
      mustHold: async () => {},
      rows: undefined,
      send: undefined,
    };
    const routes = createRequestRoutes(ports as never);
    expect(routes.map(({ method, path, token }) => [method, path, token])).toEqual([
      ['POST', '/guests/scan', 'none'],
      ['GET', '/orders/:orderId/pin', 'required'],
    ]);
    const paths = [...guestRoutes, ...routes].map(({ method, path }) => `${method} ${path}`);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

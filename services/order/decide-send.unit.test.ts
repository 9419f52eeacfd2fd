import { floorStream, menuStream, orderStream, stockStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import type { OrderCommand } from './decide.ts';
import {
  addLines,
  after,
  asked,
  ben,
  billIn,
  byBen,
  byEve,
  cake,
  changesOf,
  coffee,
  configured,
  drafted,
  eve,
  eventIn,
  eventsIn,
  fired,
  full,
  itemSaved,
  joined,
  lineId,
  lineIn,
  menuAfter,
  milk,
  oatMilk,
  opened,
  orderId,
  type Past,
  platter,
  reduced,
  sendLines,
  storeId,
  voids,
} from './order-fixture.suite.ts';
import { resultOf } from './result.ts';

type Send = Extract<OrderCommand, { type: 'order.send' }>;
const send: Send = { type: 'order.send', orderId };
const dearer = (past: Past): Past =>
  menuAfter(past, itemSaved(coffee, 'Coffee', { price: 330, modifierGroupIds: [milk] }));
const soldOut = (past: Past): Past =>
  menuAfter(past, { type: 'menu.availabilitySet', itemId: coffee, state: 'sold_out', cause: 'hand' });
/** So many cakes are left. */
const cakesLeft = (past: Past, remaining: number): Past =>
  menuAfter(past, { type: 'menu.countingSet', itemId: cake, counted: true }).has(stockStream(cake), [
    { type: 'stock.set', itemId: cake, remaining },
  ]);
const stateOf = (past: Past, ...ns: number[]) => ns.map((n) => lineIn(past, n).state);

describe('sending', () => {
  test('[ORD-20] sends all drafts as round 1, the next ones as round 2', () => {
    const past = after(drafted, send);
    expect(lineIn(past, 1)).toMatchObject({ state: 'fired', round: 1, version: 2, tasks: [{ state: 'fired' }] });
    const next = eventIn(changesOf(after(past, addLines(asked(2))), send), 'order.linesSent');
    expect(next).toMatchObject({ round: 2, lines: [{ lineId: lineId(2) }] });
  });

  test('[ORD-20] sends the lines it names, and no others', () => {
    const past = after(after(drafted, addLines(asked(2))), { ...send, lineIds: [lineId(2), lineId(2)] });
    expect(stateOf(past, 1, 2)).toEqual(['draft', 'fired']);
    const twice = changesOf(drafted, { ...send, lineIds: [lineId(1), lineId(1)] });
    expect(eventIn(twice, 'order.linesSent')).toMatchObject({ lines: [{ lineId: lineId(1) }], totals: { total: 300 } });
    expect(eventIn(twice, 'order.linesSent').lines).toHaveLength(1);
  });

  test('[ORD-20] brings new lines to the kitchen in one command, with the drafts', () => {
    const past = after(drafted, sendLines(asked(2, platter)));
    expect(stateOf(past, 1, 2)).toEqual(['fired', 'fired']);
    expect(billIn(past).round).toBe(1);
    expect(lineIn(past, 2).tasks).toHaveLength(2);
  });

  test('[ORD-21] is refused when there is nothing to send', () => {
    expect(opened.when(send)).toBe('order.nothing_to_send');
    expect(fired.when(send)).toBe('order.nothing_to_send');
  });

  test('[ORD-6] is refused for a line that was sent, or waits for staff', () => {
    expect(fired.refusal({ ...send, lineIds: [lineId(1)] })).toMatchObject({
      code: 'line.invalid_transition',
      details: { from: 'fired', to: 'fired', allowed: ['preparing', 'ready', 'voided'] },
    });
    expect(drafted.when({ ...send, lineIds: [lineId(9)] })).toBe('line.not_found');
  });

  test('[ORD-8] the totals count what was sent, not what lies in the cart', () => {
    const past = after(after(drafted, sendLines(asked(2, cake, { quantity: 2 }))), addLines(asked(3)));
    expect(billIn(past).totals).toEqual({
      subtotal: 1_200,
      discount: 0,
      serviceCharge: 0,
      taxes: [
        { taxRateId: full, ratePpm: 190_000, inclusive: true, base: 300, tax: 48 },
        { taxRateId: reduced, ratePpm: 70_000, inclusive: true, base: 900, tax: 59 },
      ],
      total: 1_200,
    });
  });

  test('[ORD-8] an edit of the settings changes no running bill', () => {
    const charged = configured(drafted, { serviceCharge: { ratePpm: 100_000, when: 'before_tax' } });
    expect(billIn(after(charged, send)).totals.total).toBe(300);
  });

  test('[ORD-22] freezes what the menu says now, whatever it says later', () => {
    const renamed = menuAfter(
      drafted,
      itemSaved(coffee, 'Filter coffee', { taxes: { default: reduced }, modifierGroupIds: [milk] }),
    );
    const past = menuAfter(after(renamed, send), itemSaved(coffee, 'Tea', { price: 1 }));
    expect(lineIn(past, 1)).toMatchObject({ name: 'Filter coffee', unitPrice: 300, tax: { taxRateId: reduced } });
  });

  test('[ORD-22] an event carries the line and nothing of the bill’s own', () => {
    const [line] = eventIn(changesOf(drafted, send), 'order.linesSent').lines;
    expect(Object.keys(line ?? {}).sort()).toEqual(
      ['allergens', 'itemId', 'lineId', 'modifiers', 'name', 'quantity', 'stationIds', 'tax', 'unitPrice'].sort(),
    );
  });
});

describe('a price that changed since the line was added', () => {
  const stale = dearer(after(drafted, addLines(asked(2, cake))));

  test('[ORD-23] stops the whole round and names old and new', () => {
    expect(stale.refusal(send)).toMatchObject({
      code: 'order.price_changed',
      details: { lines: [{ lineId: lineId(1), old: 300, new: 330 }] },
    });
  });

  test('[ORD-23] goes through once it is accepted, at the new price', () => {
    const acceptedPrices = [{ lineId: lineId(1), unitPrice: 330 }];
    expect(lineIn(after(stale, { ...send, acceptedPrices }), 1)).toMatchObject({ state: 'fired', unitPrice: 330 });
    expect(stale.when({ ...send, acceptedPrices: [{ lineId: lineId(1), unitPrice: 320 }] })).toBe(
      'order.price_changed',
    );
  });

  test('[ORD-23] is that of one unit with its modifiers', () => {
    const oat = asked(1, coffee, { modifiers: [{ modifierId: oatMilk, quantity: 2 }] });
    const past = dearer(after(opened, addLines(oat)));
    expect(past.refusal(send).details).toEqual({ lines: [{ lineId: lineId(1), old: 400, new: 430 }] });
  });

  test('[ORD-24] may be kept by staff who hold the permission', () => {
    const keep = { ...send, keepOldPrices: true };
    expect(lineIn(after(stale, keep), 1)).toMatchObject({ state: 'fired', unitPrice: 300 });
    expect(stale.refusal(keep, { may: [] })).toMatchObject({
      code: 'actor.approval_required',
      details: { permission: 'order.keep_old_price' },
    });
    expect(drafted.when(keep, { may: [] })).toHaveLength(1);
  });

  test('[ORD-24] is not a guest’s to keep', () => {
    const past = dearer(after(joined(opened, ben, 'active'), addLines(asked(1)), { by: byBen }));
    expect(past.when({ ...send, keepOldPrices: true }, { by: byBen, may: [] })).toBe('actor.forbidden');
  });
});

describe('lines that cannot be had', () => {
  test('[ORD-25] are refused by themselves, the rest goes through', () => {
    const past = soldOut(after(drafted, addLines(asked(2, cake))));
    const changes = changesOf(past, sendLines(asked(3), asked(4, cake)));
    expect(eventIn(changes, 'order.linesSent').lines.map((line) => line.lineId)).toEqual([lineId(2), lineId(4)]);
    expect(eventIn(changes, 'order.linesRefused').lines).toEqual([
      { lineId: lineId(1), itemId: coffee, code: 'menu.sold_out' },
      { lineId: lineId(3), itemId: coffee, code: 'menu.sold_out' },
    ]);
    const then = past.after(changes);
    expect(stateOf(then, 1, 2, 4)).toEqual(['draft', 'fired', 'fired']);
    expect(billIn(then).lines).toHaveLength(3);
  });

  test('[ORD-25] are recorded also when nothing else is left', () => {
    const changes = changesOf(soldOut(drafted), send);
    expect(eventsIn(changes).map(({ type }) => type)).toEqual(['order.linesRefused']);
    expect(billIn(soldOut(drafted).after(changes)).round).toBe(0);
  });

  test('[ORD-25] an item that left the menu is refused by itself too', () => {
    const past = menuAfter(drafted, itemSaved(coffee, 'Coffee', { archived: true }));
    expect(eventIn(changesOf(past, send), 'order.linesRefused').lines[0]?.code).toBe('menu.not_found');
  });

  test('[ORD-26] takes what is counted in the same commit', () => {
    const changes = changesOf(cakesLeft(drafted, 5), sendLines(asked(2, cake, { quantity: 3 })));
    expect(changes.map(({ stream }) => stream)).toEqual([orderStream(orderId), stockStream(cake)]);
    expect(eventIn(changes, 'stock.taken')).toEqual({ type: 'stock.taken', itemId: cake, orderId, quantity: 3 });
  });

  test('[ORD-26] the last unit goes to the first line, the second is refused and says what was left', () => {
    const past = cakesLeft(opened, 3);
    const changes = changesOf(
      past,
      sendLines(asked(1, cake, { quantity: 2 }), asked(2, cake, { quantity: 2 }), asked(3)),
    );
    expect(eventIn(changes, 'order.linesSent').lines.map((line) => line.lineId)).toEqual([lineId(1), lineId(3)]);
    expect(eventIn(changes, 'order.linesRefused').lines).toEqual([
      { lineId: lineId(2), itemId: cake, code: 'menu.sold_out', remaining: 1 },
    ]);
    expect(eventIn(changes, 'order.linesSent').totals.total).toBe(1_200);
    expect(past.after(changes).state(stockStream(cake)).remaining).toBe(1);
  });

  test('[ORD-26] the one that empties the count takes the item off the menu', () => {
    const past = after(cakesLeft(opened, 1), sendLines(asked(1, cake)));
    expect(past.state(menuStream(storeId)).items[cake]?.outOfStock).toBe(true);
    expect(past.when(addLines(asked(2, cake)))).toBe('menu.sold_out');
  });

  test('[ORD-26] a count that is gone leaves only the refusal', () => {
    const changes = changesOf(cakesLeft(after(opened, addLines(asked(1, cake, { quantity: 2 }))), 1), send);
    expect(eventsIn(changes).map(({ type }) => type)).toEqual(['order.linesRefused']);
  });
});

describe('what guests send', () => {
  const withBoth = joined(joined(opened, ben, 'active'), eve, 'pending');
  const cart = after(after(withBoth, addLines(asked(1)), { by: byBen }), addLines(asked(2)), { by: byEve });

  test('[ORD-20] is their own drafts, and goes to the kitchen', () => {
    const past = after(cart, send, { by: byBen });
    expect(stateOf(past, 1, 2)).toEqual(['fired', 'draft']);
    expect(lineIn(past, 1).addedBy).toEqual(byBen);
  });

  test('[ORD-14] is never somebody else’s', () => {
    expect(cart.when({ ...send, lineIds: [lineId(2)] }, { by: byBen })).toBe('line.not_yours');
    expect(after(withBoth, addLines(asked(3))).when(send, { by: byBen })).toBe('order.nothing_to_send');
  });

  test('[ORD-27] waits for staff while they are not let in', () => {
    const past = after(cart, { ...send, lines: [asked(4, cake)] }, { by: byEve });
    expect(stateOf(past, 2, 4)).toEqual(['pending', 'pending']);
    expect(lineIn(past, 4).addedBy).toEqual(byEve);
    expect(billIn(past).totals.total).toBe(0);
  });

  test('[ORD-27] waits for staff where the store asks for approval', () => {
    const strict = configured(cart, { approveGuestLines: true });
    const changes = changesOf(strict, { ...send, lines: [asked(5)] }, { by: byBen });
    expect(eventsIn(changes).map(({ type }) => type)).toEqual(['order.linesAdded', 'order.linesSubmitted']);
    expect(stateOf(strict.after(changes, { by: byBen }), 1, 5)).toEqual(['pending', 'pending']);
    expect(stateOf(after(strict, { ...send, lineIds: [lineId(1)] }), 1)).toEqual(['fired']);
  });

  test('[ORD-27] says what could not be had, and submits the rest', () => {
    const past = soldOut(configured(cart, { approveGuestLines: true }));
    const changes = changesOf(past, { ...send, lines: [asked(4, cake), asked(5)] }, { by: byBen });
    expect(eventsIn(changes)).toMatchObject([
      { type: 'order.linesAdded', lines: [{ lineId: lineId(4) }] },
      { type: 'order.linesSubmitted', lineIds: [lineId(4)] },
      { type: 'order.linesRefused', lines: [{ lineId: lineId(1) }, { lineId: lineId(5) }] },
    ]);
    const none = changesOf(past, send, { by: byBen });
    expect(eventsIn(none).map(({ type }) => type)).toEqual(['order.linesRefused']);
  });

  test('[ORD-28] goes to the kitchen at the price its guest confirmed', () => {
    const stale = dearer(configured(cart, { approveGuestLines: true }));
    expect(stale.when(send, { by: byBen })).toBe('order.price_changed');
    const acceptedPrices = [{ lineId: lineId(1), unitPrice: 330 }];
    const submitted = after(stale, { ...send, acceptedPrices }, { by: byBen });
    expect(lineIn(submitted, 1)).toMatchObject({ state: 'pending', unitPrice: 330 });
    const again = menuAfter(submitted, itemSaved(coffee, 'Coffee', { price: 999, modifierGroupIds: [milk] }));
    const approved = after(again, { type: 'order.approveLines', orderId, lineIds: [lineId(1)] });
    expect(lineIn(approved, 1)).toMatchObject({ state: 'fired', unitPrice: 330 });
  });

  test('[ORD-31] staff who send all drafts leave those of guests who are not let in', () => {
    const past = after(cart, send);
    expect(stateOf(past, 1, 2)).toEqual(['fired', 'draft']);
    expect(stateOf(after(cart, { ...send, lineIds: [lineId(2)] }), 2)).toEqual(['fired']);
  });

  test('[ORD-70] nothing while phones may not order', () => {
    const off = configured(cart, { guestMode: 'off' });
    expect(off.when(send, { by: byBen })).toBe('guest.ordering_off');
    expect(off.when(addLines(asked(8)), { by: byBen })).toBe('guest.ordering_off');
    expect(off.when(send)).toHaveLength(1);
    expect(off.when({ type: 'order.removeLine', orderId, lineId: lineId(1) }, { by: byBen })).toHaveLength(1);
  });

  test('[ORD-71] so many lines each', () => {
    const past = configured(cart, { guestMaxLines: 2 });
    expect(past.when(addLines(asked(8)), { by: byBen })).toHaveLength(1);
    expect(past.refusal(addLines(asked(8), asked(9)), { by: byBen })).toMatchObject({
      code: 'guest.needs_staff',
      details: { maxLines: 2 },
    });
    expect(past.when({ ...send, lines: [asked(8), asked(9)] }, { by: byBen })).toBe('guest.needs_staff');
    expect(past.when(addLines(asked(8), asked(9)))).toHaveLength(1);
    const voided = after(after(past, send, { by: byBen }), voids({ lineId: lineId(1) }));
    expect(voided.when(addLines(asked(8), asked(9)), { by: byBen })).toHaveLength(1);
  });

  test('[ORD-72] so much unpaid, cart and all', () => {
    const past = configured(cart, { guestMaxUnpaid: 900 });
    expect(past.when(addLines(asked(8)), { by: byBen })).toHaveLength(1);
    expect(past.refusal(addLines(asked(8), asked(9)), { by: byBen })).toMatchObject({
      code: 'guest.needs_staff',
      details: { maxUnpaid: 900, unpaid: 1_200 },
    });
    const edit = { type: 'order.changeLine', orderId, lineId: lineId(1), expectedVersion: 1 } as const;
    expect(past.when({ ...edit, quantity: 3 }, { by: byBen })).toBe('guest.needs_staff');
    expect(past.when({ ...edit, quantity: 2 }, { by: byBen })).toHaveLength(1);
    const dear = after(past, addLines(asked(8, platter)));
    expect(dear.when(send, { by: byBen })).toBe('guest.needs_staff');
  });

  test('[ORD-7] and nothing else is theirs to ask', () => {
    for (const command of [
      { type: 'order.close', orderId },
      { type: 'order.approveLines', orderId, lineIds: [lineId(1)] },
      { type: 'order.serve', orderId, lineIds: [lineId(1)] },
      { type: 'floor.saveFloor', floorId: lineId(1) as never, name: 'x', sort: 1 },
      { type: 'order.open', orderId, serviceType: 'counter' },
      { type: 'order.expire', orderId },
    ] satisfies OrderCommand[]) {
      expect(cart.when(command, { by: byBen })).toBe('actor.forbidden');
    }
  });
});

describe('lines that wait for staff', () => {
  const approve = (...ns: number[]): OrderCommand => ({ type: 'order.approveLines', orderId, lineIds: ns.map(lineId) });
  const reject = (...ns: number[]): OrderCommand => ({
    type: 'order.rejectLines',
    orderId,
    lineIds: ns.map(lineId),
    reason: 'not now',
  });
  const strict = configured(joined(opened, ben, 'active'), { approveGuestLines: true });
  const pending = after(strict, { ...send, lines: [asked(1), asked(2, cake)] }, { by: byBen });

  test('[ORD-29] become a round when staff approve them', () => {
    const past = after(pending, approve(1));
    expect(stateOf(past, 1, 2)).toEqual(['fired', 'pending']);
    expect(billIn(past)).toMatchObject({ round: 1, totals: { total: 300 } });
  });

  test('[ORD-29] only they are approved', () => {
    expect(after(pending, approve(1)).when(approve(1))).toBe('line.invalid_transition');
    expect(drafted.when(approve(1))).toBe('line.invalid_transition');
    expect(pending.when({ ...send, lineIds: [lineId(1)] })).toBe('line.invalid_transition');
    expect(pending.when(approve(9))).toBe('line.not_found');
  });

  test('[ORD-25] [ORD-26] those that cannot be had by then stay pending', () => {
    const past = soldOut(cakesLeft(pending, 0));
    const changes = changesOf(past, approve(1, 2));
    expect(eventsIn(changes)).toEqual([
      {
        type: 'order.linesRefused',
        lines: [
          { lineId: lineId(1), itemId: coffee, code: 'menu.sold_out' },
          { lineId: lineId(2), itemId: cake, code: 'menu.sold_out', remaining: 0 },
        ],
      },
    ]);
    expect(stateOf(past.after(changes), 1, 2)).toEqual(['pending', 'pending']);
  });

  test('[ORD-30] go back to the cart when staff reject them', () => {
    const changes = changesOf(pending, reject(1));
    expect(eventsIn(changes)).toEqual([{ type: 'order.linesRejected', lineIds: [lineId(1)], reason: 'not now' }]);
    expect(stateOf(pending.after(changes), 1, 2)).toEqual(['draft', 'pending']);
    expect(fired.when(reject(1))).toBe('line.invalid_transition');
    expect(drafted.when(reject(1))).toBe('line.invalid_transition');
  });

  test('[ORD-13] their guest may still change and remove them', () => {
    const edit = { type: 'order.changeLine', orderId, lineId: lineId(1), expectedVersion: 2, quantity: 2 } as const;
    expect(lineIn(after(pending, edit, { by: byBen }), 1)).toMatchObject({ state: 'pending', quantity: 2 });
    expect(pending.when({ type: 'order.removeLine', orderId, lineId: lineId(1) }, { by: byBen })).toHaveLength(1);
  });
});

test('[ORD-80] the sender hears the round, what it comes to, and what was refused', () => {
  const past = cakesLeft(opened, 1);
  const command = sendLines(asked(1), asked(2, cake, { quantity: 2 }));
  expect(resultOf(command, changesOf(past, command))).toEqual({
    round: 1,
    total: 300,
    refused: [{ lineId: lineId(2), code: 'menu.sold_out', remaining: 1 }],
  });
  const guests = configured(joined(opened, ben, 'active'), { approveGuestLines: true });
  const submit = sendLines(asked(1));
  expect(resultOf(submit, changesOf(guests, submit, { by: byBen }))).toEqual({ submitted: [lineId(1)], refused: [] });
});

test('[FLR-8] sending touches neither the floor nor the numbers', () => {
  expect(changesOf(drafted, send).some(({ stream }) => stream === floorStream(storeId))).toBe(false);
});

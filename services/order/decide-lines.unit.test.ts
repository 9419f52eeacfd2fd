import { orderStream } from '@cafe/contract/folds';
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
  cafe,
  changesOf,
  coffee,
  drafted,
  eve,
  eventIn,
  fired,
  full,
  id,
  itemSaved,
  joined,
  large,
  latte,
  lineId,
  lineIn,
  menuAfter,
  milk,
  oatMilk,
  opened,
  orderId,
} from './order-fixture.suite.ts';

type Change = Extract<OrderCommand, { type: 'order.changeLine' }>;
const change = (n: number, expectedVersion: number, more: Partial<Change> = {}): OrderCommand => ({
  type: 'order.changeLine',
  orderId,
  lineId: lineId(n),
  expectedVersion,
  ...more,
});
const remove = (n: number): OrderCommand => ({ type: 'order.removeLine', orderId, lineId: lineId(n) });
const dearer = menuAfter(drafted, itemSaved(coffee, 'Coffee', { price: 330, modifierGroupIds: [milk] }));
/** Ben's line 1 and Eve's line 2 lie in the cart, staff's line 3 too. */
const shared = [joined(joined(opened, ben, 'active'), eve, 'active')]
  .map((past) => after(past, addLines(asked(1)), { by: byBen }))
  .map((past) => after(past, addLines(asked(2)), { by: byEve }))
  .map((past) => after(past, addLines(asked(3))))[0] as typeof opened;

describe('adding lines', () => {
  test('[ORD-11] takes name, price, tax, allergens and stations from the menu', () => {
    const line = asked(1, coffee, {
      quantity: 2,
      modifiers: [{ modifierId: oatMilk, quantity: 2 }],
      note: 'hot',
      seat: 3,
    });
    expect(changesOf(opened, addLines(line))).toEqual([
      {
        stream: orderStream(orderId),
        events: [
          {
            type: 'order.linesAdded',
            lines: [
              {
                lineId: lineId(1),
                itemId: coffee,
                name: 'Coffee',
                quantity: 2,
                unitPrice: 300,
                modifiers: [{ modifierId: oatMilk, name: 'Oat milk', price: 50, quantity: 2 }],
                tax: { taxRateId: full, ratePpm: 190_000, inclusive: true },
                stationIds: [id(10)],
                allergens: ['gluten'],
                note: 'hot',
                seat: 3,
              },
            ],
          },
        ],
      },
    ]);
  });

  test('[ORD-11] the variant is named on the line', () => {
    const past = after(opened, addLines(asked(1, latte, { variantId: large })));
    expect(lineIn(past, 1)).toMatchObject({ variantId: large, variantName: 'large', unitPrice: 420 });
  });

  test('[ORD-11] is refused for what the menu cannot serve, and says which line', () => {
    expect(opened.refusal(addLines(asked(1), asked(2, latte)))).toMatchObject({
      code: 'menu.variant_required',
      details: { lineId: lineId(2) },
    });
    expect(opened.when(addLines(asked(1, id(888) as never)))).toBe('menu.not_found');
    const gone = menuAfter(opened, { type: 'menu.availabilitySet', itemId: coffee, state: 'sold_out', cause: 'hand' });
    expect(gone.when(addLines(asked(1)))).toBe('menu.sold_out');
    const many = asked(1, coffee, { modifiers: [{ modifierId: oatMilk, quantity: 3 }] });
    expect(opened.when(addLines(many))).toBe('menu.invalid_modifiers');
  });

  test('[ORD-10] is refused with an id the bill has, also twice in one command', () => {
    expect(drafted.refusal(addLines(asked(1)))).toMatchObject({ code: 'line.exists', details: { lineId: lineId(1) } });
    expect(opened.when(addLines(asked(1), asked(1)))).toBe('line.exists');
    expect(fired.when({ type: 'order.send', orderId, lines: [asked(2)] })).toBe('line.exists');
  });

  test('[ORD-10] a bill holds 10,000 lines', () => {
    let past = opened;
    for (let n = 0; n < 10_000; n += 1_000) {
      past = after(past, addLines(...Array.from({ length: 1_000 }, (_, index) => asked(n + index))));
    }
    expect(billIn(past).lines).toHaveLength(10_000);
    const details = { max: 10_000 };
    expect(past.refusal(addLines(asked(10_000)))).toMatchObject({ code: 'order.too_many_lines', details });
    expect(past.when({ type: 'order.send', orderId, lines: [asked(10_000)] })).toBe('order.too_many_lines');
  });
});

describe('changing a line', () => {
  test('[ORD-12] changes what it names, on the version it saw', () => {
    const past = after(drafted, change(1, 1, { quantity: 3, note: 'no sugar', seat: 2 }));
    expect(lineIn(past, 1)).toMatchObject({ quantity: 3, note: 'no sugar', seat: 2, version: 2, state: 'draft' });
    const cleared = after(past, change(1, 2, { note: null, seat: null }));
    expect(lineIn(cleared, 1)).toMatchObject({ quantity: 3, version: 3 });
    expect('note' in lineIn(cleared, 1) || 'seat' in lineIn(cleared, 1)).toBe(false);
  });

  test('[ORD-12] the loser of two edits is shown the line as it is now', () => {
    const past = after(drafted, change(1, 1, { quantity: 3 }));
    expect(past.refusal(change(1, 1, { quantity: 2 }))).toMatchObject({
      code: 'line.changed',
      details: { line: { lineId: lineId(1), quantity: 3, version: 2 } },
    });
  });

  test('[ORD-15] keeps its price while the modifiers stay', () => {
    expect(lineIn(after(dearer, change(1, 1, { quantity: 2 })), 1)).toMatchObject({ quantity: 2, unitPrice: 300 });
  });

  test('[ORD-15] takes the price of the moment with new modifiers', () => {
    const past = after(dearer, change(1, 1, { modifiers: [{ modifierId: oatMilk, quantity: 1 }], note: 'x' }));
    expect(lineIn(past, 1)).toMatchObject({ unitPrice: 330, modifiers: [{ price: 50 }], note: 'x' });
    expect(drafted.when(change(1, 1, { modifiers: [{ modifierId: id(888) as never, quantity: 1 }] }))).toBe(
      'menu.invalid_modifiers',
    );
  });

  test('[ORD-16] changes nothing where nothing differs', () => {
    expect(drafted.when(change(1, 1, { quantity: 1, note: null, modifiers: [] }))).toEqual([]);
    expect(drafted.when(change(1, 1))).toEqual([]);
  });

  test('[ORD-13] is refused once the line was sent, and for a line that is not there', () => {
    expect(fired.refusal(change(1, lineIn(fired, 1).version, { quantity: 2 }))).toMatchObject({
      code: 'line.invalid_transition',
      details: { lineId: lineId(1), from: 'fired', to: 'draft', allowed: ['preparing', 'ready', 'voided'] },
    });
    expect(drafted.when(change(9, 1, { quantity: 2 }))).toBe('line.not_found');
  });
});

describe('removing a line', () => {
  test('[ORD-13] takes it out of the cart', () => {
    expect(changesOf(drafted, remove(1))).toEqual([
      { stream: orderStream(orderId), events: [{ type: 'order.lineRemoved', lineId: lineId(1) }] },
    ]);
    expect(billIn(after(drafted, remove(1))).lines).toEqual([]);
  });

  test('[ORD-13] is refused once the line was sent, and for a line that is not there', () => {
    expect(fired.when(remove(1))).toBe('line.invalid_transition');
    expect(drafted.when(remove(9))).toBe('line.not_found');
  });
});

describe('a cart that guests share', () => {
  test('[ORD-14] a guest changes and removes only their own lines, staff everybody’s', () => {
    expect(shared.when(change(1, 1, { quantity: 2 }), { by: byBen })).toHaveLength(1);
    expect(shared.when(change(2, 1, { quantity: 2 }), { by: byBen })).toBe('line.not_yours');
    expect(shared.when(remove(3), { by: byBen })).toBe('line.not_yours');
    expect(shared.when(remove(2))).toHaveLength(1);
  });

  test('[ORD-14] a line in the cart names the guest who put it there', () => {
    expect(lineIn(shared, 1).addedBy).toEqual(byBen);
  });

  test('[ORD-5] is closed to those whose session ended, and to guests of other orders', () => {
    const left = shared.has(orderStream(orderId), [{ type: 'guest.left', guestId: ben, reason: 'left' }]);
    expect(left.when(addLines(asked(7)), { by: byBen })).toBe('guest.session_ended');
    expect(opened.when(addLines(asked(7)), { by: byBen })).toBe('guest.session_ended');
  });

  test('[ORD-5] is open to one who is not let in yet', () => {
    const past = joined(opened, ben, 'pending');
    expect(eventIn(changesOf(past, addLines(asked(7)), { by: byBen }), 'order.linesAdded').lines).toHaveLength(1);
  });

  test('[ORD-3] is closed to guests when the bill is', () => {
    const past = after(joined(opened, ben, 'active'), { type: 'order.close', orderId });
    expect(past.when(addLines(asked(7)), { by: byBen })).toBe('guest.session_ended');
    expect(past.refusal(addLines(asked(7)))).toMatchObject({ code: 'order.closed', details: { status: 'closed' } });
  });

  test('[ORD-2] nothing is added to an order that is not there', () => {
    expect(cafe.when(addLines(asked(1)))).toBe('order.not_found');
  });
});

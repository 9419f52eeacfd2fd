import type { ItemId } from '@cafe/contract';
import { isSoldOut, menuStream, stockStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GIVEN_AT } from '../kernel/given.ts';
import { menu } from './given-menu.suite.ts';
import { cake, latte, orderId, storeId } from './menu-fixture.suite.ts';
import { proposeStock, type StockIntent } from './propose.ts';

const stream = menuStream(storeId);
const withCount = (past: typeof menu, itemId: ItemId, remaining: number) =>
  past.after(past.when({ type: 'menu.setStock', itemId, remaining }) as never);
const take = (ref: string, quantity: number, itemId: ItemId = cake): StockIntent => {
  return { ref, kind: 'take', itemId, quantity, orderId };
};
const giveBack = (ref: string, quantity: number, itemId: ItemId = cake): StockIntent => {
  return { ...take(ref, quantity, itemId), kind: 'return' };
};

describe('taking and giving back', () => {
  const past = withCount(menu, cake, 3);

  test('[MEN-21] takes what there is, and tells who asked for more how many are left', () => {
    const { answers, changes } = proposeStock([take('a', 2), take('b', 2), take('c', 1)], past.desk());
    expect(answers).toEqual([
      { ref: 'a', ok: true },
      { ref: 'b', ok: false, code: 'menu.sold_out', remaining: 1 },
      { ref: 'c', ok: true },
    ]);
    expect(past.after(changes).state(stockStream(cake))).toEqual({ remaining: 0 });
  });

  test('[MEN-22] the commit that empties the count takes the item off, the one that fills it puts it back', () => {
    const empty = past.after(proposeStock([take('a', 3)], past.desk()).changes);
    expect(empty.state(stream).items[cake]).toMatchObject({ counted: true, outOfStock: true });
    const { changes } = proposeStock([giveBack('a', 1)], empty.desk());
    expect(changes.map((change) => change.stream)).toEqual([stockStream(cake), stream]);
    expect(empty.after(changes).state(stream).items[cake]).toMatchObject({ outOfStock: false });
  });

  test('[MEN-22] the menu hears nothing of a count that came to 0 and left it again', () => {
    const { changes } = proposeStock([take('a', 3), giveBack('b', 1)], past.desk());
    expect(changes.map((change) => change.stream)).toEqual([stockStream(cake)]);
  });

  test('[MEN-23] two items that run out at once are two counts and one part on the menu', () => {
    const both = withCount(past, latte, 1);
    const { changes } = proposeStock([take('a', 3), take('b', 1, latte), take('c', 1, latte)], both.desk());
    expect(changes.map((change) => change.stream)).toEqual([stockStream(cake), stockStream(latte), stream]);
    expect(changes[2]?.events).toHaveLength(2);
  });

  test('[MEN-24] what is not counted is always to be had, and its stream is not even asked for', () => {
    const desk = { ...menu.desk(), state: () => expect(true).toBe(false) as never };
    expect(proposeStock([take('a', 99, latte), giveBack('b', 1, latte)], desk)).toEqual({
      answers: [
        { ref: 'a', ok: true },
        { ref: 'b', ok: true },
      ],
      changes: [],
    });
  });

  test('[MEN-24] a menu that is late to hear that the counting ended refuses nobody', () => {
    const ended = past.after([
      { stream: stockStream(cake), events: [{ type: 'stock.set', itemId: cake, remaining: null }] },
    ]);
    expect(proposeStock([take('a', 99)], ended.desk())).toEqual({ answers: [{ ref: 'a', ok: true }], changes: [] });
  });
});

/** A step of the property: one order's intents on two items, or a new count. */
const intents = fc.array(
  fc.record({
    ref: fc.string(),
    kind: fc.constantFrom('take' as const, 'return' as const),
    itemId: fc.constantFrom(cake, latte),
    quantity: fc.integer({ min: 1, max: 6 }),
    orderId: fc.constant(orderId),
  }),
  { maxLength: 6 },
);
const recount = fc.record({
  itemId: fc.constantFrom(cake, latte),
  remaining: fc.option(fc.integer({ min: 0, max: 8 }), { nil: null }),
});

test('[MEN-21] whatever is taken, given back and counted in whatever order: no count is below 0, and the menu tells the truth', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(intents, recount), { maxLength: 20 }), (steps) => {
      let past = withCount(withCount(menu, cake, 4), latte, 2);
      for (const step of steps) {
        const before = { [cake]: past.state(stockStream(cake)), [latte]: past.state(stockStream(latte)) };
        if (!Array.isArray(step)) {
          past = past.after(past.when({ type: 'menu.setStock', ...step }) as never);
        } else {
          const { answers, changes } = proposeStock(step, past.desk());
          expect(new Set(changes.map((change) => change.stream)).size).toBe(changes.length);
          past = past.after(changes);
          const moved = { [cake]: 0, [latte]: 0 };
          step.forEach(({ kind, itemId, quantity }, index) => {
            if (answers[index]?.ok) moved[itemId] = (moved[itemId] ?? 0) + (kind === 'take' ? -quantity : quantity);
          });
          for (const itemId of [cake, latte]) {
            const was = before[itemId]?.remaining ?? null;
            expect(past.state(stockStream(itemId)).remaining).toBe(was === null ? null : was + (moved[itemId] ?? 0));
          }
        }
        for (const itemId of [cake, latte]) {
          const { remaining } = past.state(stockStream(itemId));
          const item = past.state(stream).items[itemId];
          expect(remaining ?? 0).toBeGreaterThanOrEqual(0);
          expect(item?.counted).toBe(remaining !== null);
          expect(item && isSoldOut(item, GIVEN_AT)).toBe(remaining === 0);
        }
      }
    }),
    { numRuns: 200 },
  );
}, 30_000);

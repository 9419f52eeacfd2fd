import { describe, expect, test } from '@jest/globals';
import { CategoryId, ItemId, OrderId, StationId, TaxRateId } from '../scalars.ts';
import type { ItemSaved, MenuEvent } from './events.ts';
import { evolveMenu, initialMenu, isSoldOut } from './state.ts';
import { evolveStock, initialStock } from './stock-state.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const itemId = ItemId.parse(id(1));
const bar = StationId.parse(id(2));
const kitchen = StationId.parse(id(3));
const AT = '2026-11-23T12:00:00.000Z';
const tart: ItemSaved = {
  type: 'menu.itemSaved',
  itemId,
  categoryId: CategoryId.parse(id(4)),
  name: 'Tart',
  price: 400,
  modifierGroupIds: [],
  taxes: { default: TaxRateId.parse(id(5)) },
  allergens: [],
  diets: [],
  stationIds: [],
  sort: 1,
};
const fold = (...events: readonly MenuEvent[]) => events.reduce(evolveMenu, initialMenu);
const off = { type: 'menu.availabilitySet', itemId, state: 'sold_out' } as const;

describe('the fold of the menu', () => {
  test('[MEN-1] a save replaces the item and leaves its availability and its count alone', () => {
    const counted = { type: 'menu.countingSet', itemId, counted: true } as const;
    const menu = fold(tart, { ...off, cause: 'hand', until: AT }, counted, { ...off, cause: 'count' }, tart);
    expect(menu.items[itemId]).toMatchObject({
      availability: { state: 'sold_out', until: AT },
      counted: true,
      outOfStock: true,
    });
    expect(menu.items[itemId]).not.toHaveProperty('type');
  });

  test('[MEN-22] what was said by hand and what was counted are two things', () => {
    const item = (...events: readonly MenuEvent[]) => Object.values(fold(tart, ...events).items);
    const back = { ...off, state: 'available' } as const;
    const soldOut = (...events: readonly MenuEvent[]) => item(...events).map((each) => isSoldOut(each, AT));
    expect(soldOut({ ...off, cause: 'hand' }, { ...back, cause: 'count' })).toEqual([true]);
    expect(soldOut({ ...off, cause: 'count' }, { ...back, cause: 'hand' })).toEqual([true]);
    expect(soldOut({ ...off, cause: 'count' }, { ...back, cause: 'count' })).toEqual([false]);
  });

  test('[MEN-6] a new default station takes over from the one before', () => {
    const menu = fold(
      { type: 'menu.stationSaved', stationId: bar, name: 'Bar', isDefault: true },
      { type: 'menu.stationSaved', stationId: kitchen, name: 'Kitchen', isDefault: true },
    );
    expect(menu.defaultStationId).toBe(kitchen);
    expect(menu.stations[bar]?.isDefault).toBe(false);
  });

  test('keeps what it is not told of: the same objects', () => {
    const menu = fold(tart, { ...tart, itemId: ItemId.parse(id(9)) });
    const after = evolveMenu(menu, { ...off, cause: 'hand' });
    expect(after.items[id(9)]).toBe(menu.items[id(9)]);
    expect(menu.items[itemId]?.availability).toEqual({ state: 'available' });
  });

  test('does not know what it was never told', () => {
    expect(() => evolveMenu(initialMenu, { type: 'menu.burned' } as never)).toThrow('unknown case');
    expect(evolveMenu(initialMenu, { ...off, cause: 'hand' })).toBe(initialMenu);
  });
});

test('[MEN-20] the fold of a count: what was counted last, less what went and more what came back', () => {
  const move = { itemId, orderId: OrderId.parse(id(8)), quantity: 2 } as const;
  const set = evolveStock(initialStock, { type: 'stock.set', itemId, remaining: 5 });
  expect(evolveStock(set, { type: 'stock.taken', ...move })).toEqual({ remaining: 3 });
  expect(evolveStock(set, { type: 'stock.returned', ...move })).toEqual({ remaining: 7 });
  expect(evolveStock(initialStock, { type: 'stock.taken', ...move })).toBe(initialStock);
  expect(evolveStock(initialStock, { type: 'stock.returned', ...move })).toBe(initialStock);
  expect(() => evolveStock(initialStock, { type: 'stock.burned' } as never)).toThrow('unknown case');
});

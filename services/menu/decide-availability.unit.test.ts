import { ItemId, type MenuCommand } from '@cafe/contract';
import { isSoldOut, menuStream, stockStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { GIVEN_AT } from '../kernel/given.ts';
import { deadlines } from './deadlines.ts';
import { menu } from './given-menu.suite.ts';
import { cake, latte, nobody, saveCake, saveLatte, storeId } from './menu-fixture.suite.ts';

const stream = menuStream(storeId);
const NOON_TOMORROW = '2026-11-24T12:00:00.000Z';
const service = { kind: 'service', id: 'menu' } as const;
const soldOut = { type: 'menu.setAvailability', itemId: latte, state: 'sold_out' } as const;
const back = { type: 'menu.setAvailability', itemId: latte, state: 'available' } as const;

const after = (past: typeof menu, ...commands: readonly MenuCommand[]) =>
  commands.reduce((before, command) => {
    const changes = before.when(command);
    if (typeof changes === 'string') throw new Error(changes);
    return before.after(changes);
  }, past);
const itemIn = (past: typeof menu, itemId: string) => {
  const item = past.state(stream).items[itemId];
  if (item === undefined) throw new Error(`no item ${itemId}`);
  return item;
};

describe('setting availability', () => {
  test('[MEN-9] takes an item off by hand, for good or until a moment, and puts it back', () => {
    expect(menu.when({ ...soldOut, until: NOON_TOMORROW })).toEqual([
      {
        stream,
        events: [
          { type: 'menu.availabilitySet', itemId: latte, state: 'sold_out', until: NOON_TOMORROW, cause: 'hand' },
        ],
      },
    ]);
    const past = after(menu, soldOut);
    expect(isSoldOut(itemIn(past, latte), NOON_TOMORROW)).toBe(true);
    expect(isSoldOut(itemIn(after(past, back), latte), GIVEN_AT)).toBe(false);
  });

  test('[MEN-9] stays quiet when it says nothing new', () => {
    expect(menu.when(back)).toEqual([]);
    expect(after(menu, soldOut).when(soldOut)).toEqual([]);
  });

  test('[MEN-9] is refused until a moment that has passed, and until anything for what is available', () => {
    expect(menu.when({ ...soldOut, until: GIVEN_AT })).toBe('menu.until_passed');
    expect(menu.when({ ...back, until: NOON_TOMORROW })).toBe('menu.until_passed');
  });

  test('[MEN-9] is refused for what is not on the menu', () => {
    expect(menu.when({ ...soldOut, itemId: ItemId.parse(nobody) })).toBe('menu.not_found');
    expect(after(menu, { ...saveLatte, archived: true }).when(soldOut)).toBe('menu.not_found');
  });

  test('[MEN-19] is not put back by hand while none is left', () => {
    const past = after(menu, { type: 'menu.setStock', itemId: latte, remaining: 0 });
    expect(past.when(back)).toBe('menu.sold_out');
    const counted = after(past, { type: 'menu.setStock', itemId: latte, remaining: 2 });
    expect(counted.when(back)).toEqual([]);
  });
});

describe('what is sold out until a moment', () => {
  const past = after(menu, { ...soldOut, until: NOON_TOMORROW });

  test('[MEN-17] can be had from that moment on, without a commit', () => {
    expect(isSoldOut(itemIn(past, latte), '2026-11-24T11:59:59.999Z')).toBe(true);
    expect(isSoldOut(itemIn(past, latte), NOON_TOMORROW)).toBe(false);
  });

  test('[MEN-18] is due for the service, by a command that puts it back', () => {
    expect(deadlines(stream, past.state(stream))).toEqual([
      { at: NOON_TOMORROW, kind: `back:${latte}`, command: back },
    ]);
    const changes = past.when(back, { by: service, at: NOON_TOMORROW });
    expect(changes).toHaveLength(1);
    expect(deadlines(stream, past.after(changes as never).state(stream))).toEqual([]);
  });

  test('[MEN-18] is not put back by the service before that, nor when somebody said something else since', () => {
    expect(past.when(back, { by: service, at: GIVEN_AT })).toEqual([]);
    expect(after(past, soldOut).when(back, { by: service, at: NOON_TOMORROW })).toEqual([]);
    const longer = after(past, { ...soldOut, until: '2026-11-25T12:00:00.000Z' });
    expect(longer.when(back, { by: service, at: NOON_TOMORROW })).toEqual([]);
  });

  test('[MEN-18] nothing is due for what is sold out for good, available or archived, nor on a count', () => {
    expect(deadlines(stream, after(menu, soldOut).state(stream))).toEqual([]);
    expect(deadlines(stream, after(past, { ...saveLatte, archived: true }).state(stream))).toEqual([]);
    expect(deadlines(stockStream(latte), menu.state(stockStream(latte)))).toEqual([]);
  });
});

describe('setting a count', () => {
  const count = (remaining: number | null): MenuCommand => ({ type: 'menu.setStock', itemId: cake, remaining });

  test('[MEN-20] counts from then on, and tells the menu so in the same commit', () => {
    expect(menu.when(count(5))).toEqual([
      { stream: stockStream(cake), events: [{ type: 'stock.set', itemId: cake, remaining: 5 }] },
      { stream, events: [{ type: 'menu.countingSet', itemId: cake, counted: true }] },
    ]);
  });

  test('[MEN-20] counted again, it concerns the count alone', () => {
    expect(after(menu, count(5)).when(count(7))).toEqual([
      { stream: stockStream(cake), events: [{ type: 'stock.set', itemId: cake, remaining: 7 }] },
    ]);
  });

  test('[MEN-20] stays quiet when it says nothing new', () => {
    expect(menu.when(count(null))).toEqual([]);
    expect(after(menu, count(5)).when(count(5))).toEqual([]);
  });

  test('[MEN-20] is refused for what is not on the menu', () => {
    expect(after(menu, { ...saveCake, archived: true }).when(count(5))).toBe('menu.not_found');
  });

  test('[MEN-20] null ends it, and what was out is back', () => {
    const past = after(menu, count(0), count(null));
    expect(past.state(stockStream(cake))).toEqual({ remaining: null });
    expect(itemIn(past, cake)).toMatchObject({ counted: false, outOfStock: false });
  });

  test('[MEN-22] 0 takes the item off the menu, more puts it back', () => {
    const empty = after(menu, count(0));
    expect(isSoldOut(itemIn(empty, cake), GIVEN_AT)).toBe(true);
    expect(isSoldOut(itemIn(after(empty, count(1)), cake), GIVEN_AT)).toBe(false);
  });

  test('[MEN-22] what was said by hand outlives the count', () => {
    const byHand: MenuCommand = { type: 'menu.setAvailability', itemId: cake, state: 'sold_out' };
    expect(isSoldOut(itemIn(after(menu, byHand, count(0), count(3)), cake), GIVEN_AT)).toBe(true);
  });
});

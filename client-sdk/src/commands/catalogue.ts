import { type Change, changeOn } from './change.ts';
import type { Send } from './send.ts';

/** The menu's own things, each saved whole: what is not named is taken away. Prices in minor units. See services/menu/RULES.md. */
export interface CatalogueCommands {
  /**
   * A category, at most two deep. `name` has 1–80 characters, `sort` is 0–9,999.
   *
   * @throws {CafeError} `menu.not_found` (its parent, a station), `menu.invalid_category`, `menu.in_use` (archived while
   *   something is in it)
   * @see services/menu/RULES.md, MEN-1 to MEN-4
   * @example
   * await cafe.catalogue.saveCategory({ categoryId: newId(), name: 'Cakes', sort: 1 });
   */
  readonly saveCategory: Change<'menu.saveCategory'>;
  /**
   * An item with its price, variants (at most 20), taxes and stations. Lines that were sent keep the price they were sent with.
   *
   * @throws {CafeError} `menu.not_found` (what it names), `menu.invalid_item` (a list names a thing twice, or the PLU is
   *   another item's), `menu.default_station` (there is no station yet)
   * @see services/menu/RULES.md, MEN-1, MEN-2, MEN-6, MEN-7
   * @example
   * await cafe.catalogue.saveItem({ ...item, price: 380 });
   */
  readonly saveItem: Change<'menu.saveItem'>;
  /**
   * A group of 1–30 modifiers: from `min` to `max` of them are chosen, each at most `maxQuantity` times.
   *
   * @throws {CafeError} `menu.invalid_group`, `menu.in_use` (archived while items have it)
   * @see services/menu/RULES.md, MEN-1, MEN-4, MEN-5
   * @example
   * await cafe.catalogue.saveModifierGroup({ ...group, min: 0, max: 3 });
   */
  readonly saveModifierGroup: Change<'menu.saveModifierGroup'>;
  /**
   * A tax rate, in parts per million: 70,000 is 7 %. Lines that were sent keep the rate they were sent with.
   *
   * @throws {CafeError} nothing of its own
   * @see services/menu/RULES.md, MEN-1
   * @example
   * await cafe.catalogue.saveTaxRate({ taxRateId: newId(), name: 'Food', ratePpm: 70_000, inclusive: true });
   */
  readonly saveTaxRate: Change<'menu.saveTaxRate'>;
  /**
   * A station of the kitchen. One of them is the default, which items without a station go to: the first one, until another
   * is saved as it.
   *
   * @throws {CafeError} `menu.default_station` (the default one says that it is not)
   * @see services/menu/RULES.md, MEN-1, MEN-6
   * @example
   * await cafe.catalogue.saveStation({ stationId: newId(), name: 'Bar', isDefault: false });
   */
  readonly saveStation: Change<'menu.saveStation'>;
  /**
   * Sold out by hand, for good or `until` a moment to come (UTC), or back.
   *
   * @throws {CafeError} `menu.not_found`, `menu.until_passed`, `menu.sold_out` (back, while the count is 0),
   *   `actor.approval_required`
   * @see services/menu/RULES.md, MEN-9, MEN-18, MEN-19
   * @example
   * await cafe.catalogue.setAvailability({ itemId, state: 'sold_out' });
   */
  readonly setAvailability: Change<'menu.setAvailability'>;
  /**
   * How many are left, 0–100,000; null ends the counting. At 0 the item is sold out.
   *
   * @throws {CafeError} `menu.not_found`, `actor.approval_required`
   * @see services/menu/RULES.md, MEN-20, MEN-22
   * @example
   * await cafe.catalogue.setStock({ itemId, remaining: 12 });
   */
  readonly setStock: Change<'menu.setStock'>;
}

export const catalogueOn = (send: Send): CatalogueCommands => {
  const change = changeOn(send);
  return {
    saveCategory: change('menu.saveCategory'),
    saveItem: change('menu.saveItem'),
    saveModifierGroup: change('menu.saveModifierGroup'),
    saveTaxRate: change('menu.saveTaxRate'),
    saveStation: change('menu.saveStation'),
    setAvailability: change('menu.setAvailability'),
    setStock: change('menu.setStock'),
  };
};

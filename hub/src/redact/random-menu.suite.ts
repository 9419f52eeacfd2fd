import type {
  CategoryId,
  DomainEvent,
  ItemId,
  ModifierGroupId,
  ModifierId,
  Part,
  StationId,
  TaxRateId,
} from '@cafe/contract';
import { menuStream } from '@cafe/contract/folds';
import fc from 'fast-check';
import { AT, STORE } from '../test-bill.suite.ts';

type Type = Extract<DomainEvent['type'], `menu.${string}`>;
type Of<T extends Type> = Omit<Extract<DomainEvent, { type: T }>, 'type'>;

/** A few ids of each kind, so that events meet each other; what kind a text is of is a matter of types alone. */
const id = <Id extends string>(kind: number) =>
  fc.integer({ min: 1, max: 3 }).map((index) => `018f2b6a-0000-7000-8000-0000000${kind}000${index}` as Id);
const categoryId = id<CategoryId>(1);
const itemId = id<ItemId>(2);
const modifierGroupId = id<ModifierGroupId>(3);
const modifierId = id<ModifierId>(4);
const taxRateId = id<TaxRateId>(5);
const stationId = id<StationId>(6);
const name = fc.constantFrom('Soup', 'Tea', 'Bar');
const price = fc.nat(2_000);
const sort = fc.nat(9);

/** Every event that can stand on a menu's stream. One forgotten here does not compile. */
const EVENTS: { readonly [T in Type]: fc.Arbitrary<Of<T>> } = {
  'menu.categorySaved': fc.record({ categoryId, name, sort }),
  'menu.itemSaved': fc.record({
    itemId,
    categoryId,
    name,
    price,
    modifierGroupIds: fc.array(modifierGroupId, { maxLength: 2 }),
    allergens: fc.constant([]),
    diets: fc.constant([]),
    stationIds: fc.array(stationId, { maxLength: 2 }),
    sort,
    taxes: fc.record({ default: taxRateId }),
  }),
  'menu.modifierGroupSaved': fc.record({
    modifierGroupId,
    name,
    min: fc.constant(0),
    max: fc.constant(2),
    required: fc.boolean(),
    maxQuantity: fc.constant(2),
    options: fc.array(fc.record({ modifierId, name, price, allergens: fc.constant([]) }), { maxLength: 2 }),
  }),
  'menu.taxRateSaved': fc.record({ taxRateId, name, ratePpm: fc.nat(200_000), inclusive: fc.boolean() }),
  'menu.stationSaved': fc.record({ stationId, name, isDefault: fc.boolean() }),
  'menu.availabilitySet': fc.record({
    itemId,
    state: fc.constantFrom('available' as const, 'sold_out' as const),
    cause: fc.constantFrom('hand' as const, 'count' as const),
  }),
  'menu.countingSet': fc.record({ itemId, counted: fc.boolean() }),
};

const event = fc.oneof(
  ...Object.entries(EVENTS).map(([type, fields]) =>
    // An entry's type names its fields; entries forget that.
    (fields as fc.Arbitrary<object>).map((values) => ({ ...values, type }) as DomainEvent),
  ),
);

/** A menu's parts, from its first on. */
export const menus: fc.Arbitrary<readonly Part[]> = fc
  .array(fc.array(event, { minLength: 1, maxLength: 3 }), { maxLength: 12 })
  .map((all) =>
    all.map((events, index) => ({
      stream: menuStream(STORE),
      version: index + 1,
      events,
      at: AT,
      by: { kind: 'staff' as const, id: 'olga' },
    })),
  );

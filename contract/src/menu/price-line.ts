import type { PricedLine } from '../order/line.ts';
import type { RefusalCode } from '../refusals.ts';
import type { Instant, ItemId, ServiceType, StationId, VariantId } from '../scalars.ts';
import { chooseModifiers, type ModifierChoice } from './choose-modifiers.ts';
import { isSoldOut, type MenuItem, type MenuState } from './state.ts';

/** What a line asks for; a requested line of an order fits as it is. */
export interface LineChoice {
  readonly itemId: ItemId;
  readonly variantId?: VariantId | undefined;
  /** Per unit of the line. */
  readonly modifiers?: readonly ModifierChoice[] | undefined;
}

/**
 * What the menu says of a line, to be frozen on it when it is sent: amounts in minor units for one unit, the modifiers not
 * in `unitPrice`, the stations never empty. Its arrays may be the menu's own: copy before changing.
 */
export type LineQuote = Readonly<
  Pick<PricedLine, 'name' | 'variantName' | 'unitPrice' | 'modifiers' | 'tax' | 'stationIds' | 'allergens'>
>;

/** Why the menu cannot serve a line; the asker makes a refusal of it, or refuses that line only. */
export interface LineProblem {
  readonly code: Extract<
    RefusalCode,
    'menu.not_found' | 'menu.variant_required' | 'menu.invalid_modifiers' | 'menu.sold_out'
  >;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type LinePricing =
  | { readonly ok: true; readonly line: LineQuote }
  | { readonly ok: false; readonly problem: LineProblem };

const problem = (
  code: LineProblem['code'],
  message: string,
  details: LineProblem['details'],
): { readonly ok: false; readonly problem: LineProblem } => ({ ok: false, problem: { code, message, details } });

/** [MEN-13] the item's stations, else its category's, else those of the category above, else the default one */
const stationsOf = (menu: MenuState, item: MenuItem): StationId[] => {
  if (item.stationIds.length > 0) return item.stationIds;
  const category = menu.categories[item.categoryId];
  if (category?.stationIds?.length) return category.stationIds;
  const above = category?.parentId === undefined ? undefined : menu.categories[category.parentId];
  if (above?.stationIds?.length) return above.stationIds;
  return menu.defaultStationId === undefined ? [] : [menu.defaultStationId];
};

const variantOf = (item: MenuItem, variantId: VariantId | undefined) => {
  if (variantId === undefined) return undefined;
  return item.variants?.find((variant) => variant.variantId === variantId);
};

/** What the order knows when it asks. */
export interface PricingOccasion {
  readonly serviceType: ServiceType;
  /** The moment of the commit: what is sold out until an earlier moment is available. */
  readonly at: Instant;
}

/**
 * What one requested line is and costs by the menu, or why it cannot be had. Pure, and cheap: it is on the path of every
 * order. Amounts are in minor units; the quantity of the line plays no part.
 *
 * Problems: `menu.not_found` (no such item or variant, or archived), `menu.variant_required { variantIds }`,
 * `menu.invalid_modifiers { modifierGroupId, min, max, maxQuantity, chosen } | { modifierId }`, `menu.sold_out { itemId, until? }`.
 *
 * @see services/menu/RULES.md, MEN-10 to MEN-15
 */
export const priceLine = (
  menu: MenuState,
  requested: LineChoice,
  { serviceType, at }: PricingOccasion,
): LinePricing => {
  const { itemId, variantId } = requested;
  const item = menu.items[itemId];
  if (item === undefined || item.archived === true) {
    return problem('menu.not_found', `item ${itemId} is not on the menu`, { itemId });
  }
  if (isSoldOut(item, at)) {
    const { until } = item.availability;
    return problem('menu.sold_out', `${item.name} is sold out`, until === undefined ? { itemId } : { itemId, until });
  }
  const variant = variantOf(item, variantId);
  if (variantId !== undefined && variant === undefined) {
    return problem('menu.not_found', `${item.name} has no variant ${variantId}`, { itemId, variantId });
  }
  if (variant === undefined && item.variants !== undefined && item.variants.length > 0) {
    const variantIds = item.variants.map((each) => each.variantId);
    return problem('menu.variant_required', `${item.name} comes in variants`, { itemId, variantIds });
  }
  const chosen = chooseModifiers(menu, item, requested.modifiers);
  if ('problem' in chosen) return problem('menu.invalid_modifiers', chosen.problem, { itemId, ...chosen.details });

  const taxRate = menu.taxRates[item.taxes[serviceType] ?? item.taxes.default];
  const stationIds = stationsOf(menu, item);
  // Neither can happen to a menu that was made by commands (MEN-2, MEN-6); a line without tax or station must not get out.
  if (taxRate === undefined || stationIds.length === 0) {
    return problem('menu.not_found', `${item.name} has no tax rate or no station`, { itemId });
  }
  const { taxRateId, ratePpm, inclusive } = taxRate;
  const { modifiers, allergens } = chosen;
  const common = { name: item.name, modifiers, tax: { taxRateId, ratePpm, inclusive }, stationIds, allergens };
  if (variant === undefined) return { ok: true, line: { ...common, unitPrice: item.price } };
  return { ok: true, line: { ...common, variantName: variant.name, unitPrice: variant.price } };
};

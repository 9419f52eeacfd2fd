import type { LineModifier } from '../order/line.ts';
import type { ModifierId } from '../scalars.ts';
import type { Allergen } from './shapes.ts';
import type { MenuItem, MenuState, ModifierGroup } from './state.ts';

/** An option of one of the item's groups, and how much of it on one unit. */
export interface ModifierChoice {
  readonly modifierId: ModifierId;
  readonly quantity: number;
}

type Chosen =
  | { readonly modifiers: LineModifier[]; readonly allergens: Allergen[] }
  | { readonly problem: string; readonly details: Readonly<Record<string, unknown>> };

const NONE: readonly never[] = [];

const optionIn = (group: ModifierGroup | undefined, modifierId: ModifierId) =>
  group?.options.find((option) => option.modifierId === modifierId);

/** The limits of a group, for the sender to show. */
const limits = ({ modifierGroupId, min, max, required, maxQuantity }: ModifierGroup, chosen: number) => ({
  modifierGroupId,
  min: required ? Math.max(min, 1) : min,
  max,
  maxQuantity,
  chosen,
});

/** [MEN-12] a required group that was left unanswered takes its defaults */
const defaultsOf = (group: ModifierGroup): readonly ModifierChoice[] =>
  group.options.filter((option) => option.isDefault === true).map(({ modifierId }) => ({ modifierId, quantity: 1 }));

/** What was asked of one group, priced, in the order of its options; `count` is Σ of the quantities. */
const answer = (group: ModifierGroup, requested: readonly ModifierChoice[]) => {
  const modifiers: LineModifier[] = [];
  let count = 0;
  let most = 0;
  for (const { modifierId, name, price } of group.options) {
    let quantity = 0;
    for (const each of requested) if (each.modifierId === modifierId) quantity += each.quantity;
    if (quantity > 0) modifiers.push({ modifierId, name, price, quantity });
    count += quantity;
    most = Math.max(most, quantity);
  }
  return { modifiers, count, most };
};

/**
 * The modifiers of one unit, checked against the limits of the item's groups and priced, with the allergens of item and
 * options. A modifier named twice counts with the sum of its quantities. Pure.
 *
 * @see services/menu/RULES.md, MEN-11, MEN-12, MEN-15
 */
export const chooseModifiers = (
  menu: MenuState,
  item: MenuItem,
  requested: readonly ModifierChoice[] = NONE,
): Chosen => {
  const groups = item.modifierGroupIds;
  if (groups.length === 0 && requested.length === 0) return { modifiers: [], allergens: item.allergens };
  for (const { modifierId } of requested) {
    if (!groups.some((groupId) => optionIn(menu.modifierGroups[groupId], modifierId) !== undefined)) {
      return { problem: `${item.name} does not come with modifier ${modifierId}`, details: { modifierId } };
    }
  }
  const modifiers: LineModifier[] = [];
  for (const groupId of groups) {
    const group = menu.modifierGroups[groupId];
    if (group === undefined) continue; // [MEN-2] an item names only groups that exist
    let answered = answer(group, requested);
    if (answered.count === 0 && group.required) answered = answer(group, defaultsOf(group));
    const { count, most } = answered;
    const min = group.required ? Math.max(group.min, 1) : group.min;
    const tooFew = count < min && (count > 0 || group.required);
    if (tooFew || count > group.max || most > group.maxQuantity) {
      return { problem: `${item.name}: choose within the limits of ${group.name}`, details: limits(group, count) };
    }
    modifiers.push(...answered.modifiers);
  }
  return { modifiers, allergens: allergensOf(menu, item, modifiers) };
};

/** [MEN-15] the union, each once; the item's own list where nothing is added, so that the usual line allocates nothing */
const allergensOf = (menu: MenuState, item: MenuItem, modifiers: readonly LineModifier[]): Allergen[] => {
  let union: Allergen[] | undefined;
  for (const groupId of item.modifierGroupIds) {
    for (const { modifierId } of modifiers) {
      for (const allergen of optionIn(menu.modifierGroups[groupId], modifierId)?.allergens ?? NONE) {
        if ((union ?? item.allergens).includes(allergen)) continue;
        union = [...(union ?? item.allergens), allergen];
      }
    }
  }
  return union ?? item.allergens;
};

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

type Option = ModifierGroup['options'][number];

/** An option and its place in its group. */
interface Place {
  readonly option: Option;
  readonly index: number;
}

/** The options of a group by id, kept by the group's identity: a group is another object only when it was saved again. */
const places = new WeakMap<ModifierGroup, ReadonlyMap<string, Place>>();
const placesOf = (group: ModifierGroup): ReadonlyMap<string, Place> => {
  const known = places.get(group);
  if (known !== undefined) return known;
  const made = new Map(group.options.map((option, index) => [option.modifierId, { option, index }]));
  places.set(group, made);
  return made;
};

/** What one group was asked for. `matched`: how many of the choices were its own. */
interface Answer {
  readonly picked: { readonly place: Place; quantity: number }[];
  readonly matched: number;
}

/** What was asked of one group, in the order of its options; one that is named twice counts with the sum. */
const answerOf = (group: ModifierGroup, choices: readonly ModifierChoice[]): Answer => {
  const own = placesOf(group);
  const picked: Answer['picked'] = [];
  let matched = 0;
  for (const { modifierId, quantity } of choices) {
    const place = own.get(modifierId);
    if (place === undefined) continue;
    matched += 1;
    const again = picked.find((each) => each.place === place);
    if (again === undefined) picked.push({ place, quantity });
    else again.quantity += quantity;
  }
  if (picked.length > 1) picked.sort((one, other) => one.place.index - other.place.index);
  return { picked, matched };
};

/** [MEN-12] a required group that was left unanswered takes its defaults */
const defaultsOf = ({ options }: ModifierGroup): readonly ModifierChoice[] =>
  options.filter(({ isDefault }) => isDefault === true).map(({ modifierId }) => ({ modifierId, quantity: 1 }));

/** [MEN-11] the limits of a group, for the sender to show, where the answer is not within them */
const brokenLimits = (group: ModifierGroup, { picked }: Answer): Readonly<Record<string, unknown>> | undefined => {
  const { modifierGroupId, max, required, maxQuantity } = group;
  const min = required ? Math.max(group.min, 1) : group.min;
  let chosen = 0;
  let most = 0;
  for (const { quantity } of picked) {
    chosen += quantity;
    if (quantity > most) most = quantity;
  }
  const tooFew = chosen < min && (chosen > 0 || required);
  if (!tooFew && chosen <= max && most <= maxQuantity) return undefined;
  return { modifierGroupId, min, max, maxQuantity, chosen };
};

const foreign = (item: MenuItem, groups: readonly ModifierGroup[], choices: readonly ModifierChoice[]): Chosen => {
  const unknown = choices.find(({ modifierId }) => !groups.some((group) => placesOf(group).has(modifierId)));
  const modifierId = unknown?.modifierId;
  return { problem: `${item.name} does not come with modifier ${modifierId}`, details: { modifierId } };
};

/** [MEN-15] each once; the item's own list where nothing is new, so that the usual line allocates nothing */
const withAllergens = (allergens: Allergen[], own: Allergen[], more: readonly Allergen[]): Allergen[] => {
  let union = allergens;
  for (const allergen of more) {
    if (union.includes(allergen)) continue;
    if (union === own) union = [...own];
    union.push(allergen);
  }
  return union;
};

/**
 * The modifiers of one unit, checked against the limits of the item's groups and priced, with the allergens of item and
 * options. Pure.
 *
 * @see services/menu/RULES.md, MEN-11, MEN-12, MEN-15
 */
export const chooseModifiers = (
  { modifierGroups }: MenuState,
  item: MenuItem,
  choices: readonly ModifierChoice[] = [],
): Chosen => {
  const groups: ModifierGroup[] = [];
  for (const groupId of item.modifierGroupIds) {
    const group = modifierGroups[groupId];
    if (group !== undefined) groups.push(group); // [MEN-2] an item names only groups that exist
  }
  const modifiers: LineModifier[] = [];
  let allergens = item.allergens;
  let matched = 0;
  for (const group of groups) {
    let answer = answerOf(group, choices);
    matched += answer.matched;
    if (answer.matched === 0 && group.required) answer = answerOf(group, defaultsOf(group));
    const details = brokenLimits(group, answer);
    if (details) return { problem: `${item.name}: choose within the limits of ${group.name}`, details };
    for (const { place, quantity } of answer.picked) {
      const { modifierId, name, price } = place.option;
      modifiers.push({ modifierId, name, price, quantity });
      allergens = withAllergens(allergens, item.allergens, place.option.allergens);
    }
  }
  return matched === choices.length ? { modifiers, allergens } : foreign(item, groups, choices);
};

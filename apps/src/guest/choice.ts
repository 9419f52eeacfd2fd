import type { LineWish, MenuItem, MenuState, ModifierId, OrderLine, VariantId } from '@cafe/client-sdk';

export type Group = MenuState['modifierGroups'][string];

/** What is chosen of one dish, before it goes into the cart. */
export interface Choice {
  readonly variantId: VariantId | undefined;
  /** How much of each option, for one unit. */
  readonly modifiers: Readonly<Record<string, number>>;
  readonly quantity: number;
  readonly note: string;
}

export const MOST = 99;

/** The groups that a dish comes with, in its order. */
export const groupsOf = (menu: MenuState, item: MenuItem): readonly Group[] =>
  item.modifierGroupIds.flatMap((id) => {
    const group = menu.modifierGroups[id];
    return group && group.archived !== true ? [group] : [];
  });

/** How it usually comes: the first size, the options that are its defaults. */
export const usualOf = (menu: MenuState, item: MenuItem): Choice => {
  const defaults = groupsOf(menu, item).flatMap(({ options }) => options.filter(({ isDefault }) => isDefault === true));
  return {
    variantId: item.variants?.[0]?.variantId,
    modifiers: Object.fromEntries(defaults.map(({ modifierId }) => [modifierId, 1])),
    quantity: 1,
    note: '',
  };
};

/** What was chosen of a line that lies in the cart. */
export const choiceOf = (line: OrderLine): Choice => ({
  variantId: line.variantId,
  modifiers: Object.fromEntries(line.modifiers.map(({ modifierId, quantity }) => [modifierId, quantity])),
  quantity: line.quantity,
  note: line.note ?? '',
});

const chosenIn = ({ options }: Group, { modifiers }: Choice): number =>
  options.reduce((sum, { modifierId }) => sum + (modifiers[modifierId] ?? 0), 0);

/** How many of a group have to be chosen, once one has to or is. */
export const leastOf = ({ min, required }: Group): number => (required ? Math.max(min, 1) : min);

/** Whether one takes the place of the other, instead of coming beside it. */
export const isEither = ({ max, maxQuantity }: Group): boolean => max === 1 && maxQuantity === 1;

/** Whether a group's answer is within its limits. */
export const isAnswered = (group: Group, choice: Choice): boolean => {
  const chosen = chosenIn(group, choice);
  if (chosen > group.max) return false;
  return chosen >= leastOf(group) || (chosen === 0 && !group.required);
};

/** The first group that is not answered as it has to be. */
export const missingIn = (groups: readonly Group[], choice: Choice): Group | undefined =>
  groups.find((group) => !isAnswered(group, choice));

/** Whether one more of an option is still within the limits. */
export const mayAdd = (group: Group, choice: Choice, modifierId: ModifierId): boolean =>
  (choice.modifiers[modifierId] ?? 0) < group.maxQuantity && (isEither(group) || chosenIn(group, choice) < group.max);

const without = (modifiers: Choice['modifiers'], gone: ReadonlySet<string>): Choice['modifiers'] =>
  Object.fromEntries(Object.entries(modifiers).filter(([id]) => !gone.has(id)));

/** One option with another quantity; what is beyond the limits changes nothing. */
export const withOption = (
  choice: Choice,
  group: Group,
  [modifierId, quantity]: readonly [ModifierId, number],
): Choice => {
  const before = choice.modifiers[modifierId] ?? 0;
  if (quantity > before && !mayAdd(group, choice, modifierId)) return choice;
  const gone = new Set<string>(isEither(group) ? group.options.map((option) => option.modifierId) : [modifierId]);
  const rest = without(choice.modifiers, gone);
  return { ...choice, modifiers: quantity > 0 ? { ...rest, [modifierId]: quantity } : rest };
};

/** The modifiers as the hub is asked for them, in the order of the groups. */
export const modifiersOf = (groups: readonly Group[], { modifiers }: Choice) =>
  groups.flatMap(({ options }) =>
    options.flatMap(({ modifierId }) => {
      const quantity = modifiers[modifierId] ?? 0;
      return quantity > 0 ? [{ modifierId, quantity }] : [];
    }),
  );

/** The line that a choice asks for. */
export const wishOf = (menu: MenuState, item: MenuItem, choice: Choice): Omit<LineWish, 'lineId'> => {
  const note = choice.note.trim();
  return {
    itemId: item.itemId,
    quantity: choice.quantity,
    modifiers: modifiersOf(groupsOf(menu, item), choice),
    ...(choice.variantId !== undefined && { variantId: choice.variantId }),
    ...(note !== '' && { note }),
  };
};

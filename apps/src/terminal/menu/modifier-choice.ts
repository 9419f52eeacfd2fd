import type { ModifierGroup } from './menu-parts.ts';

/** How often each option is chosen, by its id; what is not chosen is not there. */
export type Chosen = Readonly<Record<string, number>>;

const countIn = ({ options }: ModifierGroup, chosen: Chosen): number =>
  options.reduce((sum, { modifierId }) => sum + (chosen[modifierId] ?? 0), 0);

const without = (chosen: Chosen, ids: ReadonlySet<string>): Chosen =>
  Object.fromEntries(Object.entries(chosen).filter(([id]) => !ids.has(id)));

/** What is chosen beforehand. Pure. */
export const defaultsOf = (groups: readonly ModifierGroup[]): Chosen =>
  Object.fromEntries(
    groups.flatMap(({ options, required }) =>
      options
        .filter(({ isDefault }) => required && isDefault === true)
        .map(({ modifierId }) => [modifierId, 1] as const),
    ),
  );

/**
 * A tap on an option: one more of it as long as the group allows, then none. Where only one can be chosen, it takes the other's
 * place; a required one is not tapped away. Pure.
 */
export const tapOption = (group: ModifierGroup, chosen: Chosen, modifierId: string): Chosen => {
  const now = chosen[modifierId] ?? 0;
  if (group.max === 1) {
    const cleared = without(chosen, new Set(group.options.map((option) => option.modifierId)));
    return now > 0 && !group.required ? cleared : { ...cleared, [modifierId]: 1 };
  }
  const isFull = countIn(group, chosen) >= group.max;
  if (now < group.maxQuantity && !isFull) return { ...chosen, [modifierId]: now + 1 };
  return now > 0 ? without(chosen, new Set([modifierId])) : chosen;
};

/** How many options a group still wants; 0: it is content. Pure. */
export const missingIn = (group: ModifierGroup, chosen: Chosen): number => {
  const least = group.required ? Math.max(group.min, 1) : group.min;
  const count = countIn(group, chosen);
  return count === 0 && !group.required ? 0 : Math.max(0, least - count);
};

/** Whether nothing more can be chosen of a group. */
export const isFull = (group: ModifierGroup, chosen: Chosen): boolean => countIn(group, chosen) >= group.max;

import type { DomainEvent } from '@cafe/contract';
import { type MenuState, menuStream } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';

/** The menu as the commit will find it. */
export const menuOn = (desk: Desk): MenuState => desk.state(menuStream(desk.storeId));

/** Events for the menu's stream; none is no change. */
export const onMenu = (desk: Desk, ...events: readonly DomainEvent[]): readonly Change[] =>
  events.length === 0 ? [] : [{ stream: menuStream(desk.storeId), events }];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether two values of plain JSON say the same; a key that is undefined is one that is not there. */
export const saysTheSame = (one: unknown, other: unknown): boolean => {
  if (Object.is(one, other)) return true;
  if (!isRecord(one) || !isRecord(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => saysTheSame(one[key], other[key]));
};

/**
 * [MEN-1] One way to say a thing: a mark that is not set, a list that may be absent and is empty, are left out. So that what
 * an import reads from empty cells is what the menu has.
 */
export const inOneWay = <Saved extends object>(saved: Saved, marks: readonly (keyof Saved)[]): Saved => {
  const isUnset = (value: unknown): boolean => value === false || (Array.isArray(value) && value.length === 0);
  const unset: readonly PropertyKey[] = marks.filter((mark) => isUnset(saved[mark]));
  if (unset.length === 0) return saved;
  // Only keys that may be absent are named as marks.
  return Object.fromEntries(Object.entries(saved).filter(([key]) => !unset.includes(key))) as Saved;
};

/** What of the menu a save may name. */
type Named = 'categories' | 'modifierGroups' | 'taxRates' | 'stations' | 'items';

const SINGULAR = {
  categories: 'category',
  modifierGroups: 'modifier group',
  taxRates: 'tax rate',
  stations: 'station',
  items: 'item',
} as const satisfies Record<Named, string>;

/** [MEN-2] what a save names is there; with `live`, it is not archived either */
export const requireNamed = (
  menu: MenuState,
  kind: Named,
  { ids, live }: { readonly ids: readonly string[]; readonly live: boolean },
): void => {
  for (const id of ids) {
    const found: { readonly name: string; readonly archived?: boolean | undefined } | undefined = menu[kind][id];
    if (found !== undefined && !(live && found.archived === true)) continue;
    const reason = found === undefined ? 'is not on the menu' : 'is archived';
    throw new Refusal('menu.not_found', `${SINGULAR[kind]} ${id} ${reason}`, { details: { kind: SINGULAR[kind], id } });
  }
};

/** The first value that comes a second time. */
export const firstRepeated = <Value>(values: readonly Value[]): Value | undefined =>
  values.find((value, index) => values.indexOf(value) !== index);

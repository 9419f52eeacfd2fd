import { type AnyState, kindOf, type MenuState, type StreamName } from '@cafe/contract/folds';
import type { Deadline } from '../kernel/definition.ts';

/** The deadlines of one menu, kept by its identity: whoever looks every second looks at a map. */
const known = new WeakMap<MenuState, readonly Deadline[]>();

const deadlinesOf = ({ items }: MenuState): readonly Deadline[] =>
  Object.values(items).flatMap(({ itemId, archived, availability: { state, until } }) => {
    if (state !== 'sold_out' || until === undefined || archived === true) return [];
    return [
      { at: until, kind: `back:${itemId}`, command: { type: 'menu.setAvailability', itemId, state: 'available' } },
    ];
  });

/** [MEN-18] what is sold out until a moment is put back by the service then. Only the menu has deadlines, counts have none. */
export const deadlines = (stream: StreamName, state: AnyState): readonly Deadline[] => {
  if (kindOf(stream) !== 'menu') return [];
  const menu = state as MenuState; // a stream's state is of its kind
  const found = known.get(menu) ?? deadlinesOf(menu);
  known.set(menu, found);
  return found;
};

import type { Instant } from '@cafe/contract';
import { isSoldOut, type MenuItem } from '@cafe/contract/folds';
import type { Desk, Handler } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { menuOn, onMenu, saysTheSame } from './decide-common.ts';
import { proposeCount } from './propose.ts';

const itemOn = (desk: Desk, itemId: string): MenuItem => {
  const item = menuOn(desk).items[itemId];
  if (item !== undefined && item.archived !== true) return item;
  throw new Refusal('menu.not_found', `item ${itemId} is not on the menu`, { details: { kind: 'item', id: itemId } });
};

/** [MEN-9] `until` is a moment to come, and only of what is sold out */
const requireComing = (until: Instant | undefined, state: string, at: Instant): void => {
  if (until === undefined || (state === 'sold_out' && until > at)) return;
  throw new Refusal('menu.until_passed', `${state} until ${until} says nothing`, { details: { until, now: at } });
};

/** [MEN-18] the service only ends what is over: somebody may have said something else since it was due */
const isStillDue = ({ availability }: MenuItem, at: Instant): boolean =>
  availability.state === 'sold_out' && availability.until !== undefined && availability.until <= at;

/** [MEN-9] sold out by hand, and back · [MEN-18] back by the clock · [MEN-19] not back by hand while the count is 0 */
export const setAvailability: Handler<'menu.setAvailability'> = ({ itemId, state, until }, desk) => {
  const item = itemOn(desk, itemId);
  requireComing(until, state, desk.at);
  if (desk.by.kind === 'service' && !isStillDue(item, desk.at)) return [];
  const next = until === undefined ? { state } : { state, until };
  if (!saysTheSame(item.availability, next)) {
    return onMenu(desk, { type: 'menu.availabilitySet', itemId, ...next, cause: 'hand' });
  }
  if (state === 'available' && isSoldOut(item, desk.at)) {
    throw new Refusal('menu.sold_out', `none of ${item.name} is left`, {
      remedy: 'Set a new count, or end the counting.',
      details: { itemId, remaining: 0 },
    });
  }
  return [];
};

/** [MEN-20] counts from now on, or ends the counting · [MEN-22] and tells the menu */
export const setStock: Handler<'menu.setStock'> = ({ itemId, remaining }, desk) => {
  itemOn(desk, itemId);
  return proposeCount(itemId, remaining, desk);
};

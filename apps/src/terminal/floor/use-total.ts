import type { FollowedOrder } from '@cafe/client-sdk';
import { useCafe, useMenu } from '@cafe/client-sdk/preact';
import { isUnsent } from '../order/line-groups.ts';
import { shownLines } from '../order/shown-line.ts';
import { instantOf } from '../use-now.ts';

/** What a bill comes to with what was not sent yet: that part is by the menu of this moment. Minor units. */
export const useTotal = (order: FollowedOrder | undefined): number => {
  const menu = useMenu().value.value;
  const cafe = useCafe();
  if (!order) return 0;
  const estimating = { menu, serviceType: order.bill.serviceType, at: instantOf(cafe.now()) };
  const unsent = shownLines(order, estimating).filter(isUnsent);
  return unsent.reduce((sum, { price = 0 }) => sum + price, order.bill.totals.total);
};

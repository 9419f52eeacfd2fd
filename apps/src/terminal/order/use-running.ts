import type { FollowedOrder, OrderId } from '@cafe/client-sdk';
import { useFloor } from '@cafe/client-sdk/preact';

/**
 * A running bill, from the floor, which the terminal follows throughout: it has the bill at once, also one that was opened here
 * and of which the hub has not answered. One that has ended is not there any more.
 */
export const useRunning = (orderId: OrderId): FollowedOrder | undefined =>
  useFloor().value.value?.orders.find((order) => order.orderId === orderId);

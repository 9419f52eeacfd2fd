import type { GuestCommand } from '@cafe/contract';
import { unreachable } from '@cafe/contract/folds';
import type { Decide } from '../kernel/definition.ts';
import { type JoinFacts, join } from './decide-join.ts';
import { admit, endAll, expire, leave, remove, renewPin } from './decide-staff.ts';
import type { OrderPort } from './ports.ts';

/** What is known of a join from outside the log; of any other command, nothing. */
export type GuestFacts = JoinFacts | undefined;

/** No digits, and an id nobody used: what a join without facts would be decided on. */
const NO_FACTS: JoinFacts = { pin: 'none', isFirstOfItsId: true };

/**
 * What a command about guests does to an order, or a Refusal. Pure.
 *
 * @see services/guest/RULES.md
 */
export const createDecide =
  (orders: OrderPort): Decide<GuestCommand, GuestFacts> =>
  (command, desk, facts = NO_FACTS) => {
    switch (command.type) {
      case 'guest.join':
        return join(command, desk, { orders, facts });
      case 'guest.admit':
        return admit(command, desk, orders);
      case 'guest.leave':
        return leave(command, desk);
      case 'guest.remove':
        return remove(command, desk);
      case 'guest.endAll':
        return endAll(command, desk);
      case 'guest.renewPin':
        return renewPin(command, desk);
      case 'guest.expire':
        return expire(command, desk);
      default:
        return unreachable(command);
    }
  };

import { StoreId } from '@cafe/contract';
import { createGuestService, createMemoryGuestRows, guestRoutes } from '@cafe/services/guest';
import { MENU_ROUTES } from '@cafe/services/menu';
import { ORDER_ROUTES } from '@cafe/services/order';
import { paymentRoutes } from '@cafe/services/payment';
import { createMemoryRows, createUserService, USER_ROUTES } from '@cafe/services/user';
import type { Endpoint } from '../http/endpoint.ts';
import { endpointsOf } from '../http/endpoints.ts';
import type { HttpOptions } from '../http/options.ts';

/** What a service sends itself when its time comes; nobody asks for it over HTTP. */
export const COMMANDS_WITHOUT_PATH = ['guest.expire', 'order.expire'];

const never = (): never => {
  throw new Error('nothing is asked for a description');
};

/** Every endpoint of the hub with all its services, only to be described: nothing stands behind them. */
export const endpointsFor = (): readonly Endpoint[] => {
  const user = createUserService({
    rows: createMemoryRows(),
    hasher: { hash: never, matches: never },
    pepper: '',
    signer: { sign: never },
    guests: { subjectOf: never },
    staff: never,
    commit: never,
  });
  const guest = createGuestService({
    rows: createMemoryGuestRows(),
    pinKey: '',
    read: never,
    send: never,
    mustHold: never,
  });
  const options: Partial<HttpOptions> = {
    storeId: StoreId.parse('0193a1b2-0000-7000-8000-00000000c0de'),
    routes: [...USER_ROUTES, ...MENU_ROUTES, ...ORDER_ROUTES, ...paymentRoutes, ...guestRoutes],
    requestRoutes: [...user.requestRoutes, ...guest.requestRoutes],
  };
  return endpointsOf(options as HttpOptions); // describing asks for the routes alone
};

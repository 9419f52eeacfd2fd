import { commandEndpoint } from './commands.ts';
import type { Endpoint } from './endpoint.ts';
import { menuFileEndpoints } from './menu-files.ts';
import type { HttpOptions } from './options.ts';
import { floorReads } from './reads/floor.ts';
import { menuReads } from './reads/menu.ts';
import { orderReads } from './reads/orders.ts';
import { paymentReads } from './reads/payments.ts';
import { peopleReads } from './reads/people.ts';
import { requestEndpoint } from './requests.ts';

/** Everything below `/api/v1`, of which both the paths and their description are made. */
export const endpointsOf = (options: HttpOptions): readonly Endpoint[] => {
  const ports = { ...options, newUuid: options.newId };
  return [
    ...options.routes.map((route) => commandEndpoint(route, ports)),
    ...options.requestRoutes.map((route) => requestEndpoint(route, ports)),
    ...orderReads(ports),
    ...paymentReads(ports),
    ...floorReads(ports),
    ...menuReads(ports),
    ...menuFileEndpoints(ports),
    ...peopleReads(ports),
  ];
};

import type { GuestCommand } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import type { Change, Definition, Service } from '../kernel/definition.ts';
import { deadlines } from './deadlines.ts';
import { createDecide, type GuestFacts } from './decide.ts';
import { gatherJoin } from './gather-join.ts';
import { type PinGuardOptions, withPinGuard } from './pin-guard.ts';
import type { GuestDecisionPorts, GuestPorts } from './ports.ts';
import { guestSessionsModel } from './read-models.ts';
import { createRequestRoutes } from './request-routes.ts';
import { createGuestSubjects } from './sessions.ts';

export { type GuestClaims, type GuestStanding, guestStanding } from './decide-session.ts';
export { createMemoryGuestRows } from './memory-rows.ts';
export type { GuestCredentials, GuestDecisionPorts, GuestPorts, GuestRows, OrderPort } from './ports.ts';
export { guestRoutes } from './routes.ts';
export { connectGuestRows } from './store.ts';

/** Whether the guest is in or waits, from the commit alone. */
const resultOf = ({ type }: GuestCommand, changes: readonly Change[]) => {
  if (type !== 'guest.join') return undefined;
  const joined = changes.flatMap(({ events }) => events).find((event) => event.type === 'guest.joined');
  return joined && { guestId: joined.guestId, status: joined.status };
};

/** The guest service's commands. */
export const guestDefinition = (ports: GuestDecisionPorts): Definition<GuestCommand, GuestFacts> => {
  const gather = gatherJoin(ports);
  return {
    name: 'guest',
    owns: ['guest'],
    streamOf: ({ orderId }) => orderStream(orderId),
    gather: async (command, desk) => (command.type === 'guest.join' ? gather(command, desk) : undefined),
    decide: createDecide(ports.orders),
    result: resultOf,
    deadlines,
    readModels: [guestSessionsModel],
  };
};

/**
 * What the guest service does beside its commands: scanning, showing the digits, saying whom a phone's secret stands for,
 * and counting wrong digits (`guarded` is the service to put before the hub). It keeps nothing in memory that another
 * process would miss.
 */
export const createGuestService = (ports: GuestPorts) => ({
  requestRoutes: createRequestRoutes(ports),
  subjectOf: createGuestSubjects(ports),
  guarded: (service: Service, options: Omit<PinGuardOptions, 'pinTries'>): Service =>
    withPinGuard(service, { ...options, pinTries: ports.rows.pinTries }),
});

import type { AccessClaims, StationId } from '@cafe/contract';
import { floorStream, initialOf, orderStream, type StateOf, type StreamName, staffStream } from '@cafe/contract/folds';
import { type Kernel, Refusal } from '@cafe/services/kernel';
import { actorFrom, type Good } from '../actor.ts';
import type { Door } from '../door.ts';
import type { Actor } from '../policy.ts';
import { createCare } from './care.ts';
import type { HubSocketsOptions } from './hub-sockets.ts';
import type { LiveConnection } from './io-server.ts';
import { createKitchenOrders } from './kitchen-orders.ts';
import { createLostScreens, createWatchAnew } from './lost-screens.ts';
import { createOnSync } from './on-sync.ts';
import { createRevocation } from './revocation.ts';
import type { LoadedStream } from './sync-pages.ts';
import { createTickets, type OnShown } from './tickets.ts';
import type { TopicFacts } from './topic-streams.ts';

/** The state of a stream that is always held, or of one nothing was written to. */
const stateOf = <Name extends StreamName>(kernel: Kernel, stream: Name): StateOf<Name> =>
  // The kernel folds a stream by its name: this is its state.
  (kernel.peek(stream)?.state ?? initialOf(stream)) as StateOf<Name>;

/** A screen of the kitchen has it on its glass: there a trace ends. */
const showing =
  ({ tracer, now }: HubSocketsOptions): OnShown =>
  ({ commandId, firedMs, stationId, stream, version }) => {
    // What was watched anew after a start is not known by its command.
    if (!tracer?.isOn || commandId === undefined) return;
    tracer.shown({ commandId, stationId, stream, version, sinceMs: firedMs, nowMs: now().getTime() });
  };

/** What the live side is made of, apart from Socket.IO itself. */
export const assembleLive = (options: HubSocketsOptions) => {
  const { kernel, storeId, door, now, report, metrics } = options;
  const connections = new Map<string, LiveConnection>();
  const kitchenOrders = createKitchenOrders();
  const tickets = createTickets(showing(options));
  const facts = (): TopicFacts => ({
    storeId,
    floor: stateOf(kernel, floorStream(storeId)),
    // Looked through only where a topic holds them: most who ask want a room's name or one table.
    get kitchenOrders() {
      return kitchenOrders.at(now().getTime());
    },
  });
  const load = (stream: StreamName): Promise<LoadedStream> => kernel.state(stream);
  const actorNow = (claims: AccessClaims, standing: Good): Actor =>
    actorFrom(claims, standing, {
      staff: stateOf(kernel, staffStream(storeId)),
      order: claims.kind === 'guest' ? stateOf(kernel, orderStream(claims.orderId)) : undefined,
    });
  const revocation = createRevocation({
    connections: () => connections.values(),
    standing: (claims) => door.standingNow(claims),
    actor: actorNow,
    now,
  });
  const care = createCare({ connections: () => connections.values(), facts, load, now, report });
  const onSync = createOnSync({
    epoch: options.epoch,
    facts,
    load,
    now,
    newToken: options.newId,
    resumed: metrics.resumed,
    recheck: ({ peer }) => recheck(door, peer.current ?? peer.opener),
  });
  const elsewhere = { hasScreen: (_station: StationId): boolean => false };
  const watching = { kernel, kitchenOrders, tickets, now };
  const lostScreens = createLostScreens({ ...watching, hasScreenElsewhere: (station) => elsewhere.hasScreen(station) });
  const watchAnew = createWatchAnew(watching);
  const live = { connections, kitchenOrders, tickets, actorNow, revocation, care, onSync };
  return { ...live, lostScreens, watchAnew, elsewhere };
};

/** @throws {Refusal} whoever claims stand for may hear nothing any more */
export const recheck = (door: Door, claims: AccessClaims | undefined): Good => {
  const standing = claims && door.standingNow(claims);
  if (standing?.ok) return standing;
  throw new Refusal(standing?.code ?? 'auth.required', standing?.message ?? 'nobody is signed in');
};

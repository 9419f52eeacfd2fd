import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { AccessClaims, Commit, StoreId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { type EventLog, type Kernel, systemTimers, type Timers } from '@cafe/services/kernel';
import type { Door } from '../door.ts';
import type { Execute } from '../execute.ts';
import type { EnsureFresh } from '../freshness.ts';
import type { StagedCommand } from '../metrics/command-metrics.ts';
import type { Tracer } from '../observe/tracer.ts';
import type { RateLimiter } from '../rate-limits.ts';
import { RENEW_EVERY_MS, type SharedPlaces } from '../redis/places.ts';
import type { AdmissionLimits } from './admission.ts';
import { createEntrance } from './entrance.ts';
import { findKitchenOrders } from './find-kitchen-orders.ts';
import { HEADS_EVERY_MS } from './heads.ts';
import { type AdapterOf, betweenHubs, connectionOf, type createIo, type LiveConnection } from './io-server.ts';
import { createListen } from './listen.ts';
import { assembleLive } from './live-parts.ts';
import { createOnAuth } from './on-auth.ts';
import { type Between, createOtherHubs, type OtherHubs } from './other-hubs.ts';
import { createOutlet } from './outlet.ts';
import { createVolatile } from './volatile.ts';

export interface HubSocketsOptions {
  readonly http: HttpServer;
  readonly kernel: Kernel;
  /** The log, for what happened before this process began. */
  readonly log: Pick<EventLog, 'since'>;
  readonly storeId: StoreId;
  /** The log's own name. */
  readonly epoch: string;
  readonly door: Door;
  readonly execute: Execute;
  readonly ensureFresh: EnsureFresh;
  /** @throws {Refusal} `auth.*` */
  readonly verify: (token: string) => AccessClaims;
  readonly limits: AdmissionLimits;
  readonly limiters: { readonly staff: RateLimiter; readonly guest: RateLimiter };
  readonly allowHeadlessGuests: boolean;
  readonly origins: () => ReadonlySet<string>;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly metrics: SocketMetrics;
  readonly tracer?: Tracer;
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  readonly newId: () => string;
  /** What carries the connections; Socket.IO, unless a café in memory brings its own. */
  readonly createIo?: typeof createIo;
  /** What carries messages to other hubs of the store; a hub alone has none. */
  readonly adapter?: AdapterOf | undefined;
  /** The places of connections, counted over all hubs; a hub alone counts its own. */
  readonly sharedPlaces?: SharedPlaces | undefined;
  /** What the regular looks go by; the process's own timers, unless somebody steers the time. */
  readonly ticks?: Timers;
}

/** What is counted of sockets. */
export interface SocketMetrics {
  resumed(result: 'replay' | 'snapshot' | 'fresh'): void;
  emitted(event: 'commits' | 'heads' | 'notice'): void;
  fanout(seconds: number): void;
  /** A commit was told to other hubs, or by one. */
  carried(direction: 'out' | 'in'): void;
  stage(stage: 'emit', command: StagedCommand, seconds: number): void;
  swept(): void;
}

/** How often tokens, slow readers and silent stations are looked at, in milliseconds. */
const LOOK_EVERY_MS = 500;
/** Sockets closed at once when the hub stops, and the pause between two such batches, in milliseconds. */
const DRAIN_BATCH = 200;
const DRAIN_PAUSE_MS = 50;

/** The live side of the hub, while it runs. */
export interface HubSockets {
  readonly connections: () => Iterable<LiveConnection>;
  /** The orders that concern the kitchen now. */
  readonly kitchenOrders: () => readonly StreamName[];
  /** How many rooms somebody sits in; a socket's own room is not one. */
  readonly rooms: () => number;
  /** Tells the other hubs of commits that a service made for this one. */
  told(commits: readonly Commit[]): void;
  /** Takes in what no commit to come will say: the orders the kitchen still follows. */
  start(): Promise<void>;
  /** Tells everybody to come back elsewhere, closes them in batches, and resolves when all are gone. */
  stop(): Promise<void>;
}

/** Says goodbye in batches, so that another hub is not overrun by all at once. */
const drain = async (connections: readonly LiveConnection[]): Promise<void> => {
  for (let index = 0; index < connections.length; index += DRAIN_BATCH) {
    const batch = connections.slice(index, index + DRAIN_BATCH);
    for (const connection of batch) connection.notice({ kind: 'draining', retryAfterMs: DRAIN_PAUSE_MS + index });
    await new Promise((resolve) => setTimeout(resolve, DRAIN_PAUSE_MS));
    for (const connection of batch) connection.socket.disconnect(true);
  }
};

type Live = ReturnType<typeof assembleLive>;

/** This hub among the others of its store. */
const joinOthers = (options: HubSocketsOptions, live: Live, between: Between): OtherHubs => {
  const { newId, ticks = systemTimers, metrics } = options;
  const others = createOtherHubs({
    ...options,
    between,
    self: newId(),
    ownStations: () => new Set([...live.connections.values()].flatMap(({ stations }) => [...stations])),
    onShown: ({ stations, parts }) => live.tickets.shown(stations, parts),
    onLost: live.watchAnew,
    carried: metrics.carried,
    ticks,
  });
  live.elsewhere.hasScreen = others.hasScreen;
  return others;
};

/** What happens to each connection as it comes, while it is there, and when it goes. */
const serve = (options: HubSocketsOptions, live: Live, isOpen: () => boolean) => {
  const { storeId, execute, ensureFresh, verify, limiters, report, newId } = options;
  const { io, actorOf, admitted } = createEntrance(options, live, isOpen);
  const otherHubs = options.adapter && joinOthers(options, live, betweenHubs(io));
  const others = (): OtherHubs | undefined => otherHubs;
  const listen = createListen({
    execute,
    ensureFresh,
    onSync: live.onSync,
    onAuth: createOnAuth({ verify, actorOf }),
    volatile: createVolatile({ storeId, tickets: live.tickets, tellShown: (shown) => others()?.shown(shown) }),
    limiters,
    report,
    newRequestId: newId,
    isOpen,
  });
  io.on('connection', (socket) => {
    const connection = connectionOf(socket, options.addressOf(socket.request));
    admitted(connection);
    listen(connection);
    live.connections.set(connection.id, connection);
    socket.on('disconnect', () => {
      live.connections.delete(connection.id);
      live.lostScreens(connection, live.connections.values());
    });
  });
  return { io, otherHubs };
};

export const createHubSockets = (options: HubSocketsOptions): HubSockets => {
  const { kernel, log, storeId, now, ticks = systemTimers } = options;
  const live = assembleLive(options);
  let isOpen = true;
  const { io, otherHubs } = serve(options, live, () => isOpen);
  const outlet = createOutlet(options, live, io);
  const look = () => {
    live.revocation.tick();
    live.care.tick();
    outlet.alarm(now().getTime());
  };
  const renew = () => options.sharedPlaces?.renew();
  const stops = [
    ticks.every(LOOK_EVERY_MS, look),
    ticks.every(HEADS_EVERY_MS, outlet.announce),
    ticks.every(RENEW_EVERY_MS, renew),
  ];

  return {
    connections: () => live.connections.values(),
    kitchenOrders: () => live.kitchenOrders.at(now().getTime()),
    rooms: () => io.sockets.adapter.rooms.size - live.connections.size,
    told: (commits) => otherHubs?.tell(commits),
    start: () => findKitchenOrders({ kernel, log, storeId, live, now }),
    async stop() {
      isOpen = false;
      for (const stop of stops) stop();
      await drain([...live.connections.values()]);
      outlet.stop();
      otherHubs?.stop();
      await io.close();
    },
  };
};

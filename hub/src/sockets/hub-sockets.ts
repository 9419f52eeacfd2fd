import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { AccessClaims, StoreId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { type EventLog, type Kernel, systemTimers, type Timers } from '@cafe/services/kernel';
import type { Door } from '../door.ts';
import type { Execute } from '../execute.ts';
import type { EnsureFresh } from '../freshness.ts';
import type { RateLimiter } from '../rate-limits.ts';
import type { AdmissionLimits } from './admission.ts';
import { createEntrance } from './entrance.ts';
import { findKitchenOrders } from './find-kitchen-orders.ts';
import { HEADS_EVERY_MS } from './heads.ts';
import { connectionOf, type createIo, type LiveConnection } from './io-server.ts';
import { createListen } from './listen.ts';
import { assembleLive } from './live-parts.ts';
import { createOnAuth } from './on-auth.ts';
import { createOutlet } from './outlet.ts';
import { createVolatile } from './volatile.ts';

export interface HubSocketsOptions {
  readonly http: HttpServer;
  readonly kernel: Kernel;
  /** The log, for what happened before this process began. */
  readonly log: Pick<EventLog, 'since' | 'byKeys'>;
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
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
  readonly newId: () => string;
  /** What carries the connections; Socket.IO, unless a café in memory brings its own. */
  readonly createIo?: typeof createIo;
  /** What the regular looks go by; the process's own timers, unless somebody steers the time. */
  readonly ticks?: Timers;
}

/** What is counted of sockets. */
export interface SocketMetrics {
  resumed(result: 'replay' | 'snapshot' | 'fresh'): void;
  emitted(event: 'commits' | 'heads' | 'notice'): void;
  fanout(seconds: number): void;
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

/** What happens to each connection as it comes, while it is there, and when it goes. */
const serve = (options: HubSocketsOptions, live: Live, isOpen: () => boolean) => {
  const { storeId, execute, ensureFresh, verify, limiters, report, newId } = options;
  const { io, actorOf, admitted } = createEntrance(options, live, isOpen);
  const listen = createListen({
    execute,
    ensureFresh,
    onSync: live.onSync,
    onAuth: createOnAuth({ verify, actorOf }),
    volatile: createVolatile(storeId, live.tickets),
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
  return io;
};

export const createHubSockets = (options: HubSocketsOptions): HubSockets => {
  const { kernel, log, storeId, now, ticks = systemTimers } = options;
  const live = assembleLive(options);
  let isOpen = true;
  const io = serve(options, live, () => isOpen);
  const outlet = createOutlet(options, live, io);
  const look = () => {
    live.revocation.tick();
    live.care.tick();
    outlet.alarm(now().getTime());
  };
  const stops = [ticks.every(LOOK_EVERY_MS, look), ticks.every(HEADS_EVERY_MS, outlet.announce)];

  return {
    connections: () => live.connections.values(),
    kitchenOrders: () => live.kitchenOrders.at(now().getTime()),
    rooms: () => io.sockets.adapter.rooms.size - live.connections.size,
    start: () => findKitchenOrders({ kernel, log, storeId, live, now }),
    async stop() {
      isOpen = false;
      for (const stop of stops) stop();
      await drain([...live.connections.values()]);
      outlet.stop();
      await io.close();
    },
  };
};

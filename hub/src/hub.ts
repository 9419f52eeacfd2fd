import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { initialOf, orderStream, staffStream } from '@cafe/contract/folds';
import { guestStanding } from '@cafe/services/guest';
import type { TokenVerifier } from '@cafe/services/user';
import type { Cafe } from './cafe.ts';
import type { Config } from './config.ts';
import { createDoor, type Door } from './door.ts';
import { createExecute, type Execute } from './execute.ts';
import { createFreshness, type EnsureFresh } from './freshness.ts';
import { listening } from './listening.ts';
import type { About } from './log.ts';
import type { Stage, StagedCommand } from './metrics/command-metrics.ts';
import { type Tracer, UNTRACED } from './observe/tracer.ts';
import { watchStages } from './observe/watch-stages.ts';
import { createRateLimiter, type Rate, type RateLimiter } from './rate-limits.ts';
import { createReadOn } from './read-on.ts';
import type { CountersIn } from './redis/rate-limiter-stores.ts';
import {
  createHubSockets,
  type HubSockets,
  type HubSocketsOptions,
  type SocketMetrics,
} from './sockets/hub-sockets.ts';
import { createTlsServer } from './tls/https-server.ts';
import type { Tls } from './tls/tls-files.ts';

/** What is counted of commands and limits. */
export interface HubMetrics extends SocketMetrics {
  command(type: string, outcome: string, seconds: number): void;
  stage(stage: Stage, command: StagedCommand, seconds: number): void;
  limited(scope: 'staff' | 'guest'): void;
}

export interface HubOptions extends Pick<HubSocketsOptions, 'createIo' | 'ticks' | 'adapter' | 'sharedPlaces'> {
  readonly config: Config;
  readonly cafe: Cafe;
  /** The log's own name. */
  readonly epoch: string;
  readonly verifier: TokenVerifier;
  readonly origins: () => ReadonlySet<string>;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly metrics: HubMetrics;
  readonly report: (error: unknown, about?: About) => void;
  /** Follows commands; nothing is traced without it. */
  readonly tracer?: Tracer;
  readonly now: () => Date;
  readonly newId: () => string;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Where messages are counted; in this process's memory if absent. */
  readonly countersIn?: CountersIn | undefined;
  /** Told of each message of a guest's, by what the guest is counted by. */
  readonly heardOf?: (sender: string) => void;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  /** What https is served with; without it, plain http. */
  readonly tls?: Tls | undefined;
}

/** A café behind sockets, and behind whatever answers HTTP. */
export interface Hub {
  readonly server: Server;
  readonly door: Door;
  readonly execute: Execute;
  readonly ensureFresh: EnsureFresh;
  readonly limiters: { readonly staff: RateLimiter; readonly guest: RateLimiter };
  readonly sockets: HubSockets;
  /** Whether it takes anything in: not while it starts or stops. */
  readonly isOpen: () => boolean;
  /** What answers HTTP. Before `listen`. */
  mount(listener: RequestListener): void;
  /** Resolves with the port when it listens. */
  listen(port: number, host: string): Promise<number>;
  /**
   * Is not ready from now on, then moves every connection to other hubs as the configuration says, lets what is at work end,
   * and resolves when all is written. `atOnce` waits for nobody to look at its readiness.
   */
  stop(atOnce?: boolean): Promise<void>;
}

const doorOf = ({ cafe, now }: HubOptions): Door => {
  const { storeId, kernel, user, read, peek } = cafe;
  const readOn = createReadOn(cafe);
  return createDoor({
    staff: () => peek(staffStream(storeId)) ?? initialOf(staffStream(storeId)),
    order: (orderId) => read(orderStream(orderId)),
    peekOrder: (orderId) => peek(orderStream(orderId)),
    signIn: (sid) => user.sessionOf(storeId, sid),
    guestStanding,
    approve: (approval, { by }) => user.approve({ storeId, approval, asker: by, at: now().toISOString() }),
    findReceipt: ({ id, command }, by) => kernel.findReceipt({ id, command }, by),
    readOn: (claims) =>
      readOn([staffStream(storeId), ...(claims.kind === 'guest' ? [orderStream(claims.orderId)] : [])]),
    now,
  });
};

const executeOf = (options: HubOptions, parts: Pick<Hub, 'door' | 'limiters' | 'ensureFresh'>): Execute => {
  const { cafe, metrics, report, newId, elapsed, tracer = UNTRACED } = options;
  return createExecute({
    ...parts,
    services: cafe.services,
    measure: metrics.command,
    watch: watchStages({ elapsed, metrics, tracer }),
    tracer,
    report,
    newRequestId: newId,
    elapsed,
  });
};

const socketsOf = (
  options: HubOptions,
  parts: Pick<Hub, 'server' | 'door' | 'execute' | 'limiters' | 'ensureFresh'>,
): HubSockets => {
  const { cafe, config, verifier, now } = options;
  return createHubSockets({
    ...options,
    ...parts,
    http: parts.server,
    kernel: cafe.kernel,
    log: cafe.log,
    storeId: cafe.storeId,
    verify: (token) => verifier.verify(token, now().toISOString()),
    allowHeadlessGuests: config.ALLOW_HEADLESS_GUESTS,
    limits: {
      perAddress: config.MAX_SOCKETS_PER_ADDRESS,
      perDevice: config.MAX_SOCKETS_PER_DEVICE,
      perGuest: config.MAX_SOCKETS_PER_GUEST,
    },
  });
};

const limiterOf = ({ metrics, countersIn }: HubOptions, name: 'staff' | 'guest', rate: Rate): RateLimiter =>
  createRateLimiter(rate, { name, onLimited: () => metrics.limited(name), countersIn });

/** A limiter through which all that guests send comes: so it is noted when each was last heard of. */
const noting = (limiter: RateLimiter, heardOf: HubOptions['heardOf']): RateLimiter => ({
  ...limiter,
  consume(sender) {
    heardOf?.(sender);
    return limiter.consume(sender);
  },
});

/** Whoever connects and says nothing, or says it by the byte, is closed after that (S2): in milliseconds. */
const PATIENCE = { headersTimeout: 4_000, connectionsCheckingInterval: 500 };

/** Puts a café behind sockets. HTTP is mounted on the same server. */
export const createHub = (options: HubOptions): Hub => {
  const { config, cafe } = options;
  // Engine.IO passes on what is not its own to the listeners it finds, so this one has to be there before it.
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const listener: RequestListener = (request, response) => answer(request, response);
  const server = options.tls ? createTlsServer(options.tls, PATIENCE, listener) : createServer(PATIENCE, listener);
  const door = doorOf(options);
  const limiters = {
    staff: limiterOf(options, 'staff', config.RATE_STAFF),
    guest: noting(limiterOf(options, 'guest', config.RATE_GUEST), options.heardOf),
  };
  const ensureFresh = createFreshness({ kernel: cafe.kernel, now: options.now, report: options.report });
  const asked = { door, limiters, ensureFresh };
  const parts = { server, ...asked, execute: executeOf(options, asked) };
  const sockets = socketsOf(options, parts);
  let open = false;
  return {
    ...parts,
    sockets,
    isOpen: () => open,
    mount(listener) {
      answer = listener;
    },
    async listen(port, host) {
      await sockets.start();
      const taken = await listening(server, port, host);
      open = true;
      return taken;
    },
    async stop(atOnce = false) {
      open = false;
      const { DRAIN_AFTER_SECONDS: after, DRAIN_OVER_SECONDS: over } = config;
      if (!atOnce && after > 0) await pause(after * 1_000);
      server.close(); // whoever comes now goes to another hub
      await sockets.stop(atOnce ? 0 : over * 1_000);
      await cafe.kernel.stop();
    },
  };
};
